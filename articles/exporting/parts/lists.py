"""Tables whose rows stand in one file: as YAML for people, as CSV where there are many."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from articles.exporting import plain_yaml
from articles.exporting.files import File, encode
from articles.exporting.names import Names, all_rows
from articles.exporting.parts import Loading, reading
from articles.exporting.tables import BATCH, Row, Table
from articles.registry.tables import DEFUSED, shield
from articles.spreadsheets import stream_csv


@dataclass(frozen=True)
class YamlList:
    """A table as a list in one YAML file. Its columns named `id` and the like come first."""

    path: str
    table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table,)

    def write(self, names: Names) -> Iterator[File]:
        yield File(self.path, encode(self._lines(names)))

    def _lines(self, names: Names) -> Iterator[str]:
        is_empty = True
        for rows in self.table.batches(names):
            is_empty = False
            yield plain_yaml.dump(rows)
        if is_empty:
            yield plain_yaml.dump([])

    def read(self, loading: Loading) -> None:
        with reading(self.path), _open_text(loading, self.path) as lines:
            items = plain_yaml.split_rows(lines)
            while texts := list(islice(items, BATCH)):
                self.table.insert(plain_yaml.load("".join(texts)), loading.names)


@dataclass(frozen=True)
class OneRow:
    """A table of exactly one row, as a YAML file. It takes the place of the row that is there."""

    path: str
    table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table,)

    def write(self, names: Names) -> Iterator[File]:
        for rows in self.table.batches(names):
            yield File(self.path, encode([plain_yaml.dump(rows[0])]))

    def read(self, loading: Loading) -> None:
        all_rows(self.table.model).delete()
        with reading(self.path):
            if self.path in loading.manifest.files:
                row = plain_yaml.load(loading.read(self.path))
                self.table.insert([row], loading.names)


@dataclass(frozen=True)
class Sheet:
    """A table as CSV, safe to open in a spreadsheet. Its texts are never null."""

    path: str
    table: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table,)

    def write(self, names: Names) -> Iterator[File]:
        yield File(self.path, encode(stream_csv(self.table.columns, self._cells(names))))

    def _cells(self, names: Names) -> Iterator[list[str]]:
        for rows in self.table.batches(names):
            for row in rows:
                yield [spell_cell(value) for value in row.values()]

    def read(self, loading: Loading) -> None:
        with reading(self.path), _open_text(loading, self.path, "utf-8-sig", "") as lines:
            rows = csv.reader(lines, strict=True)
            head = next(rows, [])
            while batch := list(islice(rows, BATCH)):
                self.table.insert([self._read_row(head, row) for row in batch], loading.names)

    def _read_row(self, head: list[str], cells: list[str]) -> Row:
        pairs = zip(head, cells, strict=True)
        return {name: self._read_cell(name, cell) for name, cell in pairs}

    def _read_cell(self, name: str, cell: str) -> str | None:
        return None if not cell and self.table.may_be_null(name) else read_cell(cell)


def spell_cell(value: Any) -> str:
    """A value as a cell says it; nothing where there is none."""
    return "" if value is None else shield(str(value))


def read_cell(cell: str) -> str:
    """What a cell said before it was made safe for spreadsheets."""
    return DEFUSED.sub(r"\1", cell)


def _open_text(
    loading: Loading, path: str, encoding: str = "utf-8", newline: str = "\n"
) -> io.TextIOWrapper:
    # Neither way of reading lines changes the ends of those inside a row.
    return io.TextIOWrapper(loading.open(path), encoding, newline=newline)
