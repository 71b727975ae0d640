from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.affiliates.sources import SourcePage
from articles.bin import throw_away
from articles.health.addresses import (
    CHUNK,
    MAX_PLACES,
    carriers_of,
    find_links,
    links_out,
    normalise,
    places_of,
    take_stock,
)
from articles.models import CheckedAddress
from articles.publishing.windows import withdraw
from tests.factories import (
    make_article,
    make_merchant,
    make_product,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://other.example/a?b=c", "https://other.example/a?b=c"),
        ("HTTP://Other.Example", "http://other.example/"),
        ("https://other.example:443/#top", "https://other.example/"),
        ("//other.example/a", "https://other.example/a"),
        ("https://name:word@other.example/", "https://other.example/"),
        ("https://lämp.example/ü", "https://xn--lmp-qla.example/%C3%BC"),
        ("http://0x7f.2/", "http://127.0.0.2/"),
        ("/about/", ""),
        ("#top", ""),
        ("candor:article/3", ""),
        ("mailto:us@other.example", ""),
        ("javascript:alert(1)", ""),
        ("http://testserver/about/", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_address_is_normalised(href, url):
    assert normalise(href) == url


def test_links_out_are_those_that_leave():
    html = (
        '<a title="a > b" href="https://one.example/?a=1&amp;b=2">One</a>'
        '<a href="candor:go/lamp">Lamp</a> <a href="candor:article/3">Three</a>'
        '<a href="candor:out/lamp?introduction">Lamp</a> <a href="/about/">About</a>'
        '<a id="x">No link</a> &lt;a href="https://two.example/"&gt;'
    )
    assert links_out(html) == {"https://one.example/?a=1&b=2"}


def test_links_are_found_where_readers_meet_them():
    article = publish_article(
        sections=[("First", "See [this](https://one.example/).")],
        references=[{"key": "a", "title": "A source", "url": "https://source.example/a"}],
    )
    guide = publish_guide(chapters=[("One", "See [that](https://two.example/).")])
    product = make_product(destination="https://shop.example/lamp")
    make_article(sections=[("First", "See [a draft](https://draft.example/).")])

    assert {code: urls for code, urls, _ in find_links()} == {
        f"a{article.article_id}": {"https://one.example/", "https://source.example/a"},
        f"g{guide.guide_id}": {"https://two.example/"},
        f"p{product.pk}": {"https://shop.example/lamp"},
    }


def test_products_that_rest_or_lie_in_the_bin_lead_nowhere():
    now = timezone.now()
    make_product(active_until=now)
    make_product(active_from=now + timedelta(hours=1))
    throw_away(make_product())
    assert list(find_links()) == []


def stand():
    """Where each address stands, in the order of addresses."""
    return list(CheckedAddress.objects.values_list("url", "places", "place_count"))


def test_stock_is_taken_of_every_address_and_place():
    body = [("First", "[One](https://one.example/) and [one](https://one.example/#x)")]
    first, second = (publish_article(sections=body) for _ in range(2))
    take_stock()
    codes = [f"a{first.article_id}", f"a{second.article_id}"]
    assert stand() == [("https://one.example/", codes, 2)]


def test_stock_is_the_same_taken_twice():
    publish_article(sections=[("First", "[One](https://one.example/)")])
    take_stock()
    before = stand()
    take_stock()
    assert stand() == before


def test_what_was_found_out_is_kept_while_it_stands_somewhere():
    publish_article(sections=[("First", "[One](https://one.example/)")])
    take_stock()
    CheckedAddress.objects.update(verdict="broken", reason="Not found (404)")
    take_stock()
    assert CheckedAddress.objects.values_list("verdict", "reason").get() == (
        "broken",
        "Not found (404)",
    )


def test_what_stands_nowhere_any_more_is_forgotten():
    article = publish_article(sections=[("First", "[One](https://one.example/)")]).article
    take_stock()
    CheckedAddress.objects.create(url="https://old.example/", url_hash="x")
    withdraw(article)
    take_stock()
    assert stand() == []


def test_page_that_shows_the_merchants_address_leaves_it_to_the_product():
    merchant = make_merchant(may_cloak=False, default_parameters="tag=us")
    product = make_product(slug="lamp", merchant=merchant, destination="https://one.example/")
    page = publish_article(sections=[("First", "[The lamp](go:lamp)")])
    assert 'href="candor:out/lamp?section-1"' in page.html
    take_stock()
    assert stand() == [("https://one.example/", [f"p{product.pk}"], 1)]


def test_two_rounds_at_once_forget_nothing():
    """The one that began later has been everywhere when the other comes there."""
    publish_article(sections=[("First", "[One](https://one.example/)")])
    later = timezone.now() + timedelta(minutes=1)
    with time_machine.travel(later, tick=False):
        take_stock()
    before = stand()

    take_stock()

    assert stand() == before
    assert CheckedAddress.objects.get().found_at == later


def test_more_pages_than_a_chunk_are_all_found():
    merchant = make_merchant()
    codes = [f"p{make_product(merchant=merchant).pk}" for _ in range(2 * CHUNK)]
    assert [code for code, _, _ in find_links()] == codes


def test_places_beyond_a_chunk_are_counted_and_the_first_are_named():
    merchant = make_merchant()
    products = [
        make_product(merchant=merchant, destination="https://one.example/")
        for _ in range(CHUNK + 5)
    ]
    take_stock()
    codes = [f"p{product.pk}" for product in products[:MAX_PLACES]]
    assert stand() == [("https://one.example/", codes, CHUNK + 5)]


def test_stock_costs_the_same_for_more_pages(django_assert_num_queries):
    for _ in range(10):
        publish_article(sections=[("First", "[One](https://one.example/)")])
    # Articles, guides, products; a chunk in its transaction; what is forgotten.
    with django_assert_num_queries(9):
        take_stock()


def test_places_have_names_and_addresses():
    article = publish_article(title="Lamps", sections=[("First", "[One](https://one.example/)")])
    product = make_product(name="A lamp", destination="https://one.example/")
    take_stock()
    pk = article.article_id
    assert places_of(CheckedAddress.objects.all()) == {
        f"a{pk}": SourcePage("Lamps", f"/admin/articles/article/{pk}/change/", "article"),
        f"p{product.pk}": SourcePage(
            "A lamp", f"/admin/articles/affiliatelink/{product.pk}/change/", "product"
        ),
    }


def test_carriers_are_the_pages_that_name_the_product():
    product = make_product(slug="lamp", destination="https://one.example/")
    page = publish_article(title="Lamps", sections=[("First", "[The lamp](go:lamp)")])
    publish_article(title="Tables")
    take_stock()
    address = CheckedAddress.objects.get()
    assert address.places == [f"p{product.pk}"]
    assert carriers_of(address) == [
        SourcePage("Lamps", f"/admin/articles/article/{page.article_id}/change/", "article")
    ]


@pytest.mark.parametrize("count", [1, 15])
def test_carriers_cost_two_queries_a_kind(count, django_assert_num_queries):
    for number in range(count):
        make_product(slug=f"lamp-{number}", destination="https://one.example/")
    text = " ".join(f"[A lamp](go:lamp-{number})" for number in range(count))
    publish_article(sections=[("First", text)])
    publish_guide(chapters=[("One", text)])
    take_stock()
    address = CheckedAddress.objects.get()
    with django_assert_num_queries(4):
        assert [page.kind for page in carriers_of(address)] == ["article", "guide"]


def test_carriers_of_what_no_product_leads_to_cost_nothing(django_assert_num_queries):
    publish_article(sections=[("First", "[One](https://one.example/)")])
    take_stock()
    address = CheckedAddress.objects.get()
    with django_assert_num_queries(0):
        assert carriers_of(address) == []
