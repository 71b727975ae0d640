"""What stands in reports that were imported: their sums, what earned them, what was left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Round

from articles.affiliates.sources import SourcePage, name_placement, pages_of
from articles.earnings.importing import Preview
from articles.earnings.lines import ZERO, Line, Sort, Sums
from articles.models import Earning, EarningsReport, LeftOutRow

#: What each sort of rows is called.
NAMES = {
    Sort.MATCHED: "matched",
    Sort.UNMATCHED: "not matched",
    Sort.CORRECTED: "correction",
    Sort.COUNTED: "counted before",
    Sort.REFUSED: "refused",
}
#: The head of the table of rows that are no plain earnings of a page.
HEAD = ("Line", "State", "Day", "Amount", "Currency", "Sub-id", "Number", "Why")
COLUMNS = ("line", "day", "amount", "currency", "sub_id", "reference", "reason")
#: So many places are shown of one report.
MAX_GROUPS = 200


@dataclass
class Standing:
    """One report as it stands: sums by currency, and how many rows are of which sort."""

    sums: dict[str, Sums] = field(default_factory=dict)
    counts: dict[Sort, int] = field(default_factory=lambda: dict.fromkeys(Sort, 0))

    @property
    def total(self) -> Decimal:
        """To be compared with the control total of the report."""
        return sum((sums.total for sums in self.sums.values()), ZERO)

    def add(self, currency: str, sort: Sort, amount: Decimal, count: int) -> None:
        sums = self.sums.setdefault(currency, Sums())
        sums.add(sort, amount)
        sums.total += amount
        self.counts[sort] += count


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


def cents() -> Aggregate:
    """The sum of `amount` in cents: whole numbers, since SQLite sums decimals as floats."""
    return Sum(Cast(Round(F("amount") * 100), BigIntegerField()), default=0)


def from_cents(number: int) -> Decimal:
    """Cents as an amount, exactly."""
    return Decimal(number).scaleb(-2)


def standing_of(keys: Iterable[int]) -> dict[int, Standing]:
    """How these reports stand, by primary key. Two queries."""
    standings: dict[int, Standing] = defaultdict(Standing)
    earned = Case(
        When(corrects__isnull=False, then=Value(Sort.CORRECTED.value)),
        When(source="", then=Value(Sort.UNMATCHED.value)),
        default=Value(Sort.MATCHED.value),
    )
    for model, sort in ((Earning, earned), (LeftOutRow, F("kind"))):
        rows = model._default_manager.filter(report__in=list(keys)).order_by()
        groups = rows.values("report", "currency", sort=sort)
        for row in groups.annotate(cents=cents(), count=Count("pk")):
            amount = from_cents(row["cents"])
            standing = standings[row["report"]]
            standing.add(row["currency"], Sort(row["sort"]), amount, row["count"])
    return standings


def groups_of(report: EarningsReport) -> list[Group]:
    """What earned most in a report, by page, place and product, without corrections.

    A query and one a kind of page.
    """
    rows = (
        report.earnings.filter(corrects__isnull=True)
        .exclude(source="")
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
    """The rows that earned no page anything, in the order of the file. One query.

    Corrections are told apart.
    """
    unmatched = report.earnings.filter(source="", corrects__isnull=True).order_by()
    left_out = report.left_out.order_by()
    return (
        unmatched.annotate(sort=Value(Sort.UNMATCHED.value, CharField()))
        .values(*COLUMNS, "sort")
        .union(left_out.annotate(sort=F("kind")).values(*COLUMNS, "sort"), all=True)
        .order_by("line", "sort")
    )


def other_lines(preview: Preview) -> list[dict[str, Any]]:
    """The same of a file that is not imported yet."""
    lines = preview.of(Sort.UNMATCHED, Sort.COUNTED, Sort.REFUSED)
    return sorted(map(_describe, lines), key=lambda row: (row["line"], row["sort"]))


def reasons_of(preview: Preview) -> list[tuple[str, int]]:
    """Why rows do not match or are left out, the most frequent first."""
    counts = Counter(row["reason"] for row in other_lines(preview))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10]


def _describe(line: Line) -> dict[str, Any]:
    return {
        "line": line.row.line,
        "sort": line.sort,
        "day": line.spot.day,
        "amount": line.amount,
        "currency": line.currency,
        "sub_id": line.spot.sub_id,
        "reference": line.row.reference,
        "reason": line.reason,
    }


def spell_rows(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str | int | Decimal, ...]]:
    """Rows under `HEAD`, for a table."""
    for row in rows:
        day, amount = str(row["day"]), row["amount"].quantize(ZERO)
        rest = (row[name] for name in COLUMNS[3:])
        yield row["line"], NAMES[row["sort"]], day, amount, *rest
