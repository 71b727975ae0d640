"""Where a reader followed a link, in codes and in words."""

import pytest

from articles.affiliates.sources import (
    FROM,
    Claim,
    Place,
    SourcePage,
    find_place,
    live_pages,
    name_placement,
    pages_of,
)
from articles.bin import throw_away
from articles.models import Revision
from tests.factories import (
    make_article,
    make_guide,
    make_merchant,
    make_product,
    publish_article,
    publish_guide,
)


def test_pages_of_codes_are_found_also_in_the_bin(db, django_assert_num_queries):
    article, guide = make_article(title="Listening"), make_guide(title="A course")
    codes = [f"a{article.pk}", f"g{guide.pk}", "a99999", "z1", "nonsense"]
    throw_away(article)
    with django_assert_num_queries(2):
        found = pages_of(codes)
    assert found == {
        f"a{article.pk}": SourcePage(
            "Listening", f"/admin/articles/article/{article.pk}/change/", "article"
        ),
        f"g{guide.pk}": SourcePage("A course", f"/admin/guides/guide/{guide.pk}/change/", "guide"),
    }


def test_code_of_a_page_is_that_of_its_working_copy(db):
    article, guide = publish_article(), publish_guide(chapters=[("One", "Words.")])
    assert (article.source, guide.source) == (f"a{article.article_id}", f"g{guide.guide_id}")


@pytest.mark.parametrize(
    ("placement", "words"),
    [
        ("introduction", "Introduction"),
        ("section-3", "Section 3"),
        ("section-3-card", "Section 3, product card"),
        ("faq-12-image", "FAQ 12, picture"),
        ("", "Not known"),
    ],
)
def test_placement_is_named_as_people_say_it(placement, words):
    assert name_placement(placement) == words


@pytest.mark.parametrize(
    "text", ["a1", "a1.", "1.faq-1", "a1.faq", "a1.section-1234", "a1.card", "a1.faq-1-card-card"]
)
def test_what_names_no_place_is_none(text):
    assert FROM.fullmatch(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a12.section-3-card", Place("a12", "section-3-card")),
        ("g3.chapter-1", Place("g3", "chapter-1")),
        ("a1.introduction", Place("a1", "introduction")),
        ("", Place()),
        ("preview", Place()),
        ("a1.section-1\n", Place()),
        ("a1.section-1&seen=1", Place()),
        ("a\u0663.section-1", Place()),
        ("a1.section-\u0663", Place()),
        ("a1.section-1\x00", Place()),
        ("A1.section-1", Place()),
        ("a1234567890123456789.section-1", Place()),
        ("a1.section-1" * 10_000, Place()),
    ],
)
def test_place_is_read_or_none(text, place):
    assert Place.read(text) == place


@pytest.fixture
def page(db):
    """A page that shows a cloaked product, as words and as a card, and one that is not."""
    make_product(slug="cards")
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    text = "[Cards](go:cards)\n\n::: offer cards\nA box.\n:::\n\n[A lamp](go:lamp)"
    return publish_article(sections=[("One", "Words."), ("Two", text)]).source


@pytest.mark.parametrize(
    ("placement", "slug", "found"),
    [
        ("section-2", "cards", "section-2"),
        ("section-2-card", "cards", "section-2-card"),
        ("section-2", "lamp", "section-2"),
        ("section-1", "cards", ""),
        ("section-2-card", "lamp", ""),
        ("section-2-image", "cards", ""),
    ],
)
def test_place_is_found_where_the_page_shows_the_product(page, placement, slug, found):
    assert find_place(Place(page, placement), slug) == Place(page, found)


@pytest.mark.parametrize("slug", ["card", "ards", "nothing", "c.rds"])
def test_page_that_does_not_show_the_product_is_no_place(page, slug):
    make_product(slug="nothing")

    assert find_place(Place(page, "section-2"), slug) == Place()


def test_place_in_a_guide_is_found(db):
    make_product(slug="cards")
    page = publish_guide(chapters=[("One", "Words."), ("Two", "[Cards](go:cards)")]).source

    assert find_place(Place(page, "chapter-2"), "cards") == Place(page, "chapter-2")


def test_place_costs_one_query(page, django_assert_num_queries):
    with django_assert_num_queries(1):
        find_place(Place(page, "section-2"), "cards")


def test_claim_is_looked_up_once(page, django_assert_num_queries):
    claim = Claim(Place(page, "section-2"), "cards")

    with django_assert_num_queries(1):
        assert (claim.place, claim.place) == (claim.said, claim.said)


def test_place_on_no_page_is_none_without_a_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert find_place(Place(), "cards") == Place()


def test_place_on_a_page_that_is_not_live_is_none(db):
    make_product(slug="cards")
    article = make_article(sections=[("One", "[Cards](go:cards)")])

    assert find_place(Place(f"a{article.pk}", "section-1"), "cards") == Place()


def test_live_page_of_a_code_is_its_live_revision(db):
    article, guide = publish_article(), publish_guide(chapters=[("One", "Words.")])

    assert [list(live_pages(page.source)) for page in (article, guide)] == [[article], [guide]]


@pytest.mark.parametrize(
    "source", ["", "a", "1", "a0", "z1", "a1 ", "a-1", "a1\x00", "a\u0663", "a" + "9" * 18, "aa1"]
)
def test_live_page_of_no_code_is_none(db, source):
    publish_article()

    assert not live_pages(source).exists()
    assert live_pages(source).model is Revision
