"""A consistent copy of the database while the site runs, and back.

SQLite by its own online backup (sqlite.org/backup.html), PostgreSQL by `pg_dump` and
`pg_restore`, which read and write within one transaction.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

#: Pages that are copied before writers have their turn; 4 kB each.
PAGES_A_STEP = 1_000
#: What a connection is told in the environment, and the setting that says it.
VARIABLES = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}


class NotBackedUp(Exception):
    """A backup cannot be made, is not whole, or cannot be restored here; the message says why."""


def copy_database(target: Path) -> None:
    """Write what the database holds at one moment into `target`. Raises `NotBackedUp`."""
    _copiers[connection.vendor][0](target)


def check_copy(copy: Path, vendor: str) -> None:
    """Raise `NotBackedUp` if a copy of a `vendor`'s database is not whole."""
    if vendor == "sqlite":
        _check_sqlite(copy)
    else:
        _run("pg_restore", "--list", str(copy))


def restore_database(copy: Path) -> None:
    """Replace what the database holds by a copy, as a whole or not. Raises `NotBackedUp`."""
    connection.close()
    _copiers[connection.vendor][1](copy)


def has_tables() -> bool:
    """Whether there is anything in the database already. One query."""
    with connection.cursor() as cursor:
        return bool(connection.introspection.table_names(cursor))


def _sqlite_name(wrapper: BaseDatabaseWrapper) -> str:
    return str(wrapper.settings_dict["NAME"])


def _copy_sqlite(target: Path) -> None:
    copy_sqlite(_sqlite_name(connection), target)


def copy_sqlite(name: str, target: Path) -> None:
    """Copy the SQLite database `name`, a path or a URI, as it is at one moment."""
    with closing(_open_sqlite(name)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=PAGES_A_STEP)
        # A copy is one file: its log would not travel with it.
        copy.execute("PRAGMA journal_mode=DELETE")


def _restore_sqlite(copy: Path) -> None:
    with (
        closing(_open_sqlite(str(copy))) as source,
        closing(_open_sqlite(_sqlite_name(connection))) as target,
    ):
        source.backup(target)


def _open_sqlite(name: str) -> sqlite3.Connection:
    return sqlite3.connect(name, uri=name.startswith("file:"), timeout=60)


def _check_sqlite(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise NotBackedUp(f"The copy of the database is damaged: {found}.")


def _copy_postgresql(target: Path) -> None:
    name = connection.settings_dict["NAME"]
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}", name)


def _restore_postgresql(copy: Path) -> None:
    name = connection.settings_dict["NAME"]
    options = ["--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction"]
    _run("pg_restore", *options, f"--dbname={name}", str(copy))


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise NotBackedUp(
            f"{program} is not installed. It comes with PostgreSQL's client programs; it has to "
            "be of the server's version or newer."
        )
    done = subprocess.run(  # noqa: S603 - the program is one of two, its arguments are ours
        [program, *arguments], env=os.environ | _variables(), capture_output=True, check=False
    )
    if done.returncode:
        raise NotBackedUp(f"{program} failed: {done.stderr.decode(errors='replace').strip()}")


def _variables() -> dict[str, str]:
    """How to reach the server; in the environment, where no list of processes shows it."""
    told: dict[str, Any] = connection.get_connection_params()
    return {name: str(told[key]) for name, key in VARIABLES.items() if told.get(key)}


_copiers = {
    "sqlite": (_copy_sqlite, _restore_sqlite),
    "postgresql": (_copy_postgresql, _restore_postgresql),
}
