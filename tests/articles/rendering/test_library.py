import pytest

from articles.rendering.library import Library, Merchant, Page, Problem

SHOP = Merchant(1, "Shop", "affiliate")
LIBRARY = Library(merchants={"shop.example.com": SHOP})


@pytest.mark.parametrize(
    "host",
    [
        "shop.example.com",
        "shop.example.com.",
        "www.shop.example.com",
        "a.b.shop.example.com",
        "a." * 40_000 + "shop.example.com",
    ],
    ids=["itself", "with a trailing dot", "www", "deeper", "far deeper"],
)
def test_merchant_of_finds_owner(host):
    assert LIBRARY.merchant_of(host) == SHOP


@pytest.mark.parametrize(
    "host", ["", ".", "example.com", "notshop.example.com", "shop.example.com.evil.test", "com"]
)
def test_merchant_of_ignores_other_hosts(host):
    assert LIBRARY.merchant_of(host) is None


def test_report_cuts_long_quotation():
    page = Page()

    page.report("Too long:", "word \n" * 40)

    assert page.problems == [Problem("Too long:", ("word " * 16)[:79] + "…")]


def test_problem_reads_as_sentence():
    assert str(Problem("This link leads nowhere yet:", "#")) == "This link leads nowhere yet: “#”"
