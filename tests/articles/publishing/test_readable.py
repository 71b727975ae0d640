"""Frozen forms for people: names in the place of primary keys."""

import pytest

from articles.publishing.readable import with_names
from articles.publishing.windows import save_revision
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_photo,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_keys_of_an_article_become_names():
    article = make_article(
        topic=make_topic(title="Conflict"),
        authors=[make_author(name="Ada"), make_author(name="Ben")],
        reviewer=make_author(name="Cy"),
        hero=make_photo(alt="A lake"),
    )

    (form,) = with_names([save_revision(article).content])

    assert {name: form[name] for name in ("topic", "authors", "reviewer", "hero")} == {
        "topic": ["Conflict"],
        "authors": ["Ada", "Ben"],
        "reviewer": ["Cy"],
        "hero": ["A lake"],
    }


def test_everything_else_stays_as_it_was():
    content = save_revision(make_article(sections=[("Why", "So")])).content

    (form,) = with_names([content])

    related = ("topic", "authors", "reviewer", "hero")
    assert {k: v for k, v in form.items() if k not in related} == {
        k: v for k, v in content.items() if k not in related
    }


def test_deleted_row_is_named_by_its_key():
    author = make_author()
    content = save_revision(make_article(authors=[author])).content
    key = author.pk
    author.delete()

    (form,) = with_names([content])

    assert form["authors"] == [f"deleted ({key})"]


def test_chapters_of_a_guide_are_named_by_their_articles():
    chapters = [make_article(title="An article"), ("A pause", "Words.")]
    content = save_revision(make_guide(chapters=chapters)).content

    (form,) = with_names([content])

    assert [(row["title"], row["article"]) for row in form["chapters"]] == [
        ("An article", "An article"),
        ("A pause", ""),
    ]


def test_forms_themselves_stay_untouched():
    content = save_revision(make_article()).content
    before = dict(content)

    with_names([content])

    assert content == before


def test_names_cost_a_query_a_field(django_assert_num_queries):
    contents = [save_revision(make_article(hero=make_photo())).content for _ in range(4)]

    with django_assert_num_queries(3):
        with_names(contents)
