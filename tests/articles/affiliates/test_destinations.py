"""Where a product link leads now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.affiliates.destinations import Destination, find_destination
from articles.affiliates.sources import Claim, Place
from articles.bin import throw_away
from articles.models import AffiliateLink
from tests.factories import make_article, make_merchant, make_product, publish_article

pytestmark = pytest.mark.django_db

NOWHERE = Claim(Place(), "cards")
USUAL = "strict-origin-when-cross-origin"


def over(**fields):
    return make_product(active_until=timezone.now() - timedelta(days=1), **fields)


def shop(address):
    return Destination(address, policy=USUAL, is_paid=True)


def test_active_product_leads_to_its_merchant_without_a_query(django_assert_num_queries):
    link = make_product(destination="https://shop.example.com/cards")

    with django_assert_num_queries(0):
        found = find_destination(link, NOWHERE)

    assert found == shop("https://shop.example.com/cards")


def test_merchants_parameters_and_policy_are_its_own():
    merchant = make_merchant(
        default_parameters="tag=gazette-21\nref=ours",
        sub_id="tid={article}-{placement}.{link}",
        referrer_policy="no-referrer",
    )
    link = make_product(
        slug="cards", merchant=merchant, destination="https://shop.example.com/?ref=theirs"
    )
    page = publish_article(sections=[("One", "[Cards](go:cards)")]).source

    assert find_destination(link, Claim(Place(page, "section-1"), "cards")) == Destination(
        f"https://shop.example.com/?ref=theirs&tag=gazette-21&tid={page}-section-1.cards",
        policy="no-referrer",
        is_paid=True,
    )


@pytest.mark.parametrize(
    "place", ["", "z999999.faq-9", "a999999.section-1", "{page}.section-2", "{other}.section-1"]
)
def test_sub_id_is_not_sent_from_a_place_that_is_not_true(place):
    merchant = make_merchant(sub_id="tid={article}-{placement}")
    link = make_product(slug="cards", merchant=merchant, destination="https://shop.example.com/")
    page = publish_article(sections=[("One", "[Cards](go:cards)")])
    other = publish_article(slug="other", authors=page.article.authors.all())
    said = Place.read(place.format(page=page.source, other=other.source))

    assert find_destination(link, Claim(said, "cards")) == shop("https://shop.example.com/")


@pytest.mark.parametrize(
    ("sub_id", "queries"), [("", 0), ("tid={article}-{placement}", 1)], ids=["none", "sub-id"]
)
def test_place_is_looked_up_only_for_a_sub_id(sub_id, queries, django_assert_num_queries):
    link = make_product(merchant=make_merchant(sub_id=sub_id))

    with django_assert_num_queries(queries):
        find_destination(link, Claim(Place("a1", "section-1"), link.slug))


def test_what_is_over_leads_to_what_stands_in(django_assert_num_queries):
    link = over(fallback=over(fallback=make_product(destination="https://shop.example.com/new")))

    with django_assert_num_queries(2):
        found = find_destination(link, NOWHERE)

    assert found == shop("https://shop.example.com/new")


def test_what_is_in_the_bin_leads_to_what_stands_in():
    link = make_product(fallback=make_product(destination="https://shop.example.com/new"))
    throw_away(link)
    link = AffiliateLink.everything.get(pk=link.pk)

    assert find_destination(link, NOWHERE) == shop("https://shop.example.com/new")


def test_what_is_over_leads_to_an_article(django_assert_num_queries):
    page = publish_article()
    link = over(fallback_article=page.article)

    with django_assert_num_queries(1):
        found = find_destination(link, NOWHERE)

    assert found == Destination(page.get_absolute_url())


def test_article_that_is_not_live_stands_in_for_nothing():
    assert find_destination(over(fallback_article=make_article()), NOWHERE) is None


def test_what_is_over_leads_nowhere_by_itself():
    assert find_destination(over(), NOWHERE) is None


def test_products_that_stand_in_for_one_another_end():
    first = over()
    second = over(fallback=first)
    first.fallback = second
    first.save()

    assert find_destination(first, NOWHERE) is None


FORBIDDEN = [("book", "may_document"), ("letter", "may_email")]


@pytest.mark.parametrize(("surface", "rule"), FORBIDDEN)
def test_merchant_is_kept_from_surfaces_it_forbids(surface, rule):
    link = make_product(merchant=make_merchant(**{rule: False}))

    found = {
        where: find_destination(link, NOWHERE, where) is not None
        for where in ("", "book", "letter", "preview")
    }

    assert found == {"": True, "book": True, "letter": True, "preview": True} | {surface: False}


@pytest.mark.parametrize(("surface", "rule"), FORBIDDEN)
def test_stand_in_whose_merchant_forbids_the_surface_gives_way_to_the_next(surface, rule):
    last = make_product(destination="https://shop.example.com/new")
    forbidden = make_product(merchant=make_merchant(**{rule: False}), fallback=last)
    link = over(fallback=forbidden)

    assert find_destination(link, NOWHERE, surface) == shop("https://shop.example.com/new")
    assert find_destination(link, NOWHERE) == shop(forbidden.destination)


def test_stand_in_that_no_surface_may_have_leads_nowhere_from_there():
    link = over(fallback=make_product(merchant=make_merchant(may_document=False)))

    assert find_destination(link, NOWHERE, "book") is None


def test_what_a_book_may_not_link_leads_to_the_article_that_stands_in():
    page = publish_article()
    merchant = make_merchant(may_document=False)
    link = make_product(merchant=merchant, fallback_article=page.article)

    assert find_destination(link, NOWHERE, "book") == Destination(page.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,words",
        "ftp://shop.example.com/",
        "//shop.example.com/",
        "/go/cards/",
        " https://shop.example.com/",
        "\nhttps://shop.example.com/",
        "http://[",
        "https://[::1/",
        "https://\u2100.example.com/",
        "",
    ],
)
def test_address_that_leads_nowhere_gives_way_to_what_stands_in(address):
    """No form lets it in; a table may hold it all the same."""
    other = make_product(destination="https://shop.example.com/new")
    link, alone = make_product(fallback=other), make_product()
    AffiliateLink.objects.filter(pk__in=[link.pk, alone.pk]).update(destination=address)
    link.refresh_from_db()
    alone.refresh_from_db()

    assert find_destination(link, NOWHERE) == shop("https://shop.example.com/new")
    assert find_destination(alone, NOWHERE) is None
