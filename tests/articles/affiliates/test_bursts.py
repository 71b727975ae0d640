"""One visitor is told from another, and a program from a person, without knowing either."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from articles.affiliates.bursts import ADDRESS_LIMIT, Visitor, cache

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
#: 23:30 in Paris, the zone of the tests.
EVENING = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def visitor(address="192.0.2.7", agent="Mozilla/5.0", **headers):
    headers = {"User-Agent": agent} | headers
    return Visitor.of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))


def steps(someone, count, *, clock, seconds):
    """Follow so many links, one every so many seconds; what each step answered."""
    answers = []
    for number in range(count):
        answers.append(someone.step(number))
        clock.shift(timedelta(seconds=seconds))
    return answers


def test_visitor_is_the_same_as_a_moment_ago(clock):
    assert visitor() == visitor()


@pytest.mark.parametrize(
    "other", [{"address": "192.0.2.8"}, {"agent": "Mozilla/4.0"}], ids=["address", "browser"]
)
def test_visitor_is_another(clock, other):
    assert visitor() != visitor(**other)


def test_visitor_is_forgotten_at_midnight(clock):
    clock.move_to(EVENING, tick=False)
    before = visitor()
    clock.shift(timedelta(minutes=29, seconds=59))
    assert visitor() == before
    clock.shift(timedelta(seconds=1))
    assert visitor() != before


def test_salt_of_yesterday_is_gone(clock):
    visitor()
    clock.shift(timedelta(days=1))
    visitor()

    assert [cache.get(f"salt:2026-03-0{day}") is None for day in (3, 4)] == [True, False]


def test_nothing_is_remembered_as_it_was_said(clock):
    someone = visitor(address="198.51.100.23", agent="Mozilla/5.0 (Telling)")
    someone.is_first("click:1")
    someone.is_within_limit("click")
    someone.step(1)
    someone.catch()

    kept = repr(cache._cache)
    assert len(cache._cache) == 6
    assert [words in kept for words in ("198.51.100.23", "Telling")] == [False, False]


@pytest.mark.parametrize(
    ("forwarded", "same"),
    [
        pytest.param("192.0.2.1", True, id="proxy"),
        pytest.param("203.0.113.9, 192.0.2.1", True, id="claimed-by-the-visitor"),
        pytest.param("192.0.2.1, 203.0.113.9", False, id="another"),
    ],
)
def test_behind_a_proxy_the_address_is_what_the_proxy_says(clock, settings, forwarded, same):
    settings.BEHIND_PROXY = True
    first = visitor(address="10.0.0.1", **{"X-Forwarded-For": "192.0.2.1"})

    assert (visitor(address="10.0.0.2", **{"X-Forwarded-For": forwarded}) == first) == same


@pytest.mark.parametrize(
    ("forwarded", "same"),
    [
        pytest.param("192.0.2.1, 198.51.100.4", True, id="another-nearer-proxy"),
        pytest.param("203.0.113.9,192.0.2.1,198.51.100.5", True, id="claimed-by-the-visitor"),
        pytest.param("192.0.2.2, 198.51.100.5", False, id="another"),
    ],
)
def test_behind_two_proxies_the_address_is_what_the_farther_says(clock, settings, forwarded, same):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = True, 2
    first = visitor(**{"X-Forwarded-For": "192.0.2.1, 198.51.100.5"})

    assert (visitor(**{"X-Forwarded-For": forwarded}) == first) == same


@pytest.mark.parametrize("forwarded", ["", "unknown", "192.0.2.1", "192.0.2.1, ", "a, 192.0.2.1"])
def test_without_an_address_no_burst_is_told(clock, settings, forwarded):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = True, 2
    headers = {"X-Forwarded-For": forwarded.replace("192.0.2.1, ", ", 192.0.2.1")}
    visitor(**headers).catch()

    for _ in range(ADDRESS_LIMIT[0] + 1):
        someone = visitor(**headers)
        answers = someone.is_caught, someone.is_first("click:1"), someone.is_within_limit("click")
        assert (*answers, someone.step(1)) == (False, True, True, True)


@pytest.mark.parametrize(
    ("address", "same"),
    [
        pytest.param("192.0.2.7", True, id="same"),
        pytest.param("::ffff:192.0.2.7", True, id="mapped"),
        pytest.param("192.0.2.8", False, id="neighbour"),
        pytest.param("::ffff:192.0.2.8", False, id="mapped-neighbour"),
    ],
)
def test_network_is_the_address(clock, address, same):
    assert (visitor(address).network == visitor("192.0.2.7").network) == same


@pytest.mark.parametrize(
    ("address", "same"),
    [("2001:db8:0:1:ffff::2", True), ("2001:db8:0:2::1", False)],
    ids=["neighbour", "another"],
)
def test_network_of_a_long_address_is_its_first_half(clock, address, same):
    one, other = visitor("2001:db8:0:1::1"), visitor(address)

    assert (one == other, one.network == other.network) == (False, same)


def test_one_address_has_a_limit_whatever_browsers_it_names(clock):
    limit, seconds = ADDRESS_LIMIT
    people = [visitor(agent=f"Mozilla/5.0 {number}") for number in range(limit + 1)]
    answers = [someone.is_within_limit("click") for someone in people]
    others = visitor(address="192.0.2.8").is_within_limit("click"), visitor().is_within_limit("v")
    clock.shift(timedelta(seconds=seconds))

    assert answers == [True] * limit + [False]
    assert (*others, visitor().is_within_limit("click")) == (True, True, True)


def let_in(addresses, most=(2, 60)):
    return [visitor(address).is_let_in("kit", most) for address in addresses]


def test_network_is_let_in_until_its_limit(clock):
    assert let_in(["192.0.2.7"] * 3 + ["192.0.2.8"]) == [True, True, False, True]
    assert visitor().is_let_in("else", (2, 60))


def test_networks_of_one_long_site_are_let_in_five_times_as_often(clock):
    addresses = [f"2001:db8:0:{number:x}::1" for number in range(11)]
    assert let_in(addresses) == [True] * 10 + [False]
    assert let_in(["2001:db8:0:1::2", "2001:db8:1::1"]) == [False, True]


@pytest.mark.parametrize("forwarded", ["", "unknown", "300.1.1.1:80", "[nonsense]:80"])
def test_whoever_has_no_address_shares_one_limit_where_it_matters(clock, settings, forwarded):
    settings.BEHIND_PROXY = True
    answers = [
        visitor(agent=f"Mozilla/{number}", **{"X-Forwarded-For": forwarded}).is_let_in(
            "kit", (2, 60)
        )
        for number in range(3)
    ]
    assert answers == [True, True, False]


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.1:4431", "192.0.2.1"),
        ("[2001:db8::1]:4431", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_port_is_no_part_of_an_address(clock, settings, forwarded, address):
    first = visitor(address)
    settings.BEHIND_PROXY = True
    assert visitor(**{"X-Forwarded-For": forwarded}) == first


def test_what_a_visitor_claims_of_its_address_is_not_believed(clock):
    assert visitor(**{"X-Forwarded-For": "192.0.2.1"}) == visitor()


def test_second_click_is_the_same_for_ten_seconds(clock):
    someone = visitor()
    first = someone.is_first("click:1")
    clock.shift(timedelta(seconds=9))
    again = someone.is_first("click:1")
    clock.shift(timedelta(seconds=1))

    assert (first, again, someone.is_first("click:1")) == (True, False, True)


def test_other_links_and_other_people_are_firsts(clock):
    visitor().is_first("click:1")

    assert visitor().is_first("click:2")
    assert visitor(address="192.0.2.8").is_first("click:1")


@pytest.mark.parametrize(
    ("count", "seconds", "is_caught"),
    [
        pytest.param(2, 0, False, id="two-at-once"),
        pytest.param(3, 0, True, id="three-at-once"),
        pytest.param(5, 0.6, False, id="five-in-three-seconds"),
        pytest.param(6, 0.6, True, id="six-in-four-seconds"),
        pytest.param(40, 5, False, id="one-every-five-seconds"),
    ],
)
def test_more_links_than_a_person_follows_catch_a_program(clock, count, seconds, is_caught):
    someone = visitor()

    answers = steps(someone, count, clock=clock, seconds=seconds)

    assert answers == [True] * (count - 1) + [not is_caught]
    assert someone.is_caught == is_caught


def test_caught_is_left_out_for_an_hour(clock):
    someone = visitor()
    someone.catch()
    clock.shift(timedelta(minutes=59, seconds=59))
    assert (someone.is_caught, visitor(address="192.0.2.8").is_caught) == (True, False)
    clock.shift(timedelta(seconds=1))
    assert not someone.is_caught


def test_steps_are_given_back_once(clock):
    someone = visitor()
    steps(someone, 6, clock=clock, seconds=0.6)

    assert (someone.take_back(), someone.take_back()) == ([0, 1, 2, 3, 4], [])


def test_steps_of_long_ago_are_not_given_back(clock):
    someone = visitor()
    steps(someone, 2, clock=clock, seconds=10)

    assert someone.take_back() == [1]
