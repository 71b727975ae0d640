"""Names and addresses of people and of the publication, as editors type them."""

import pytest

from articles.models import Author, Publication
from tests.articles.admin.forms import parse
from tests.articles.admin.test_followed import change
from tests.factories import make_author, make_merchant, make_publication

pytestmark = pytest.mark.django_db


def error_of(response, field):
    node = parse(response).css_first(f".field-{field} .errorlist")
    return node.text(strip=True) if node else ""


@pytest.mark.parametrize("name", ["By Ada Byron", "Ada Byron, MSc", "Ada; Bo", "Ada | Gazette"])
def test_a_name_is_nothing_but_a_name(editor_client, name):
    author = make_author(name="Ada")
    assert error_of(change(editor_client, author, name=name), "name").startswith("The name alone")
    assert Author.objects.get().name == "Ada"


@pytest.mark.parametrize("name", ["Ada Byron", "Bystander Jones", "Dr. Bo O’Neil-Smith"])
def test_any_other_name_will_do(editor_client, name):
    change(editor_client, make_author(name="Ada"), name=name)
    assert Author.objects.get().name == name


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("ada.example", "“ada.example” is no address"),
        ("https://ada.example\nhttps://a b", "“https://a b” is no address"),
        ("javascript:alert(1)", "“javascript:alert(1)” is no address"),
        ("https://exa[mple", "“https://exa[mple” is no address"),
        ("https://www.shop.example/ada", "“https://www.shop.example/ada” is an address of Shop"),
    ],
)
def test_addresses_elsewhere_are_of_the_web_and_of_no_merchant(editor_client, typed, error):
    make_merchant(name="Shop", hosts="shop.example")
    author, publication = make_author(), make_publication()
    assert error_of(change(editor_client, author, links=typed), "links").startswith(error)
    response = change(editor_client, publication, social_profiles=typed)
    assert error_of(response, "social_profiles").startswith(error)
    assert (Author.objects.get().links, Publication.objects.get().social_profiles) == ("", "")


def test_no_merchant_has_a_host_that_every_page_links_to(editor_client):
    make_publication(social_profiles="https://us.shop.example/@ours")
    merchant = make_merchant(name="Shop", hosts="other.example")
    for hosts, is_refused in (("shop.example", True), ("p.example", False)):
        error = error_of(change(editor_client, merchant, hosts=hosts), "hosts")
        assert error.startswith("“us.shop.example/@ours” is among the addresses") is is_refused


def test_what_became_a_merchants_is_shown_no_more(client):
    author = make_author(links="https://ada.example/\nhttps://shop.example/ada\nhttps://exa[mple")
    make_merchant(hosts="shop.example")
    text = client.get(author.get_absolute_url()).content.decode()
    assert ("ada.example" in text, "shop.example" in text) == (True, False)


def test_readers_see_what_the_graph_says_of_people_and_of_the_publication(client):
    make_publication(name="Ours", social_profiles="https://social.example/@ours")
    author = make_author(name="Ada", links="https://ada.example/\nhttps://social.example/@ada")
    page = parse(client.get(author.get_absolute_url()))
    links = [(link.text(), link.attributes["href"]) for link in page.css("a[rel=me]")]
    assert links == [
        ("ada.example", "https://ada.example/"),
        ("social.example/@ada", "https://social.example/@ada"),
        ("social.example/@ours", "https://social.example/@ours"),
    ]
