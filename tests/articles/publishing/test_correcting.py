"""Notes of correction, from version to version."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Event
from articles.publishing.correcting import NoSuchCorrection, amend, announced, corrections_of
from articles.publishing.windows import call_off, publish, refresh, restore, save_revision, withdraw
from tests.factories import publish_article, publish_guide

NIGHT = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)  # the fourth in Paris
DAY = timedelta(days=1)
FIRST = {"on": "2026-03-04", "text": "It was four."}

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(time_machine):
    """Live, with a note."""
    time_machine.move_to(NIGHT - DAY, tick=False)
    article = publish_article(title="One").article
    time_machine.move_to(NIGHT, tick=False)
    revise(article, "It was four.", title="Two")
    return article


def revise(article, correction="", at=None, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return publish(save_revision(article), correction=correction, at=at)


def notes(article):
    """Of each version that readers saw, the oldest first."""
    rows = article.revisions.seen().order_by("live_from")
    return list(rows.values_list("corrections", flat=True))


def test_note_stands_with_its_version_on_the_publications_day(article):
    assert notes(article) == [[], [FIRST]]
    assert Event.objects.of(article).first().detail == "Correction: “It was four.”"


def test_note_is_carried_on_over_whatever_follows(article, time_machine):
    one = article.revisions.get(title="One")
    time_machine.shift(DAY)
    revise(article, title="Three")
    time_machine.shift(DAY)
    author = article.authors.get()
    author.name = "Another"
    author.save()
    refresh(article.revisions.live(), note="Another name")
    time_machine.shift(DAY)
    publish(restore(one))
    time_machine.shift(DAY)
    withdraw(article)
    time_machine.shift(DAY)
    revise(article, "It was five.")

    second = {"on": "2026-03-09", "text": "It was five."}
    assert notes(article) == [[], *[[FIRST]] * 4, [FIRST, second]]


def test_planned_note_has_the_day_on_which_it_begins(article):
    revise(article, "It was five.", NIGHT + 9 * DAY, title="Three")

    assert announced(article) == "It was five."
    planned = article.revisions.scheduled().get()
    assert planned.corrections == [FIRST, {"on": "2026-03-13", "text": "It was five."}]
    assert corrections_of(article) == [FIRST]


def test_planned_note_is_called_off_with_its_version(article):
    planned = revise(article, "It was five.", NIGHT + 9 * DAY, title="Three")
    call_off(article)

    assert publish(planned).corrections == [FIRST]
    assert announced(article) == ""


def test_guide_has_notes_too():
    revision = publish_guide(chapters=[("One", "Words.")])

    assert publish(revision, correction="It was four.").corrections[0]["text"] == "It was four."


def test_note_is_amended_in_every_version_that_bears_it(article, editor, time_machine):
    revise(article, "It was five.", NIGHT + 9 * DAY, title="Three")

    time_machine.shift(2 * DAY)
    amend(article, FIRST, "It was 4.", by=editor)

    amended = {"on": "2026-03-04", "text": "It was 4.", "amended_on": "2026-03-06"}
    assert notes(article) == [[], [amended]]
    assert article.revisions.scheduled().get().corrections[0] == amended
    event = Event.objects.of(article).first()
    assert (event.verb, event.by, event.detail) == (
        "amended a correction of",
        editor,
        "Of 2026-03-04: “It was four.” → “It was 4.”",
    )


def test_same_words_again_change_and_log_nothing(article):
    count = Event.objects.count()
    amend(article, FIRST, FIRST["text"])

    assert (notes(article), Event.objects.count()) == ([[], [FIRST]], count)


def test_note_is_amended_again_by_its_day_and_words(article, time_machine):
    amend(article, FIRST, "It was 4.")
    time_machine.shift(2 * DAY)
    amend(article, FIRST | {"text": "It was 4."}, "It was not five.")

    (note,) = corrections_of(article)
    assert note == FIRST | {"text": "It was not five.", "amended_on": "2026-03-06"}


def test_note_is_taken_away(article):
    amend(article, FIRST, "")

    assert notes(article) == [[], []]
    assert Event.objects.of(article).first().verb == "removed a correction of"


def test_note_that_is_no_longer_there_is_not_amended(article):
    amend(article, FIRST, "It was 4.")

    with pytest.raises(NoSuchCorrection):
        amend(article, FIRST, "It was five.")
    assert Event.objects.of(article).filter(verb__contains="correction").count() == 1
