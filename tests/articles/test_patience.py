"""Who writes in a reader's request waits for nobody."""

import sqlite3

import pytest
from django.db import IntegrityError, OperationalError, connection, connections
from django.db.utils import ConnectionHandler

from articles.models import MissedPath
from articles.patience import PATIENCE, short_patience
from tests.factories import make_missed_path

ASK = {"sqlite": "PRAGMA busy_timeout", "postgresql": "SHOW lock_timeout"}


def patience_now(asked=connection):
    """How long locks are waited for, as the database spells it."""
    with asked.cursor() as cursor:
        return str(cursor.execute(ASK[asked.vendor]).fetchone()[0]).removesuffix("ms")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_locks_are_waited_for_as_long_as_ever_afterwards():
    before = patience_now()
    with short_patience():
        assert patience_now() == str(PATIENCE)
    with pytest.raises(OperationalError), short_patience():
        raise OperationalError
    assert patience_now() == before


@pytest.mark.django_db
def test_what_failed_is_undone_and_no_more():
    make_missed_path(path="/old/")
    with pytest.raises(IntegrityError), short_patience():
        MissedPath.objects.bulk_create([MissedPath(path="/new/"), MissedPath(path="/old/")], 1)
    assert MissedPath.objects.get().path == "/old/"


@pytest.fixture
def file(tmp_path, django_db_blocker):
    """A database of SQLite in a file, which others have open too."""
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE"}
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "x", "OPTIONS": options}
    usual, opened = connections["default"], ConnectionHandler({"default": database})["default"]
    connections["default"] = opened
    with django_db_blocker.unblock():
        yield opened
    opened.close()
    connections["default"] = usual


def test_lock_of_another_is_refused_at_once(file):
    other = sqlite3.connect(file.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), short_patience():
        pytest.fail("the lock is another's")
    assert patience_now(file) == "20000"
    other.execute("ROLLBACK")
    with short_patience(), file.cursor() as cursor:
        cursor.execute("CREATE TABLE written (number)")
    assert other.execute("SELECT count(*) FROM written").fetchone() == (0,)
    other.close()
