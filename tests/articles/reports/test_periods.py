"""The days a report is about."""

from datetime import date

import pytest

from articles.reports.periods import Period, read_period


@pytest.mark.parametrize(
    ("asked", "first", "last", "query", "quick"),
    [
        ({}, date(2026, 6, 1), date(2026, 6, 30), "days=30", "30"),
        ({"days": "7"}, date(2026, 6, 24), date(2026, 6, 30), "days=7", "7"),
        ({"days": "365"}, date(2025, 7, 1), date(2026, 6, 30), "days=365", "365"),
        ({"days": "12"}, date(2026, 6, 1), date(2026, 6, 30), "days=30", "30"),
        ({"days": "-1"}, date(2026, 6, 1), date(2026, 6, 30), "days=30", "30"),
        ({"days": "many", "since": ""}, date(2026, 6, 1), date(2026, 6, 30), "days=30", "30"),
        (
            {"since": "2026-05-01", "until": "2026-05-31", "days": "7"},
            date(2026, 5, 1),
            date(2026, 5, 31),
            "since=2026-05-01&until=2026-05-31",
            "",
        ),
        (
            {"since": "2026-06-29"},
            date(2026, 6, 29),
            date(2026, 6, 30),
            "since=2026-06-29&until=2026-06-30",
            "",
        ),
        (
            {"until": "2026-05-30"},
            date(2026, 5, 1),
            date(2026, 5, 30),
            "since=2026-05-01&until=2026-05-30",
            "",
        ),
    ],
)
def test_period_is_read_from_an_address(asked, first, last, query, quick):
    period, form = read_period(asked)
    assert (period.first, period.last, period.query, period.quick) == (first, last, query, quick)
    assert form.errors == {}


@pytest.mark.parametrize(
    ("since", "until", "errors"),
    [
        ("2026-06-02", "2026-06-01", ["The first day comes after the last. Swap them."]),
        ("2021-06-28", "2026-06-30", ["That is more than five years. Choose a shorter time."]),
        (
            "2026-06-01",
            "2026-07-01",
            ["Those days are still to come. Choose today as the last one."],
        ),
        ("soon", "", ["Enter a valid date."]),
        ("", "2026-02-30", ["Enter a valid date."]),
        ("0001-01-01", "0001-01-02", ["Choose a day from 1970 on."] * 2),
        ("\x00", "9999-12-31", ["Enter a valid date."]),
    ],
)
def test_period_that_cannot_be_is_told_and_the_usual_one_shown(since, until, errors):
    period, form = read_period({"since": since, "until": until})
    assert period == Period.up_to_today(30)
    assert [error for field in form.errors.values() for error in field] == errors


def test_five_years_are_allowed():
    period, form = read_period({"since": "2021-07-01", "until": "2026-06-30"})
    assert (period.days, form.errors) == (1826, {})


def test_period_before_has_the_same_length_and_ends_where_it_begins():
    before = Period(date(2026, 6, 1), date(2026, 6, 30)).before
    assert (before.first, before.last, before.days) == (date(2026, 5, 2), date(2026, 5, 31), 30)


def test_days_are_those_of_the_publication(settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"  # fourteen hours ahead
    assert Period.up_to_today(1).last == date(2026, 7, 1)


@pytest.mark.parametrize(("last", "is_over"), [(29, True), (30, False)])
def test_period_is_over_when_its_last_day_has_ended(last, is_over):
    assert Period(date(2026, 6, 1), date(2026, 6, last)).is_over is is_over


@pytest.mark.parametrize(
    ("first", "words"), [(1, "1 Jun 2026 to 30 Jun 2026"), (30, "30 Jun 2026")]
)
def test_period_is_told_by_its_days(first, words):
    assert str(Period(date(2026, 6, first), date(2026, 6, 30))) == words
