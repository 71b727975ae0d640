from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import DataError, connection

from articles.health.addresses import hash_of, take_stock
from articles.health.checking import MAX_EVIDENCE, check, check_all, due, write_down
from articles.health.verdicts import Finding, Ruling
from articles.health.web import Answer
from articles.models import CheckedAddress
from tests.articles.health.web import by_path, leads, respond, says, sends
from tests.factories import make_merchant, make_product

pytestmark = pytest.mark.django_db

PAGE = "http://shop.test/lamp"
LATER = datetime(2026, 4, 1, 9, tzinfo=UTC)
START = datetime(2026, 3, 1, 9, tzinfo=UTC)
WORKS, NOT_FOUND, TROUBLE = says(), says(404), says(503)
ONCE = "Not found (404); once so far, to be confirmed a day later"


def make_address(url=PAGE, **fields):
    return CheckedAddress.objects.create(url=url, url_hash=hash_of(url), **fields)


def live_through(internet, *answers):
    """Check an address at (hours, site) after the start; returns it as it then stands."""
    address = make_address()
    for hours, site in answers:
        internet.sites["shop.test"] = site
        with time_machine.travel(START + timedelta(hours=hours), tick=False):
            check(CheckedAddress.objects.get(), web=internet.web())
    address.refresh_from_db()
    return address


@pytest.mark.parametrize(
    ("answers", "verdict", "reason", "since", "failed"),
    [
        ([(0, WORKS)], "ok", "", 0, None),
        ([(0, WORKS), (24, WORKS)], "ok", "", 0, None),
        ([(0, NOT_FOUND)], "inconclusive", ONCE, 0, 0),
        ([(0, NOT_FOUND), (22.9, NOT_FOUND)], "inconclusive", ONCE, 0, 0),
        ([(0, NOT_FOUND), (23, NOT_FOUND)], "broken", "Not found (404)", 23, 0),
        ([(0, NOT_FOUND), (24, says(410))], "broken", "Gone for good (410)", 24, 0),
        ([(0, NOT_FOUND), (24, NOT_FOUND), (48, NOT_FOUND)], "broken", "Not found (404)", 24, 0),
        ([(0, NOT_FOUND), (12, WORKS), (24, NOT_FOUND)], "inconclusive", ONCE, 24, 24),
        ([(0, NOT_FOUND), (24, TROUBLE)], "inconclusive", "The server is in trouble (503)", 0, 0),
        ([(0, NOT_FOUND), (12, TROUBLE), (24, NOT_FOUND)], "broken", "Not found (404)", 24, 0),
        ([(0, TROUBLE), (24, TROUBLE), (48, NOT_FOUND)], "inconclusive", ONCE, 0, 48),
        ([(0, NOT_FOUND), (24, NOT_FOUND), (48, WORKS)], "ok", "", 48, None),
        # Never called broken while the latest answer says nothing; nor forgotten.
        (
            [(0, NOT_FOUND), (24, NOT_FOUND), (48, says(403))],
            "inconclusive",
            "The server refuses programs, or everybody (403)",
            48,
            0,
        ),
        (
            [(0, NOT_FOUND), (24, NOT_FOUND), (48, TROUBLE), (72, NOT_FOUND)],
            "broken",
            "Not found (404)",
            72,
            0,
        ),
    ],
)
def test_verdict_follows_answers(internet, answers, verdict, reason, since, failed):
    address = live_through(internet, *answers)
    assert (address.verdict, address.reason) == (verdict, reason)
    assert address.since == START + timedelta(hours=since)
    assert address.failed_at == (None if failed is None else START + timedelta(hours=failed))
    assert address.checked_at == START + timedelta(hours=answers[-1][0])


def test_evidence_is_what_was_answered(internet):
    site = by_path({"/lamp": leads("/table"), "/table": says(404)})
    assert live_through(internet, (0, WORKS), (1, site)).evidence == [
        {
            "at": "2026-03-01T10:00:00+00:00",
            "method": "GET",
            "status": 404,
            "final": "http://shop.test/table",
            "hops": 1,
            "reason": "Not found (404)",
        },
        {
            "at": "2026-03-01T09:00:00+00:00",
            "method": "HEAD",
            "status": 200,
            "final": PAGE,
            "hops": 0,
            "reason": "Works",
        },
    ]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x85"], ids=ascii)
def test_characters_no_database_keeps_are_marked(internet, character):
    address = live_through(internet, (0, leads(f"foo:{character}bar")))
    reason = "A redirect leads to no web address: foo:\ufffdbar"
    assert (address.reason, address.evidence[0]["reason"]) == (reason, reason)


def test_lone_surrogates_are_marked():
    answer = Answer("GET", (f"{PAGE}\ud800",), status=200)
    ruling = Ruling(Finding.UNCLEAR, "Leads to \udfff")
    address = write_down(make_address(), answer, ruling)
    address.refresh_from_db()
    assert (address.reason, address.evidence[0]["final"]) == ("Leads to \ufffd", f"{PAGE}\ufffd")


def test_evidence_is_of_the_last_ten_answers(internet):
    evidence = live_through(internet, *((hour, WORKS) for hour in range(12))).evidence
    hours = [row["at"][11:13] for row in evidence]
    assert hours == [f"{hour:02}" for hour in range(20, 20 - MAX_EVIDENCE, -1)]


def test_check_costs_two_queries(internet, django_assert_num_queries):
    internet.sites["shop.test"] = WORKS
    address = make_address()
    with django_assert_num_queries(2):
        check(address, web=internet.web())


def test_due_is_what_works_weekly_and_everything_else_daily():
    def hours_ago(hours):
        return START - timedelta(hours=hours)

    day, week = timedelta(days=1), timedelta(days=7)
    make_address("http://a.test/", verdict="ok", checked_at=START - week)
    make_address("http://b.test/", verdict="broken", checked_at=START - day)
    make_address("http://c.test/", verdict="inconclusive", checked_at=hours_ago(23))
    make_address("http://d.test/")
    make_address("http://e.test/", verdict="ok", checked_at=START - day)
    make_address("http://f.test/", verdict="broken", checked_at=hours_ago(22))
    urls = due(START).values_list("url", flat=True)
    assert sorted(urls) == [f"http://{letter}.test/" for letter in "abcd"]


@pytest.mark.parametrize("everything", [False, True])
def test_longest_unchecked_comes_first(shops, everything):
    take_stock()
    lately, long_ago = CheckedAddress.objects.all()[:2]
    CheckedAddress.objects.exclude(pk__in=[lately.pk, long_ago.pk]).update(checked_at=LATER)
    CheckedAddress.objects.filter(pk=long_ago.pk).update(checked_at=START)
    with time_machine.travel(LATER + timedelta(days=1)):
        checked = check_all(limit=2, everything=everything, web=shops.web())
        assert {address.pk for address in checked} == {lately.pk, long_ago.pk}


@pytest.fixture
def shops(internet):
    """Three hosts with two products each, all of which are there."""
    for host in ("one.test", "two.test", "three.test"):
        internet.sites[host] = WORKS
        merchant = make_merchant(hosts=host)
        for page in ("lamp", "table"):
            make_product(merchant=merchant, destination=f"http://{host}/{page}")
    return internet


def test_all_are_checked(shops):
    checked = [address.url for address in check_all(web=shops.web())]
    assert sorted(checked) == sorted(CheckedAddress.objects.values_list("url", flat=True))
    assert set(CheckedAddress.objects.values_list("verdict", flat=True)) == {"ok"}
    assert len(checked) == 6


def test_what_was_checked_lately_is_left_alone(shops):
    list(check_all(web=shops.web()))
    assert list(check_all(web=shops.web())) == []
    assert len(list(check_all(everything=True, web=shops.web()))) == 6


def test_a_limit_leaves_the_rest_for_later(shops):
    assert len(list(check_all(limit=4, web=shops.web()))) == 4
    assert len(list(check_all(web=shops.web()))) == 2


def test_interrupted_round_keeps_what_it_has_and_asks_no_more(internet):
    internet.sites["shop.test"] = by_path({"/1": WORKS, "/2": sends(0.5, respond())}, WORKS)
    merchant = make_merchant(hosts="shop.test")
    for number in (1, 2, 3):
        make_product(merchant=merchant, destination=f"http://shop.test/{number}")

    round_ = check_all(web=internet.web())
    next(round_)
    round_.close()

    checked = CheckedAddress.objects.exclude(checked_at=None)
    assert [address.url for address in checked] == ["http://shop.test/1"]
    assert "/3" not in [request.path for request in internet.requests]


def test_hosts_are_asked_side_by_side(shops):
    meeting = Barrier(3, timeout=5)

    def together(request):
        meeting.wait()
        return [respond()]

    for host in ("one.test", "two.test", "three.test"):
        shops.sites[host] = together
    assert [address.verdict for address in check_all(web=shops.web())] == ["ok"] * 6


def test_pages_of_a_host_wait_for_their_turn(shops):
    list(check_all(web=shops.web(pace=0.2)))
    moments = {}
    for request, moment in zip(shops.requests, shops.times, strict=True):
        moments.setdefault(request.host, []).append(moment)
    assert len(moments) == 3
    assert all(second - first >= 0.15 for first, second in moments.values())


def test_host_that_was_asked_too_often_rests(shops):
    shops.sites["two.test"] = says(429)
    checked = [address.url for address in check_all(web=shops.web())]
    assert [url for url in checked if "two.test" in url] == ["http://two.test/lamp"]
    assert len(checked) == 5


def test_address_that_went_meanwhile_is_left_out(shops):
    round_ = check_all(web=shops.web())
    first = next(round_)
    CheckedAddress.objects.exclude(pk=first.pk).delete()
    assert list(round_) == []


def test_answer_that_cannot_be_written_stops_no_other(shops, caplog):
    take_stock()
    bad = CheckedAddress.objects.get(url="http://two.test/lamp")

    def refuse(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and bad.pk in params:
            raise DataError("no such text")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        checked = {address.url for address in check_all(web=shops.web())}

    assert len(checked) == 5
    assert bad.url not in checked
    assert caplog.messages == [f"What came of address {bad.pk} cannot be written"]


def test_round_costs_two_queries_an_address(shops, django_assert_num_queries):
    list(check_all(web=shops.web()))
    # Taking stock, what is to be checked and quoted, and for each two in a transaction.
    with django_assert_num_queries(9 + 2 + (2 + 2) * 6):
        list(check_all(everything=True, web=shops.web()))


def test_trouble_of_our_own_is_not_hidden(shops):
    class Broken(Exception):
        pass

    class Pace:
        def wait(self, host):
            raise Broken

    web = shops.web()
    object.__setattr__(web, "pace", Pace())
    with pytest.raises(Broken):
        list(check_all(web=web))
