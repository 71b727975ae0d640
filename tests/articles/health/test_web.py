"""A hundred and more ways in which the internet behaves, and what is said of each."""

import socket
import time

import pytest

from articles.health.addresses import normalise
from articles.health.checking import look
from articles.health.web import Web, ask, post
from tests.articles.health.behaviours.fence import FENCE
from tests.articles.health.behaviours.making import PAGE
from tests.articles.health.behaviours.names import NAMES
from tests.articles.health.behaviours.redirects import REDIRECTS
from tests.articles.health.behaviours.statuses import STATUSES
from tests.articles.health.behaviours.walls import WALLS
from tests.articles.health.behaviours.wires import WIRES
from tests.articles.health.web import ANYWHERE, CLOSED, PUBLIC, leads, says

BEHAVIOURS = STATUSES | REDIRECTS | WALLS | WIRES | NAMES | FENCE


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_behaviour_is_judged(internet, name):
    behaviour = BEHAVIOURS[name]
    behaviour.stand_in(internet)

    ruling = look(normalise(behaviour.url), internet.web(seconds=behaviour.seconds)).ruling

    assert (ruling.finding, ruling.reason) == (behaviour.finding, behaviour.reason)
    assert {address for address, _ in internet.connected} - PUBLIC == set()


def test_there_are_a_hundred_behaviours():
    assert len(BEHAVIOURS) >= 100


def test_redirects_are_followed_to_the_page(internet):
    BEHAVIOURS["five redirects"].stand_in(internet)
    answer = ask(PAGE, method="HEAD", web=internet.web())
    assert answer.chain == (PAGE, *(f"http://shop.test/{number}" for number in range(1, 6)))
    assert answer.status == 200


def test_page_that_is_there_is_asked_for_once_by_head(internet):
    internet.sites["shop.test"] = says()
    look(PAGE, internet.web())
    assert [request.method for request in internet.requests] == ["HEAD"]


def test_question_says_who_asks_and_takes_nothing_packed(internet):
    internet.sites["shop.test"] = says()

    look("http://shop.test:8080/lamp?x=1", internet.web())

    request = internet.requests[0]
    assert (request.path, request.headers) == (
        "/lamp?x=1",
        {
            "host": "shop.test:8080",
            "user-agent": "Mozilla/5.0 (compatible; CandorLinkCheck/1.0; +http://testserver)",
            "accept": "text/html,*/*;q=0.8",
            "accept-language": "en-gb",
            "accept-encoding": "identity",
            "connection": "close",
        },
    )


def test_connection_goes_where_the_name_was_found(internet):
    """A name that means something else a moment later (DNS rebinding) gains nothing."""
    internet.sites["shop.test"] = says(405)
    internet.dns["shop.test"] = iter([[ANYWHERE], ["127.0.0.1"]])

    seen = look(PAGE, internet.web())
    answer, ruling = seen.answer, seen.ruling

    assert internet.connected == [(ANYWHERE, 80)]
    assert [request.method for request in internet.requests] == ["HEAD"]
    assert (answer.method, ruling.reason) == (
        "GET",
        "Not a public address, so it was not asked for: 127.0.0.1 is no public address",
    )


def test_offline_nothing_is_gone(internet):
    internet.is_online = False
    ruling = look(PAGE, internet.web()).ruling
    assert (ruling.finding, ruling.reason) == (
        "inconclusive",
        "The host could not be looked up: shop.test",
    )


def test_dns_that_is_silent_is_not_waited_for(internet):
    def silent(host, port):
        time.sleep(1)
        return [ANYWHERE]

    web = Web(resolve=silent, connect=internet.connect, seconds=0.05)
    start = time.monotonic()
    answer = ask(PAGE, method="HEAD", web=web)
    assert (answer.failure, internet.connected) == ("timed out", [])
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize("name", ["body by drops", "slow headers", "endless body", "gzip bomb"])
def test_nothing_holds_longer_than_it_may(internet, name):
    BEHAVIOURS[name].stand_in(internet)
    start = time.monotonic()
    answer = look(PAGE, internet.web(seconds=0.3)).answer
    assert time.monotonic() - start < 3
    assert len(answer.body) <= 64_000


def test_time_that_is_up_before_the_question_is_up(internet):
    def slow(address, timeout):
        time.sleep(0.1)
        return internet.connect(address, timeout)

    internet.sites["shop.test"] = says()
    web = Web(resolve=internet.resolve, connect=slow, seconds=0.05)
    assert ask(PAGE, method="HEAD", web=web).failure == "timed out"


def test_host_is_asked_once_in_so_many_seconds(internet):
    internet.sites["shop.test"] = says(404)
    web = internet.web(pace=0.5, seconds=0.4)  # waiting for a turn is no part of it

    ruling = look(PAGE, web).ruling

    first, second = internet.times
    assert ruling.reason == "Not found (404)"
    assert second - first >= 0.45


def test_strict_web_is_the_default(monkeypatch):
    web = Web()
    assert (web.connect, web.pace.seconds, web.seconds) == (socket.create_connection, 1, 10)
    assert ask("http://127.0.0.1:9/", method="HEAD", web=web).failure == "not public"


def test_what_is_posted_arrives_whole(internet):
    internet.sites["hub.tls.test"] = says(202, b"")
    body = "größe=1&".encode() * 50_000
    answer = post("https://hub.tls.test/x?y", body=body, mime="text/plain", web=internet.web())
    request = internet.requests[0]
    assert (answer.method, answer.status, answer.failure) == ("POST", 202, None)
    assert (request.method, request.path, request.body) == ("POST", "/x?y", body)
    assert request.headers["content-type"] == "text/plain"
    assert request.headers["content-length"] == str(len(body))


def test_what_is_posted_is_not_sent_on(internet):
    internet.sites["hub.test"] = leads("http://other.test/", 307)
    internet.sites["other.test"] = says()
    answer = post("http://hub.test/", body=b"x", mime="text/plain", web=internet.web())
    assert (answer.status, answer.chain) == (307, ("http://hub.test/",))
    assert [request.host for request in internet.requests] == ["hub.test"]


@pytest.mark.parametrize(
    ("address", "failure"),
    [("127.0.0.1", "not public"), ("169.254.169.254", "not public"), (CLOSED, "no connection")],
)
def test_nothing_is_posted_where_nothing_is_asked(internet, address, failure):
    internet.dns["hub.test"] = [address]
    answer = post("http://hub.test/", body=b"x", mime="text/plain", web=internet.web())
    assert (answer.status, answer.failure) == (0, failure)
    assert internet.requests == []
