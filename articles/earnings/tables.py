"""The table in the bytes of a CSV file: its letters, its delimiter, where its head stands."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

#: Bytes; a year of a large site's sales is a tenth of it.
MAX_BYTES = 10_000_000
MAX_ROWS = 100_000
#: Characters in one cell.
MAX_CELL = 10_000
#: Some networks print their name, the account and the dates above the head.
HEAD_WITHIN = 20
DELIMITERS = (",", ";", "\t", "|")


class NotReadable(ValueError):
    """Says in a sentence why a whole file is none we can read."""


@dataclass(frozen=True)
class Table:
    """A file's head and where it was found; `rows` runs once."""

    #: Cell of the head, in small letters, to its column.
    columns: dict[str, int]
    head_line: int
    width: int
    rows: Iterator[tuple[int, list[str]]]


def read_table(content: bytes, *, needed: Sequence[str]) -> Table:
    """The table that has the columns `needed`, in whatever order and letters.

    A row comes with the number of the line of the file it starts on. Raises `NotReadable`,
    also while rows are read.
    """
    text = _decode(content)
    lines = list(islice(io.StringIO(text, newline=""), HEAD_WITHIN * 2))
    wanted = {plain(name) for name in needed}
    found = []
    for start in range(min(len(lines), HEAD_WITHIN)):
        for delimiter in DELIMITERS:
            cells = _first_row(lines[start:], delimiter)
            if wanted <= set(cells):
                return _open(text, start, delimiter, wanted)
            found.append(cells)
    raise NotReadable(_say_what_is_missing(needed, found))


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotReadable(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    if content.startswith(b"PK\x03\x04"):
        raise NotReadable("This is a spreadsheet or an archive. Save it as CSV first.")
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise NotReadable("The file is no text we can read. Save it as CSV in UTF-8.")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8", "cp1252")


def plain(cell: str) -> str:
    """A name of a column or a state, whatever its letters and spaces."""
    return " ".join(clean_cell(cell).split()).casefold()


def clean_cell(cell: str) -> str:
    """A cell without surrounding space, and without `="…"`, which keeps spreadsheets from
    taking a number for one.
    """
    cell = cell.strip()
    return cell[2:-1].strip() if cell.startswith('="') and cell.endswith('"') else cell


def _first_row(lines: Sequence[str], delimiter: str) -> list[str]:
    try:
        return [plain(cell) for cell in next(_reader(lines, delimiter), [])]
    except csv.Error:
        return []


def _reader(lines: Iterable[str], delimiter: str) -> Any:
    # Strict: a quotation mark that is never closed would swallow the rest of the file.
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _open(text: str, start: int, delimiter: str, names: set[str]) -> Table:
    lines = io.StringIO(text, newline="")
    for _ in range(start):
        next(lines)
    rows = _number(lines, delimiter, start)
    head_line, head = next(rows)
    cells = [plain(cell) for cell in head]
    for name in sorted(names):
        if cells.count(name) > 1:
            raise NotReadable(f"More than one column is called “{name}”.")
    columns = {cell: index for index, cell in enumerate(cells) if cell}
    return Table(columns=columns, head_line=head_line, width=len(cells), rows=rows)


def _number(lines: Iterable[str], delimiter: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line it starts on, from 1."""
    reader = _reader(lines, delimiter)
    line, count = start + 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                count += 1
                # The head is not counted.
                if count > MAX_ROWS + 1:
                    raise NotReadable(f"The file has more than {MAX_ROWS:,} rows.")
                if max(map(len, cells)) > MAX_CELL:
                    raise NotReadable(f"Line {line}: a cell is longer than {MAX_CELL:,} letters.")
                yield line, cells
            line = start + reader.line_num + 1
    except csv.Error as error:
        raise NotReadable(
            f"Line {line}: a quotation mark is opened and not closed, or a cell is too long."
        ) from error


def _say_what_is_missing(needed: Sequence[str], found: Iterable[list[str]]) -> str:
    """Names the columns that the likeliest head lacks."""
    wanted = {plain(name): name for name in needed}
    best = max(found, key=lambda cells: (len(wanted.keys() & set(cells)), len(cells)), default=[])
    missing = [name for plain, name in wanted.items() if plain not in best]
    names = ", ".join(f"“{name}”" for name in missing)
    words = f"The file has no column {names}."
    heads = ", ".join(f"“{cell[:40]}”" for cell in best[:20] if cell)
    return f"{words} Its columns are: {heads}." if len(best) > 1 else words
