import sqlite3
import threading
from contextlib import closing

import pytest

from articles.backups.databases import NotBackedUp, check_copy, copy_sqlite


def test_copy_is_of_one_moment_while_others_write(tmp_path):
    name, stop = str(tmp_path / "site.sqlite3"), threading.Event()
    with closing(sqlite3.connect(name)) as site:
        site.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (a, b); CREATE TABLE n (c);")

    def write():
        with closing(sqlite3.connect(name, timeout=60)) as other:
            number = 0
            while not stop.is_set():
                with other:
                    other.execute("INSERT INTO t VALUES (?, ?)", (number, "x" * 2_000))
                    other.execute("INSERT INTO n VALUES (?)", (number,))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            copy_sqlite(name, tmp_path / f"copy-{number}")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        copy = tmp_path / f"copy-{number}"
        check_copy(copy, "sqlite")
        with closing(sqlite3.connect(copy)) as opened:
            rows = opened.execute("SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM n)")
            assert len(set(rows.fetchone())) == 1


def test_copy_is_one_file(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a")) as site:
        site.executescript("PRAGMA journal_mode=WAL; CREATE TABLE t (a);")
        copy_sqlite(str(tmp_path / "a"), tmp_path / "b")
    assert [path.name for path in tmp_path.glob("b*")] == ["b"]


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100], ids=["cut", "noise"])
def test_damaged_copy_is_told(tmp_path, damage):
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(copy)) as site:
        site.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(50000));")
    copy.write_bytes(copy.read_bytes()[:4096] + damage)
    with pytest.raises(NotBackedUp, match="The copy of the database is damaged"):
        check_copy(copy, "sqlite")


def test_program_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotBackedUp, match=r"\Apg_restore is not installed\."):
        check_copy(tmp_path / "copy", "postgresql")
