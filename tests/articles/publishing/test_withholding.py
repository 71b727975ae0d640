"""Versions that are kept from readers of the record."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Event
from articles.publishing.windows import publish, save_revision
from articles.publishing.withholding import StillRead, withhold
from tests.factories import publish_article

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
