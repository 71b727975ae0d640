"""What readers may have been looking for."""

from difflib import SequenceMatcher

import pytest

from articles.publishing.windows import withdraw
from articles.redirects.suggesting import last_words, suggest_targets
from tests.factories import make_guide, publish_article, publish_guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/2019/05/How-to-listen.html", ["how", "listen"]),
        ("/tea/2/", ["tea"]),
        ("/Über_uns/", ["über", "uns"]),
        ("/2019/05/", []),
        ("/", []),
    ],
)
def test_last_part_with_words_says_most(path, words):
    assert last_words(path) == words


@pytest.fixture
def pages(db):
    publish_article(title="How to listen", slug="how-to-listen")
    publish_article(title="The art of the short visit", slug="short-visits")
    publish_guide(make_guide(title="Forgiveness", slug="forgiveness", chapters=[("One", "Tea.")]))
    publish_article(title="About", slug="about", kind="page")
    withdraw(publish_article(title="Keeping bees", slug="bees").article)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/blog/how-to-listen-2019.html", "/articles/how-to-listen/"),
        ("/how_to_lissten/", "/articles/how-to-listen/"),
        ("/a/art-of-short-visits/", "/articles/short-visits/"),
        ("/courses/forgivness/", "/guides/forgiveness/"),
        ("/about.html", "/about/"),
    ],
)
def test_likely_page_is_found(pages, path, address):
    assert suggest_targets([path])[path].address == address


@pytest.mark.parametrize("path", ["/keeping-bees/", "/2019/", "/something-else-entirely/"])
def test_nothing_is_made_up(pages, path):
    assert suggest_targets([path]) == {}


def test_suggesting_costs_the_same_however_many_are_asked(pages, django_assert_num_queries):
    for count in (1, 25):
        paths = [f"/{number}/how-to-listen-forgiveness/" for number in range(count)]
        with django_assert_num_queries(7):
            assert len(suggest_targets(paths)) == count


def test_nothing_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggest_targets(["/2019/"]) == {}


def test_letters_are_compared_only_where_they_may_be_alike(pages, monkeypatch):
    compared = []
    monkeypatch.setattr(SequenceMatcher, "ratio", lambda self: compared.append(self.a) or 0.0)
    suggest_targets(["/how-to-lissten/", "/the-bread-and-the-butter-about-wine-of-forgiveness/"])
    assert compared == ["how listen"]


def test_so_many_words_are_compared_as_strangers_cannot_choose(pages, monkeypatch):
    compared = []
    monkeypatch.setattr(SequenceMatcher, "quick_ratio", lambda self: compared.append(self.b) or 0.0)
    suggest_targets([f"/{'how-listen-' * 9}one-two-three-four-five-six-seven-eight/"])
    assert set(compared) == {"how listen one two three four five six"}
