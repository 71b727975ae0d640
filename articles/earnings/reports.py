"""What stands in reports that were imported: their sums, what earned them, what was left out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Round

from articles.affiliates.sources import SourcePage, name_placement, pages_of
from articles.earnings.importing import Line, Preview, Sums
from articles.models import Earning, EarningsReport, LeftOutRow

UNMATCHED, LEFT_OUT = "not matched", "left out"
#: The head of the table of rows that earned no page anything.
HEAD = ("Line", "State", "Day", "Amount", "Currency", "Sub-id", "Number", "Why")
COLUMNS = ("line", "day", "amount", "currency", "sub_id", "reference", "reason")
#: So many places are shown of one report.
MAX_GROUPS = 200


@dataclass
class Standing:
    """One report as it stands: sums by currency, and how many rows are of which sort."""

    sums: dict[str, Sums] = field(default_factory=dict)
    matched: int = 0
    unmatched: int = 0
    skipped: int = 0

    @property
    def total(self) -> Decimal:
        """To be compared with the control total of the report."""
        return sum((sums.total for sums in self.sums.values()), Decimal("0.00"))


@dataclass(frozen=True)
class Group:
    """What one product earned in one place, ready to be shown."""

    page: SourcePage | None
    source: str
    place: str
    product: str
    amount: Decimal
    currency: str
    rows: int


def cents(filter_: Q | None = None) -> Aggregate:
    """The sum of `amount` in cents: whole numbers, since SQLite sums decimals as floats."""
    return Sum(Cast(Round(F("amount") * 100), BigIntegerField()), filter=filter_, default=0)


def from_cents(number: int) -> Decimal:
    """Cents as an amount, exactly."""
    return Decimal(number).scaleb(-2)


def standing_of(keys: Iterable[int]) -> dict[int, Standing]:
    """How these reports stand, by primary key. Two queries."""
    standings: dict[int, Standing] = defaultdict(Standing)
    is_matched = ~Q(source="")
    rows = Earning.objects.filter(report__in=list(keys)).order_by().values("report", "currency")
    for row in rows.annotate(
        of_pages=cents(is_matched),
        of_none=cents(Q(source="")),
        pages=Count("pk", filter=is_matched),
        all=Count("pk"),
    ):
        standing = standings[row["report"]]
        sums = standing.sums.setdefault(row["currency"], Sums())
        sums.matched, sums.unmatched = from_cents(row["of_pages"]), from_cents(row["of_none"])
        sums.total += sums.matched + sums.unmatched
        standing.matched += row["pages"]
        standing.unmatched += row["all"] - row["pages"]
    _add_left_out(standings, keys)
    return standings


def _add_left_out(standings: dict[int, Standing], keys: Iterable[int]) -> None:
    rows = LeftOutRow.objects.filter(report__in=list(keys)).order_by().values("report", "currency")
    for row in rows.annotate(sum=cents(), all=Count("pk")):
        standing = standings[row["report"]]
        sums = standing.sums.setdefault(row["currency"], Sums())
        sums.skipped = from_cents(row["sum"])
        sums.total += sums.skipped
        standing.skipped += row["all"]


def groups_of(report: EarningsReport) -> list[Group]:
    """What earned most in a report, by page, place and product. A query and one a kind of page."""
    rows = (
        report.earnings.exclude(source="")
        .order_by()
        .values("source", "placement", "link__name", "currency")
        .annotate(cents=cents(), rows=Count("pk"))
        .order_by("-cents", "source", "placement", "link__name")[:MAX_GROUPS]
    )
    pages = pages_of(row["source"] for row in rows)
    return [
        Group(
            page=pages.get(row["source"]),
            source=row["source"],
            place=name_placement(row["placement"]),
            product=row["link__name"] or "",
            amount=from_cents(row["cents"]),
            currency=row["currency"],
            rows=row["rows"],
        )
        for row in rows
    ]


def other_rows(report: EarningsReport) -> QuerySet[Any, dict[str, Any]]:
    """The rows that earned no page anything, in the order of the file. One query."""
    unmatched = report.earnings.filter(source="").order_by()
    left_out = report.left_out.order_by()
    return (
        unmatched.annotate(state=Value(UNMATCHED, CharField()))
        .values(*COLUMNS, "state")
        .union(
            left_out.annotate(state=Value(LEFT_OUT, CharField())).values(*COLUMNS, "state"),
            all=True,
        )
        .order_by("line")
    )


def other_lines(preview: Preview) -> list[dict[str, Any]]:
    """The same of a file that is not imported yet."""
    states = ((UNMATCHED, preview.unmatched), (LEFT_OUT, preview.skipped))
    rows = [_describe(line, state) for state, lines in states for line in lines]
    return sorted(rows, key=lambda row: row["line"])


def _describe(line: Line, state: str) -> dict[str, Any]:
    row = {name: getattr(line.row, name) for name in COLUMNS[:-1]}
    return row | {"reason": line.reason, "state": state}


def spell_rows(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Rows under `HEAD`, for a table."""
    order = ("line", "state", *COLUMNS[1:])
    for row in rows:
        yield tuple(str(row[name]) for name in order)
