"""Versions, live and past: what was frozen, when and by whom, and the page that readers got."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.exporting.files import File, encode
from articles.exporting.names import Names
from articles.exporting.parts import Loading, reading
from articles.exporting.tables import BATCH, Made, Row, Table
from articles.models import RevisionBase
from articles.spreadsheets import stream_csv

FOLDER = "revisions"


@dataclass(frozen=True)
class Versions:
    """A table of revisions: `revisions/a12/34.json` beside its page, `34.html`.

    The old addresses of pages, which redirect, stand once more in `redirects/`, for servers
    that are to do the same.
    """

    table: Table
    model: type[RevisionBase]
    #: The column that names whose version it is.
    subject: str

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table,)

    @property
    def _prefix(self) -> str:
        return f"{FOLDER}/{self.model.letter}"

    def write(self, names: Names) -> Iterator[File]:
        for rows in self.table.batches(names):
            for row in rows:
                path = f"{self._prefix}{row[self.subject]}/{row['id']}"
                yield File(f"{path}.html", encode([row.pop("html")]))
                yield File(f"{path}.json", [_encode(row)])
        lines = stream_csv(("address", "page", "live_from", "live_until"), self._windows())
        yield File(f"redirects/{self.subject}s.csv", encode(lines))

    def _windows(self) -> Iterator[list[str]]:
        """Which page stood at which address, from when until when."""
        rows = self.table.rows().filter(live_from__isnull=False).order_by("pk")
        heavy = ("html", "content")
        for row in rows.defer(*heavy).iterator(chunk_size=BATCH):
            end = row.live_until.isoformat() if row.live_until else ""
            yield [row.get_absolute_url(), row.source, row.live_from.isoformat(), end]

    def read(self, loading: Loading) -> None:
        paths = [path for path in loading.paths(FOLDER, ".json") if path.startswith(self._prefix)]
        for start in range(0, len(paths), BATCH):
            made: list[Made] = []
            for path in paths[start : start + BATCH]:
                with reading(path):
                    row = json.loads(loading.read(path))
                    row["html"] = loading.read(f"{path.removesuffix('.json')}.html")
                    made.append(self.table.make(row, loading.names))
            with reading(f"{FOLDER}/"):
                self.table.save(made)


def _encode(row: Row) -> bytes:
    # Half a character, which UTF-8 has no bytes for, as JSON escapes it.
    return f"{_spread(row, 1)}\n".encode("utf-8", "backslashreplace")


def _spread(value: Any, depth: int) -> str:
    """JSON with a line for each value that holds no others: a section, a list of keys."""
    if not _holds_others(value):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        opening, closing = "{", "}"
        rows = [f"{json.dumps(key)}: {_spread(one, depth + 1)}" for key, one in value.items()]
    else:
        opening, closing = "[", "]"
        rows = [_spread(one, depth + 1) for one in value]
    margin = "\n" + " " * depth
    return f"{opening}{margin}{f',{margin}'.join(rows)}{margin[:-1]}{closing}"


def _holds_others(value: Any) -> bool:
    values = value.values() if isinstance(value, dict) else value
    is_many = isinstance(value, dict | list)
    return is_many and any(isinstance(one, dict | list) for one in values)
