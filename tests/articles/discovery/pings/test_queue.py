"""What leaves, what waits, what is given up: against servers of our own."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.discovery.pings.queue import (
    DEAD_AFTER,
    GATHERING,
    KEPT_FOR,
    LOST,
    PAUSES,
    _claim,
    _settle,
    next_moment,
    queue,
    resend,
    send_due,
    send_what_is_due,
)
from articles.discovery.pings.services import SERVICES, Service, Verdict
from articles.models import Ping
from tests.articles.discovery.pings.conftest import NOON
from tests.articles.health.web import CLOSED, says
from tests.factories import make_ping, publish_article

A, B = "https://example.org/a/", "https://example.org/b/"
HUB, ENGINE = "hub.tls.test", "search.tls.test"
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(site, clock):
    return clock


@pytest.fixture
def send(internet):
    """Send what is due, and return the hosts that were asked."""

    def send():
        before = len(internet.requests)
        count = send_due(web=internet.web())
        return count, [request.host for request in internet.requests[before:]]

    return send


def rows():
    return list(Ping.objects.order_by("address", "pk").values_list("state", "attempts"))


def asked():
    """When the worker is asked to send."""
    tasks = DBTaskResult.objects.filter(task_path=send_what_is_due.module_path, status="READY")
    return list(tasks.order_by("run_after").values_list("run_after", flat=True))


def test_change_is_told_from_the_commit_to_the_answers(
    django_capture_on_commit_callbacks, internet, send, now
):
    with django_capture_on_commit_callbacks(execute=True):
        publish_article(slug="tea")
    assert (send(), asked()) == ((0, []), [NOON + GATHERING])
    now.shift(GATHERING)
    assert send() == (10, [HUB] * 9 + [ENGINE])
    told = [parse_qs(request.body.decode())["hub.url"] for request in internet.requests[:9]]
    assert len({address for (address,) in told}) == 9
    assert json.loads(internet.requests[9].body)["urlList"] == ["https://example.org/articles/tea/"]
    assert {state for state, _ in rows()} == {"received"}
    assert send() == (0, [])


def test_what_waits_is_not_noted_again_and_the_worker_asked_once():
    for _ in range(3):
        queue({"indexnow": [A, B], "websub": [A]})
    assert (len(rows()), asked()) == (3, [NOON + GATHERING])


def test_nothing_is_asked_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queue({"indexnow": [], "websub": []}) == 0


def test_what_was_received_may_change_again(send):
    make_ping(address=A, state="received")
    make_ping(address=A)
    assert send() == (1, [ENGINE])
    assert rows() == [("received", 0), ("received", 0)]


def test_what_is_due_leaves_in_one_request(internet, send):
    for _ in range(25):
        make_ping()
    make_ping(address=A, due_at=NOON + MINUTE)
    assert send() == (25, [ENGINE])
    told = json.loads(internet.requests[0].body)["urlList"]
    assert (len(told), len(set(told)), A in told) == (25, 25, False)


def test_more_than_one_request_takes_leaves_in_two(monkeypatch, internet, send):
    assert SERVICES["indexnow"].batch == 10_000
    few = Service(2, SERVICES["indexnow"].is_set, SERVICES["indexnow"].tell)
    monkeypatch.setitem(SERVICES, "indexnow", few)
    for _ in range(3):
        make_ping()
    assert send() == (3, [ENGINE] * 2)
    told = [json.loads(request.body)["urlList"] for request in internet.requests]
    assert list(map(len, told)) == [2, 1]


def test_trouble_is_waited_out_longer_each_time_and_then_given_up(internet, send, now):
    internet.sites[ENGINE] = says(503, b"")
    make_ping()
    for attempts, pause in enumerate(PAUSES, start=1):
        assert send() == (0, [ENGINE])
        ping = Ping.objects.get()
        assert (ping.state, ping.attempts, ping.error) == (
            "waiting",
            attempts,
            "The answer was 503.",
        )
        assert ping.due_at == timezone.now() + pause
        assert send() == (0, [])
        now.shift(pause)
    assert send() == (0, [ENGINE])
    assert rows() == [("failed", len(PAUSES) + 1)]
    now.shift(KEPT_FOR - MINUTE)
    assert send() == (0, [])


def test_trouble_that_is_over_leaves_no_trace(internet, send, now):
    internet.sites[ENGINE] = says(429, b"")
    make_ping()
    send()
    internet.sites[ENGINE] = says(200, b"")
    now.shift(PAUSES[0])
    assert send() == (1, [ENGINE])
    ping = Ping.objects.get()
    assert (ping.state, ping.error) == ("received", "")


def test_refusal_is_final(internet, send):
    internet.sites[ENGINE] = says(403, b"")
    make_ping()
    assert send() == (0, [ENGINE])
    ping = Ping.objects.get()
    assert (ping.state, ping.attempts, ping.error[:24]) == ("failed", 1, "The key is not valid: In")


def test_service_in_trouble_is_asked_once_and_keeps_nobody_else_waiting(internet, send):
    internet.dns[HUB] = [CLOSED]
    for address in (A, B):
        make_ping(service="websub", address=address)
    make_ping()
    assert send() == (1, [ENGINE])
    assert internet.connected[:-1] == [(CLOSED, 443)]
    states = Ping.objects.filter(service="websub").order_by("address")
    assert list(states.values_list("state", "attempts")) == [("waiting", 1), ("waiting", 0)]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (Verdict(), [("received", 0), ("waiting", 0)]),
        (Verdict("No."), [("failed", 1), ("waiting", 0)]),
        (LOST, [("waiting", 0)]),
    ],
)
def test_change_while_it_is_being_told_is_told_itself(verdict, expected):
    make_ping(address=A)
    pings = _claim("indexnow", SERVICES["indexnow"])
    queue({"indexnow": [A]})
    _settle(pings, verdict)
    assert rows() == expected


def test_what_is_claimed_is_not_claimed_again():
    make_ping()
    service = SERVICES["indexnow"]
    assert [len(_claim("indexnow", service)) for _ in range(2)] == [1, 0]


def test_what_a_dead_program_left_is_sent_later(send, now):
    make_ping(address=A, state="sending", claimed_at=NOON - DEAD_AFTER - MINUTE)
    make_ping(address=B, state="sending", claimed_at=NOON - MINUTE)
    assert send() == (0, [])
    assert rows() == [("waiting", 1), ("sending", 0)]
    now.shift(PAUSES[0])
    assert send() == (1, [ENGINE])


def test_service_that_is_not_set_is_not_told(site, send):
    site.WEBSUB_HUB = ""
    make_ping(service="websub")
    make_ping()
    assert send() == (1, [ENGINE])
    assert next_moment() is None


def test_site_that_tells_nobody_sends_nothing(site, send):
    make_ping()
    site.SITE_HOST = "localhost"
    assert (send(), next_moment()) == ((0, []), None)


def test_failed_are_sent_again(django_capture_on_commit_callbacks, send):
    make_ping(address=A, state="failed", attempts=7, error="No.")
    make_ping(address=B, state="received")
    with django_capture_on_commit_callbacks(execute=True):
        assert resend(Ping.objects.all()) == 1
    assert (rows(), asked()) == ([("waiting", 0), ("received", 0)], [NOON])
    assert send() == (1, [ENGINE])


def test_failed_is_not_sent_twice_where_a_change_waits():
    make_ping(address=A, state="failed")
    make_ping(address=A)
    assert resend(Ping.objects.all()) == 1
    assert rows() == [("waiting", 0)]


def test_old_pings_are_forgotten(send, now):
    for state in ("received", "failed", "sending"):
        make_ping(state=state, claimed_at=NOON)
    now.shift(KEPT_FOR)
    send()
    assert len(rows()) == 3
    now.shift(1)
    send()
    assert [state for state, _ in rows()] == ["waiting"]


def test_worker_is_asked_for_the_time_of_the_next(now):
    make_ping(due_at=NOON + MINUTE)
    make_ping(state="sending", claimed_at=NOON - MINUTE)
    assert next_moment() == NOON + MINUTE
    send_what_is_due.func()
    assert asked() == [NOON + MINUTE]


def test_worker_that_dies_is_followed_by_another(site, now):
    site.INDEXNOW_ENDPOINT = "http://127.0.0.1/"  # nobody is asked: it is not public
    make_ping()
    send_what_is_due.func()
    assert (rows(), asked()) == ([("failed", 1)], [NOON + DEAD_AFTER + MINUTE])


def test_what_there_was_no_time_for_is_asked_for_at_once(now):
    make_ping()
    assert send_what_is_due.func(seconds=0) == 0
    assert (rows(), asked()[0]) == ([("waiting", 0)], NOON)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_sends_what_is_due(site, now):
    site.WEBSUB_HUB = site.INDEXNOW_ENDPOINT = "http://127.0.0.1/"
    publish_article()
    now.shift(GATHERING)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert rows() == [("failed", 1)] * 10
