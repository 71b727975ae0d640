"""A network's file read with its mapping: sales, row by row, and what could not be read."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from articles.earnings.cells import CENT, Unreadable, read_day, read_money
from articles.earnings.tables import NotReadable, Table, clean_cell, plain, read_table
from articles.models import Network

#: So many errors are told of one file.
MAX_ERRORS = 1_000
MAX_SUB_ID = 200
MAX_REFERENCE = 120
#: What a row calls itself that sums the others up; `summer-sale` does not.
TOTAL_WORDS = re.compile(
    r"(?:grand |sub-?)?(?:totals?|totale|sum|suma|summe|gesamt|gesamtsumme)(?:[\s:(].*)?"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One sale as the file has it. `amount` is to the cent, `exact` as it was written."""

    line: int
    day: date
    exact: Decimal
    amount: Decimal
    currency: str
    sub_id: str
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line; 0 is the whole file."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.words}" if self.line else self.words


@dataclass
class Reading:
    """What a file holds. `notes` tell what was rounded, summed up or left aside."""

    rows: list[Row] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The mapped cells of one row, before anything is made of them."""

    line: int
    first: str
    day: str = ""
    amount: str = ""
    sub_id: str = ""
    reference: str = ""
    state: str = ""

    @property
    def has_day(self) -> bool:
        return any(letter.isdigit() for letter in self.day)

    @property
    def is_named_total(self) -> bool:
        labels = (self.first, self.day, self.sub_id, self.reference)
        return any(TOTAL_WORDS.fullmatch(plain(label)) for label in labels)

    @property
    def may_be_total(self) -> bool:
        """Without a day, and no sale by its number or sub-id either."""
        names_nothing = not (self.sub_id or self.reference)
        return not self.has_day and (self.is_named_total or names_nothing)


def read_report(content: bytes, network: Network) -> Reading:
    """The rows of a CSV file, or what is wrong with it, line by line. Runs no query."""
    reading = Reading()
    try:
        table = read_table(content, needed=[*_columns(network).values()])
        mapping = _map(table, network)
        cells = [_pick(table, mapping, line, row, reading) for line, row in table.rows]
    except NotReadable as error:
        return Reading(errors=[LineError(0, str(error))])
    sales = [row for row in cells if row is not None]
    endings: list[_Cells] = []
    while sales and sales[-1].may_be_total:
        endings.append(sales.pop())
    for row in sales:
        _add(reading, row, network)
    _tell_of_endings(reading, reversed(endings), network)
    _tell_of_rounding(reading)
    reading.errors.sort(key=lambda error: error.line)
    if not reading.rows and not reading.errors:
        reading.errors.append(LineError(0, "The file has a head and no sale under it."))
    return reading


def refused_states(network: Network) -> frozenset[str]:
    """The states, as `plain` has them, with which a network says that a row earns nothing."""
    return frozenset(plain(state) for state in network.refused_states.split(",")) - {""}


def _columns(network: Network) -> dict[str, str]:
    """What is mapped, by what is read of it.

    What may be left out of the mapping is looked for if it is there: with a state nobody
    reads, what was refused would count.
    """
    columns = {
        "day": network.day_column,
        "amount": network.amount_column,
        "sub_id": network.sub_id_column,
        "reference": network.reference_column,
        "state": network.status_column,
    }
    return {name: column for name, column in columns.items() if column.strip()}


def _map(table: Table, network: Network) -> dict[str, int]:
    return {name: table.columns[plain(column)] for name, column in _columns(network).items()}


def _pick(
    table: Table, mapping: dict[str, int], line: int, row: list[str], reading: Reading
) -> _Cells | None:
    """The mapped cells of a row; what it is too short for is empty."""
    if any(cell.strip() for cell in row[table.width :]):
        words = "It has more cells than the head. Is a cell with a comma not in quotes?"
        _fail(reading, line, words)
        return None
    cells = {name: clean_cell(row[index]) for name, index in mapping.items() if index < len(row)}
    return _Cells(line=line, first=next(filter(None, map(clean_cell, row)), ""), **cells)


def _fail(reading: Reading, line: int, words: str) -> None:
    if len(reading.errors) < MAX_ERRORS:
        reading.errors.append(LineError(line, words))


def _add(reading: Reading, cells: _Cells, network: Network) -> None:
    try:
        reading.rows.append(_read_row(cells, network))
    except Unreadable as error:
        _fail(reading, cells.line, str(error))


def _read_row(cells: _Cells, network: Network) -> Row:
    for name, text in (("day", cells.day), ("commission", cells.amount)):
        if not text:
            raise Unreadable(f"It has no {name}.")
    if len(cells.reference) > MAX_REFERENCE:
        raise Unreadable(f"Its number is longer than {MAX_REFERENCE} letters.")
    money = _read_amount(cells, network)
    return Row(
        line=cells.line,
        day=read_day(cells.day, network.day_format),
        exact=money.exact,
        amount=money.amount,
        currency=money.currency,
        sub_id=_shorten(cells.sub_id),
        reference=cells.reference,
        state=cells.state,
    )


def _read_amount(cells: _Cells, network: Network) -> Any:
    return read_money(cells.amount, decimal_mark=network.decimal_mark, currency=network.currency)


def _shorten(sub_id: str) -> str:
    """A sub-id that fits; readers can write what they like into an address."""
    # None of ours ends so: what was cut never matches.
    return sub_id if len(sub_id) <= MAX_SUB_ID else sub_id[: MAX_SUB_ID - 1] + "…"


def _tell_of_endings(reading: Reading, endings: Iterable[_Cells], network: Network) -> None:
    """What stands below the sales: sums, which are checked, and words."""
    for cells in endings:
        if cells.amount:
            _check_total(reading, cells, network)
        elif cells.is_named_total or not cells.day:
            reading.notes.append(f"Line {cells.line} is no sale, and is left aside.")
        else:
            _fail(reading, cells.line, f"“{cells.day[:40]}” is no day.")


def _check_total(reading: Reading, cells: _Cells, network: Network) -> None:
    try:
        money = _read_amount(cells, network)
    except Unreadable as error:
        _fail(reading, cells.line, str(error))
        return
    rows = [row for row in reading.rows if row.currency == money.currency]
    refused = refused_states(network)
    paid = [row for row in rows if plain(row.state) not in refused]
    given = f"Line {cells.line} gives a total of {money.amount:,} {money.currency}"
    if money.amount in _sums(rows):
        reading.notes.append(f"{given}, which is the sum of the rows above it.")
    elif money.amount in _sums(paid):
        reading.notes.append(f"{given}, which is the sum of the rows that earn something.")
    elif cells.is_named_total:
        total = sum((row.amount for row in rows), Decimal("0.00"))
        reading.notes.append(f"{given}, but the rows above it sum to {total:,}: is the file whole?")
    else:
        _fail(reading, cells.line, "It has no day, and is not the sum of the rows above it.")


def _sums(rows: list[Row]) -> set[Decimal]:
    """The sum of what was written, to the cent, and of what each row is to the cent."""
    exact = sum((row.exact for row in rows), Decimal(0)).quantize(CENT)
    return {exact, sum((row.amount for row in rows), Decimal("0.00"))}


def _tell_of_rounding(reading: Reading) -> None:
    changed: dict[str, list[Row]] = defaultdict(list)
    for row in reading.rows:
        if row.exact != row.amount:
            changed[row.currency].append(row)
    for currency, rows in sorted(changed.items()):
        difference = sum((row.amount - row.exact for row in rows), Decimal(0)).normalize()
        many = "1 amount was" if len(rows) == 1 else f"{len(rows)} amounts were"
        reading.notes.append(
            f"{many} written with more than two decimals and rounded to the cent (half to even): "
            f"{difference:+f} {currency} in all, the first in line {rows[0].line}."
        )
