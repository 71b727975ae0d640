"""What became of a kit over a period: shown, asked for, confirmed, taken; by page and by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from articles.affiliates.sources import SourcePage, pages_of
from articles.reports.charts import Chart, add_up, draw, spans_of
from articles.reports.periods import Period
from articles.reports.spelling import NONE, spell_count, spell_rate
from guides.kits.counting import STEPS
from guides.models import Kit, KitCount

#: What each step is called, and what of it is told as a share of the step before.
LABELS = ("Shown", "Asked for", "Confirmed", "Downloaded")
SHARES = ("", "of those shown", "of those asked for", "of those confirmed")
OWN_PAGE = "Its own page, or not known"
GONE = "Pages that are gone"

Counts = tuple[int, ...]


@dataclass(frozen=True)
class Figure:
    name: str
    text: str
    note: str


@dataclass(frozen=True)
class Line:
    """A page, and how many took each step there, with the shares between."""

    name: str
    address: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Numbers:
    """Everything the page of numbers shows, as finished words."""

    figures: list[Figure]
    lines: list[Line]
    charts: list[Chart]
    unit: str
    spans: list[tuple[str, list[str]]]
    is_empty: bool


def numbers_of(kit: Kit, period: Period) -> Numbers:
    """Two queries and one a kind of page, whatever was counted."""
    pages = _by_page(kit, period)
    totals = tuple(map(sum, zip(*pages.values(), strict=True))) or (0,) * len(STEPS)
    unit, spans = spans_of(period)
    days = _by_day(kit, period)
    columns = [
        add_up({day: counts[place] for day, counts in days.items()}, spans)
        for place in range(len(STEPS))
    ]
    return Numbers(
        figures=[Figure(*parts) for parts in _figures(totals)],
        lines=_lines(pages, pages_of(source for source in pages if source)),
        charts=[
            draw(step, f"{label} per {unit}", spans, column)
            for step, label, column in zip(STEPS, LABELS, columns, strict=True)
        ],
        unit=unit,
        spans=[
            (str(span), [spell_count(number) for number in row])
            for span, *row in zip(spans, *columns, strict=True)
        ],
        is_empty=not any(totals),
    )


def rows_of(kit: Kit, period: Period) -> Iterator[list[Any]]:
    """Every count of a period for spreadsheets: day, page, code, and the steps."""
    found = list(
        _counts(kit, period).order_by("day", "source").values_list("day", "source", *STEPS)
    )
    pages = pages_of(source for _, source, *_ in found if source)
    for day, source, *counts in found:
        yield [day.isoformat(), _title(source, pages), source, *counts]


def _counts(kit: Kit, period: Period) -> QuerySet[KitCount]:
    return KitCount.objects.filter(kit=kit, day__range=(period.first, period.last))


def _by_page(kit: Kit, period: Period) -> dict[str, Counts]:
    rows = _counts(kit, period).order_by().values_list("source").annotate(*map(Sum, STEPS))
    return {source: tuple(counts) for source, *counts in rows}


def _by_day(kit: Kit, period: Period) -> dict[date, Counts]:
    rows = _counts(kit, period).order_by().values_list("day").annotate(*map(Sum, STEPS))
    return {day: tuple(counts) for day, *counts in rows}


def _figures(totals: Counts) -> Iterator[tuple[str, str, str]]:
    for label, share, number, before in zip(LABELS, SHARES, totals, (0, *totals), strict=False):
        yield label, spell_count(number), f"{_share(number, before)} {share}" if share else ""


def _share(number: int, before: int) -> str:
    """The share of the step before; none where more took this one than were counted there."""
    return spell_rate(number / before) if 0 < before >= number else NONE


def _lines(pages: dict[str, Counts], known: dict[str, SourcePage]) -> list[Line]:
    """The pages that most asked on, first; those that are gone are one."""
    merged: dict[tuple[str, str], Counts] = {}
    for source, counts in pages.items():
        page = known.get(source)
        key = _title(source, known), page.address if page else ""
        merged[key] = tuple(map(sum, zip(merged.get(key, (0,) * len(STEPS)), counts, strict=True)))
    ranked = sorted(merged.items(), key=lambda row: (-row[1][1], -row[1][0], row[0]))
    return [Line(name, address, list(_cells(counts))) for (name, address), counts in ranked]


def _cells(counts: Counts) -> Iterator[tuple[str, str]]:
    """Each number under its heading, and the two shares that tell a page's worth."""
    yield from zip(LABELS, map(spell_count, counts), strict=True)
    shown, asked, confirmed, _ = counts
    yield "Asked, of shown", _share(asked, shown)
    yield "Confirmed, of asked", _share(confirmed, asked)


def _title(source: str, pages: dict[str, SourcePage]) -> str:
    if not source:
        return OWN_PAGE
    return pages[source].title if source in pages else GONE
