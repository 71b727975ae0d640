"""Addresses of merchants in a text: seen on a page of their own, converted by one button."""

import pytest

from articles.models import AffiliateLink
from tests.articles.admin.forms import messages_of, parse
from tests.articles.admin.test_keeping import keep
from tests.factories import make_article, make_merchant, make_product

LAMP = "https://shop.example.com/desk-lamp"

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(author):
    make_merchant(name="Shop", hosts="shop.example.com")
    return make_article(owner=author, introduction=f"See [it]({LAMP}).")


def address(article, page=""):
    return f"/admin/articles/article/{article.pk}/links/{page}"


def rows(response):
    return [" ".join(node.text().split()) for node in parse(response).css(".raw-links li")]


def test_page_lists_addresses_with_a_button_each(editor_client, article):
    assert rows(editor_client.get(address(article))) == [
        f"Shop, introduction {LAMP} Make it a product link"
    ]


def test_page_offers_the_product_that_leads_there(author_client, article):
    make_product(slug="lamp", destination=LAMP)
    assert rows(author_client.get(address(article))) == [f"Shop, introduction {LAMP} Use go:lamp"]


def test_author_is_told_to_ask_for_a_new_product(author_client, article):
    assert rows(author_client.get(address(article))) == [
        f"Shop, introduction {LAMP} Ask an editor to add this product."
    ]
    sent = author_client.post(address(article, "convert/"), {"address": LAMP}, follow=True)
    assert messages_of(sent) == ["This product is not known yet: ask an editor to add it."]
    assert not AffiliateLink.objects.exists()


def test_button_makes_it_a_product_link(editor_client, article):
    sent = editor_client.post(address(article, "convert/"), {"address": LAMP}, follow=True)
    assert messages_of(sent) == [
        f"{LAMP} is go:desk-lamp in the draft now. Publish it when it is ready."
    ]
    article.refresh_from_db()
    assert article.introduction == "See [it](go:desk-lamp)."
    assert rows(sent) == []


def test_address_with_a_null_byte_is_not_known(author_client, article):
    sent = author_client.post(address(article, "convert/"), {"address": f"{LAMP}\0"}, follow=True)
    assert messages_of(sent) == ["This product is not known yet: ask an editor to add it."]


def test_page_costs_the_same_with_ten_more(editor_client, article, django_assert_max_num_queries):
    text = " ".join(f"{LAMP}/{number}" for number in range(11))
    article.introduction = text
    article.save()
    editor_client.get(address(article))
    with django_assert_max_num_queries(25):
        assert len(rows(editor_client.get(address(article)))) == 11


# At once, while somebody writes


def convert(client, **fields):
    response = client.post("/admin/text/convert/", fields)
    return response.status_code, response.json()


def test_text_comes_back_with_the_product_link(editor_client, article):
    assert convert(editor_client, text=f"See {LAMP}", address=LAMP) == (
        200,
        {"text": "See [Desk lamp](go:desk-lamp)", "slug": "desk-lamp", "name": "Desk lamp"},
    )


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"text": LAMP}, (400, {"error": "This is not what a form sends."})),
        ({"text": LAMP, "address": "\0"}, (400, {"error": "This is not what a form sends."})),
        (
            {"text": "x" * 100_001, "address": LAMP},
            (400, {"error": "This is not what a form sends."}),
        ),
        (
            {"text": "Words", "address": LAMP},
            (409, {"error": "It is not written like this in the text: change it by hand."}),
        ),
        (
            {"text": "a", "address": "https://example.org"},
            (409, {"error": "This is no address of a merchant we know."}),
        ),
    ],
    ids=["no-address", "null-byte", "too-long", "not-there", "no-merchant"],
)
def test_what_cannot_be_converted_is_told(editor_client, article, fields, answer):
    assert convert(editor_client, **fields) == answer
    assert not AffiliateLink.objects.exists()


def test_keeping_answers_the_addresses_of_merchants(editor_client, editor, article):
    answer = keep(editor_client, article, editor, typed={"introduction": [f"See {LAMP}"]}).json()
    assert answer["raw"] == [["introduction", LAMP, "Shop"]]
