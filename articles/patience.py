"""Writing in a reader's request, who is not to wait for whoever else is writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

#: So many milliseconds are not noticed.
PATIENCE = 50


@contextmanager
def short_patience() -> Iterator[None]:
    """A transaction that waits for no lock longer than `PATIENCE`, and raises `OperationalError`.

    SQLite has one lock for all who write, which a long task may hold for minutes. Two statements
    of its own, and those of the transaction.
    """
    with _sqlite_patience() if connection.vendor == "sqlite" else _postgresql_patience():
        yield


@contextmanager
def _sqlite_patience() -> Iterator[None]:
    usual = round(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1_000)
    _execute(f"PRAGMA busy_timeout = {PATIENCE}")  # before the transaction, which takes the lock
    try:
        with transaction.atomic():
            yield
    finally:
        _execute(f"PRAGMA busy_timeout = {usual}")


@contextmanager
def _postgresql_patience() -> Iterator[None]:
    with transaction.atomic():
        _execute(f"SET LOCAL lock_timeout = {PATIENCE}")
        yield


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
