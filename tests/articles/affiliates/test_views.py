"""/go/: the one door out, to destinations that only the registry names."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import AffiliateLink
from tests.factories import make_product

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

pytestmark = pytest.mark.django_db


def headers_of(response):
    names = ("Location", "Cache-Control", "X-Robots-Tag")
    return response.status_code, *(response.get(name) for name in names)


def test_go_sends_the_reader_to_the_product(client):
    make_product(slug="cards", destination="https://shop.example.com/cards?ref=us&x=%C3%A9")

    assert headers_of(client.get("/go/cards/")) == (
        302,
        "https://shop.example.com/cards?ref=us&x=%C3%A9",
        "no-store",
        "noindex, nofollow",
    )


def test_go_sets_no_cookie(client):
    make_product(slug="cards")

    response = client.get("/go/cards/")

    assert (response.cookies, response.get("Vary")) == ({}, None)


def test_go_costs_one_query(client, django_assert_num_queries):
    make_product(slug="cards", fallback=make_product())

    with django_assert_num_queries(1):
        client.get("/go/cards/")


def test_go_answers_head(client):
    product = make_product(slug="cards")

    response = client.head("/go/cards/")

    assert (response.status_code, response["Location"]) == (302, product.destination)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_go_only_leads(client, method):
    make_product(slug="cards")

    assert getattr(client, method)("/go/cards/").status_code == 405


def test_go_takes_no_destination_from_the_address(client):
    product = make_product(slug="cards")

    response = client.get("/go/cards/?url=https://evil.example&next=//evil.example")

    assert response["Location"] == product.destination


@pytest.mark.parametrize(
    "address",
    ["/go/nothing/", "/go/https://evil.example/", "/go/%00/", f"/go/{'x' * 5000}/", "/go/%D9%A3/"],
)
def test_go_to_an_unknown_product_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("window", "status"),
    [
        pytest.param({"active_from": NOON + SECOND}, 410, id="not-yet"),
        pytest.param({"active_from": NOON}, 302, id="begins"),
        pytest.param({"active_until": NOON + SECOND}, 302, id="last-second"),
        pytest.param({"active_until": NOON}, 410, id="over"),
    ],
)
def test_go_is_open_within_the_window(client, time_machine, window, status):
    time_machine.move_to(NOON, tick=False)
    make_product(slug="cards", **window)

    assert client.get("/go/cards/").status_code == status


def test_go_leads_to_the_fallback_outside_the_window(client):
    fallback = make_product()
    make_product(slug="cards", active_until=NOON - 9 * DAY, fallback=fallback)

    assert client.get("/go/cards/")["Location"] == fallback.destination


def test_go_says_so_when_the_fallback_is_over_too(client):
    fallback = make_product(active_until=NOON - 9 * DAY)
    product = make_product(slug="cards", active_until=NOON - 9 * DAY, fallback=fallback)

    response = client.get("/go/cards/")

    assert headers_of(response) == (410, None, "no-store", "noindex, nofollow")
    assert product.destination not in response.content.decode()


def test_go_address_is_the_products_own():
    assert AffiliateLink(slug="cards").get_absolute_url() == "/go/cards/"
