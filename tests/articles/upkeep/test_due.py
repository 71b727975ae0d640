"""When articles are due: at the ends of months, at thresholds, in the publication's time zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import DateField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Revision
from articles.publishing.windows import publish, save_revision, withdraw
from articles.upkeep.due import (
    Clock,
    MonthsAfter,
    NextReview,
    latest_before,
    months_after,
    next_review,
    sortable_by_due,
)
from tests.factories import make_article, make_publication, make_topic, publish_article

DAY = timedelta(days=1)
#: A clock that is quick to turn, and whose two hands stand apart.
CLOCK = Clock(ordinary=6, sensitive=1)

ENDS = [
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2024, 1, 31), 1, date(2024, 2, 29)),
    (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2025, 2, 28), 12, date(2026, 2, 28)),
    (date(2025, 12, 31), 2, date(2026, 2, 28)),
    (date(2026, 3, 31), -1, date(2026, 2, 28)),
    (date(2026, 1, 15), -1, date(2025, 12, 15)),
    (date(2026, 12, 31), 120, date(2036, 12, 31)),
]

days = st.dates(date(2019, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(("day", "months", "expected"), ENDS)
def test_months_end_where_they_end(day, months, expected):
    assert months_after(day, months) == expected


@given(days, st.integers(1, 120))
def test_threshold_is_the_latest_day_that_is_due(day, months):
    latest = latest_before(day, months)
    assert months_after(latest, months) <= day < months_after(latest + DAY, months)


@pytest.mark.django_db
def test_database_counts_months_alike():
    make_article()
    start = date(2023, 12, 20)
    told = {
        f"after_{months}_{number}": MonthsAfter(
            Cast(Value(start + number * DAY), DateField()), months
        )
        for number in range(0, 75, 3)
        for months in (1, 2, 14)
    }
    assert Article.objects.values(*()).annotate(**told).values(*told).get() == {
        name: months_after(start + int(name.split("_")[2]) * DAY, int(name.split("_")[1]))
        for name in told
    }


def publish_on(day, **fields):
    """An article that went live at noon of a day."""
    revision = publish_article(**fields)
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    Revision.objects.filter(pk=revision.pk).update(live_from=at, published_at=at)
    return revision.article


def due_titles(day):
    return [row.title for row in CLOCK.due_by(day)]


@pytest.mark.django_db
def test_thresholds_find_what_is_due_and_nothing_else():
    for topic in (make_topic(), make_topic(sensitivity="sensitive")):
        for reviewed_on in (None, date(2025, 1, 30), date(2026, 1, 31)):
            for on in (None, date(2026, 1, 31), date(2026, 5, 1)):
                fields = {"topic": topic, "reviewed_on": reviewed_on, "review_due_on": on}
                publish_on(date(2025, 10, 31), **fields)
    publish_on(date(2025, 8, 31), kind="page")
    rows = sorted((row.due_on, row.pk) for row in CLOCK.rows())
    assert len({on for on, _ in rows}) > 5
    for day in {on + around * DAY for on, _ in rows for around in (-1, 0, 1)}:
        due = [(row.due_on, row.pk) for row in CLOCK.due_by(day)]
        assert due == [row for row in rows if row[0] <= day]


@pytest.mark.django_db
def test_clock_of_the_topic_runs_from_the_last_review():
    sensitive = make_topic(sensitivity="sensitive")
    publish_on(date(2025, 1, 1), title="Sensitive", topic=sensitive, reviewed_on="2026-01-31")
    publish_on(date(2025, 1, 1), title="Ordinary", reviewed_on="2026-01-31")
    publish_on(date(2025, 9, 30), title="Never reviewed")
    publish_on(date(2025, 9, 30), title="Page", kind="page")
    assert due_titles(date(2026, 2, 27)) == []
    assert due_titles(date(2026, 2, 28)) == ["Sensitive"]
    assert due_titles(date(2026, 3, 30)) == ["Sensitive", "Never reviewed", "Page"]
    assert due_titles(date(2026, 7, 31))[3:] == ["Ordinary"]


@pytest.mark.django_db
def test_other_months_and_another_topic_hold_at_once():
    make_publication(review_months_ordinary=2, review_months_sensitive=1)
    article = publish_on(date(2026, 1, 31))
    assert next_review(article) == NextReview(date(2026, 3, 31), False, False)
    make_publication(review_months_ordinary=3)
    assert next_review(article) == NextReview(date(2026, 4, 30), False, False)
    article.topic.sensitivity = "sensitive"
    article.topic.save()
    assert next_review(article) == NextReview(date(2026, 2, 28), False, True)
    assert next_review(article).reason == "by the clock of sensitive topics"


@pytest.mark.django_db
def test_what_readers_see_is_what_counts():
    article = publish_on(date(2026, 1, 31), topic=make_topic())
    article.topic, article.reviewed_on = make_topic(sensitivity="sensitive"), date(2026, 2, 20)
    article.save()
    save_revision(article)
    assert next_review(article) == NextReview(date(2028, 1, 31), False, False)
    withdraw(article)
    assert next_review(article) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reviewed_on", "expected"),
    [
        (None, NextReview(date(2026, 5, 1), True, False)),
        (date(2026, 4, 30), NextReview(date(2026, 5, 1), True, False)),
        (date(2026, 5, 1), NextReview(date(2028, 5, 1), False, False)),
    ],
)
def test_day_that_an_editor_set_holds_until_it_is_answered(reviewed_on, expected):
    article = publish_on(date(2026, 1, 31), reviewed_on=reviewed_on, review_due_on=date(2026, 5, 1))
    assert next_review(article) == expected


@pytest.mark.django_db
def test_day_of_publishing_is_that_of_the_publication(settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with timezone.override("Pacific/Auckland"):
        article = make_article()
        at = datetime(2026, 1, 31, 11, 30, tzinfo=UTC)  # the first half hour of 1 February there
        publish(save_revision(article), dated=at)
        assert next_review(article).on == date(2028, 2, 1)
        assert due_titles(date(2026, 7, 31)) == []
        assert due_titles(date(2026, 8, 1)) == [article.title]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [3, 13])
def test_queries_are_as_few_for_ten_more(django_assert_num_queries, count):
    made = [publish_on(date(2020, 1, 31) - number * DAY) for number in range(count)]
    with django_assert_num_queries(2):
        clock = Clock.load()
        assert [row.article_id for row in clock.due_by(date(2026, 1, 1))] == [
            row.pk for row in reversed(made)
        ]
    with django_assert_num_queries(1):
        found = sortable_by_due(Article.objects.all(), clock).order_by("-due_on")
        assert list(found) == made
