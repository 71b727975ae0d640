"""Who is told in which words, and what becomes of each answer."""

import json
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from articles.discovery.pings.services import SERVICES, Verdict, silence, wanted
from tests.articles.health.web import CLOSED, says

PAGES = ["https://example.org/articles/tea/", "https://example.org/about/"]
FEED = "https://example.org/feeds/atom.xml?x=1&y=ü"

HUB, ENGINE = "hub.tls.test", "search.tls.test"
HOSTS = {"websub": HUB, "indexnow": ENGINE}
SETTINGS = {"websub": "WEBSUB_HUB", "indexnow": "INDEXNOW_ENDPOINT"}


@pytest.fixture(autouse=True)
def own(site):
    return site


def tell(internet, service, addresses=PAGES):
    return SERVICES[service].tell(addresses, internet.web())


def test_hub_is_told_of_a_feed_as_a_form(internet):
    assert tell(internet, "websub", [FEED]) == Verdict()
    (request,) = internet.requests
    assert (request.method, request.host, request.path) == ("POST", HUB, "/")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qsl(request.body.decode()) == [("hub.mode", "publish"), ("hub.url", FEED)]


def test_indexnow_is_told_of_pages_with_the_key_and_where_it_is(client, internet):
    assert tell(internet, "indexnow") == Verdict()
    (request,) = internet.requests
    assert (request.method, request.host, request.path) == ("POST", ENGINE, "/indexnow")
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    facts = json.loads(request.body)
    assert facts == {
        "host": "example.org",
        "key": "0123456789abcdef",
        "keyLocation": "https://example.org/0123456789abcdef.txt",
        "urlList": PAGES,
    }
    assert Client().get(facts["keyLocation"].removeprefix("https://example.org")).text == (
        "0123456789abcdef"
    )


@pytest.mark.parametrize("service", HOSTS)
@pytest.mark.parametrize(
    ("statuses", "is_final"),
    [((301, 400, 403, 404, 422), True), ((408, 425, 429, 500, 503), False)],
)
def test_answer_says_whether_to_try_again(internet, service, statuses, is_final):
    for status in statuses:
        internet.sites[HOSTS[service]] = says(status, b"", Location="https://elsewhere.test/")
        verdict = tell(internet, service)
        assert (status, verdict.words != "", verdict.is_final) == (status, True, is_final)
    assert len(internet.requests) == len(statuses)


@pytest.mark.parametrize(
    ("service", "status"),
    [("websub", 200), ("websub", 202), ("websub", 204), ("indexnow", 200), ("indexnow", 202)],
)
def test_answer_says_that_it_was_received(internet, service, status):
    internet.sites[HOSTS[service]] = says(status, b"")
    assert tell(internet, service) == Verdict()


def test_indexnow_receives_with_no_other_status(internet):
    internet.sites[ENGINE] = says(204, b"")
    assert tell(internet, "indexnow").words == "The answer was 204."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "The key is not valid: IndexNow did not find it in the key file of this site. (403)"),
        (400, "IndexNow could not read what it was sent. (400)"),
        (422, "The addresses are not of this host, or the key has not the form it wants. (422)"),
    ],
)
def test_refusal_of_indexnow_is_explained(internet, status, words):
    internet.sites[ENGINE] = says(status)
    assert tell(internet, "indexnow") == Verdict(words)


def test_what_a_hub_says_is_kept_as_plain_words(internet):
    internet.sites[HUB] = says(400, b"No\0 such\r\ntopic \xff" + b"x" * 5_000)
    assert tell(internet, "websub").words == (
        f"The answer was 400, and said: No suchtopic \ufffd{'x' * 86}."
    )


def test_moved_hub_is_not_followed(internet):
    internet.sites[HUB] = says(301, b"", Location="https://search.tls.test/")
    verdict = tell(internet, "websub")
    assert verdict == Verdict("WEBSUB_HUB has moved (301): give its new address.")
    assert [request.host for request in internet.requests] == [HUB]


@pytest.mark.parametrize("service", HOSTS)
def test_no_answer_is_worth_another_try(internet, service):
    internet.dns[HOSTS[service]] = [CLOSED]
    words = "No answer: no connection (Connection refused)."
    assert tell(internet, service) == Verdict(words, is_final=False)


@pytest.mark.parametrize("service", HOSTS)
def test_nothing_is_sent_into_the_own_network(own, internet, service):
    setattr(own, SETTINGS[service], "http://127.0.0.1/")
    words = f"{SETTINGS[service]} is not public: 127.0.0.1 is no public address."
    assert tell(internet, service) == Verdict(words)
    assert internet.connected == []


def test_both_are_wanted_where_both_are_set(own):
    assert list(wanted()) == ["websub", "indexnow"]
    own.WEBSUB_HUB = ""
    assert list(wanted()) == ["indexnow"]
    own.INDEXNOW_KEY = ""
    assert (wanted(), silence()) == ({}, "neither WEBSUB_HUB nor INDEXNOW_KEY is set")


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "::1", "10.1.2.3", "testserver", "candor.test", "a.b.localhost"],
)
def test_site_that_nobody_outside_can_read_tells_nobody(own, host):
    own.SITE_HOST = host
    assert (wanted(), silence()) == ({}, f"nobody outside can read {host}")


@pytest.mark.parametrize("host", ["example.org", "www.example.co.uk", "93.184.215.14"])
def test_site_on_the_internet_tells(own, host):
    own.SITE_HOST = host
    assert silence() == ""


def test_site_in_debug_mode_tells_nobody(own):
    own.DEBUG = True
    assert (wanted(), silence()) == ({}, "it runs with DEBUG")
