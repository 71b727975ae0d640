"""Bar charts as finished numbers, which a template writes as SVG.

Counts of two kinds never share a scale: each has a chart of its own. Sizes are in units of the
drawing, which is scaled to the width of the page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils import formats

from articles.models import ClickCount, ViewCount
from articles.reports.facts import by_day
from articles.reports.periods import Period, spell_day
from articles.reports.spelling import spell_axis, spell_count

WIDTH, HEIGHT = 360, 170
#: The field of the bars.
LEFT, RIGHT, TOP, BOTTOM = 38, 354, 12, 142

#: A bar is a day, a week or a month, in periods of up to so many days.
DAILY, WEEKLY = 45, 400

#: What a pale bar is.
PARTS = {
    "day": "The pale bar is today, which is not over yet.",
    "week": "A pale bar is a week of which not every day is in the period, or over.",
    "month": "A pale bar is a month of which not every day is in the period, or over.",
}


@dataclass(frozen=True)
class Span:
    """The days one bar stands for; `is_whole` unless the period cuts it, or it is not over."""

    first: date
    last: date
    is_whole: bool = True

    def __str__(self) -> str:
        if self.first == self.last:
            return spell_day(self.first)
        return f"{spell_day(self.first)} to {spell_day(self.last)}"


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
    words: str
    is_whole: bool


@dataclass(frozen=True)
class Tick:
    """A label of an axis; `anchor` as SVG has it."""

    x: str
    y: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """One bar chart, ready to be written; `name` tells its parts from those of others."""

    name: str
    title: str
    words: str
    bars: list[Bar]
    #: Lines across, from the ground up.
    lines: list[Tick]
    days: list[Tick]


@dataclass(frozen=True)
class Charts:
    """Clicks and views over a period, as drawings and as rows of a table."""

    unit: str
    drawings: list[Chart]
    rows: list[tuple[str, str, str]]
    #: What a pale bar is; empty where there is none.
    parts: str


def charts_of(period: Period) -> Charts:
    """Two queries."""
    unit, spans = spans_of(period)
    clicks = add_up(by_day(ClickCount, "clicks", period), spans)
    views = add_up(by_day(ViewCount, "views", period), spans)
    return Charts(
        unit=unit,
        drawings=[
            draw("clicks", f"Clicks per {unit}", spans, clicks),
            draw("views", f"Views per {unit}", spans, views),
        ],
        rows=[
            (str(span), spell_count(followed), spell_count(viewed))
            for span, followed, viewed in zip(spans, clicks, views, strict=True)
        ],
        parts="" if all(span.is_whole for span in spans) else PARTS[unit],
    )


def spans_of(period: Period) -> tuple[str, list[Span]]:
    """What a bar stands for, and the days of each. Weeks end with the period's last day."""
    if period.days <= DAILY:
        unit, starts = "day", [period.first + timedelta(days=n) for n in range(period.days)]
    elif period.days <= WEEKLY:
        unit, starts = "week", _weeks(period)
    else:
        unit, starts = "month", _months(period)
    ends = [day - timedelta(days=1) for day in starts[1:]]
    spans = [Span(*days) for days in zip(starts, [*ends, period.last], strict=True)]
    return unit, [Span(s.first, s.last, _is_whole(s, unit, period)) for s in spans]


def _weeks(period: Period) -> list[date]:
    over = period.days % 7
    starts = range(over, period.days, 7)
    return [period.first + timedelta(days=n) for n in ([0, *starts] if over else starts)]


def _months(period: Period) -> list[date]:
    starts, day = [period.first], period.first
    while (day := (day.replace(day=1) + timedelta(days=32)).replace(day=1)) <= period.last:
        starts.append(day)
    return starts


def _is_whole(span: Span, unit: str, period: Period) -> bool:
    if span.last == period.last and not period.is_over:
        return False
    days = (span.last - span.first).days + 1
    is_month = span.first.day == 1 and (span.last + timedelta(days=1)).day == 1
    return {"day": True, "week": days == 7, "month": is_month}[unit]


def add_up(counts: Mapping[date, int], spans: list[Span]) -> list[int]:
    """How much was counted in each span."""
    return [
        sum(number for day, number in counts.items() if span.first <= day <= span.last)
        for span in spans
    ]


def draw(name: str, title: str, spans: list[Span], counts: list[int]) -> Chart:
    """A chart of one row of counts. Runs no query."""
    step, top = scale_of(max(counts))
    return Chart(
        name=name,
        title=title,
        words=_describe(spans, counts),
        bars=list(_bars(spans, counts, top)),
        lines=[
            Tick(_spell(LEFT - 6.0), _spell(_height(level, top)), spell_axis(level), "end")
            for level in range(0, top + 1, step)
        ],
        days=_days(spans),
    )


def scale_of(highest: int) -> tuple[int, int]:
    """A round step and the round top of a scale with at most five lines."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if highest <= 4 * step)
    return step, max(-(-highest // step), 1) * step


def _height(number: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * number / top


def _bars(spans: list[Span], counts: list[int], top: int) -> Iterator[Bar]:
    slot = (RIGHT - LEFT) / len(spans)
    width = min(slot * 0.72, 40)
    for place, (span, number) in enumerate(zip(spans, counts, strict=True)):
        y = _height(number, top)
        yield Bar(
            x=_spell(LEFT + slot * place + (slot - width) / 2),
            y=_spell(y),
            width=_spell(width),
            height=_spell(BOTTOM - y),
            words=f"{span}: {number:,}",
            is_whole=span.is_whole,
        )


def _days(spans: list[Span]) -> list[Tick]:
    """The first day, one in the middle and the last, as far as they are different."""
    slot, last = (RIGHT - LEFT) / len(spans), len(spans) - 1
    places = sorted({0, len(spans) // 2, last})
    anchors = ["start", "middle", "end"] if last > 1 else ["middle"] * len(places)
    shift = {"start": 0.0, "middle": slot / 2, "end": slot}
    return [
        Tick(
            _spell(LEFT + slot * place + shift[anchor]),
            _spell(BOTTOM + 18.0),
            _spell_tick(spans[place], is_last=place == last),
            anchor,
        )
        for place, anchor in zip(places, anchors, strict=True)
    ]


def _spell_tick(span: Span, *, is_last: bool) -> str:
    return formats.date_format(span.last if is_last else span.first, "j M y")


def _describe(spans: list[Span], counts: list[int]) -> str:
    highest = max(counts)
    if not highest:
        return f"None from {spell_day(spans[0].first)} to {spell_day(spans[-1].last)}."
    return (
        f"{sum(counts):,} in all; the most, {highest:,}, on {spans[counts.index(highest)]}. "
        "The table below has every number."
    )


def _spell(number: float) -> str:
    # A template would write the decimal mark of the publication's language.
    return f"{number:.1f}".removesuffix(".0")
