"""Addresses of merchants in a text become product links, and nothing else of it changes."""

import pytest

from articles.affiliates.conversion import (
    NotConvertible,
    RawAddress,
    convert,
    product_for,
    raw_addresses,
    replace_address,
)
from articles.models import AffiliateLink, AffiliateLinkChange, Event
from articles.publishing.windows import save_revision
from tests.factories import make_article, make_guide, make_merchant, make_product

LAMP = "https://shop.example.com/desk-lamp?tag=1"
LINK = AffiliateLink(name="The lamp", slug="lamp")


@pytest.fixture
def shop(db):
    return make_merchant(name="Shop", hosts="shop.example.com")


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        pytest.param(f"[a]({LAMP})", "[a](go:lamp)", id="link"),
        pytest.param(f"[a](<{LAMP}>)", "[a](<go:lamp>)", id="link-in-angle-brackets"),
        pytest.param(f'[a]({LAMP} "T")', '[a](go:lamp "T")', id="link-with-title"),
        pytest.param(f"See <{LAMP}>.", "See [The lamp](go:lamp).", id="autolink"),
        pytest.param(f"See {LAMP} now", "See [The lamp](go:lamp) now", id="bare"),
        pytest.param(f"See {LAMP}.", "See [The lamp](go:lamp).", id="bare-before-a-stop"),
        pytest.param(f"({LAMP})", "([The lamp](go:lamp))", id="bare-in-parentheses"),
        pytest.param(f"[r]\n\n[r]: {LAMP}", "[r]\n\n[r]: go:lamp", id="reference"),
        pytest.param(f'<a href="{LAMP}">a</a>', '<a href="go:lamp">a</a>', id="html"),
        pytest.param(f"[a]({LAMP}&more=1)", f"[a]({LAMP}&more=1)", id="a-longer-address"),
        pytest.param("Words.", "Words.", id="not-there"),
        pytest.param(f"[a]({LAMP}) {LAMP}", "[a](go:lamp) [The lamp](go:lamp)", id="twice"),
    ],
)
def test_address_is_replaced_where_it_stands(text, converted):
    assert replace_address(text, LAMP, LINK) == converted


@pytest.mark.parametrize(
    "typed", ["https://shop.example.com/a b", "https://shop.example.com/a%20b"]
)
def test_address_is_found_however_it_was_typed(typed):
    assert replace_address(f"[a](<{typed}>)", "https://shop.example.com/a%20b", LINK) == (
        "[a](<go:lamp>)"
    )


def test_addresses_of_merchants_are_found_with_the_product_they_lead_to(
    shop, django_assert_max_num_queries
):
    product = make_product(merchant=shop, destination=LAMP, slug="lamp")
    article = make_article(
        introduction=f"[a]({LAMP}) [b](go:lamp) [c](https://example.org)",
        sections=[("One", "https://shop.example.com/candle")],
        references=[{"key": "s", "title": "S", "url": "https://shop.example.com/study"}],
    )
    with django_assert_max_num_queries(20):
        found = raw_addresses(article)
    assert found == [
        RawAddress("introduction", LAMP, "Shop", product),
        RawAddress("section “One”", "https://shop.example.com/candle", "Shop"),
    ]


def test_new_product_is_named_after_its_address(shop, editor):
    link = product_for(LAMP, by=editor)
    assert (link.name, link.slug, link.destination, link.merchant) == (
        "Desk lamp",
        "desk-lamp",
        LAMP,
        shop,
    )
    assert list(Event.objects.values_list("verb", "label", "by_name")) == [
        ("added", "Desk lamp", "editor")
    ]
    assert AffiliateLinkChange.objects.get().fields == {}


def test_new_product_gets_a_free_slug(shop, editor):
    make_product(slug="desk-lamp")
    make_product(slug="desk-lamp-2")
    assert product_for(LAMP, by=editor).slug == "desk-lamp-3"


def test_address_without_a_path_is_named_after_its_merchant(shop, editor):
    assert product_for("https://shop.example.com/", by=editor).name == "Shop"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://example.org/lamp", "This is no address of a merchant we know."),
        ("https://[::1/lamp", "This is no address of a merchant we know."),
        ("ftp://shop.example.com/lamp", "Enter a valid URL."),
        ("//shop.example.com/lamp", "Enter a valid URL."),
    ],
)
def test_what_is_no_merchants_address_is_refused(shop, editor, address, reason):
    with pytest.raises(NotConvertible, match=reason):
        product_for(address, by=editor)
    assert not AffiliateLink.objects.exists()


def test_author_may_use_a_product_and_not_add_one(shop, author):
    with pytest.raises(NotConvertible, match="ask an editor to add it"):
        product_for(LAMP, by=author)
    product = make_product(merchant=shop, destination=LAMP)
    assert product_for(LAMP, by=author) == product


def test_converting_saves_a_version_of_the_draft_and_keeps_its_rows(shop, editor):
    article = make_article(
        introduction=f"See {LAMP}",
        sections=[("One", f"[a]({LAMP})")],
        references=[{"key": "s", "title": "S", "url": LAMP}],
    )
    save_revision(article)
    key = article.sections.get().key
    link = convert(article, LAMP, by=editor)
    article.refresh_from_db()
    assert article.introduction == f"See [Desk lamp](go:{link.slug})"
    assert list(article.sections.values_list("key", "body")) == [(key, "[a](go:desk-lamp)")]
    assert article.references.get().url == LAMP
    assert article.updated_by == editor
    newest = article.revisions.first()
    assert (newest.note, newest.created_by) == (f"{LAMP} is go:desk-lamp now", editor)
    assert raw_addresses(article) == []


def test_converting_in_a_guide(shop, editor):
    guide = make_guide(introduction=f"[a]({LAMP})", chapters=[("One", LAMP)])
    save_revision(guide)
    convert(guide, LAMP, by=editor)
    guide.refresh_from_db()
    assert guide.introduction == "[a](go:desk-lamp)"
    assert guide.chapters.get().body == "[Desk lamp](go:desk-lamp)"


def test_address_that_is_written_otherwise_is_left_to_the_writer(shop, editor):
    article = make_article(introduction="[a](https:shop.example.com/desk-lamp)")
    with pytest.raises(NotConvertible, match="change it by hand"):
        convert(article, "https://shop.example.com/other", by=editor)
    assert not AffiliateLink.objects.exists()
