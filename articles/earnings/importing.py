"""Take a network's report in: look at all it holds first, then keep every row of it, or none."""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import formats, timezone

from articles.earnings.matching import CHUNK, Match, match_all
from articles.earnings.reading import LineError, Reading, Row, read_report, refused_states
from articles.earnings.tables import plain
from articles.log import record
from articles.models import Earning, EarningsReport, LeftOutRow, Network

#: Rows written in one query at most; a database takes fewer by itself.
BATCH = 1_000
ZERO = Decimal("0.00")
OUTDATED = "Something was different meanwhile. Here is what would happen now."


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file, and what it means or why it is left out."""

    row: Row
    match: Match = field(default_factory=Match)

    @property
    def reason(self) -> str:
        return self.match.reason


@dataclass(slots=True)
class Sums:
    """Amounts of one currency. `total` is summed over the file, not over the other three."""

    matched: Decimal = ZERO
    unmatched: Decimal = ZERO
    skipped: Decimal = ZERO
    total: Decimal = ZERO

    @property
    def is_reconciled(self) -> bool:
        return self.matched + self.unmatched + self.skipped == self.total


@dataclass
class Preview:
    """What an import of this file would do. With a `refusal` it would do nothing."""

    network: Network
    file_hash: str
    matched: list[Line] = field(default_factory=list)
    unmatched: list[Line] = field(default_factory=list)
    skipped: list[Line] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: By currency, in the order of the alphabet.
    sums: dict[str, Sums] = field(default_factory=dict)
    refusal: str = ""

    @property
    def total(self) -> Decimal:
        """The control total: every row, whatever its currency."""
        return sum((sums.total for sums in self.sums.values()), ZERO)

    @property
    def rows(self) -> int:
        return len(self.matched) + len(self.unmatched) + len(self.skipped)

    def days(self) -> tuple[Any, Any] | None:
        """The first and the last day; a mapping that swaps days and months shows here."""
        days = [line.row.day for line in (*self.matched, *self.unmatched, *self.skipped)]
        return (min(days), max(days)) if days else None

    def promise(self) -> str:
        """A short name of what would be done; another file or another outcome has another."""
        amounts = [(code, *map(str, _parts(sums))) for code, sums in sorted(self.sums.items())]
        parts = (self.network.pk, self.file_hash, len(self.matched), len(self.unmatched), amounts)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


class NotImported(Exception):
    """Nothing was written, for the reason that the preview gives."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview.refusal)
        self.preview = preview


@dataclass(frozen=True)
class ImportResult:
    """What was done: the report, and the preview that came true."""

    report: EarningsReport
    preview: Preview


def preview_import(content: bytes, network: Network) -> Preview:
    """What an import would do, without doing it. Some eight queries, however long the file."""
    return _look(content, read_report(content, network), network)


def import_report(
    content: bytes, network: Network, *, file_name: str, by: Any = None, promise: str = ""
) -> ImportResult:
    """Keep every row of a network's file.

    Raises `NotImported` if it was imported before, has a line that cannot be read, or would no
    longer do what a preview promised. Some twelve queries and one a thousand rows.
    """
    # Before the transaction, which on SQLite keeps others from writing.
    reading = read_report(content, network)
    with transaction.atomic():
        # Two who import at once: the second sees what the first has written.
        network = Network.objects.select_for_update().get(pk=network.pk)
        preview = _look(content, reading, network)
        if promise and promise != preview.promise():
            preview.refusal = preview.refusal or OUTDATED
        if preview.refusal:
            raise NotImported(preview)
        return ImportResult(_keep(preview, file_name, by), preview)


def _look(content: bytes, reading: Reading, network: Network) -> Preview:
    preview = Preview(
        network=network,
        file_hash=hashlib.sha256(content).hexdigest(),
        errors=reading.errors,
        notes=reading.notes,
    )
    earlier = network.reports.filter(file_hash=preview.file_hash).first()
    if earlier is not None:
        day = formats.date_format(timezone.localtime(earlier.imported_at), "j F Y")
        preview.refusal = (
            f"This file was imported on {day} as “{earlier.file_name}”. "
            "Remove that report first to import it again."
        )
    elif reading.errors:
        preview.refusal = "Nothing is imported while a line cannot be read."
    _sort_rows(preview, reading.rows)
    _sum_up(preview, reading.rows)
    return preview


def _keep(preview: Preview, file_name: str, by: Any) -> EarningsReport:
    report = EarningsReport.objects.create(
        network=preview.network,
        file_name=file_name[:200],
        file_hash=preview.file_hash,
        imported_by=by,
        total=preview.total,
    )
    _write(Earning, (_earning(report, line) for line in _by_line(preview)))
    _write(LeftOutRow, (_left_out(report, line) for line in preview.skipped))
    record("imported", report, by=by, detail=spell_sums(preview))
    return report


@transaction.atomic
def remove_report(report: EarningsReport, *, by: Any = None) -> None:
    """Take a report out again with all its rows. Some six queries."""
    record("removed", report, by=by, detail=f"With {report.earnings.count()} rows that earned.")
    report.delete()


def spell_sums(preview: Preview) -> str:
    """`12.30 EUR: 10.00 matched, 2.30 not matched, 0.00 left out`, a sentence a currency."""
    return "; ".join(
        f"{sums.total:,} {code}: {sums.matched:,} matched, {sums.unmatched:,} not matched, "
        f"{sums.skipped:,} left out"
        for code, sums in preview.sums.items()
    )


def _parts(sums: Sums) -> tuple[Decimal, ...]:
    return sums.matched, sums.unmatched, sums.skipped, sums.total


def _sort_rows(preview: Preview, rows: Sequence[Row]) -> None:
    known = _known_amounts(preview.network, {row.reference for row in rows} - {""})
    refused = refused_states(preview.network)
    matches = match_all((row.sub_id for row in rows), preview.network)
    lines_of: dict[str, Row] = {}
    for row in rows:
        reason = _why_left_out(row, refused, known, lines_of)
        if reason:
            preview.skipped.append(Line(row, Match(reason=reason)))
            continue
        lines_of[row.reference] = row
        match = matches[row.sub_id]
        (preview.unmatched if match.reason else preview.matched).append(Line(row, match))


def _known_amounts(network: Network, references: set[str]) -> dict[str, Decimal]:
    """What earlier reports counted for these numbers. One query a few thousand."""
    known: dict[str, Decimal] = {}
    rest = iter(sorted(references))
    while chunk := list(islice(rest, CHUNK)):
        rows = Earning.objects.filter(network=network, reference__in=chunk).order_by()
        known |= dict(rows.values_list("reference", "amount"))
    return known


def _why_left_out(
    row: Row, refused: Container[str], known: dict[str, Decimal], lines_of: dict[str, Row]
) -> str:
    """Why a row earns nothing here; empty where it does."""
    counted = known.get(row.reference) if row.reference else None
    if plain(row.state) in refused:
        words = f"It earns nothing: {row.state[:60]}."
        return words if counted is None else f"{words} An earlier report counted {counted:,}."
    if counted is not None:
        words = "Its number is known from an earlier report"
        return f"{words}." if counted == row.amount else f"{words}, which had {counted:,}."
    twin = lines_of.get(row.reference) if row.reference else None
    return f"Its number stands in line {twin.line} already." if twin else ""


def _sum_up(preview: Preview, rows: Iterable[Row]) -> None:
    sums: dict[str, Sums] = defaultdict(Sums)
    for row in rows:
        sums[row.currency].total += row.amount
    for line in preview.matched:
        sums[line.row.currency].matched += line.row.amount
    for line in preview.unmatched:
        sums[line.row.currency].unmatched += line.row.amount
    for line in preview.skipped:
        sums[line.row.currency].skipped += line.row.amount
    preview.sums = dict(sorted(sums.items()))


def _by_line(preview: Preview) -> list[Line]:
    return sorted((*preview.matched, *preview.unmatched), key=lambda line: line.row.line)


def _write(model: Any, rows: Iterator[Any]) -> None:
    # In batches also here: a hundred thousand rows are not all in memory twice.
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _columns(report: EarningsReport, line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "report": report,
        "line": row.line,
        "reference": row.reference,
        "day": row.day,
        "amount": row.amount,
        "currency": row.currency,
        "sub_id": row.sub_id,
        "reason": line.reason,
    }


def _earning(report: EarningsReport, line: Line) -> Earning:
    return Earning(
        **_columns(report, line),
        network=report.network,
        source=line.match.source,
        placement=line.match.placement,
        link_id=line.match.link,
    )


def _left_out(report: EarningsReport, line: Line) -> LeftOutRow:
    return LeftOutRow(**_columns(report, line))
