"""Addresses that pay are told from those that do not."""

import pytest

from articles.importing.programmes import (
    UNNAMED,
    is_pixel,
    is_shortened,
    programme_of,
    split_parameters,
)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://sunny.hop.clickbank.net?tid=post", "ClickBank"),
        ("https://www.amazon.com/dp/B000000001?tag=garden-20", "Amazon (United States)"),
        ("https://www.amazon.co.jp/dp/B000000001", "Amazon"),
        ("https://smile.amazon.com/dp/B000000001", "Amazon (United States)"),
        ("https://amzn.to/3spade", "Amazon (United States)"),
        ("//www.awin1.com/cread.php?awinmid=1&amp;awinaffid=2", "Awin"),
        ("https://seeds.sjv.io/c/1/2/3", "Impact"),
        ("https://bookshop.org/a/1/9780000000001", "Bookshop.org (United States)"),
        ("https://www.ebay.de/itm/1?campid=53", "eBay"),
        ("https://www.etsy.com/listing/1?utm_source=affiliate_window", "Etsy"),
        ("https://fern.gumroad.com/a/1234", "Gumroad"),
        ("https://tools.example/spade?aff=fern", ""),
        ("https://tools.example/?ref=fern", ""),
        ("https://fern.example/go/copper-can", ""),
    ],
)
def test_programme_of_a_paying_address_is_known(url, name):
    programme = programme_of(url)
    assert programme is not None
    assert programme.name == name


@pytest.mark.parametrize(
    "url",
    [
        "https://www.amazon.com/",
        "https://aws.amazon.com/dp/B000000001?tag=x",
        "https://fern.example/notes?tag=shade",
        "https://fern.example/?utm_source=letter",
        "https://tools.example/?ref=fern.example",
        "https://tools.example/?ref=footer",
        "https://tools.example/?ref=",
        "https://github.com/fern/notes?ref=fern",
        "https://fern.example/go/to/the/garden",
        "https://www.etsy.com/listing/1",
        "https://bookshop.org/p/books/1",
        "https://[half",
        "mailto:fern@fern.example",
        "/about",
    ],
)
def test_programme_of_an_ordinary_address_is_none(url):
    assert programme_of(url) is None


@pytest.mark.parametrize(
    ("url", "destination", "parameters"),
    [
        (
            "https://www.amazon.com/dp/B1?tag=me-20&psc=1&linkCode=ll1#reviews",
            "https://www.amazon.com/dp/B1?psc=1#reviews",
            (("tag", "me-20"), ("linkCode", "ll1")),
        ),
        (
            "https://sunny.hop.clickbank.net?tid=post&amp;utm_medium=x",
            "https://sunny.hop.clickbank.net",
            (("tid", "post"), ("utm_medium", "x")),
        ),
        ("https://seeds.sjv.io/c/1?subId1=a", "https://seeds.sjv.io/c/1", (("subId1", "a"),)),
        ("https://tools.example/?ref=fern", "https://tools.example/", (("ref", "fern"),)),
        ("https://amzn.to/3spade", "https://amzn.to/3spade", ()),
    ],
)
def test_split_parameters_leaves_the_address_without_them(url, destination, parameters):
    assert split_parameters(url, programme_of(url) or UNNAMED) == (destination, parameters)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://bit.ly/3fern", True), ("https://fern.example/3", False), ("#top", False)],
)
def test_is_shortened_knows_hosts_that_hide(url, expected):
    assert is_shortened(url) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ir-na.amazon-adsystem.com/e/ir?t=me-20", True),
        ("https://www.awin1.com/cshow.php?s=1", True),
        ("https://seeds.sjv.io/i/1/2/3", True),
        ("https://fern.example/tr/fern.jpg", False),
        ("https://m.media-amazon.com/images/I/1.jpg", False),
        ("fern.jpg", False),
    ],
)
def test_is_pixel_tells_counters_from_pictures(url, expected):
    assert is_pixel(url) is expected
