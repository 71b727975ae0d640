"""What is frozen with an article for machines to read."""

import pytest

from articles.publishing.dependents import follow
from articles.publishing.facts import cut, plain_text
from tests.factories import make_author, make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def test_facts_are_what_the_page_shows():
    make_product(slug="cards", name="A tin of cards")
    revision = publish_article(
        authors=[make_author(name="Ada", slug="ada", credentials="MSc"), make_author(name="Bo")],
        reviewer=make_author(name="Cy", slug="cy"),
        reviewed_on="2026-02-01",
        introduction="Begin *anywhere*.[^a]",
        faqs=[("Why  now?", "Because of [cards](go:cards).[^a]\n\n- One\n- Two"), ("And?", "***")],
        references=[
            {"key": "a", "title": "A study", "url": "https://example.org/", "quote": "Be calm."},
            {"key": "b", "title": "A book"},
        ],
        tags=["calm"],
    )
    second = revision.authors.get(name="Bo").slug

    assert revision.facts == {
        "authors": [
            {"name": "Ada", "slug": "ada", "credentials": "MSc"},
            {"name": "Bo", "slug": second},
        ],
        "reviewer": {"name": "Cy", "slug": "cy"},
        "reviewed_on": "2026-02-01",
        "opening": "Begin anywhere.",
        "tags": ["calm"],
        "faqs": [{"question": "Why now?", "answer": "Because of cards. One Two"}],
        "sources": [{"title": "A study", "url": "https://example.org/", "quote": "Be calm."}],
    }


def test_review_without_a_reviewer_is_told_by_its_day_alone():
    facts = publish_article(reviewed_on="2026-02-01").facts
    assert (facts["reviewed_on"], "reviewer" in facts) == ("2026-02-01", False)


def test_nothing_empty_is_a_fact():
    assert publish_article(authors=[], kind="page").facts == {}
    assert publish_guide(chapters=[("One", "Words.")]).facts == {}


def test_facts_follow_a_new_name():
    author = make_author(name="Ada", slug="ada")
    revision = publish_article(authors=[author])
    author.name = "Ada L."
    author.save()

    follow(author)

    live = revision.article.revisions.live().get()
    assert live.facts["authors"] == [{"name": "Ada L.", "slug": "ada"}]


def test_facts_that_are_the_same_make_no_new_version():
    author = make_author()
    revision = publish_article(authors=[author], faqs=[("Why?", "So.")], tags=["calm"])

    assert (follow(author), revision.article.revisions.count()) == (0, 1)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One</p><p>two <b>th</b>ree</p>", "One two three"),
        ('<p>Said<sup><a href="#s">1</a></sup>.</p>', "Said."),
    ],
)
def test_plain_text_is_what_is_read(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Short", "Short"), ("One two, three", "One two…"), ("O" * 20, "O" * 9 + "…")],
)
def test_cut_keeps_whole_words(text, expected):
    assert cut(text, 10) == expected
