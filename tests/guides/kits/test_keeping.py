"""Files of forms that could not be saved yet go after a day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from guides.kits import keeping
from guides.kits.keeping import keep, throw_away_old
from guides.kits.ledger import forget_daily
from tests.factories import PDF, make_user

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(monkeypatch):
    storage = InMemoryStorage()
    monkeypatch.setattr(keeping, "kept_in", lambda: storage)
    return storage


def keep_two():
    """A file that is a day old at noon, and a younger one."""
    for moment in (NOON - DAY, NOON - DAY + timedelta(seconds=1)):
        with time_machine.travel(moment, tick=False):
            keep(SimpleUploadedFile("a.pdf", PDF), "pdf", by=make_user())


def test_old_files_go_and_younger_ones_stay(storage):
    assert throw_away_old(NOON) == 0
    keep_two()
    assert (throw_away_old(NOON), len(storage.listdir("uploads")[1])) == (1, 1)
    assert (throw_away_old(NOON + DAY), storage.listdir("uploads")[1]) == (0, [])


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    "throw_away", [forget_daily.call, lambda: call_command("forget_unconfirmed")]
)
def test_daily_work_throws_them_away(storage, throw_away):
    keep_two()
    throw_away()
    assert len(storage.listdir("uploads")[1]) == 1
