"""Take a network's report in: look at all it holds first, then keep every row of it, or none."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import formats, timezone

from articles.earnings.cells import MAX_AMOUNT
from articles.earnings.correcting import Settling, known_parts
from articles.earnings.lines import ZERO, Line, Sort, Sums
from articles.earnings.matching import match_all
from articles.earnings.reading import LineError, Reading, Row, read_report, refused_states
from articles.earnings.repeated import tell_of_items, tell_of_repeated
from articles.log import record
from articles.models import Earning, EarningsReport, LeftOutRow, Network

#: Rows written in one query at most; a database takes fewer by itself.
BATCH = 1_000
#: So many later reports are named to who would remove one.
MAX_NAMED = 5
#: The column of a report's total holds twelve digits before its mark.
MAX_TOTAL = Decimal(10) ** 12
EARNING = (Sort.MATCHED, Sort.UNMATCHED, Sort.CORRECTED)
LEFT_OUT = (Sort.COUNTED, Sort.REFUSED)
TOO_LARGE = "Its amounts sum to more than can be kept. Is the decimal mark of the network right?"
OUTDATED = "Something was different meanwhile. Here is what would happen now."


@dataclass
class Preview:
    """What an import of this file would do. With a `refusal` it would do nothing."""

    network: Network
    file_hash: str
    #: How many rows the file has.
    rows: int = 0
    #: The parts of those rows, in the order of the file.
    lines: list[Line] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: By currency, in the order of the alphabet.
    sums: dict[str, Sums] = field(default_factory=dict)
    refusal: str = ""

    @property
    def total(self) -> Decimal:
        """The control total: every row, whatever its currency."""
        return sum((sums.total for sums in self.sums.values()), ZERO)

    def of(self, *sorts: Sort) -> list[Line]:
        return [line for line in self.lines if line.sort in sorts]

    def counts(self) -> dict[Sort, int]:
        """How many there are of each sort."""
        counts = Counter(line.sort for line in self.lines)
        return {sort: counts[sort] for sort in Sort}

    def days(self) -> tuple[Any, Any] | None:
        """The first and the last day; a mapping that swaps days and months shows here."""
        days = [line.row.day for line in self.lines]
        return (min(days), max(days)) if days else None

    def promise(self) -> str:
        """A short name of what would be done; another file or another outcome has another."""
        corrections = [(line.row.line, str(line.amount)) for line in self.of(Sort.CORRECTED)]
        counts, sums = sorted(self.counts().items()), [*map(repr, self.sums.items())]
        network = self.network.pk, self.network.adds_up
        parts = (*network, self.file_hash, counts, sums, corrections)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


class NotImported(Exception):
    """Nothing was written, for the reason that the preview gives."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview.refusal)
        self.preview = preview


class NotRemoved(Exception):
    """The report stays, for the reason given."""


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

    What it says of sales that earlier reports counted corrects those; reports have no order but
    that of their import. Raises `NotImported` if it was imported before, has a line that cannot
    be read, or would no longer do what a preview promised. Some twelve queries and one a
    thousand rows.
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
    _settle(preview, reading.rows)
    if _is_too_large(preview):
        preview.refusal = preview.refusal or TOO_LARGE
    return preview


def _is_too_large(preview: Preview) -> bool:
    """Whether a column would overflow: a correction may be larger than each row."""
    largest = max((abs(line.amount) for line in preview.lines), default=ZERO)
    return largest >= MAX_AMOUNT or abs(preview.total) >= MAX_TOTAL


def _keep(preview: Preview, file_name: str, by: Any) -> EarningsReport:
    report = EarningsReport.objects.create(
        network=preview.network,
        file_name=file_name[:200],
        file_hash=preview.file_hash,
        imported_by=by,
        total=preview.total,
    )
    _write(Earning, (_earning(report, line) for line in preview.of(*EARNING)))
    _write(LeftOutRow, (_left_out(report, line) for line in preview.of(*LEFT_OUT)))
    record("imported", report, by=by, detail=spell_sums(preview))
    return report


@transaction.atomic
def remove_report(report: EarningsReport, *, by: Any = None) -> None:
    """Take a report out again with all its rows. Some nine queries.

    Raises `NotRemoved` as `demand_removable` does.
    """
    # Nobody imports meanwhile.
    Network.objects.select_for_update().get(pk=report.network_id)
    demand_removable(report)
    record("removed", report, by=by, detail=f"With {report.earnings.count()} rows that earned.")
    report.delete()


def demand_removable(report: EarningsReport) -> None:
    """Raises `NotRemoved` while a later report lists a sale that this one counted. One query.

    What that one added or left out would not be true without it.
    """
    later = list(_reports_resting_on(report)[: MAX_NAMED + 1])
    if later:
        raise NotRemoved(_spell_later(later))


def _reports_resting_on(report: EarningsReport) -> QuerySet[EarningsReport]:
    """Later reports that list a sale which this one counted, the newest first."""
    sales = report.earnings.exclude(reference="").order_by().values("reference")
    lists = [
        Exists(model.objects.filter(report=OuterRef("pk"), reference__in=sales).order_by())
        for model in (Earning, LeftOutRow)
    ]
    later = EarningsReport.objects.filter(network=report.network_id, pk__gt=report.pk)
    return later.filter(lists[0] | lists[1]).order_by("-pk")


def _spell_later(reports: Sequence[EarningsReport]) -> str:
    names = [f"“{report.file_name}”" for report in reports[:MAX_NAMED]]
    more = " and others" if len(reports) > MAX_NAMED else ""
    return (
        "It stays for now: sales that it counted stand in later reports too, and what those "
        f"count rests on it. Remove first, the newest first: {', '.join(names)}{more}."
    )


def spell_sums(preview: Preview) -> str:
    """`12.30 EUR: 10.00 matched, 2.30 not matched`, a part a currency; what is 0 is left out."""
    return "; ".join(
        f"{sums.total:,} {code}: " + ", ".join(_spell_parts(sums))
        for code, sums in preview.sums.items()
    )


def _spell_parts(sums: Sums) -> Iterator[str]:
    yield f"{sums.matched:,} matched"
    yield f"{sums.unmatched:,} not matched"
    if sums.corrected:
        yield f"{sums.corrected:+,} corrections"
    if sums.counted:
        yield f"{sums.counted:,} counted before"
    if sums.refused:
        yield f"{sums.refused:,} refused"


def _settle(preview: Preview, rows: Sequence[Row]) -> None:
    network = preview.network
    references = {row.reference for row in rows} - {""}
    settling = Settling(
        known=known_parts(network, references),
        matches=match_all((row.sub_id for row in rows), network),
        refused=refused_states(network),
        adds=network.adds_up,
    )
    preview.rows = len(rows)
    preview.lines = sorted(settling.settle(rows), key=lambda line: (line.row.line, line.part))
    preview.notes += tell_of_items(rows)
    preview.notes += tell_of_repeated(settling, rows)
    preview.sums = _sum_up(preview.lines, rows)


def _sum_up(lines: Iterable[Line], rows: Iterable[Row]) -> dict[str, Sums]:
    sums: dict[str, Sums] = defaultdict(Sums)
    for row in rows:
        sums[row.currency].total += row.amount
    for line in lines:
        sums[line.currency].add(line.sort, line.amount)
    return dict(sorted(sums.items()))


def _write(model: Any, rows: Iterator[Any]) -> None:
    # In batches also here: a hundred thousand rows are not all in memory twice.
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _columns(report: EarningsReport, line: Line) -> dict[str, Any]:
    return {
        "report": report,
        "line": line.row.line,
        "reference": line.row.reference,
        "day": line.spot.day,
        "amount": line.amount,
        "currency": line.currency,
        "sub_id": line.spot.sub_id,
        "reason": line.reason,
    }


def _earning(report: EarningsReport, line: Line) -> Earning:
    return Earning(
        **_columns(report, line),
        network=report.network,
        part=line.part,
        corrects_id=line.corrects.pk if line.corrects else None,
        source=line.spot.match.source,
        placement=line.spot.match.placement,
        link_id=line.spot.match.link,
    )


def _left_out(report: EarningsReport, line: Line) -> LeftOutRow:
    return LeftOutRow(**_columns(report, line), kind=line.sort.value)
