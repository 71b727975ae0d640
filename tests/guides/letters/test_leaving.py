"""Leaving takes one request, which mail programs can make themselves (RFC 8058)."""

import pytest
from django.test import Client
from django.utils import timezone

from guides.letters.leaving import leave
from guides.models import Consent, Subscriber
from tests.factories import make_kit_request, make_subscriber

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reader():
    now = timezone.now()
    return make_subscriber(confirmed_at=now, letters_since=now)


@pytest.fixture
def browser():
    """One that refuses whatever lacks a token against forgery, as ours do not in tests."""
    return Client(enforce_csrf_checks=True)


def ledger():
    return list(Consent.objects.values_list("subscriber", "what"))


def wants_letters(reader):
    return Subscriber.objects.for_letters().filter(pk=reader.pk).exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(browser, reader, method):
    response = getattr(browser, method)(f"/letters/leave/{reader.code}/")
    assert (response.status_code, wants_letters(reader), ledger()) == (200, True, [])


def test_the_page_has_a_button_that_leaves(browser, reader):
    page = browser.get(f"/letters/leave/{reader.code}/").content.decode()
    assert page.count('<form method="post">') == page.count("Leave</button>") == 1


def test_one_post_is_enough(browser, reader):
    response = browser.post(f"/letters/leave/{reader.code}/", ONE_CLICK)
    assert (response.status_code, wants_letters(reader)) == (200, False)
    assert ledger() == [(reader.pk, "left")]
    assert (response.cookies, response.headers.get("Location")) == ({}, None)


def test_leaving_twice_is_written_once(browser, reader):
    for _ in range(2):
        response = browser.post(f"/letters/leave/{reader.code}/", ONE_CLICK)
        assert response.status_code == 200
    assert ledger() == [(reader.pk, "left")]


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_codes_look_the_same(browser, reader, method):
    known, unknown, odd = (
        getattr(browser, method)(f"/letters/leave/{code}/") for code in (reader.code, "no", "a%00b")
    )
    assert known.status_code == unknown.status_code == odd.status_code == 200
    assert known.content == unknown.content == odd.content
    assert dict(known.headers) == dict(unknown.headers) == dict(odd.headers)


def test_the_page_is_kept_by_nobody_and_tells_nobody(browser, reader):
    headers = browser.get(f"/letters/leave/{reader.code}/").headers
    assert [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")] == [
        "no-store",
        "no-referrer",
        "noindex, nofollow",
    ]


def test_other_methods_are_refused(browser, reader):
    response = browser.put(f"/letters/leave/{reader.code}/")
    assert (response.status_code, wants_letters(reader)) == (405, True)


def test_leaving_takes_back_letters_that_are_not_confirmed_yet(browser):
    request = make_kit_request(wants_letters=True)
    assert leave(request.subscriber.code) is True
    request.refresh_from_db()
    assert (request.wants_letters, ledger()) == (False, [(request.subscriber_id, "left")])


def test_nobody_else_leaves(reader):
    other = make_subscriber(confirmed_at=timezone.now(), letters_since=timezone.now())
    leave(reader.code)
    assert wants_letters(other)


def test_leaving_costs_two_queries_where_there_is_nothing_to_leave(
    reader, django_assert_num_queries
):
    leave(reader.code)
    for code in (reader.code, "unknown"):
        with django_assert_num_queries(4):  # with the two of the savepoint
            assert leave(code) is False
