"""Photos, people, topics, the publication, merchants and products."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from articles.models import AffiliateLink, Author, Merchant, Photo, Publication, Topic
from articles.rendering.library import Picture
from tests.factories import make_merchant, make_photo, make_product, make_publication, make_topic

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (Author(name="Ada"), "Ada"),
        (Topic(title="Conflict"), "Conflict"),
        (Publication(name="The Gazette"), "The Gazette"),
        (Merchant(name="A shop"), "A shop"),
        (AffiliateLink(name="Cards"), "Cards"),
        (Photo(pk=3, alt="A lake"), "A lake"),
        (Photo(pk=3), "Photo 3"),
    ],
)
def test_row_is_called_what_it_is(row, name):
    assert str(row) == name


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (Author(slug="ada"), "/authors/ada/"),
        (Topic(slug="conflict"), "/topics/conflict/"),
        (AffiliateLink(slug="cards"), "/go/cards/"),
    ],
)
def test_row_has_its_address(row, address):
    assert row.get_absolute_url() == address


LINES = "https://a.example/\n\n  http://www.b.example/@us?x  \r\nours\nhttps://c d\nhttps:///x"


@pytest.mark.parametrize(
    "rows", [Author(links=LINES).link_list, Publication(social_profiles=LINES).social_profile_list]
)
def test_addresses_elsewhere_are_lines_of_the_web(rows):
    assert [(row.url, str(row)) for row in rows] == [
        ("https://a.example/", "a.example"),
        ("http://www.b.example/@us?x", "b.example/@us"),
    ]


def test_disclosure_is_worded_for_each_relation():
    publication = Publication(disclosure_affiliate="a", disclosure_own="b", disclosure_gifted="c")

    words = [publication.disclosure_for(relation) for relation in Merchant.Relation.values]

    assert words == ["a", "b", "c"]


def test_every_default_disclosure_says_what_ties_us():
    publication = Publication()

    assert "we earn a commission if you buy" in publication.disclosure_affiliate
    assert "we earn money if you buy" in publication.disclosure_own
    assert "free of charge" in publication.disclosure_gifted


def test_default_disclosures_are_true_in_feeds_letters_and_books_too():
    publication = Publication()

    words = " ".join(publication.disclosure_for(relation) for relation in Merchant.Relation.values)

    assert "page" not in words.lower()


@pytest.mark.django_db
def test_publication_stays_one_row():
    Publication(name="Another").save()

    assert [(row.pk, row.name) for row in Publication.objects.all()] == [(1, "Another")]


@pytest.mark.django_db
def test_topics_stand_in_their_order():
    make_publication()
    last, first = make_topic(position=2), make_topic(position=1)

    assert list(Topic.objects.all()) == [first, last]


@pytest.mark.parametrize(("sensitivity", "expected"), [("ordinary", False), ("sensitive", True)])
def test_topic_is_sensitive_or_not(sensitivity, expected):
    assert Topic(sensitivity=sensitivity).is_sensitive is expected


def test_hosts_of_a_merchant_are_its_words():
    merchant = Merchant(hosts="Shop.Example.com\r\n  b.example.org\n")

    assert merchant.host_list == ["shop.example.com", "b.example.org"]


@pytest.mark.parametrize(
    "hosts",
    [
        "",
        "https://shop.example.com",
        "shop.example.com/",
        "localhost",
        "a.example,b.example",
        "é.fr",
    ],
)
@pytest.mark.django_db
def test_hosts_that_are_no_host_names_are_refused(hosts):
    with pytest.raises(ValidationError) as refusal:
        Merchant(name="A shop", hosts=hosts).full_clean()

    assert list(refusal.value.message_dict) == ["hosts"]


@pytest.mark.parametrize("hosts", ["shop.example.com", "a.example\nb.example\r\n", " xn--e1a.fr "])
@pytest.mark.django_db
def test_hosts_by_name_are_taken(hosts):
    Merchant(name="A shop", hosts=hosts).full_clean()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example/x", "//a.example", "x"]
)
@pytest.mark.django_db
def test_destination_is_an_address_on_the_web(address):
    product = make_product()
    product.destination = address

    with pytest.raises(ValidationError) as refusal:
        product.full_clean()

    assert list(refusal.value.message_dict) == ["destination"]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({}, True),
        ({"active_from": NOON}, True),
        ({"active_from": NOON + SECOND}, False),
        ({"active_until": NOON}, False),
        ({"active_until": NOON + SECOND}, True),
        ({"active_from": NOON, "active_until": NOON + SECOND}, True),
    ],
)
def test_product_is_active_within_its_window(time_machine, window, expected):
    time_machine.move_to(NOON, tick=False)

    assert AffiliateLink(**window).is_active() is expected


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (300, [300]),
        (480, [480]),
        (481, [480, 481]),
        (1200, [480, 960, 1200]),
        (1600, [480, 960, 1600]),
        (2400, [480, 960, 1600]),
    ],
)
def test_photo_is_kept_at_these_widths(width, widths):
    assert Photo(width=width).rendition_widths == widths


@pytest.mark.django_db
def test_picture_of_a_photo_names_every_size():
    photo = make_photo(width=600, height=400, alt="A lake", credit="By Ada")
    base = f"/media/{photo.folder}"

    assert photo.picture == Picture(
        id=photo.pk,
        src=f"{base}/photo.jpg",
        width=600,
        height=400,
        alt="A lake",
        credit="By Ada",
        sources=(
            ("image/avif", f"{base}/480.avif 480w, {base}/600.avif 600w"),
            ("image/webp", f"{base}/480.webp 480w, {base}/600.webp 600w"),
        ),
    )


@pytest.mark.django_db
def test_merchant_with_products_cannot_be_deleted():
    product = make_product(merchant=make_merchant())

    with pytest.raises(ProtectedError):
        product.merchant.delete()
