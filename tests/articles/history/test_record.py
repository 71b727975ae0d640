"""The public record of an article: its turns, in pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.history.record import BEGINNING, KEPT_BACK, UNCHANGED, read_log
from articles.models import Article, Section
from articles.publishing.windows import publish, refresh, save_revision, withdraw
from articles.publishing.withholding import withhold
from tests.factories import make_article, make_author, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(time_machine):
    time_machine.move_to(NOON, tick=False)
    return publish_article(title="One").article


def revise(article, **fields):
    """What is live from now on, with these fields typed over."""
    options = {name: fields.pop(name) for name in ("at", "correction") if name in fields}
    Article.objects.filter(pk=article.pk).update(**fields)
    return publish(save_revision(article), **options)


def told(article, number=1):
    """Day, words and notes of each entry."""
    log = read_log(article.pk, number)
    return [
        (row.at.day, *row.words, *(note.text for note in row.turn.notes)) for row in log.entries
    ]


def test_log_tells_of_each_text_the_newest_first(article, time_machine):
    time_machine.shift(DAY)
    revise(article, title="Two")

    assert told(article) == [(4, "The title was “One”."), (3, BEGINNING)]
    assert [entry.is_live for entry in read_log(article.pk, 1).entries] == [True, False]


def test_time_is_told_where_two_changes_are_of_one_day(article, time_machine):
    time_machine.shift(DAY)
    revise(article, title="Two")
    time_machine.move_to(NOON + timedelta(hours=35, minutes=30), tick=False)  # 00:30 in Berlin
    revise(article, title="Three")
    time_machine.shift(timedelta(minutes=1))
    revise(article, title="Four")

    time_machine.shift(timedelta(minutes=5))
    revise(article, title="Five")
    time_machine.shift(timedelta(seconds=7))
    revise(article, title="Six")

    times = [entry.time for entry in read_log(article.pk, 1).entries]
    assert times == ["00:36:07", "00:36:00", "00:31", "00:30", "", ""]


def test_beginning_tells_of_an_earlier_day(article):
    article.revisions.update(published_at=NOON - 9 * DAY)
    words = "The first version that is kept here. First published 22 February 2026."
    assert told(article) == [(3, words)]


def test_same_text_again_is_no_entry_but_with_a_note(article, time_machine):
    live = article.revisions.get()
    time_machine.shift(DAY)
    publish(live)
    author = article.authors.get()
    author.name = "Another"
    author.save()
    time_machine.shift(DAY)
    assert refresh([live], note="Another name") == 1
    assert told(article) == [(3, BEGINNING)]

    time_machine.shift(DAY)
    revise(article, correction="It was four.")
    assert told(article) == [(6, "It was four."), (3, BEGINNING)]


def test_what_was_planned_replaced_at_once_or_never_shown_is_no_entry(article, time_machine):
    revise(article, title="Two")  # in the second in which “One” began
    save_revision(article)
    revise(article, title="Three", at=NOON + DAY)

    assert told(article) == [(3, BEGINNING)]

    time_machine.move_to(NOON + DAY, tick=False)
    assert told(article) == [(4, "The title was “Two”."), (3, BEGINNING)]


def test_time_without_a_page_is_told(article, time_machine):
    time_machine.shift(DAY)
    withdraw(article)
    time_machine.shift(DAY)
    revise(article)

    newest, _ = read_log(article.pk, 1).entries
    assert newest.words == (UNCHANGED,)
    assert newest.turn.away_since == NOON + DAY


def test_withheld_version_leaks_nothing_of_what_it_said(article, time_machine):
    for title in ("A name by mistake", "Two"):
        time_machine.shift(DAY)
        revise(article, title=title)
    mistake = article.revisions.get(title="A name by mistake")

    withhold(mistake, "It named a person.")

    newest, kept, _ = read_log(article.pk, 1).entries
    assert (newest.words, kept.words) == ((KEPT_BACK,), (KEPT_BACK,))
    assert kept.turn.version.withheld_because == "It named a person."


def test_people_are_told_by_name(article, time_machine):
    time_machine.shift(DAY)
    article.authors.add(make_author(name="Ada"))
    Article.objects.filter(pk=article.pk).update(reviewer=make_author(name="Ben"))
    publish(save_revision(article))

    assert told(article)[0] == (4, "Now also by Ada.", "Reviewed by Ben.")


def test_log_has_pages_of_twenty_and_costs_the_same_whatever_its_length(
    time_machine, django_assert_num_queries
):
    time_machine.move_to(NOON, tick=False)
    article = make_article(title="Title 0")
    for number in range(21):
        time_machine.shift(timedelta(minutes=1))
        revise(article, title=f"Title {number}")

    assert [told(article, number)[-1][1] for number in (1, 2)] == [
        "The title was “Title 0”.",
        BEGINNING,
    ]
    assert [len(told(article, number)) for number in (1, 2)] == [20, 1]
    assert [read_log(article.pk, number) for number in (0, 3)] == [None, None]
    with django_assert_num_queries(3):
        read_log(article.pk, 1)


def test_texts_of_no_more_than_a_page_are_loaded(article, time_machine, monkeypatch):
    monkeypatch.setattr("articles.history.record.PER_PAGE", 2)
    for number in range(5):
        time_machine.shift(DAY)
        Section.objects.filter(article=article).update(body=f"Words {number}")
        publish(save_revision(article))

    with CaptureQueriesContext(connection) as queries:
        read_log(article.pk, 2)

    (texts,) = [row["sql"] for row in queries if '"content"' in row["sql"]]
    keys = article.revisions.order_by("pk").values_list("pk", flat=True)[1:4]
    asked = texts.partition(" IN (")[2].partition(")")[0]
    assert sorted(map(int, asked.split(","))) == list(keys)
