"""A table of a report: a row for each link, page, placement or merchant, sorted by a column."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from articles.reports.facts import Facts
from articles.reports.groupings import Grouping, Label
from articles.reports.rows import Row, rows_of
from articles.reports.spelling import spell_change, spell_count, spell_money, spell_rate

USUAL_SORT = "-clicks"


@dataclass(frozen=True)
class Column:
    """A column that is told, sorted by and exported; `number` is what spreadsheets get."""

    name: str
    label: str
    value: Callable[[Row], Any]
    spell: Callable[[Any], str]
    #: So many places after the point.
    places: int = 0
    #: What its numbers are of, where a file must say so.
    unit: str = ""

    @property
    def file_label(self) -> str:
        return f"{self.label.partition(',')[0]}, {self.unit}" if self.unit else self.label

    def number(self, row: Row) -> Any:
        value = self.value(row)
        if value is None or value == float("inf"):
            return ""
        return round(value, self.places) if self.places else value


COLUMNS = (
    Column("clicks", "Clicks", lambda row: row.clicks, spell_count),
    Column("change", "Change", lambda row: row.change, spell_change, 4),
    Column("seen", "Seen clicks", lambda row: row.seen, spell_count),
    Column("views", "Views", lambda row: row.views, spell_count),
    Column("rate", "Click-through", lambda row: row.rate, spell_rate, 4),
)
#: What an overview has room for.
FEW = ("clicks", "change", "rate")


@dataclass(frozen=True)
class Cell:
    head: str
    text: str


@dataclass(frozen=True)
class Head:
    """The head of a column, and the address that sorts by it."""

    label: str
    address: str = ""
    #: As `aria-sort` has it; empty where the table is not sorted by it.
    sorted: str = ""


@dataclass(frozen=True)
class Table:
    """The rows of one grouping in the order of `sort`, a column's name with - for downwards."""

    grouping: Grouping
    columns: list[Column]
    rows: list[Row]
    sort: str

    def lines(self, rows: Iterable[Row]) -> Iterator[tuple[Label, list[Cell]]]:
        """Rows of it as they are shown."""
        for row in rows:
            yield (
                row.label,
                [Cell(column.label, column.spell(column.value(row))) for column in self.columns],
            )

    def few(self) -> "Table":
        """The same with as many columns as an overview has room for."""
        few = [
            column
            for column in self.columns
            if column.name in FEW or column.name.startswith("earned-")
        ]
        return Table(self.grouping, few, self.rows, self.sort)

    def heads(self, query: str) -> list[Head]:
        """The heads; `query` is what else their addresses ask for."""
        name = Head(self.grouping.one, *self._sorting("name", query, first=""))
        return [name, *(Head(c.label, *self._sorting(c.name, query)) for c in self.columns)]

    def _sorting(self, name: str, query: str, first: str = "-") -> tuple[str, str]:
        other = "" if first else "-"
        following = other if self.sort == f"{first}{name}" else first
        state = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
        return f"?{query}&sort={following}{name}", state


def table_of(facts: Facts, grouping: Grouping, *, sort: str = USUAL_SORT) -> Table:
    """The table of a grouping. An order that does not exist is the usual one. No query."""
    columns = [*COLUMNS, *_money_columns(facts)]
    values = {column.name: column.value for column in columns}
    if sort.removeprefix("-") not in {*values, "name"}:
        sort = USUAL_SORT
    rows = sorted(rows_of(facts, grouping), key=lambda row: row.label.name.casefold())
    value = values.get(sort.removeprefix("-"))
    if value is None:
        return Table(grouping, columns, rows[::-1] if sort.startswith("-") else rows, sort)
    known = [row for row in rows if value(row) is not None]
    known.sort(key=value, reverse=sort.startswith("-"))
    # A number that does not exist comes last either way.
    return Table(grouping, columns, known + [row for row in rows if value(row) is None], sort)


def _money_columns(facts: Facts) -> Iterator[Column]:
    for code in facts.currencies:
        spell = partial(spell_money, currency=code)
        more = f", {code}" if len(facts.currencies) > 1 else ""
        yield Column(f"earned-{code}", f"Earned{more}", _earned_in(code), spell, 2, code)
        yield Column(f"epc-{code}", f"Per click{more}", _per_click_in(code), spell, 4, code)


def _earned_in(code: str) -> Callable[[Row], Decimal | None]:
    return lambda row: row.earned.get(code)


def _per_click_in(code: str) -> Callable[[Row], Decimal | None]:
    return lambda row: row.per_click(code)
