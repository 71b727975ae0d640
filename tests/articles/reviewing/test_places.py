"""The places remarks can be about, under the names they have in the form."""

import pytest

from articles.publishing.snapshot import take
from articles.reviewing import places as module
from articles.reviewing.anchors import Quote
from articles.reviewing.places import (
    PLACE,
    Place,
    find_place,
    places_of_content,
    places_of_draft,
)
from tests.factories import make_article

ONE = Place("introduction", "Introduction", "Breathe, then take a walk together.")
TWO = Place("sections:2", "Two", "Breathe, and take a break together.")


@pytest.mark.django_db
def test_places_are_those_of_the_form(django_assert_num_queries):
    article = make_article(
        introduction="Begin.", sections=[("One", "Wait."), ("Two", "Ask.")], faqs=[("Why?", "So.")]
    )
    one, two = article.sections.all()
    faq = article.faqs.get()

    with django_assert_num_queries(2):
        places = places_of_draft(article)

    assert places == [
        Place("introduction", "Introduction", "Begin."),
        Place(f"sections:{one.key}", "One", "Wait."),
        Place(f"sections:{two.key}", "Two", "Ask."),
        Place(f"faqs:{faq.key}", "Why?", "So."),
    ]
    assert [place.name for place in places if not PLACE.search(place.name)] == []


@pytest.mark.django_db
def test_places_of_a_frozen_article_are_those_of_its_draft():
    article = make_article(faqs=[("Why?", "So.")])

    assert places_of_content(take(article)) == places_of_draft(article)


@pytest.mark.parametrize(
    "name",
    ["title", "sections:", "sections:1", f"references:{'a' * 36}", f"sections:{'a' * 36}\n", "x "],
)
def test_what_is_no_place_is_told_apart(name):
    assert not PLACE.search(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("take a walk", (ONE, Quote("take a walk", "Breathe, then ", " together."))),
        # Somewhat like it in the first, the very words in the second.
        ("take a break", (TWO, Quote("take a break", "Breathe, and ", " together."))),
        ("something quite else", None),
        ("", None),
    ],
    ids=["first", "second", "nowhere", "nothing"],
)
def test_passage_is_found_in_the_place_that_has_it(text, expected):
    assert find_place([ONE, TWO], Quote(text)) == expected


def test_search_for_a_place_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MAX_SOUGHT", len(ONE.text) - 1)

    assert find_place([ONE, TWO], Quote("take a walk")) is None
