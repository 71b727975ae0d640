"""What becomes of a file's rows: counted, a correction, counted before, or refused."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from articles.earnings.matching import Match
from articles.earnings.reading import Row

ZERO = Decimal("0.00")


class Sort(StrEnum):
    """What a row, or a part of its amount, is; also the name of its sum."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"
    CORRECTED = "corrected"
    COUNTED = "counted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Spot:
    """When and where money counts, and the sub-id that says so."""

    day: date
    sub_id: str
    match: Match


@dataclass(frozen=True, slots=True)
class Part:
    """What an earlier report counted of a transaction: an item of it, or a correction."""

    pk: int
    number: int
    amount: Decimal
    currency: str
    spot: Spot
    file_name: str
    line: int
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file, or the part of its amount that is of one sort."""

    row: Row
    sort: Sort
    amount: Decimal
    currency: str
    spot: Spot
    reason: str = ""
    part: int = 1
    #: Of a correction: what it corrects, and what its number counted until then.
    corrects: Part | None = None
    before: Decimal = ZERO

    @property
    def now(self) -> Decimal:
        return self.before + self.amount


@dataclass(slots=True)
class Sums:
    """Amounts of one currency. `total` is summed over the file, not over the others."""

    matched: Decimal = ZERO
    unmatched: Decimal = ZERO
    corrected: Decimal = ZERO
    counted: Decimal = ZERO
    refused: Decimal = ZERO
    total: Decimal = ZERO

    @property
    def parts(self) -> Decimal:
        return self.matched + self.unmatched + self.corrected + self.counted + self.refused

    @property
    def is_reconciled(self) -> bool:
        return self.parts == self.total

    def add(self, sort: str, amount: Decimal) -> None:
        setattr(self, sort, getattr(self, sort) + amount)
