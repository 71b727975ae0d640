"""An address becomes a product link where a text links to it, and nothing else changes."""

import pytest

from articles.rendering.library import Library, Merchant, Page, Product
from articles.rendering.markdown import render
from articles.rendering.swapping import put_product
from articles.rendering.tree import parse

X = "https://shop.example/x"


def put(text, address=X, name="Pen"):
    return put_product(text, address, slug="pen", name=name)


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        (f"<a href={X}>a</a>", "<a href=go:pen>a</a>"),
        (f"<a\nHref = '{X}'>{X}</a>", f"<a\nHref = 'go:pen'>{X}</a>"),
        (f"<div>\n<a href='{X}'>a</a>\n</div>", "<div>\n<a href='go:pen'>a</a>\n</div>"),
        (f"[{X}]({X})", f"[{X}](go:pen)"),
        (f"[![a](/media/a.jpg)]({X})", "[![a](/media/a.jpg)](go:pen)"),
        (f"[a][r] [r]\n\n[r]:\n  {X} 'T'", "[a][r] [r]\n\n[r]:\n  go:pen 'T'"),
        (f"**{X}**", "**[Pen](go:pen)**"),
        (f"## To {X}", "## To [Pen](go:pen)"),
        (f"::: note\r\n{X}\r\n:::", "::: note\r\n[Pen](go:pen)\r\n:::"),
        (f"|a|\n|-|\n| {X} |", "|a|\n|-|\n| [Pen](go:pen) |"),
        (f"{X} {X}.html `{X}`", f"[Pen](go:pen) {X}.html `{X}`"),
        (f"{X} m0n0e", "[Pen](go:pen) m0n0e"),
    ],
)
def test_link_is_swapped(text, swapped):
    assert put(text) == swapped


@pytest.mark.parametrize(
    "text",
    [
        "Words",
        f"{X}.html",
        f"{X}:8",
        f"{X}!y",
        f"{X}/y",
        f"https://archive.example/?u={X}",
        f"[a](https://archive.example/?u={X})",
        f"[a](https://archive.example/{X})",
        f"`{X}`",
        f"```\n{X}\n```",
        f"    {X}",
        f"<pre>\n{X}\n</pre>",
        f"<!-- {X} -->",
        f"[see {X}](https://example.org)",
        f"![{X}](/media/a.jpg)",
        f"![a]({X})",
        f'<img alt="a" src="{X}">',
        f'[a](https://example.org "{X}")',
        f"[r]: {X}",
        f"[{X}]\n\n[{X}]: {X}",
        f"!{X}",
        f"\\{X}",
        f"a**{X}**",
        f"{X} " + "*" * 20_001,
    ],
)
def test_what_is_no_link_to_it_stays(text):
    assert put(text) == text


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("https://shop.example/a%20b", "[a](<https://shop.example/a b>)"),
        ("https://shop.example/?a=1&b=2", "[a](https://shop.example/?a=1&amp;b=2)"),
        ("https://shop.example/?a=1&b=2", '<a href="https://shop.example/?a=1&amp;b=2">a</a>'),
        ("https://shop.example/", "[a](https://shop.example/)"),
        ("?", "[a](?)"),
    ],
)
def test_link_is_found_however_it_was_typed(address, typed):
    assert "go:pen" in put(typed, address)


@pytest.mark.parametrize(
    "name",
    ["a | b", "\\", "a \\| b", "`a", "*a*", "_a_", "<b>", "[a] ]", "a~~b~~", "^a", "&amp; &#38; &"],
)
@pytest.mark.parametrize("text", [X, f"|a|b|\n|-|-|\n| {X} | c |", f"<{X}> ` * _ ]"])
def test_name_stays_whole(name, text):
    merchant = Merchant(1, "Shop", "affiliate")
    page = Page(Library(products={"pen": Product(1, "pen", name, "candor:go/pen", merchant)}))
    links = parse(render(put(text, name=name), page)).css("a")
    assert [(node.attributes["href"], node.text()) for node in links] == [("candor:go/pen", name)]
