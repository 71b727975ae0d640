import pytest

from articles.affiliates.audit import (
    NO_ANCHOR,
    NO_PRODUCT,
    NO_REL,
    NOT_PAID,
    TOO_EARLY,
    Audit,
    Finding,
    Registry,
    audit_page,
)

URL = "https://gazette.example/articles/a/"
REGISTRY = Registry(
    hosts=frozenset({"shop.example.com"}),
    products=frozenset({"lamp"}),
    own_hosts=frozenset({"gazette.example", ".gazette.test"}),
)
WORDS = '<div class="disclosure"><p class="disclosure-label">Disclosure</p><p>We earn.</p></div>'
PAID = '<a href="https://shop.example.com/" rel="sponsored nofollow">x</a>'


def reasons(html: str) -> list[str]:
    return [finding.reason for finding in audit_page(html, URL, REGISTRY).findings]


def test_honest_page_has_no_findings():
    html = f'{WORDS}{PAID}<a href="/go/lamp/?from=a1" rel="nofollow sponsored">x</a><a href="/b/">'
    assert audit_page(html, URL, REGISTRY) == Audit(anchors=3, paid=2, own=["/b/"])


def test_finding_says_where_it_is():
    finding = Finding(URL, "https://shop.example.com/", TOO_EARLY)
    assert audit_page(PAID, URL, REGISTRY).findings == [finding]
    assert str(finding) == f"{URL}: 'https://shop.example.com/'. {TOO_EARLY}"


@pytest.mark.parametrize(
    "href",
    [
        "https://shop.example.com",
        "HTTPS://u:p@WWW.SHOP.EXAMPLE.COM.:8443/",
        "//shop.example.com",
        "/\\shop.example.com",
        "https://ｓｈｏｐ.example.com/",
        "https://sh%6Fp.exam\tple.com",
        "/go/lamp/",
        "https://gazette.example/go/lamp?from=a1",
        "/%67o/l%61mp%2F",
        "http://gazette.example.:8000/go/lamp/",
        "//www.gazette.test/go/lamp",
    ],
)
def test_unmarked_link_to_a_merchant_is_found(href):
    assert reasons(f'{WORDS}<a href="{href}" rel="nofollow">x</a>') == [NO_REL]


@pytest.mark.parametrize("rel", ["", "sponsored", "sponsored nofollow noopener", "nofollow"])
def test_rel_is_exactly_two_words(rel):
    assert reasons(f'{WORDS}<a href="//shop.example.com" rel="{rel}">x</a>') == [NO_REL]


@pytest.mark.parametrize("href", ["https://example.org/", "/b/", "https://[", "mailto:a@b.c"])
def test_other_link_is_never_sponsored(href):
    assert reasons(f'<a href="{href}" rel="sponsored nofollow">x</a>') == [NOT_PAID]
    assert reasons(f'<a href="{href}">x</a>') == []


@pytest.mark.parametrize(
    "html",
    [
        PAID + WORDS,
        f"<details>{WORDS}</details>{PAID}",
        f"<div hidden>{WORDS}</div>{PAID}",
        f'<div aria-hidden="true">{WORDS}</div>{PAID}',
        f'<div class="disclosure"><p class="disclosure-label">Disclosure</p></div>{PAID}',
    ],
)
def test_disclosure_must_be_seen_first(html):
    assert reasons(html) == [TOO_EARLY]


@pytest.mark.parametrize(
    "html",
    [
        "<map><area href='//shop.example.com'></map>",
        "<form action='/go/lamp/'></form>",
        "<form><button formaction='//shop.example.com'>x</button></form>",
        "<link rel=next href='//shop.example.com'>",
        "<meta http-equiv=Refresh content='0; URL=//shop.example.com'>",
        "<svg><a xlink:href='//shop.example.com'></a></svg>",
        "<iframe src='//shop.example.com'></iframe>",
        "<object data='//shop.example.com'></object>",
    ],
)
def test_no_other_element_leads_to_a_merchant(html):
    assert reasons(WORDS + html) == [NO_ANCHOR]
    assert reasons(html.replace("shop.", "notshop.").replace("/go/lamp/", "/b/")) == []


def test_product_that_is_not_there_is_found():
    assert reasons(f'{WORDS}<a href="/go/desk/" rel="sponsored nofollow">x</a>') == [NO_PRODUCT]
