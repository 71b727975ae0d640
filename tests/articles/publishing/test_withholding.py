"""Versions that are kept from readers of the record."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Event
from articles.publishing.windows import NotPublishable, publish, save_revision
from articles.publishing.withholding import StillRead, withhold, words_of
from articles.upkeep.confirming import confirm
from tests.factories import make_article, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(time_machine):
    """What was live first, and again after it; now there is another text."""
    time_machine.move_to(NOON, tick=False)
    past = publish_article(title="One")
    time_machine.shift(DAY)
    publish(past)
    time_machine.shift(DAY)
    Article.objects.update(title="Two")
    publish(save_revision(past.article))
    return past


def reasons(article):
    return list(article.revisions.order_by("pk").values_list("withheld_because", flat=True))


def test_all_versions_of_a_text_are_withheld_and_shown_again(past, editor):
    assert withhold(past, "It named a person.", by=editor) == 2
    assert reasons(past.article) == ["It named a person."] * 2 + [""]
    assert withhold(past, "", by=editor) == 2
    assert reasons(past.article) == [""] * 3
    assert [(row.verb, row.by) for row in Event.objects.of(past.article)[:2]] == [
        ("showed readers again a version of", editor),
        ("kept from readers a version of", editor),
    ]


def test_same_reason_again_changes_and_logs_nothing(past):
    withhold(past, "It named a person.")

    assert withhold(past, "It named a person.") == 0
    assert Event.objects.of(past.article).filter(verb__startswith="kept").count() == 1


def test_what_readers_get_now_is_never_withheld(past, time_machine):
    time_machine.shift(DAY)
    publish(past)

    with pytest.raises(StillRead):
        withhold(past, "It named a person.")
    assert set(reasons(past.article)) == {""}


def test_what_readers_are_going_to_get_is_not_withheld(past, time_machine):
    publish(past, at=NOON + 9 * DAY)

    with pytest.raises(StillRead):
        withhold(past, "It named a person.")
    assert set(reasons(past.article)) == {""}


@pytest.mark.parametrize("at", [None, NOON + 9 * DAY])
def test_words_that_are_withheld_are_not_published_until_they_are_shown_again(past, at):
    withhold(past, "It named a person.")
    Article.objects.update(title="One", search_title="Another")
    draft = save_revision(past.article)

    for revision in (past, draft):
        with pytest.raises(NotPublishable, match=r"kept from readers.*“One”"):
            publish(revision, at=at)
    assert past.article.revisions.current().get().title == "Two"

    withhold(past, "")
    assert publish(draft, at=at).title == "One"


def test_same_words_noted_as_reviewed_or_with_other_tags_are_withheld_too(time_machine):
    time_machine.move_to(NOON, tick=False)
    first = publish_article(title="One")
    time_machine.shift(DAY)
    confirm(first.article, seen=first.content_hash, reviewer=None, on=NOON.date())
    time_machine.shift(DAY)
    Article.objects.update(search_title="Another")
    publish(save_revision(first.article))
    time_machine.shift(DAY)
    Article.objects.update(title="Two")
    publish(save_revision(first.article))

    assert withhold(first, "It named a person.") == 3
    assert set(first.article.revisions.seen().values_list("title", "withheld_because")) == {
        ("One", "It named a person."),
        ("Two", ""),
    }


def test_words_are_title_texts_and_sources():
    rows = {"sections": [("How", "So.")], "faqs": [("Why?", "So.")], "tags": ["tea"]}
    source = {"key": "a", "title": "Tea", "url": "https://example.org/"}
    content = save_revision(make_article(title="One", **rows, references=[source])).content

    told = words_of(content)

    assert told.keys() == {"title", "dek", "introduction", "sections", "faqs", "references"}
    assert told["sections"] == [{"heading": "How", "body": "So."}]
    assert told["faqs"] == [{"question": "Why?", "answer": "So."}]
    assert told["references"][0]["title"] == "Tea"
