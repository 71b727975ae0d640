"""Blocks a writer opens with `::: name` and closes with `:::`.

A block's parser wraps ordinary Markdown in a sealed `<div data-block>`; after sanitising,
`finish_blocks` gives each its final form. Other apps register blocks of their own.
"""

import re
from collections.abc import Callable

from django.template.loader import render_to_string
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin
from selectolax.lexbor import LexborHTMLParser

from articles.rendering.library import Page
from articles.rendering.links import link_product
from articles.rendering.rules import check_price, may_pay
from articles.rendering.sanitise import SEAL
from articles.rendering.tree import replace

#: Callouts: what each is called when the writer gives no title.
CALLOUTS = {
    "note": "Note",
    "takeaway": "The point",
    "reflection": "Try this",
    "script": "Words to say",
    "safety": "Where to get help",
}

#: Builds a block's final HTML (one element, or nothing) from its argument and inner HTML; `None`
#: is an unknown argument, which the builder reports.
Builder = Callable[[str, str, Page], str | None]

_builders: dict[str, Builder] = {}

OPENING = re.compile(r"(?P<name>[a-z][a-z-]*)(?:\s+(?P<rest>\S.*))?\Z")

#: A line of colons that no block took: `::: Note`, or one `:::` too many.
STRAY = re.compile(r"^:::.*", re.MULTILINE)


def register_block(name: str, builder: Builder) -> None:
    """Make `::: name argument` a block; call it from an `AppConfig.ready`."""
    _builders[name] = builder


def block_names() -> tuple[str, ...]:
    """All names that `:::` opens: the callouts, and what was registered."""
    return (*CALLOUTS, *_builders)


def block_plugin(md: MarkdownIt) -> None:
    md.use(container_plugin, "block", validate=_is_opening, render=_render)


def _is_opening(params: str, *args) -> bool:
    return OPENING.match(params.strip()) is not None


def _render(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    if token.nesting == -1:
        return "</div>\n"
    match = OPENING.match(token.info.strip())
    token.attrs = {"data-block": f"{SEAL} {match[0]}"}
    return f"<div{renderer.renderAttrs(token)}>\n"


def check_blocks(tokens: list, text: str, page: Page) -> None:
    """Report blocks that are never closed, names nobody knows, and colons left over."""
    lines = text.split("\n")
    for token in tokens:
        if token.type == "inline":
            for stray in STRAY.findall(token.content):
                page.report("These colons neither open nor close a block:", stray)
        if token.type != "container_block_open":
            continue
        first, last = token.map
        opening = lines[first].strip()
        name = OPENING.match(token.info.strip())["name"]
        if name not in CALLOUTS and name not in _builders:
            page.report("There is no block of this name:", opening)
        if not lines[last : last + 1] or ":::" not in lines[last]:
            page.report("This block is never closed; put ::: on a line after it:", opening)


def finish_blocks(root: LexborHTMLParser, page: Page) -> None:
    """Give every block its final form, innermost first."""
    for node in reversed(root.css("div[data-block]")):
        match = OPENING.match(node.attributes["data-block"].removeprefix(SEAL).strip())
        html = _build(match["name"], match["rest"] or "", node.inner_html or "", page)
        if html is None:
            node.unwrap(delete_empty=True)
        elif not html:
            node.decompose()
        else:
            replace(node, html)


def _build(name: str, argument: str, inner: str, page: Page) -> str | None:
    if name in CALLOUTS:
        context = {"kind": name, "label": CALLOUTS[name], "title": argument, "body": inner}
        return render_to_string("components/callout.html", context)
    builder = _builders.get(name)
    return builder(argument, inner, page) if builder else None


def build_offer(slug: str, inner: str, page: Page) -> str | None:
    """A product card with its button and its own label of what ties us to the merchant.

    Nothing of it stands where a sensitive topic is written of.
    """
    if not may_pay(page, "card", f"::: offer {slug}"):
        return ""
    product = page.library.products.get(slug)
    if product is None:
        page.report("There is no product of this name:", f"::: offer {slug}")
        return None
    if product.picture:
        page.pictures[product.picture.id] = product.picture
    words = f"{inner} {product.name} {product.description} {product.button_text}"
    check_price(words, product.merchant, page)
    context = {"product": product, "link": link_product(product, page, "card"), "body": inner}
    return render_to_string("components/offer.html", context)


register_block("offer", build_offer)
