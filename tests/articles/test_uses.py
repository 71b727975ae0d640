"""Where something is used: what names it, holds it, links to it."""

import pytest

from articles.bin import throw_away
from articles.publishing.windows import save_revision, withdraw
from articles.uses import count_places, drafts_naming, holders, linking_pages
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_photo,
    make_product,
    make_publication,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

DRAFTS = {
    "introduction": lambda text: make_article(introduction=text),
    "section": lambda text: make_article(sections=[("One", "Words."), ("Two", text)]),
    "answer": lambda text: make_article(faqs=[("Why?", text)]),
    "guide": lambda text: make_guide(introduction=text),
    "closing": lambda text: make_guide(closing=text),
    "chapter": lambda text: make_guide(chapters=[("One", text)]),
}


@pytest.mark.parametrize("place", DRAFTS)
def test_draft_that_names_a_product_is_found_once(place):
    product = make_product(slug="cards")
    draft = DRAFTS[place]("[One](go:cards), [two](go:cards).")

    assert drafts_naming([product]) == [draft]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("::: offer cards\n:::", True),
        (":::  offer\tcards", True),
        ("[Them](GO:cards)", True),
        ("[Them](go:cards#top)", True),
        ("[Them](go:cards-deluxe)", False),
        ("[Them](go:my-cards)", False),
        ("[Them](article:cards)", False),
        ("Playing cards.", False),
    ],
)
def test_product_is_found_by_its_whole_name(text, is_found):
    product = make_product(slug="cards")
    make_article(introduction=text)

    assert len(drafts_naming([product])) == is_found


def test_photo_is_found_by_its_file():
    photo, other = make_photo(), make_photo()
    drafts = [make_article(introduction=f"![]({row.file.url})") for row in (photo, other)]

    assert drafts_naming([photo]) == drafts[:1]
    assert sorted(drafts_naming([photo, other]), key=lambda row: row.pk) == drafts


def test_articles_and_guides_are_found_by_their_links():
    article, guide = make_article(slug="same"), make_guide(slug="same")
    first = make_article(introduction="[It](article:same).")
    second = make_article(introduction="[It](guide:same).")

    assert (drafts_naming([article]), drafts_naming([guide])) == ([first], [second])


def test_draft_in_the_bin_names_nothing():
    product = make_product(slug="cards")
    throw_away(make_article(introduction="[Them](go:cards)"))

    assert drafts_naming([product]) == []


def test_guide_holds_its_chapters_unless_it_is_in_the_bin():
    article = make_article()
    guide = make_guide(chapters=[article])
    throw_away(make_guide(chapters=[article]))

    assert holders(article) == [guide]


def test_versions_hold_nothing_of_their_own():
    guide = publish_guide(chapters=[("One", "Words.")]).guide

    assert (holders(publish_article().article), holders(guide)) == ([], [])


def test_live_pages_link_to_an_article():
    article = publish_article(slug="listen").article
    text = "[It](article:listen)."
    page = publish_article(introduction=text)
    course = publish_guide(introduction=text, chapters=[("One", "Words.")])
    make_article(introduction=text)

    assert linking_pages(article) == [page, course]


def test_finding_drafts_costs_a_query_a_kind(django_assert_num_queries):
    products = [make_product() for _ in range(5)]
    for product in products:
        make_article(introduction=f"[Them](go:{product.slug})")

    with django_assert_num_queries(2):
        assert len(drafts_naming(products)) == 5


def test_places_of_a_photo_are_counted_once_each():
    photo, other, unused = make_photo(), make_photo(), make_photo()
    text = f"![A]({photo.file.url}) and ![B]({other.file.url})"
    publish_article(hero=photo, introduction=text)
    make_article(hero=photo)
    save_revision(make_article(introduction=text))
    publish_guide(introduction=text, chapters=[("One", "Words.")])
    make_product(photo=photo)
    make_author(photo=photo)
    make_publication(logo=photo)
    counts = count_places([photo, other, unused])
    assert [counts[row.pk] for row in (photo, other, unused)] == [7, 3, 0]


def test_photo_that_was_taken_out_is_used_as_long_as_its_page_is_live():
    photo = make_photo()
    article = publish_article(introduction=f"![]({photo.file.url})").article
    article.introduction = ""
    article.save()
    save_revision(article)
    assert count_places([photo])[photo.pk] == 1
    withdraw(article)
    assert count_places([photo])[photo.pk] == 0


def test_place_in_the_bin_is_none():
    photo = make_photo()
    throw_away(publish_article(hero=photo).article)
    assert count_places([photo])[photo.pk] == 0
