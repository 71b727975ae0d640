"""Many processes count the same at once, in the database as production has it: to the last one."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import make_product, publish_article

PROCESSES, CLICKS, LINKS = 8, 120, 8
PATIENCE = 60
SCRIPT = Path(__file__).with_name("counting_process.py")
ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def page(db):
    """The code of a page that shows all the products."""
    links = [make_product() for _ in range(LINKS)]
    text = " ".join(f"[Words](go:{link.slug})" for link in links)
    return publish_article(sections=[("One", text)]).source


@pytest.fixture
def ask(page, tmp_path):
    """Ask the database that the processes write to: this one, or a copy of it in a file."""
    if connection.vendor != "sqlite":
        yield lambda query: rows_of(connection.connection, query)
        return
    with closing(sqlite3.connect(tmp_path / "candor.sqlite3")) as copy:
        connection.connection.backup(copy)
        yield lambda query: rows_of(copy, query)


def rows_of(database, query):
    with closing(database.cursor()) as cursor:
        return cursor.execute(query).fetchall()


def environment(folder):
    """What makes the project's own settings use the database of this test."""
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "CANDOR_ENV": "development"}
    ours |= {"VAR_DIR": str(folder), "PYTHONPATH": str(ROOT), "SECRET_KEY": "tests-" + "0" * 50}
    ours["DATABASE_URL"] = f"sqlite:///{folder / 'candor.sqlite3'}"
    if connection.vendor != "sqlite":
        facts = connection.settings_dict
        who = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
        ours["DATABASE_URL"] = f"postgres://{who}/{facts['NAME']}"
    return os.environ | ours


def run_at_once(folder, source):
    """Start all processes, let them go at one moment, and return what they complained of."""
    command = [sys.executable, str(SCRIPT)]
    running = [
        subprocess.Popen(  # noqa: S603 (nothing of it comes from outside)
            [*command, str(number), str(CLICKS), source],
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    started = [process.stdout.readline() for process in running]
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=PATIENCE)[1] for process in running]
    return started, ended


def test_nothing_is_lost_and_nothing_invented(page, ask, tmp_path):
    started, ended = run_at_once(tmp_path, page)

    each = PROCESSES * CLICKS // LINKS
    assert (started, ended) == (["ready\n"] * PROCESSES, [""] * PROCESSES)
    assert ask(
        "SELECT source, placement, SUM(clicks), SUM(seen_clicks) FROM articles_clickcount"
        " GROUP BY link_id, source, placement HAVING SUM(clicks) > 0 ORDER BY link_id"
    ) == [(page, "section-1", each, each * (number % 2 == 0)) for number in range(LINKS)]
    assert ask("SELECT source, SUM(views) FROM articles_viewcount GROUP BY source") == [
        (page, PROCESSES * CLICKS)
    ]
