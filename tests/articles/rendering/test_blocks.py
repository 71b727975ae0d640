from dataclasses import replace

import pytest

from articles.rendering.blocks import CALLOUTS, _builders, register_block
from articles.rendering.library import Page, Problem
from articles.rendering.markdown import render
from articles.rendering.tree import parse
from tests.articles.rendering.conftest import BENCH, LAMP, SHOP

UNCLOSED = "This block is never closed; put ::: on a line after it:"
UNKNOWN = "There is no block of this name:"
STRAY = "These colons neither open nor close a block:"


def blocks(html: str) -> list[str]:
    return [node.attributes["class"] for node in parse(html).css(".callout, .offer")]


@pytest.mark.parametrize(("name", "label"), CALLOUTS.items())
def test_callout_is_named_by_its_kind(name, label, page):
    callout = parse(render(f"::: {name}\nSome *words*.\n:::", page)).css_first("div")

    assert callout.attributes == {"class": f"callout callout-{name}", "role": "note"}
    assert callout.css_first(".callout-title").text(strip=True) == label
    assert callout.css("p")[1].html == "<p>Some <em>words</em>.</p>"
    assert page.problems == []


@pytest.mark.parametrize(
    "title", ["Before you start", "A <b> & 'c' \"d\"", "*not* `marked`", "日本"]
)
def test_callout_shows_its_title_as_typed(title, page):
    tree = parse(render(f"::: note {title}\nx\n:::", page))

    assert tree.css_first(".callout-name").text() == title
    assert tree.css("b, em, code") == []


@pytest.mark.parametrize(
    "text",
    [
        ":::note\nx\n:::",
        "::: note\nx\n::::",
        "::::: note\nx\n:::::",
        "  ::: note  \nx\n:::  ",
        "::: note\r\nx\r\n:::\r\n",
        "::: note\rx\r:::",
        "a\n::: note\nx\n:::\nb",
        "- a\n\n  ::: note\n  x\n  :::\n- b",
        "1. ::: note\n   x\n   :::",
        "> ::: note\n> x\n> :::",
        "::: note\n- x\n:::",
        "::: note\n```\nx\n```\n:::",
        "::: note\n:::",
    ],
)
def test_callout_is_opened_and_closed_by(text, page):
    assert blocks(render(text, page)) == ["callout callout-note"]
    assert page.problems == []


def test_callouts_nest_with_more_colons_outside(page):
    html = render(":::: note\na\n\n::: script\nb\n:::\n\nc\n::::\n\nd", page)

    outer, inner = parse(html).css(".callout")
    assert outer.css(".callout-script")[0].html == inner.html
    assert [node.text() for node in parse(html).css("p:not(.callout-title)")] == [*"abcd"]
    assert page.problems == []


def test_callouts_nested_with_equal_colons_are_reported(page):
    render("::: note\n::: script\nb\n:::\n:::\n", page)

    assert page.problems == [Problem(STRAY, ":::")]


@pytest.mark.parametrize("text", ["::: Note\nx\n\n:::", "::: 1st\nx", "a\n\n:::\n"])
def test_colons_no_block_took_are_reported(text, page):
    html = render(text, page)

    assert ":::" in html
    assert page.problems[0].message == STRAY


@pytest.mark.parametrize("text", ["`:::`", "    ::: x", "```\n::: note\n```", "a ::: b", ":: note"])
def test_colons_elsewhere_are_text(text, page):
    html = render(text, page)

    assert blocks(html) == []
    assert page.problems == []


@pytest.mark.parametrize("text", ["::: note\nx", "> ::: note\n> x\n\ny", "- ::: note\n  x\n\ny"])
def test_unclosed_block_is_reported(text, page):
    html = render(text, page)

    assert blocks(html) == ["callout callout-note"]
    assert [problem.message for problem in page.problems] == [UNCLOSED]


def test_unknown_block_keeps_its_text_and_is_reported(page):
    html = render("::: spoiler ending\nHe *lives*.\n:::", page)

    assert html.strip() == "<p>He <em>lives</em>.</p>"
    assert page.problems == [Problem(UNKNOWN, "::: spoiler ending")]


def test_offer_shows_the_product(page):
    offer = parse(render("::: offer lamp\nIt *shines*.\n:::", page)).css_first(".offer")

    assert offer.attributes["data-relation"] == "affiliate"
    assert offer.css_first(".offer-name").text() == "The lamp"
    assert offer.css_first("em").text() == "shines"
    button = offer.css_first("a")
    assert (button.text(), button.attributes["href"]) == ("See the product", "candor:go/lamp?-card")
    assert button.attributes["rel"] == "sponsored nofollow"
    assert (page.products, page.merchants) == ({"lamp": LAMP}, {SHOP.id: SHOP})


@pytest.mark.parametrize(
    "slug", ["chair", '"><script>x()</script>', "lamp extra", "Lamp", "lamp/../x"]
)
def test_offer_of_nothing_keeps_its_text_and_is_reported(slug, page):
    html = render(f"::: offer {slug}\nWords.\n:::", page)

    assert html.strip() == "<p>Words.</p>"
    assert page.problems == [
        Problem("There is no product of this name:", f"::: offer {slug}"),
    ]


def test_offer_shows_its_picture_and_note(library):
    lamp = replace(LAMP, picture=BENCH, description="Bright.", button_text="Buy")
    page = Page(replace(library, products={"lamp": lamp}))

    offer = parse(render("::: offer lamp\n:::", page)).css_first(".offer")

    assert offer.css_first("img").attributes["src"] == BENCH.src
    assert "Bright." in offer.text()
    assert offer.css_first("a").text() == "Buy"
    assert page.pictures == {BENCH.id: BENCH}


def test_offer_without_product_is_reported(page):
    render("::: offer\n:::", page)

    assert page.problems == [Problem("There is no product of this name:", "::: offer")]


@pytest.mark.parametrize("text", ["- ::: offer lamp\n  :::", "> ::: offer lamp\n> :::"])
def test_offer_stands_in(text, page):
    assert blocks(render(text, page)) == ["offer"]


@pytest.mark.parametrize(
    "html",
    ['<div data-block="note">x</div>', '<div data-block="offer" data-argument="lamp">x</div>'],
)
def test_raw_html_is_no_block(html, page):
    assert render(html, page) == "<div>x</div>"


def test_registered_block_is_built(page, monkeypatch):
    monkeypatch.setattr("articles.rendering.blocks._builders", dict(_builders))
    register_block("kit", lambda slug, inner, page: f"<aside>{slug}{inner}</aside>")

    assert render("::: kit calm\nx\n:::", page) == "<aside>calm\n<p>x</p>\n</aside>\n"
