"""The calendar: what stands on which day, whose it is, and what it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.editing import calendar
from articles.editing.calendar import Entry, month_of, read_month, weeks_ahead
from articles.editing.reach import reaches_of
from articles.models import Article, Revision
from articles.publishing.windows import publish, refresh, save_revision, withdraw
from articles.upkeep.confirming import confirm
from guides.models import Guide
from tests.factories import make_article, make_guide, make_letter, publish_article, publish_guide

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = date(2026, 3, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine, settings):
    settings.TIME_ZONE = "UTC"
    return time_machine.move_to(NOON, tick=False)


def month(user, first=MARCH):
    return month_of(user, reaches_of(user), first)


def told(weeks):
    """Day, time, words and title of each entry."""
    return [
        (day.on.day, f"{entry.at:%H:%M}" if entry.at else "", entry.words, entry.title)
        for week in weeks.weeks
        for day in week
        for entry in day.entries
    ]


def test_month_has_whole_weeks_that_begin_on_monday(editor):
    weeks = month(editor, date(2026, 2, 1)).weeks
    assert [[day.on.day for day in week if day.is_shown] for week in weeks] == [
        [1],
        [*range(2, 9)],
        [*range(9, 16)],
        [*range(16, 23)],
        [*range(23, 29)],
    ]
    assert {len(week) for week in weeks} == {7}
    assert month(editor).heads[0] == ("Mon", "Monday")


def test_entries_stand_on_their_days_in_order(editor, time_machine):
    publish(save_revision(make_article(title="Later")), at=NOON + 2 * DAY, until=NOON + 9 * DAY)
    publish(save_revision(make_article(title="Sooner")), at=NOON + 2 * DAY - HOUR)
    time_machine.move_to(NOON - 40 * DAY, tick=False)
    publish_article(title="Old", review_due_on=date(2026, 3, 5))
    time_machine.move_to(NOON, tick=False)
    publish(save_revision(make_guide(title="Course", chapters=[("a", "b")])), at=NOON + 2 * DAY)
    make_letter(subject="Spring", state="scheduled", send_at=NOON + 5 * DAY)
    make_letter(subject="Winter", state="sent", sent_at=NOON - DAY)
    make_letter(subject="Draft")
    assert told(month(editor)) == [
        (2, "12:00", "Letter sent", "Winter"),
        (5, "11:00", "Goes live", "Sooner"),
        (5, "12:00", "Goes live", "Course"),
        (5, "12:00", "Goes live", "Later"),
        (5, "", "Review due", "Old"),
        (8, "12:00", "Letter leaves", "Spring"),
        (12, "12:00", "Ends", "Later"),
    ]


def test_days_are_those_of_the_publication(editor, settings):
    settings.TIME_ZONE = "Pacific/Auckland"  # 13 hours ahead in March
    publish(save_revision(make_article(title="Late")), at=datetime(2026, 3, 31, 10, 59, tzinfo=UTC))
    publish(save_revision(make_article(title="April")), at=datetime(2026, 3, 31, 11, tzinfo=UTC))
    assert told(month(editor)) == [(31, "23:59", "Goes live", "Late")]


def test_what_is_replaced_does_not_end(editor):
    article = publish_article(title="First").article
    article.title = "Second"
    article.save()
    publish(save_revision(article), at=NOON + DAY)
    assert told(month(editor)) == [
        (3, "12:00", "Went live", "First"),
        (4, "12:00", "Goes live", "Second"),
    ]


def test_what_was_republished_as_it_was_or_taken_down_is_not_told(editor, time_machine):
    live, gone = publish_article(title="Live"), publish_article(title="Gone")
    time_machine.move_to(NOON + DAY, tick=False)
    Revision.objects.filter(pk=live.pk).update(html="As it was baked before.")
    assert refresh([live], note="Disclosure") == 1
    seen = live.article.revisions.live().get().content_hash
    confirm(live.article, seen=seen, reviewer=None, on=date(2026, 3, 4))
    withdraw(gone.article)
    assert told(month(editor)) == [
        (3, "12:00", "Went live", "Gone"),
        (3, "12:00", "Went live", "Live"),
    ]


def test_author_finds_their_own_only(author, editor):
    for owner in (author, editor):
        article = make_article(owner=owner, title=f"Of {owner}", review_due_on=date(2026, 3, 9))
        publish(save_revision(article), at=NOON + DAY)
    make_letter(state="scheduled", send_at=NOON + DAY)
    assert told(month(author)) == [(4, "12:00", "Goes live", "Of author")]


def test_weeks_ahead_begin_today_with_what_is_to_come(editor):
    publish_article(title="Live", review_due_on=date(2026, 3, 2))
    publish(save_revision(make_article(title="Last")), at=datetime(2026, 4, 5, 23, tzinfo=UTC))
    publish(save_revision(make_article(title="Beyond")), at=datetime(2026, 4, 6, tzinfo=UTC))
    ahead = weeks_ahead(editor, reaches_of(editor))
    assert told(ahead) == [(5, "23:00", "Goes live", "Last")]
    assert [week[0].on for week in ahead.weeks] == [MARCH + DAY + n * 7 * DAY for n in range(5)]
    assert [day.on.day for day in ahead.weeks[0] if not day.is_shown] == [2]


def test_day_shows_what_is_to_come_first_and_folds_the_rest():
    entries = tuple(Entry(f"{n}", "/", "Went live", "live", MARCH) for n in range(6))
    day = calendar.Day(MARCH, entries=entries)
    assert [len(day.in_sight), len(day.others)] == [4, 2]


def test_more_than_is_looked_up_is_said(editor, monkeypatch):
    monkeypatch.setattr(calendar, "MAX_ENTRIES", 2)
    for number in range(2):
        publish(save_revision(make_article()), at=NOON + DAY * number)
    assert not month(editor).is_cut
    publish(save_revision(make_article()), at=NOON + DAY)
    assert month(editor).is_cut
    assert len(told(month(editor))) == 2


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2027-01", date(2027, 1, 1)),
        *((text, MARCH) for text in ("", "2027-13", "1999-12", "2027-1", "٢٠٢٧-01", "x" * 999)),
    ],
)
def test_month_that_cannot_be_read_is_this_one(asked, first):
    assert read_month(asked) == first


def test_months_beyond_the_calendar_are_not_led_to(editor):
    assert month(editor, date(2000, 1, 1)).before is None
    assert month(editor, date(2099, 12, 1)).after is None
    assert (month(editor).before, month(editor).after) == (date(2026, 2, 1), date(2026, 4, 1))


@pytest.mark.parametrize(("role", "queries"), [("author", 1), ("editor", 4)])
def test_month_costs_the_same_with_more_rows(role, queries, request, django_assert_num_queries):
    user = request.getfixturevalue(role)
    user.get_all_permissions()
    ContentType.objects.get_for_models(Article, Guide)
    for _ in range(2):
        publish(save_revision(make_article(owner=user)), at=NOON + DAY)
        publish_guide(owner=user, chapters=[("One", "Words")])
        publish_article(review_due_on=date(2026, 3, 9))
        make_letter(state="scheduled", send_at=NOON + DAY)
        with django_assert_num_queries(queries):
            month(user)
