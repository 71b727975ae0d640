from dataclasses import replace

import pytest

from articles.rendering.library import Page, Problem
from articles.rendering.links import (
    PAID,
    Link,
    decide_link,
    fill_addresses,
    is_own_address,
    link_product,
    stable_targets,
)
from articles.rendering.markdown import render
from articles.rendering.tree import parse
from tests.articles.rendering.conftest import LAMP, SHOP

#: Every way we know of writing an address that a browser takes to the merchant.
MERCHANT = {
    "plain": "https://shop.example.com/lamp?a=1#b",
    "http": "http://shop.example.com",
    "subdomain": "https://www.shop.example.com/",
    "deep subdomain": "https://a.b.c.shop.example.com/",
    "upper case": "HTTPS://SHOP.EXAMPLE.COM/",
    "mixed case": "hTtP://Shop.Example.Com/",
    "trailing dot": "https://shop.example.com./",
    "port": "https://shop.example.com:8443/",
    "user": "https://user@shop.example.com/",
    "user and password": "https://example.org:pass@shop.example.com/",
    "protocol-relative": "//shop.example.com/",
    "backslashes": "\\\\shop.example.com/",
    "slash and backslash": "/\\shop.example.com/",
    "backslash after scheme": "https:\\\\shop.example.com/",
    "one slash, http": "http:/shop.example.com/",
    "no slash, http": "http:shop.example.com/",
    "no slash, https": "https:shop.example.com/",
    "three slashes": "https:///shop.example.com/",
    "percent-encoded": "https://sh%6Fp.example%2Ecom/",
    "fullwidth dots": "https://shop．example。com/",
    "fullwidth letters": "https://ｓｈｏｐ.example.com/",
    "soft hyphen": "https://sh\u00adop.example.com/",
    "tab inside": "https://shop.exam\tple.com/",
    "newline inside": "ht\ntps://shop.example.com/",
    "spaces around": "  https://shop.example.com/  ",
    "control character before": "\x01https://shop.example.com/",
    "no path, query": "https://shop.example.com?a",
}

#: Addresses that look like the merchant's and are not.
LOOK_ALIKE = {
    "longer name": "https://notshop.example.com/",
    "other end": "https://shop.example.com.evil.test/",
    "parent domain": "https://example.com/",
    "sibling": "https://shops.example.com/",
    "user": "https://shop.example.com@evil.test/",
    "path": "https://evil.test/shop.example.com",
    "query": "https://evil.test/?u=https://shop.example.com/",
    "fragment": "https://evil.test/#https://shop.example.com/",
    "hyphen": "https://shop-example.com/",
    "other letters": "https://shоp.example.com/",  # a Cyrillic о
    "path of ours": "/shop.example.com/",
    "relative": "shop.example.com/",
    "mail": "mailto:us@shop.example.com",
}

#: Every place of a text that holds a link, written in Markdown or HTML.
PLACES = {
    "link": "[x]({0})",
    "link in angle brackets": "[x](<{0}>)",
    "link with title": "[x]({0} 'Title')",
    "reference": "[x][r]\n\n[r]: {0}",
    "collapsed reference": "[r][]\n\n[r]: {0}",
    "shortcut reference": "[r]\n\n[r]: <{0}> 'Title'",
    "autolink": "<{0}>",
    "bare": "See {0} now.",
    "bare in parentheses": "({0})",
    "bare in emphasis": "**{0}**",
    "raw HTML": 'See <a href="{0}">x</a>',
    "raw block": '<div>\n<a href="{0}">x</a>\n</div>',
    "raw, unquoted": "<p><a href={0}>x</a></p>",
    "raw, upper case": "<A HREF='{0}' REL='follow' TARGET=_blank>x</A>",
    "heading": "## [x]({0})",
    "list": "- a\n  1. [x]({0})",
    "quotation in a list": "- > a {0} b",
    "table": "|a|\n|-|\n|[x]({0})|",
    "table head": "|[x]({0})|\n|-|",
    "callout": "::: takeaway\n[x]({0})\n:::",
    "callout in a list": "- a\n\n  ::: note\n  {0}\n  :::",
    "product card": "::: offer lamp\n[x]({0})\n:::",
    "unknown block": "::: nothing\n[x]({0})\n:::",
    "footnote": "a[^1]\n\n[^1]: See {0}",
    "image": "![x]({0})",
    "image in a link": "[![x](/media/bench.jpg)]({0})",
    "struck out": "~~[x]({0})~~",
    "details": "<details><summary><a href='{0}'>x</a></summary></details>",
    "definition": "<dl><dt>a<dd><a href='{0}'>x</a></dl>",
    "link in a link": "<a href='#a'>a <a href='{0}'>x</a></a>",
    "link around a block": "<a href='{0}'><div><p>x</p></div></a>",
}


def anchors(html: str) -> list[dict]:
    return [node.attributes for node in parse(html).css("a") if node.attributes["href"][0] != "#"]


@pytest.mark.parametrize("href", MERCHANT.values(), ids=MERCHANT)
def test_link_to_merchant_is_paid(href, page):
    assert decide_link(href, page) == Link(href.strip(), PAID)
    assert page.merchants == {SHOP.id: SHOP}


@pytest.mark.parametrize("href", MERCHANT.values(), ids=MERCHANT)
def test_raw_html_link_to_merchant_is_paid(href, page):
    html = render(f'<p>See <a href="{href}">x</a>.</p>', page)

    assert [link["rel"] for link in anchors(html)] == ["sponsored nofollow"]


@pytest.mark.parametrize("href", LOOK_ALIKE.values(), ids=LOOK_ALIKE)
def test_link_to_look_alike_is_not_paid(href, page):
    assert decide_link(href, page) == Link(href)
    assert page.merchants == {}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_merchant_is_paid_wherever_it_is_written(place, page):
    html = render(place.format("https://shop.example.com/lamp"), page)

    found = [link for link in anchors(html) if "shop.example.com" in link["href"]]
    assert {link.get("rel") for link in found} == {"sponsored nofollow"}
    assert page.merchants == {SHOP.id: SHOP}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_other_host_is_never_paid(place, page):
    html = render(place.format("https://notshop.example.com/lamp"), page)

    assert [link for link in anchors(html) if "notshop" in link["href"] and "rel" in link] == []


@pytest.mark.parametrize(
    "text",
    [
        "<a href='https:&#x2f;/shop.example.com'>x</a>",
        "<a href='&#104;ttps://shop.example.com'>x</a>",
        "<a href='https&colon;//shop.example.com'>x</a>",
        "<a href='https://shop&period;example&period;com'>x</a>",
        "[x](https://shop&period;example.com)",
        "[x](https://shop\\.example\\.com)",
    ],
)
def test_entities_and_escapes_do_not_hide_the_merchant(text, page):
    assert [link["rel"] for link in anchors(render(text, page))] == ["sponsored nofollow"]


def test_writer_cannot_unmark_a_paid_link(page):
    html = render('<a href="https://shop.example.com/" rel="dofollow">x</a>', page)

    assert html == '<p><a href="https://shop.example.com/" rel="sponsored nofollow">x</a></p>\n'


@pytest.mark.parametrize("href", ["go:lamp", "Go:lamp", " go:lamp "])
def test_product_link_goes_through_our_address(href, page):
    assert decide_link(href, page) == Link("candor:go/lamp", PAID)
    assert page.products == {"lamp": LAMP}
    assert page.merchants == {SHOP.id: SHOP}


@pytest.mark.parametrize(
    "href",
    [
        *("/go/lamp/", "/go/lamp", "/go/lamp/?from=a1.faq-1#b", "../go/lamp/", "/./go/lamp"),
        *("/go/%6camp/", "/go/l%61mp", "/%67o/lamp/", "/go/lamp%2F"),
        *("https://gazette.example/go/lamp/", "HTTP://GAZETTE.example.:8000/go/lamp"),
        *("//www.gazette.test/go/lamp/", "http:/go/lamp/", "http:go/lamp/", "\\go/lamp/"),
    ],
)
def test_address_of_our_own_redirect_is_a_product_link(href, page):
    own = replace(page.library, own_hosts=frozenset({"gazette.example", ".gazette.test"}))
    assert decide_link(href, Page(own)) == Link("candor:go/lamp", PAID)


@pytest.mark.parametrize(
    "href",
    [
        *("/go/lamp/more", "/go/", "/gone/lamp/", "/GO/lamp/", "/go/%256camp/", "?/go/lamp/"),
        *("https://example.org/go/lamp/", "https://gazette.example.org/go/lamp/"),
        *("https://notgazette.test/go/lamp/", "mailto:us@gazette.example"),
    ],
)
def test_address_that_only_looks_like_our_redirect_is_left_alone(href, page):
    own = replace(page.library, own_hosts=frozenset({"gazette.example", ".gazette.test"}))
    assert decide_link(href, Page(own)) == Link(href)


def test_link_product_notes_what_pays(page):
    assert link_product(LAMP, page) == Link("candor:go/lamp", PAID)
    assert (page.products, page.merchants) == ({"lamp": LAMP}, {SHOP.id: SHOP})


@pytest.mark.parametrize(
    ("href", "stable"),
    [
        ("article:sleep", "candor:article/12"),
        ("article:sleep#naps", "candor:article/12#naps"),
        ("article:sleep#", "candor:article/12"),
        ("Article:sleep", "candor:article/12"),
        ("guide:calm", "candor:guide/3"),
    ],
)
def test_internal_link_becomes_stable(href, stable, page):
    assert decide_link(href, page) == Link(stable)


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("go:chair", "There is no product of this name:"),
        ("go:", "There is no product of this name:"),
        ("article:chair", "There is no article of this name:"),
        ("guide:sleep", "There is no guide of this name:"),
        ("#", "This link leads nowhere yet:"),
        ("https://[::x", "This address cannot be read:"),
        ("https://a b/", "This address cannot be read:"),
    ],
)
def test_dead_end_is_reported(href, message, page):
    assert decide_link(href, page) is None
    assert page.problems == [Problem(message, href)]


def test_empty_link_is_reported(page):
    assert decide_link(" ", page) is None
    assert page.problems == [Problem("This link leads nowhere yet:", "()")]


@pytest.mark.parametrize("text", ["[the *lamp*](go:chair)", "[the *lamp*]()", "[the *lamp*](x:y)"])
def test_dead_end_keeps_its_words(text, page):
    assert render(text, page) == "<p>the <em>lamp</em></p>\n"
    assert len(page.problems) == 1


@pytest.mark.parametrize("text", ["a[](go:chair)", "a<a name=b></a>", "a[](#)", "a[](article:b)"])
def test_dead_end_without_words_is_taken_out(text, page):
    assert render(text, page) == "<p>a</p>\n"


@pytest.mark.parametrize(
    "href", ["#naps", "mailto:a@b.example", "tel:+33123456789", "/about/", "about/", "?page=2", "."]
)
def test_other_address_is_kept(href, page):
    assert decide_link(href, page) == Link(href)
    assert page.problems == []


@pytest.mark.parametrize("href", ["candor:article/12", "CANDOR:article/12", "ftp://a.example/"])
def test_scheme_not_for_writers_is_taken_out(href, page):
    assert render(f"[x]({href})", page) == "<p>x</p>\n"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript://shop.example.com/%0aalert(1)",
        "vbscript:x",
        "data:text/html,x",
        "blob:https://shop.example.com/1",
        "file:///etc/hosts",
        "candor:article/12",
        "localhost:8000/",
    ],
)
def test_address_of_another_kind_leads_nowhere(href, page):
    assert decide_link(href, page) is None
    assert page.problems == [
        Problem("An address of this kind leads nowhere:", " ".join(href.split()))
    ]
    assert page.merchants == {}


@pytest.mark.parametrize(
    "href", ["./javascript:x", "?q=javascript:x", "/a:b", "#javascript:x", "MAILTO:a@b.example"]
)
def test_colon_without_another_scheme_is_kept(href, page):
    assert decide_link(href, page) == Link(href)


@pytest.mark.parametrize("text", ["shop.example.com", "us@shop.example.com", "x.py", "192.0.2.1"])
def test_name_without_scheme_is_no_link(text, page):
    assert render(text, page) == f"<p>{text}</p>\n"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://a.example/b_c_d", "https://a.example/b_c_d"),
        ("*https://a.example/b*", "https://a.example/b"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("https://a.example/b.", "https://a.example/b"),
        ("https[https://a.example](/b)", "/b"),
        ("xhttps://a.example", None),
        ("x+https://a.example", None),
        ("https://", None),
        ("`https://a.example`", None),
    ],
)
def test_bare_address_is_a_link(text, href, page):
    assert [link["href"] for link in anchors(render(text, page))] == ([href] if href else [])


@pytest.mark.parametrize("href", ["/a", "a", "?a", "#a", "", "/go/lamp/", "../a", "https:a"])
def test_own_address_stays(href):
    assert is_own_address(href)


@pytest.mark.parametrize(
    "href",
    [
        "https://a.example/",
        "//a.example",
        "/\\a.example",
        "http:a",
        "go:lamp",
        "data:,x",
        "https://[",
    ],
)
def test_foreign_address_leads_away(href):
    assert not is_own_address(href)


STORED = (
    '<p><a href="candor:article/12#naps" title="A &lt; b">a</a> '
    '<a title="t" href="candor:guide/3">b</a> <a href="/candor:article/1">c</a></p>'
)


def test_stable_targets_finds_rows_by_kind():
    html = STORED + '<a href="candor:article/7">d</a><code>href="candor:article/9"</code>'

    assert stable_targets(html) == {"article": {12, 7}, "guide": {3}}


def test_fill_addresses_puts_live_addresses():
    addresses = {("article", 12): "/sleep/", ("guide", 3): "/guides/calm/", ("article", 1): "/x/"}

    assert fill_addresses(STORED, addresses) == (
        '<p><a href="/sleep/#naps" title="A &lt; b">a</a> '
        '<a title="t" href="/guides/calm/">b</a> <a href="/candor:article/1">c</a></p>'
    )


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("a12", "/go/lamp/?from=a12.section-1"),
        ("book", "/go/lamp/?from=book"),
        ("letter", "/go/lamp/?from=letter"),
        ("preview", "/go/lamp/?from=preview"),
        ("", "/go/lamp/"),
    ],
)
def test_fill_addresses_says_where_a_product_is_read(source, address):
    html = '<a href="candor:go/lamp?section-1">a</a>'

    assert fill_addresses(html, {}, source) == f'<a href="{address}">a</a>'


def test_fill_addresses_leaves_words_of_what_is_not_live():
    assert fill_addresses('<a href="candor:article/12#naps">a</a>', {}) == (
        '<a aria-disabled="true">a</a>'
    )


def test_fill_addresses_leaves_the_text_alone(page):
    html = render('`href="candor:article/12"` and [a](article:sleep)', page)

    assert fill_addresses(html, {("article", 12): "/sleep/"}) == (
        '<p><code>href="candor:article/12"</code> and <a href="/sleep/">a</a></p>\n'
    )
