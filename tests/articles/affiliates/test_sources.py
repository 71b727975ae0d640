"""Where a reader followed a link, in codes and in words."""

import pytest

from articles.affiliates.sources import FROM, SourcePage, name_placement, pages_of
from articles.bin import throw_away
from tests.factories import make_article, make_guide, publish_article, publish_guide


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
