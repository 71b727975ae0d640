"""What a report changed of what earlier ones counted, and the tables that tell of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import merge
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.affiliates.sources import SourcePage, name_placement, pages_of
from articles.earnings.importing import Preview
from articles.earnings.lines import Line, Part, Sort
from articles.earnings.reports import cents, from_cents, other_lines, other_rows
from articles.models import Earning, EarningsReport

#: So many are shown of one report; all of them stand in its CSV.
MAX_CORRECTIONS = 200


@dataclass(frozen=True)
class Correction:
    """What a report changed of one sale in one place, ready to be shown.

    `before` and `now` are what the whole sale counted until then, and counts with it.
    """

    line: int
    day: date
    before: Decimal
    now: Decimal
    currency: str
    sub_id: str
    reference: str
    source: str
    placement: str
    of_file: str
    of_line: int
    page: SourcePage | None = None

    @property
    def amount(self) -> Decimal:
        return self.now - self.before

    @property
    def place(self) -> str:
        return name_placement(self.placement)

    def row(self) -> dict[str, Any]:
        """The same among the other rows of a table."""
        words = f"Corrects line {self.of_line} of “{self.of_file}”"
        return {
            "line": self.line,
            "sort": Sort.CORRECTED.value,
            "day": self.day,
            "amount": self.amount,
            "currency": self.currency,
            "sub_id": self.sub_id,
            "reference": self.reference,
            "reason": f"{words}: {self.before:,} before, {self.now:,} now.",
        }


def corrections_of(report: EarningsReport) -> list[Correction]:
    """The first corrections of a report, by line. Two queries and one a kind of page."""
    # Sorting all of them would sum up for all of them first.
    first = _all(report).values_list("pk", flat=True)[:MAX_CORRECTIONS]
    rows = _with_before(Earning.objects.filter(pk__in=list(first)))
    pages = pages_of(row.source for row in rows)
    return [_of_earning(row, pages) for row in rows]


def preview_corrections(preview: Preview) -> list[Correction]:
    """The same of a file that is not imported yet. A query a kind of page."""
    lines = preview.of(Sort.CORRECTED)[:MAX_CORRECTIONS]
    pages = pages_of(line.spot.match.source for line in lines)
    return [*_of_lines(lines, pages)]


def table_of(report: EarningsReport) -> Iterator[dict[str, Any]]:
    """Corrections and the rows that earned no page anything, by line. Two queries."""
    rows = (_of_earning(row, {}).row() for row in _with_before(_all(report)).iterator())
    return _merge(rows, other_rows(report).iterator())


def preview_table(preview: Preview) -> Iterator[dict[str, Any]]:
    """The same of a file that is not imported yet. Runs no query."""
    rows = (correction.row() for correction in _of_lines(preview.of(Sort.CORRECTED), {}))
    return _merge(rows, other_lines(preview))


def _merge(*tables: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return merge(*tables, key=lambda row: row["line"])


def _all(report: EarningsReport) -> QuerySet[Earning]:
    return report.earnings.filter(corrects__isnull=False)


def _with_before(rows: QuerySet[Earning]) -> QuerySet[Any]:
    """Corrections with what their number counted until then, in cents."""
    # Without the empty ones: so the index of numbers is used.
    numbered = Earning.objects.exclude(reference="").order_by()
    earlier = numbered.filter(
        network=OuterRef("network"),
        reference=OuterRef("reference"),
        currency=OuterRef("currency"),
        part__lt=OuterRef("part"),
    )
    sums = earlier.values("reference").annotate(cents=cents()).values("cents")
    return rows.select_related("corrects__report").annotate(before=Coalesce(Subquery(sums), 0))


def _of_earning(row: Any, pages: Mapping[str, SourcePage]) -> Correction:
    before = from_cents(row.before)
    return Correction(
        line=row.line,
        day=row.day,
        before=before,
        now=before + row.amount,
        currency=row.currency,
        sub_id=row.sub_id,
        reference=row.reference,
        source=row.source,
        placement=row.placement,
        of_file=row.corrects.report.file_name,
        of_line=row.corrects.line,
        page=pages.get(row.source),
    )


def _of_lines(lines: Iterable[Line], pages: Mapping[str, SourcePage]) -> Iterator[Correction]:
    return (_of_line(line, line.corrects, pages) for line in lines if line.corrects)


def _of_line(line: Line, corrected: Part, pages: Mapping[str, SourcePage]) -> Correction:
    match = line.spot.match
    return Correction(
        line=line.row.line,
        day=line.spot.day,
        before=line.before,
        now=line.now,
        currency=line.currency,
        sub_id=line.spot.sub_id,
        reference=line.row.reference,
        source=match.source,
        placement=match.placement,
        of_file=corrected.file_name,
        of_line=corrected.line,
        page=pages.get(match.source),
    )
