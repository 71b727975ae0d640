from dataclasses import replace

import pytest

from articles.importing import products
from articles.importing.outline import Call, ProposedLink
from articles.importing.products import Offer, Swap, offers_of, put_products, swaps_of
from articles.models import AffiliateLink
from tests.factories import make_imported_document, make_merchant, make_outline, make_product

pytestmark = pytest.mark.django_db

URL = "https://shop.example.com/kettle?tag=gazette"
LINK = ProposedLink(URL, "https://shop.example.com/kettle", (("tag", "gazette"),), "Shop")
KEEP = ("keep", "Keep the address")


@pytest.fixture
def shop():
    return make_merchant(name="Shop", hosts="shop.example.com")


def proposal(choice="keep", link=LINK):
    outline = make_outline((0, "", f"See [it]({link.url})."), links=(link,))
    return make_imported_document(outline=outline, choices={"links": {link.url: choice}}), outline


def test_link_of_an_unknown_merchant_is_kept(editor):
    row, outline = proposal("make")
    assert offers_of(row, outline, by=editor) == [Offer(LINK, (KEEP,), "keep", False)]
    assert offers_of(row, outline, by=editor)[0].host == "shop.example.com"


def test_product_may_be_made_of_a_known_merchant_by_editors(shop, editor, author):
    row, outline = proposal()
    make = ("make", "Make a product link of Shop")
    assert [offers_of(row, outline, by=by)[0].options for by in (editor, author, None)] == [
        (KEEP, make),
        (KEEP,),
        (KEEP,),
    ]


@pytest.mark.parametrize("destination", [LINK.url, LINK.destination])
def test_known_product_is_offered(shop, author, destination):
    make_product(name="Kettle", merchant=shop, destination=destination)
    [offer] = offers_of(*proposal("use"), by=author)
    assert (offer.options, offer.choice) == ((KEEP, ("use", "Use the product “Kettle”")), "use")


def test_card_is_proposed_where_a_known_product_is_invited_to(shop, author):
    make_product(name="Kettle", merchant=shop, destination=LINK.url)
    outline = replace(proposal()[1], calls=(Call("Get it", LINK.url),))
    [offer] = offers_of(make_imported_document(outline=outline), outline, by=author)
    assert offer.options[2:] == (
        ("use-card", "Use the product “Kettle”, its invitations as cards"),
    )
    assert offer.choice == "use-card"


def test_card_of_a_new_product_is_offered_and_not_chosen(shop, editor):
    outline = replace(proposal()[1], calls=(Call("Get it", LINK.url),))
    row = make_imported_document(outline=outline)
    [offer] = offers_of(row, outline, by=editor)
    assert [value for value, _ in offer.options] == ["keep", "make", "make-card"]
    assert offer.choice == "keep"
    row.choices = {"links": {LINK.url: "make-card"}}
    swaps, _ = swaps_of(row, outline, by=editor)
    assert swaps == (Swap(URL, AffiliateLink.objects.get(), is_card=True),)


@pytest.mark.parametrize("destination", [LINK.url, LINK.destination])
def test_known_product_is_used(shop, author, destination):
    product = make_product(merchant=shop, destination=destination)
    assert swaps_of(*proposal("use"), by=author) == ((Swap(URL, product),), [])


@pytest.mark.parametrize(
    ("parameters", "destination"), [("tag=other", LINK.destination), ("ref=x", LINK.url)]
)
def test_product_is_made_without_what_its_merchant_adds(editor, parameters, destination):
    make_merchant(hosts="example.com", default_parameters=parameters)
    swaps, told = swaps_of(*proposal("make"), by=editor)
    product = AffiliateLink.objects.get()
    assert (swaps, told) == ((Swap(URL, product),), [])
    assert (product.name, product.destination) == ("Kettle", destination)


def test_link_that_is_no_address_stays_and_is_told(editor):
    make_merchant(hosts="shop.example.com")
    link = ProposedLink("https://shop.example.com:x/a", "https://shop.example.com:x/a")
    swaps, told = swaps_of(*proposal("make", link), by=editor)
    assert (swaps, len(told)) == ((), 1)
    assert told[0].startswith("https://shop.example.com:x/a stays as it is. Enter a valid URL.")


def test_host_of_what_is_no_address_is_nothing(editor):
    [offer] = offers_of(*proposal(link=ProposedLink("https://[x/a", "https://[x/a")), by=editor)
    assert (offer.host, offer.is_of_merchant) == ("", False)


def test_kept_links_make_nothing(shop, editor):
    assert swaps_of(*proposal(), by=editor) == ((), [])
    assert AffiliateLink.objects.count() == 0


def test_texts_lead_to_products(shop):
    product = make_product(slug="kettle", merchant=shop)
    text = f"See [it]({URL}), and [her]({URL}&x=1)."
    assert put_products(text, [Swap(URL, product)]) == f"See [it](go:kettle), and [her]({URL}&x=1)."


def test_what_is_offered_is_done_and_more_is_not_offered(shop, editor, monkeypatch):
    monkeypatch.setattr(products, "MAX_LINKS", 1)
    row, outline = proposal("make")
    outline = replace(outline, links=(LINK, replace(LINK, url=f"{URL}&x=1")))
    assert [offer.link for offer in offers_of(row, outline, by=editor)] == [LINK]
    assert [swap.address for swap in swaps_of(row, outline, by=editor)[0]] == [URL]


def test_offers_cost_few_queries(shop, editor, django_assert_num_queries):
    row, outline = proposal()
    editor.has_perm("articles.add_affiliatelink")
    with django_assert_num_queries(2):
        offers_of(row, outline, by=editor)
    with django_assert_num_queries(0):
        assert offers_of(row, make_outline(), by=editor) == []
