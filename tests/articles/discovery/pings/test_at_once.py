"""Two workers at once: each address is told by one of them."""

from urllib.parse import parse_qs

import pytest
from django.db import connection

from articles.discovery.pings.queue import queue, send_due
from articles.models import Ping
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_ping

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def test_nobody_is_told_twice(site, internet):
    pings = [make_ping(service="websub") for _ in range(40)]

    counts = run_together(*[lambda: send_due(web=internet.web())] * 2)

    told = [parse_qs(request.body.decode())["hub.url"] for request in internet.requests]
    assert sorted(told) == sorted([ping.address] for ping in pings)
    assert sum(counts) == 40


def test_what_two_note_at_once_waits_once(site):
    run_together(*[lambda: queue({"indexnow": ["https://example.org/"]})] * 2)

    assert Ping.objects.count() == 1
