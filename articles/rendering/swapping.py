"""A product link in the place of an address, wherever a text links there.

The parser keeps no positions. So each place gets a mark of its own, and is a link to the address
if the renderer makes an `href` of it that is the address and nothing more.
"""

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import count
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from articles.rendering.library import Library, Merchant, Page, Product
from articles.rendering.limits import TextTooLarge
from articles.rendering.links import STABLE_GO, link_product
from articles.rendering.markdown import render
from articles.rendering.tree import parse

#: What would be more than itself in the words of a link, in a table too.
SPECIAL = re.compile(r"[\\`*_\[\]<>|~^]|&(?=#?\w+;)")

#: An address up to its last letter or digit: a mark behind that is parsed as a part of it.
STEM = re.compile(r".*[0-9a-z]", re.IGNORECASE | re.DOTALL)

#: What comes before the address of an image: a foreign one is shown as a link, and is none.
IMAGE = re.compile(r"(?:!\[[^\[\]]*\]\([\s<]*|<ima?ge?\b[^<>]*)\Z", re.IGNORECASE)
IMAGE_REACH = 300

#: From where to where a text changes, and what stands there then.
Edit = tuple[int, int, str]


def put_product(text: str, address: str, *, slug: str, name: str) -> str:
    """`text` with `go:slug` wherever it links to `address`; where that stands bare, with `name`.

    What else holds the same characters stays: code, images, words of links, longer addresses.
    `text` comes back as it is if anything but these links would be different on the page.
    Renders it three times, and runs no query.
    """
    found = _spelled(address).finditer(text)
    places = [place for place in found if not _is_image(text, place.start())]
    product = Product(0, slug, name, f"{STABLE_GO}{slug}", Merchant(0, "", "own"))
    try:
        return _put(text, address, product, places) if places else text
    except TextTooLarge:
        return text


def _spelled(address: str) -> re.Pattern[str]:
    """The ways a writer may have typed what came out as `address`; the longest first."""
    typed = {address, unquote(address), unescape(address), address.replace("&", "&amp;")}
    return re.compile("|".join(map(re.escape, sorted(typed, key=len, reverse=True))))


def _is_image(text: str, at: int) -> bool:
    return IMAGE.search(text, max(0, at - IMAGE_REACH), at) is not None


def _put(text: str, address: str, product: Product, places: list[re.Match[str]]) -> str:
    stem = next(f"m{number}n" for number in count() if f"m{number}n" not in text)
    mark = re.compile(rf"{stem}(\d+)e")
    marks = (_mark(place, f"{stem}{number}e") for number, place in enumerate(places))
    marked = _read(_edit(text, marks), product)
    if _shape(marked, mark) != _shape(_read(text, product), mark):
        return text  # such as an address that is the name of a reference
    found = sorted(_lead_to(product, marked, address, mark).items())
    links = (_link(text, places[number], product, is_bare) for number, is_bare in found)
    changed = _edit(text, links)
    return changed if _shape(marked, mark) == _shape(_read(changed, product), mark) else text


def _mark(place: re.Match[str], mark: str) -> Edit:
    stem = STEM.match(place[0])
    at = place.start() + (stem.end() if stem else 0)
    return at, at, mark


def _link(text: str, place: re.Match[str], product: Product, is_bare: bool) -> Edit:  # noqa: FBT001
    start, end = place.span()
    if not is_bare:
        return start, end, f"go:{product.slug}"
    if text[:start].endswith("<") and text.startswith(">", end):
        start, end = start - 1, end + 1
    words = SPECIAL.sub(r"\\\g<0>", product.name)
    return start, end, f"[{words}](go:{product.slug})"


def _edit(text: str, edits: Iterable[Edit]) -> str:
    """`text` with all `edits`, which are in its order, made at once."""
    parts, done = [], 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _read(text: str, product: Product) -> LexborHTMLParser:
    page = Page(Library(products={product.slug: product}))
    return parse(f"<div>{render(text, page)}</div>")


def _shape(root: LexborHTMLParser, mark: re.Pattern[str]) -> str:
    """The page without marks, and without the anchors that are made of a heading's words."""
    for node in root.css("[id]"):
        del node.attrs["id"]
    return mark.sub("", root.html or "")


def _lead_to(
    product: Product, root: LexborHTMLParser, address: str, mark: re.Pattern[str]
) -> dict[int, bool]:
    """Let the links to `address` lead to `product`; by number of their mark, which were bare."""
    found = {}
    for node in root.css("a[href]"):
        href = node.attributes["href"] or ""
        match = mark.search(href)
        if match is None or mark.sub("", href) != address:
            continue
        link = link_product(product, Page(), "image" if node.css_first("img") else "")
        node.attrs["href"], node.attrs["rel"] = link.href, link.rel
        is_bare = match[0] in node.text()
        if is_bare:
            node.inner_html = escape(product.name, quote=False)
        found[int(match[1])] = is_bare
    return found
