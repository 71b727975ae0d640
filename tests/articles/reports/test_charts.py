"""Bar charts: what a bar stands for, the scale, and the words beside them."""

from datetime import date, timedelta

import pytest

from articles.reports.charts import charts_of, draw, scale_of, spans_of
from articles.reports.periods import Period
from tests.articles.reports.counts import TODAY, click, view
from tests.factories import make_product


def spans(first, last=TODAY):
    unit, found = spans_of(Period(first, last))
    return unit, [(span.first, span.last, span.is_whole) for span in found]


def test_short_period_has_a_bar_for_each_day_and_today_is_not_over():
    assert spans(date(2026, 6, 28)) == (
        "day",
        [
            (date(2026, 6, 28), date(2026, 6, 28), True),
            (date(2026, 6, 29), date(2026, 6, 29), True),
            (date(2026, 6, 30), date(2026, 6, 30), False),
        ],
    )


def test_longer_period_has_weeks_that_end_with_it():
    unit, found = spans(date(2026, 4, 1), date(2026, 5, 21))
    assert (unit, len(found)) == ("week", 8)
    assert found[:2] == [
        (date(2026, 4, 1), date(2026, 4, 2), False),
        (date(2026, 4, 3), date(2026, 4, 9), True),
    ]
    assert found[-1] == (date(2026, 5, 15), date(2026, 5, 21), True)


def test_longer_period_of_whole_weeks_has_no_part():
    _, found = spans(date(2026, 4, 3), date(2026, 5, 21))
    assert (len(found), all(is_whole for *_, is_whole in found)) == (7, True)


def test_long_period_has_calendar_months():
    unit, found = spans(date(2025, 4, 15), date(2026, 5, 31))
    assert (unit, len(found)) == ("month", 14)
    assert found[:2] == [
        (date(2025, 4, 15), date(2025, 4, 30), False),
        (date(2025, 5, 1), date(2025, 5, 31), True),
    ]
    assert found[-1] == (date(2026, 5, 1), date(2026, 5, 31), True)


@pytest.mark.parametrize("days", [1, 2, 45, 46, 90, 365, 400, 401, 1826])
def test_bars_cover_every_day_once(days):
    _, found = spans_of(Period.up_to_today(days))
    counted = [
        span.first + timedelta(days=n)
        for span in found
        for n in range((span.last - span.first).days + 1)
    ]
    assert counted == [TODAY - timedelta(days=n) for n in reversed(range(days))]


@pytest.mark.parametrize(
    ("highest", "step", "top"),
    [(0, 1, 1), (1, 1, 1), (4, 1, 4), (5, 2, 6), (21, 10, 30), (40, 10, 40), (4321, 2000, 6000)],
)
def test_scale_is_round_and_has_at_most_five_lines(highest, step, top):
    assert scale_of(highest) == (step, top)


def test_chart_is_drawn_to_its_scale():
    _, found = spans_of(Period(date(2026, 6, 29), TODAY))
    chart = draw("clicks", "Clicks per day", found, [1, 4])
    assert [(bar.x, bar.y, bar.width, bar.height, bar.words) for bar in chart.bars] == [
        ("97", "109.5", "40", "32.5", "29 Jun 2026: 1"),
        ("255", "12", "40", "130", "30 Jun 2026: 4"),
    ]
    assert [(line.y, line.text) for line in chart.lines] == [
        ("142", "0"),
        ("109.5", "1"),
        ("77", "2"),
        ("44.5", "3"),
        ("12", "4"),
    ]


@pytest.mark.parametrize(
    ("days", "ticks"),
    [
        (1, [("196", "30 Jun 26", "middle")]),
        (2, [("117", "29 Jun 26", "middle"), ("275", "30 Jun 26", "middle")]),
        (
            30,
            [
                ("38", "1 Jun 26", "start"),
                ("201.3", "16 Jun 26", "middle"),
                ("354", "30 Jun 26", "end"),
            ],
        ),
    ],
)
def test_chart_names_its_first_middle_and_last_day(days, ticks):
    _, found = spans_of(Period.up_to_today(days))
    chart = draw("clicks", "Clicks", found, [0] * days)
    assert [(tick.x, tick.text, tick.anchor) for tick in chart.days] == ticks


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([0, 0], "None from 29 Jun 2026 to 30 Jun 2026."),
        (
            [1200, 3],
            "1,203 in all; the most, 1,200, on 29 Jun 2026. The table below has every number.",
        ),
    ],
)
def test_chart_is_told_in_words(counts, words):
    _, found = spans_of(Period.up_to_today(2))
    assert draw("clicks", "Clicks", found, counts).words == words


@pytest.mark.django_db
def test_clicks_and_views_have_charts_and_a_table_of_the_same_numbers(django_assert_num_queries):
    link, other = make_product(), make_product()
    click(link, "a1", "introduction", clicks=2)
    click(other, clicks=3)
    click(other, clicks=9, day=date(2026, 6, 27))
    view("a1", 40, day=date(2026, 6, 29))
    with django_assert_num_queries(2):
        charts = charts_of(Period.up_to_today(3))
    assert (charts.unit, charts.parts) == ("day", "The pale bar is today, which is not over yet.")
    assert [chart.title for chart in charts.drawings] == ["Clicks per day", "Views per day"]
    assert charts.rows == [
        ("28 Jun 2026", "0", "0"),
        ("29 Jun 2026", "0", "40"),
        ("30 Jun 2026", "5", "0"),
    ]


@pytest.mark.django_db
def test_bar_of_a_week_adds_up_its_days():
    view("a1", 40, day=date(2026, 6, 23))
    view("a2", 2, day=date(2026, 6, 29))
    charts = charts_of(Period(date(2026, 5, 5), date(2026, 6, 29)))
    assert (charts.rows[-1], charts.parts) == (("23 Jun 2026 to 29 Jun 2026", "0", "42"), "")
