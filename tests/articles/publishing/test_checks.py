"""What keeps a page from being published, each with the field and the words quoted."""

import pytest
from django.db import connection

from articles.models import Article, Revision
from articles.publishing.windows import NotPublishable, publish, save_revision
from articles.rendering.library import Problem
from tests.factories import make_article, make_guide, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def problems_of(subject):
    with pytest.raises(NotPublishable) as refusal:
        publish(save_revision(subject))
    assert not subject.revisions.current().exists()
    return refusal.value.problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "[a](go:nothing)",
            Problem("There is no product of this name:", "go:nothing"),
            id="product",
        ),
        pytest.param(
            "::: offer nothing\n:::",
            Problem("There is no product of this name:", "::: offer nothing"),
            id="offer",
        ),
        pytest.param(
            "[a](article:nothing)",
            Problem("There is no article of this name:", "article:nothing"),
            id="article",
        ),
        pytest.param(
            "[a](guide:nothing)",
            Problem("There is no guide of this name:", "guide:nothing"),
            id="guide",
        ),
        pytest.param(
            "Proof.[^nothing]",
            Problem("There is no source of this key:", "[^nothing]"),
            id="source",
        ),
        pytest.param("[a](#)", Problem("This link leads nowhere yet:", "#"), id="placeholder"),
        pytest.param("[a]()", Problem("This link leads nowhere yet:", "[a]"), id="empty-link"),
        pytest.param(
            "::: note\nWords.",
            Problem("This block is never closed; put ::: on a line after it:", "::: note"),
            id="unclosed-block",
        ),
        pytest.param(
            "::: nothing\n:::",
            Problem("There is no block of this name:", "::: nothing"),
            id="unknown-block",
        ),
        pytest.param(
            "![a](https://elsewhere.example/a.png)",
            Problem(
                "This image is not in the library; upload it:", "https://elsewhere.example/a.png"
            ),
            id="foreign-image",
        ),
    ],
)
def test_article_with_a_problem_in_its_text_is_refused(text, problem):
    assert problems_of(make_article(introduction=text)) == [("introduction", problem)]


def test_problem_names_the_section_or_question_it_is_in():
    article = make_article(sections=[("Why", "[a](#)")], faqs=[("How?", "[b](#)")])

    fields = [field for field, _ in problems_of(article)]

    assert fields == ["section “Why”", "FAQ “How?”"]


def test_article_without_topic_is_refused():
    article = make_article(title="Bare", topic=None)

    assert problems_of(article) == [("topic", Problem("Choose a topic", ""))]


def test_article_without_author_is_refused():
    article = make_article(title="Bare", authors=[])

    assert problems_of(article) == [("authors", Problem("Name an author", ""))]


@pytest.mark.parametrize("kind", Article.Kind.values)
def test_empty_article_is_refused(kind):
    article = make_article(title="Bare", kind=kind, sections=[("Heading", " \n")])

    problem = ("introduction", Problem("There is no text yet", ""))
    assert problems_of(article) == [problem]


def test_page_needs_neither_topic_nor_author():
    revision = publish_article(kind="page", slug="about")

    assert revision.is_live


def test_text_beyond_the_limits_is_refused():
    ((field, problem),) = problems_of(make_article(introduction="[" * 5_000))

    assert (field, problem.message[:32]) == ("introduction", "This text has 5,000 opening brac")


def test_article_beyond_what_a_page_may_have_is_refused(monkeypatch):
    monkeypatch.setattr("articles.rendering.limits.MAX_WORK_LENGTH", 100)
    sections = [(str(number), "x" * 40) for number in range(4)]
    (third, fourth) = problems_of(make_article(introduction="", sections=sections))

    assert (third[0], fourth[0]) == ("section “2”", "section “3”")
    assert third[1].message[:50] == "All texts together have more than 100 characters: "


def test_slug_of_another_live_page_is_refused():
    other = publish_article(slug="taken")
    Article.objects.filter(pk=other.article_id).update(slug="renamed")
    article = make_article(slug="taken")

    problem = Problem("Another page already has this address:", "taken")
    assert problems_of(article) == [("slug", problem)]


def test_slug_another_page_has_left_is_free():
    other = publish_article(slug="taken").article
    Article.objects.filter(pk=other.pk).update(slug="renamed")
    publish(save_revision(other))

    assert publish_article(make_article(slug="taken")).is_live


@pytest.mark.parametrize("slug", ["articles", "guides"])
def test_page_at_an_address_of_the_site_itself_is_refused(slug):
    problem = Problem("A part of the site already has this address:", slug)

    assert problems_of(make_article(kind="page", slug=slug)) == [("slug", problem)]


def test_article_may_bear_a_name_that_pages_may_not():
    assert publish_article(slug="articles").is_live


def test_guide_without_chapters_is_refused():
    guide = make_guide(title="Bare")

    assert problems_of(guide) == [("chapters", Problem("There is no chapter yet", ""))]


def test_guide_with_one_article_twice_is_refused():
    article = make_article()
    guide = make_guide(title="Twice", chapters=[article, article])

    problem = Problem("One article is two chapters", "")
    assert problems_of(guide) == [("chapters", problem)]


def test_guide_with_a_problem_in_a_chapter_names_it():
    guide = make_guide(chapters=[("Own", "[a](#)")])

    problem = Problem("This link leads nowhere yet:", "#")
    assert problems_of(guide) == [("chapter “Own”", problem)]


def test_guide_may_have_the_slug_of_an_article():
    publish_article(slug="same")

    assert publish_guide(slug="same", chapters=[("Own", "Words.")]).is_live


def test_refusal_says_everything_at_once():
    article = make_article(title="Bare", topic=None, introduction="[a](#)")

    with pytest.raises(NotPublishable) as refusal:
        publish(save_revision(article))

    assert str(refusal.value) == (
        "introduction: This link leads nowhere yet: “#”; topic: Choose a topic"
    )


def test_address_taken_while_publishing_is_refused():
    other = publish_article()
    revision = save_revision(make_article(slug="same"))
    taken = []

    def take_it_first(execute, sql, *args):
        if sql.startswith("UPDATE") and not taken:
            taken.append(Revision.objects.filter(pk=other.pk))
            taken[0].update(slug="same")
        return execute(sql, *args)

    with connection.execute_wrapper(take_it_first), pytest.raises(NotPublishable) as refusal:
        publish(revision)

    assert str(refusal.value) == "slug: Another page already has this address: “same”"
