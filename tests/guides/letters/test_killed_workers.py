"""Workers are killed while they send, in the database as production has it: nobody gets two."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guides.letters.sending import start
from guides.mail.outbox import send_what_is_due
from guides.models import Subscriber
from tests.factories import make_letter
from tests.guides.mail.server import MailServer

READERS, PATIENCE = 300, 120
ROOT = Path(__file__).parents[3]
#: When a worker is killed: after so many mails.
KILLS = (60, 150)
TASKS = DBTaskResult._meta.db_table
UNCERTAIN = """
    SELECT address FROM guides_subscriber s JOIN guides_mail m ON m.subscriber_id = s.id
    WHERE m.state = 'uncertain'
"""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def letter(db):
    """A letter to 300 people that has started, and two tasks to send it."""
    now = timezone.now()
    Subscriber.objects.bulk_create(
        Subscriber(address=f"reader{n}@example.org", confirmed_at=now, letters_since=now)
        for n in range(READERS)
    )
    letter = start(make_letter(body="Be well."))
    send_what_is_due.using(run_after=now).enqueue()
    return letter


@contextmanager
def open_database(folder):
    """Run SQL in the database that the workers use: this one, or a copy of it in a file."""
    if connection.vendor != "sqlite":
        yield lambda query, *values: rows_of(connection.connection, query, values)
        return
    path = folder / "candor.sqlite3"
    with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as copy:
        connection.connection.backup(copy)
        yield lambda query, *values: rows_of(copy, query.replace("%s", "?"), values)


def rows_of(database, query, values):
    with closing(database.cursor()) as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []


def eleven_minutes_pass(run):
    """Let the task that goes on be due, and the senders that died be dead long enough."""
    now, before = map(
        connection.ops.adapt_datetimefield_value,
        (timezone.now(), timezone.now() - timedelta(minutes=11)),
    )
    run(f"UPDATE {TASKS} SET run_after = %s WHERE status = 'READY'", now)  # noqa: S608
    run("UPDATE guides_mail SET claimed_at = %s WHERE state = 'sending'", before)


def start_worker(folder, port):
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "CANDOR_ENV": "development"}
    ours |= {"VAR_DIR": str(folder), "PYTHONPATH": str(ROOT), "SECRET_KEY": "tests-" + "0" * 50}
    ours |= {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    ours["DATABASE_URL"] = f"sqlite:///{folder / 'candor.sqlite3'}"
    if connection.vendor != "sqlite":
        facts = connection.settings_dict
        who = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
        ours["DATABASE_URL"] = f"postgres://{who}/{facts['NAME']}"
    command = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--batch", "--interval=0"]
    return subprocess.Popen(  # noqa: S603 (nothing of it comes from outside)
        [*command, "--no-startup-delay", "--verbosity=0"],
        env=os.environ | ours,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(server, count, patience=PATIENCE):
    until = time.monotonic() + patience
    while len(server.mails) < count and time.monotonic() < until:
        time.sleep(0.001)


def test_nobody_gets_two_and_everybody_one(letter, tmp_path):
    with open_database(tmp_path) as run, MailServer() as server:
        workers = [start_worker(tmp_path, server.port) for _ in KILLS]
        for worker, count in zip(workers, KILLS, strict=True):
            wait_for(server, count)
            worker.send_signal(signal.SIGKILL)
        said = [worker.communicate(timeout=PATIENCE)[0] for worker in workers]
        assert len(server.mails) < READERS

        eleven_minutes_pass(run)
        last = start_worker(tmp_path, server.port)
        said.append(last.communicate(timeout=PATIENCE)[0])
        states = Counter(dict(run("SELECT state, COUNT(*) FROM guides_mail GROUP BY state")))
        uncertain = {address for (address,) in run(UNCERTAIN)}
        letters = run("SELECT state FROM guides_letter")
        failed = run(f"SELECT traceback FROM {TASKS} WHERE status = 'FAILED'")  # noqa: S608

    everybody = {f"reader{n}@example.org" for n in range(READERS)}
    got = Counter(server.recipients)
    assert (last.returncode, said, failed) == (0, [""] * 3, [])
    assert letters == [("sent",)]
    assert max(got.values()) == 1
    assert everybody - uncertain <= got.keys() <= everybody
    assert states == Counter(sent=READERS - len(uncertain), uncertain=len(uncertain))
    assert len(uncertain) <= len(KILLS)
