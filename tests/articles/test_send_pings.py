"""manage.py send_pings: what it says, and that it does what the worker would."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from articles.models import Ping
from articles.publishing.windows import publish, save_revision
from tests.factories import make_article, make_ping

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.SITE_URL, settings.SITE_HOST = "https://example.org", "example.org"
    settings.INDEXNOW_KEY = "0123456789abcdef"
    settings.INDEXNOW_ENDPOINT = "http://127.0.0.1/"  # nobody is asked: it is not public


def run():
    out = StringIO()
    call_command("send_pings", stdout=out)
    return out.getvalue().splitlines()


def test_command_sends_what_is_due(site):
    make_ping()
    make_ping(due_at=NOON + timedelta(days=100_000))
    assert run() == ["0 received, 1 waiting, 1 failed."]


def test_command_notes_what_was_scheduled(site, django_capture_on_commit_callbacks):
    with time_machine.travel(NOON, tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            publish(save_revision(make_article(slug="tea")), at=NOON + HOUR)
        assert run() == ["0 received, 0 waiting, 0 failed."]
        clock.move_to(NOON + HOUR)
        assert run() == ["0 received, 1 waiting, 0 failed."]
    assert Ping.objects.get().address == "https://example.org/articles/tea/"


def test_command_says_why_nobody_is_told():
    make_ping()
    assert run() == [
        "Nobody is told: nobody outside can read testserver.",
        "0 received, 1 waiting, 0 failed.",
    ]
