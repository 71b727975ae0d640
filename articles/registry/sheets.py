"""Reading a CSV file into lines with named cells; knows the columns, not what they mean."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.registry.tables import Table, undo_defusing

MAX_BYTES, MAX_ROWS = 500_000, 500

#: Some languages' spreadsheets write another mark between cells.
MARKS = (",", ";", "\t")

NO_TEXT = "It is no text in UTF-8. Save it as “CSV UTF-8”."


class Unreadable(ValueError):
    """A file that cannot be read as this table; says why, in a sentence for its owner."""


@dataclass(frozen=True)
class Line:
    """A row of the file as spreadsheets count them (the head is 1), its cells by column.

    `problem` says why the cells cannot be told apart.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""


def decode(content: bytes) -> str:
    """Raises `Unreadable` for a file that is too large or no text."""
    if len(content) > MAX_BYTES:
        raise Unreadable(
            f"It has {len(content):,} bytes; take at most {MAX_BYTES:,} at once and import the "
            "rest after it."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(NO_TEXT) from None
    if "\0" in text:  # UTF-16, most likely
        raise Unreadable(NO_TEXT)
    return text


def read_sheet(table: Table, text: str) -> list[Line]:
    """The lines that say something. Raises `Unreadable`."""
    rows = _parse(text)
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    _check_head(table, head)
    lines = [_line(head, number, row) for number, row in enumerate(rows[1:], 2) if any(row)]
    if not lines:
        raise Unreadable("It has no row below its head.")
    if len(lines) > MAX_ROWS:
        raise Unreadable(
            f"It has {len(lines):,} rows; take at most {MAX_ROWS:,} at once and import the rest "
            "after them."
        )
    return lines


def _parse(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    mark = max(MARKS, key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise Unreadable(f"It is no CSV that can be read: {error}.") from None


def _check_head(table: Table, head: Sequence[str]) -> None:
    unknown = [name or "(empty)" for name in head if name not in table.columns]
    twice = sorted({name for name in head if head.count(name) > 1})
    if unknown:
        raise Unreadable(
            f"Unknown {_columns(unknown)}. Its first row names columns out of: "
            f"{', '.join(table.columns)}."
        )
    if twice:
        raise Unreadable(f"More than once: {_columns(twice)}.")
    if table.key not in head:
        raise Unreadable(f"The column {table.key} is missing; rows are known by it.")


def _columns(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:10])
    return f"{'column' if len(names) == 1 else 'columns'} {shown}"


def _line(head: Sequence[str], number: int, row: Sequence[str]) -> Line:
    cells = dict(zip(head, map(undo_defusing, row), strict=False))
    if len(row) == len(head):
        return Line(number, cells)
    return Line(number, cells, f"It has {len(row)} cells, and the head {len(head)}.")


def iterate_in_order(table: Table, lines: Sequence[Line]) -> Iterator[Line]:
    """Each line after those that it refers to; of lines in a circle, one comes too early."""
    by_key = {line.cells.get(table.key, "").strip(): line for line in reversed(lines)}
    seen: set[int] = set()
    for line in lines:
        if line.number in seen:
            continue
        # A chain may be as long as the file, so it is walked without recursion.
        chain, needed = [], [line]
        while needed:
            seen.update(other.number for other in needed)
            chain += needed
            names = (chain[-1].cells.get(name, "") for name in table.own_references)
            others = (by_key.get(name.strip()) for name in names)
            needed = [other for other in others if other and other.number not in seen]
        yield from reversed(chain)
