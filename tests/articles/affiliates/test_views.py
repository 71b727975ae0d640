"""/go/: the one door out, to destinations that only the registry names."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles.affiliates.bursts import ADDRESS_LIMIT
from articles.bin import throw_away
from articles.models import AffiliateLink, ClickCount, Merchant, ViewCount
from tests.articles.affiliates.headers import (
    AHEAD,
    BORROWERS,
    BOTS,
    CHROME,
    HTML,
    OLD_FIREFOX,
    PARTS,
    PEOPLE,
    UPGRADE,
    said,
)
from tests.factories import make_merchant, make_product, make_publication, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
BEACON = CHROME | {"Accept": "*/*", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "empty"}

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


@pytest.mark.parametrize(
    ("surface", "rule", "words"),
    [("book", "may_document", "a book of ours"), ("letter", "may_email", "an e-mail of ours")],
)
def test_go_says_so_where_the_merchant_may_not_be_linked_from_there(client, surface, rule, words):
    shop = make_merchant(name="Strict", hosts="strict.example", **{rule: False})
    make_product(slug="cards", merchant=shop, destination="https://strict.example/cards")

    response = follow(client, f"/go/cards/?from={surface}")

    text = response.content.decode()
    assert headers_of(response) == (403, None, "no-store", "noindex, nofollow")
    assert (words in text, "we may not link to Strict from there" in text) == (True, True)
    assert ("strict.example" in text, "/go/" in text, clicks()) == (False, False, [])


def test_go_does_not_hand_a_books_reader_to_a_stand_in_that_forbids_it(client):
    shop = make_merchant(hosts="strict.example", may_document=False)
    other = make_product(merchant=shop, destination="https://strict.example/cards")
    make_product(slug="cards", active_until=NOON - 9 * DAY, fallback=other)

    from_book = client.get("/go/cards/?from=book")
    from_page = client.get("/go/cards/")

    assert headers_of(from_book) == (410, None, "no-store", "noindex, nofollow")
    assert "strict.example" not in from_book.content.decode()
    assert from_page["Location"] == "https://strict.example/cards"


def test_go_follows_a_rule_that_changed_after_the_book_was_made(client):
    shop = make_merchant()
    make_product(slug="cards", merchant=shop)
    before = client.get("/go/cards/?from=book").status_code

    Merchant.objects.filter(pk=shop.pk).update(may_document=False)

    assert (before, client.get("/go/cards/?from=book").status_code) == (302, 403)


@pytest.mark.parametrize("surface", ["book", "letter"])
def test_go_counts_who_comes_from_what_left_the_site_under_no_page(client, page, surface):
    follow(client, f"/go/cards/?from={surface}", CHROME | {"Sec-Fetch-Site": "none"})

    assert clicks() == [("", "", 1, 0)]


def test_go_address_is_the_products_own():
    assert AffiliateLink(slug="cards").get_absolute_url() == "/go/cards/"


def follow(client, address="/go/cards/", headers=CHROME, **options):
    return client.get(address, headers=headers, secure=True, **options)


def clicks():
    rows = ClickCount.objects.order_by("pk")
    return list(rows.values_list("source", "placement", "clicks", "seen_clicks"))


@pytest.fixture
def page(db):
    """The code of a page that shows a product."""
    make_product(slug="cards")
    return publish_article(sections=[("One", "[Cards](go:cards)")]).source


def test_go_counts_who_follows_a_link(client, page):
    follow(client, f"/go/cards/?from={page}.section-1")

    assert clicks() == [(page, "section-1", 1, 0)]


def test_go_counts_apart_who_comes_from_a_page_whose_view_was_counted(client, page):
    follow(client, f"/go/cards/?from={page}.section-1&seen=1")

    assert clicks() == [(page, "section-1", 1, 1)]


OUTSIDE = [pytest.param({"Sec-Fetch-Site": site}, id=site) for site in ("cross-site", "none")]


@pytest.mark.parametrize("headers", OUTSIDE)
def test_go_counts_a_copied_link_as_from_nowhere(client, page, headers):
    follow(client, f"/go/cards/?from={page}.section-1&seen=1", CHROME | headers)

    assert clicks() == [("", "", 1, 0)]


@pytest.mark.parametrize("headers", OUTSIDE)
def test_go_tells_the_network_nothing_of_a_copied_link(client, page, headers):
    Merchant.objects.update(sub_id="tid={article}-{placement}")

    response = client.get(f"/go/cards/?from={page}.section-1", headers=headers)

    assert "tid=" not in response["Location"]


@pytest.mark.parametrize("name", ["safari-old", "chrome-old"])
def test_go_believes_browsers_that_do_not_tell_where_they_come_from(client, page, name):
    follow(client, f"/go/cards/?from={page}.section-1&seen=1", PEOPLE[name])

    assert clicks() == [(page, "section-1", 1, 1)]


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_go_counts_no_view_of_who_asked_for_none(client, page, header):
    follow(client, f"/go/cards/?from={page}.section-1&seen=1", CHROME | {header: "1"})

    assert clicks() == [(page, "section-1", 1, 0)]


def test_go_counts_no_view_where_editors_chose_so(client, page):
    make_publication(count_views=False)
    follow(client, f"/go/cards/?from={page}.section-1&seen=1")

    assert clicks() == [(page, "section-1", 1, 0)]


def test_go_counts_one_address_to_a_limit(client, page):
    for number in range(ADDRESS_LIMIT[0] + 9):
        agent = f"{OLD_FIREFOX} {number}"
        assert follow(client, headers=said(agent, HTML) | UPGRADE).status_code == 302

    assert clicks() == [("", "", ADDRESS_LIMIT[0], 0)]


def test_go_behind_a_proxy_that_says_nothing_counts_each(client, settings):
    settings.BEHIND_PROXY = True
    for number in range(4):
        make_product(slug=f"p{number}")
    client.head("/go/p0/", headers=CHROME)
    for number in range(4):
        client.get(f"/go/p{number}/", headers=CHROME)

    assert clicks() == [("", "", 1, 0)] * 4


@pytest.mark.parametrize("headers", [pytest.param(PEOPLE[n], id=n) for n in PEOPLE])
def test_go_counts_people(client, headers):
    make_product(slug="cards")

    assert follow(client, headers=headers).status_code == 302
    assert clicks() == [("", "", 1, 0)]


PROGRAMS = BOTS | BORROWERS | PARTS | AHEAD


@pytest.mark.parametrize("headers", [pytest.param(PROGRAMS[n], id=n) for n in PROGRAMS])
def test_go_leads_programs_on_and_does_not_count_them(client, headers, django_assert_num_queries):
    product = make_product(slug="cards")

    with django_assert_num_queries(1):
        response = follow(client, headers=headers)

    assert (response.status_code, response["Location"]) == (302, product.destination)
    assert clicks() == []


def test_go_counts_nobody_who_asked_for_the_head_first(client):
    make_product(slug="cards")
    make_product(slug="lamp")
    client.head("/go/cards/", headers=CHROME, secure=True)
    follow(client, "/go/cards/")
    follow(client, "/go/lamp/")
    follow(client, REMOTE_ADDR="192.0.2.99")

    assert clicks() == [("", "", 1, 0)]


def test_go_costs_a_counted_reader_three_queries(client, page, django_assert_num_queries):
    follow(client, REMOTE_ADDR="192.0.2.99")

    with django_assert_num_queries(3):
        follow(client, f"/go/cards/?from={page}.section-1")


def test_go_costs_a_reader_whose_view_was_counted_four_queries(
    client, page, django_assert_num_queries
):
    follow(client, REMOTE_ADDR="192.0.2.99")

    with django_assert_num_queries(4):
        follow(client, f"/go/cards/?from={page}.section-1&seen=1")


@pytest.mark.parametrize(("headers", "queries"), [(CHROME, 3), (BOTS["curl"], 2)])
def test_go_costs_a_sub_id_one_query(client, page, headers, queries, django_assert_num_queries):
    Merchant.objects.update(sub_id="tid={article}-{placement}")

    with django_assert_num_queries(queries):
        response = follow(client, f"/go/cards/?from={page}.section-1", headers)

    assert response["Location"].endswith(f"tid={page}-section-1")


def test_go_costs_the_second_click_of_two_one_query(client, page, django_assert_num_queries):
    follow(client)

    with django_assert_num_queries(1):
        response = follow(client, f"/go/cards/?from={page}.section-1&seen=1")

    assert response.status_code == 302
    assert clicks() == [("", "", 1, 0)]


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param("", id="empty"),
        pytest.param("nonsense", id="nonsense"),
        pytest.param("a1", id="no-place"),
        pytest.param("a99999.section-1", id="no-page"),
        pytest.param("a1.section-1%0d%0aSet-Cookie:x=1", id="new-line"),
        pytest.param("%00", id="nul"),
        pytest.param("%ff%fe", id="no-text"),
        pytest.param("a1.section-1&from=https://evil.example", id="twice"),
        pytest.param("x" * 5_000, id="long"),
    ],
)
def test_go_from_nowhere_leads_on_all_the_same(client, wanted):
    product = make_product(slug="cards")

    response = follow(client, f"/go/cards/?from={wanted}")

    assert headers_of(response) == (302, product.destination, "no-store", "noindex, nofollow")
    assert clicks() == [("", "", 1, 0)]


def test_go_tells_the_network_the_page_and_the_place(client):
    merchant = make_merchant(sub_id="tid={article}-{placement}")
    make_product(slug="cards", merchant=merchant, destination="https://shop.example.com/")
    page = publish_article(sections=[("One", "[Cards](go:cards)")]).source

    response = client.get(f"/go/cards/?from={page}.section-1")

    assert response["Location"] == f"https://shop.example.com/?tid={page}-section-1"


@pytest.mark.parametrize(
    "policy", ["strict-origin-when-cross-origin", "no-referrer-when-downgrade", "no-referrer"]
)
def test_go_tells_the_merchant_as_much_as_it_needs(client, policy):
    make_product(slug="cards", merchant=make_merchant(referrer_policy=policy))

    assert client.get("/go/cards/")["Referrer-Policy"] == policy


def test_go_counts_no_editor_who_looks_at_a_preview(client):
    make_product(slug="cards")

    assert follow(client, "/go/cards/?from=preview").status_code == 302
    assert clicks() == []


def test_go_counts_nobody_who_is_led_to_an_article(client):
    page = publish_article()
    make_product(slug="cards", active_until=NOON - 9 * DAY, fallback_article=page.article)

    response = follow(client)

    assert headers_of(response) == (
        302,
        page.get_absolute_url(),
        "no-store",
        "noindex, nofollow",
    )
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert clicks() == []


def test_go_counts_the_link_that_was_followed_not_what_stands_in(client):
    link = make_product(slug="cards", active_until=NOON - 9 * DAY, fallback=make_product())

    follow(client)

    assert list(ClickCount.objects.values_list("link", "clicks")) == [(link.pk, 1)]


def test_go_to_a_product_in_the_bin_leads_to_what_stands_in(client):
    other = make_product()
    link = make_product(slug="cards", fallback=other)
    throw_away(link)

    assert follow(client)["Location"] == other.destination


def test_go_prefers_the_product_outside_the_bin(client):
    throw_away(make_product(slug="cards"))
    product = make_product(slug="cards")

    assert follow(client)["Location"] == product.destination


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        pytest.param("javascript:alert(1)", (410, None), id="script"),
        pytest.param("data:text/html,words", (410, None), id="data"),
        pytest.param("ftp://shop.example.com/", (410, None), id="ftp"),
        pytest.param("//evil.example/", (410, None), id="no-scheme"),
        pytest.param("http://[", (410, None), id="unreadable"),
        pytest.param("", (410, None), id="empty"),
        pytest.param(
            "https://shop.example.com/\r\nSet-Cookie: x=1",
            (302, "https://shop.example.com/%0D%0ASet-Cookie:%20x=1"),
            id="new-line",
        ),
        pytest.param(
            "https://shop.example.com/\u00e9" + "x" * 1_900,
            (302, "https://shop.example.com/%C3%A9" + "x" * 1_900),
            id="long",
        ),
    ],
)
def test_go_fails_at_no_destination(client, address, answer):
    """No form lets it in; a table may hold it all the same."""
    make_product(slug="cards")
    AffiliateLink.objects.update(destination=address)

    response = follow(client)

    assert (response.status_code, response.get("Location")) == answer
    assert response.cookies == {}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_go_leads_on_when_the_database_cannot_count(client, caplog):
    product = make_product(slug="cards")
    table = ClickCount._meta.db_table
    with connection.schema_editor() as editor:
        editor.alter_db_table(ClickCount, table, "elsewhere")
    try:
        response = follow(client)
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(ClickCount, "elsewhere", table)

    assert (response.status_code, response["Location"]) == (302, product.destination)
    assert [record.getMessage() for record in caplog.records] == [
        "A click on cards was not counted."
    ]


def tell(client, what, headers=BEACON, **facts):
    response = client.post(f"/count/{what}/", facts, headers=headers, secure=True)
    assert (response.status_code, response.content, response.cookies) == (204, b"", {})


def views():
    return list(ViewCount.objects.values_list("source", "views"))


def test_view_is_counted(client, page, django_assert_num_queries):
    with django_assert_num_queries(3):
        tell(client, "view", source=page)

    assert views() == [(page, 1)]


@pytest.mark.parametrize("source", ["", "a99999", "nonsense", "a1\x00", "\udcff", "x" * 5_000])
def test_view_of_no_page_is_not_counted(client, source):
    tell(client, "view", source=source.encode(errors="replace"))

    assert views() == []


UNCOUNTED = {
    "do-not-track": BEACON | {"DNT": "1"},
    "privacy-control": BEACON | {"Sec-GPC": "1"},
    "another-site": BEACON | {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "robot": BEACON | {"User-Agent": BOTS["googlebot-phone"]["User-Agent"]},
    "program": BOTS["python"],
}


@pytest.mark.parametrize("headers", [pytest.param(UNCOUNTED[n], id=n) for n in UNCOUNTED])
def test_nobody_who_should_not_be_is_counted(client, page, headers):
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    tell(client, "view", headers, source=page)
    tell(client, "click", headers, link="lamp")

    assert (views(), clicks()) == ([], [])


def test_nobody_is_counted_where_editors_chose_so(client, page):
    make_publication(count_views=False)
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    tell(client, "view", source=page)
    tell(client, "click", link="lamp")

    assert (views(), clicks()) == ([], [])


def test_click_at_the_merchants_own_address_is_counted(client, django_assert_num_queries):
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    page = publish_article(sections=[("One", "[A lamp](go:lamp)")]).source

    with django_assert_num_queries(4):
        tell(client, "click", link="lamp", **{"from": f"{page}.section-1"})

    assert clicks() == [(page, "section-1", 1, 1)]


@pytest.mark.parametrize("link", ["cards", "nothing", "", "lamp\x00", "\u0663", "x" * 5_000, "-1"])
def test_click_on_no_such_link_is_not_counted(client, link):
    make_product(slug="cards")
    make_product(slug="lamp", merchant=make_merchant(may_cloak=False))
    tell(client, "click", link=link)

    assert clicks() == []


@pytest.mark.parametrize("what", ["view", "click"])
def test_counting_is_not_asked_by_get(client, what):
    assert client.get(f"/count/{what}/").status_code == 405
