"""A cache that the workers of one machine share."""

import pickle
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA max_page_count = 8192;  -- 32 MB
CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value BLOB, until REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_by_end ON entry (until);
"""
PUT = """
INSERT INTO entry VALUES (?, ?, ?)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""


class SharedCache(BaseCache):
    """Keeps what is good for a while in an SQLite file of its own; best in `/dev/shm`.

    What is out of date is deleted with the next write. Where the file fails, it is as if the
    cache were empty: nobody is refused an answer for it. `LOCATION` is a folder only we can read.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = Path(location) / "cache.sqlite3"
        self._database: sqlite3.Connection | None = None

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Keep `value` unless there is one; atomic. True too where nothing can be kept."""
        condition = " WHERE entry.until <= ?"
        row = self._row(key, value, timeout, version)
        return self._change(PUT + condition, *row, time.time()) != 0

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        query = "SELECT value FROM entry WHERE key = ? AND until > ?"
        with suppress(sqlite3.Error):
            found = self._open().execute(query, (self._name(key, version), time.time())).fetchone()
            return pickle.loads(found[0]) if found else default  # noqa: S301 (only we write it)
        return default

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        self._change(PUT, *self._row(key, value, timeout, version))

    def delete(self, key: Any, version: Any = None) -> bool:
        return self._change("DELETE FROM entry WHERE key = ?", self._name(key, version)) == 1

    def clear(self) -> None:
        self._change("DELETE FROM entry")

    def _change(self, statement: str, *values: Any) -> int:
        """How many rows it changed; -1 where it failed."""
        with suppress(sqlite3.Error):
            database = self._open()
            database.execute("DELETE FROM entry WHERE until <= ?", (time.time(),))
            return database.execute(statement, values).rowcount
        return -1

    def _row(self, key: Any, value: Any, timeout: Any, version: Any) -> tuple[str, bytes, float]:
        until = self.get_backend_timeout(timeout)
        kept = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return self._name(key, version), kept, float("inf") if until is None else until

    def _name(self, key: Any, version: Any) -> str:
        return self.make_and_validate_key(key, version=version)

    def _open(self) -> sqlite3.Connection:
        """The connection of this thread (Django makes a cache for each), opened when needed."""
        if self._database is None:
            database = sqlite3.connect(self._path, timeout=1, isolation_level=None)
            database.executescript(SCHEMA)
            self._database = database
        return self._database
