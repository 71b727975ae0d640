"""An article's stored page as what a feed carries: its words and pictures, and nothing else."""

import re
from functools import lru_cache

import ada_url
import nh3
from selectolax.lexbor import LexborHTMLParser

from articles.rendering.links import URL_SCHEMES
from articles.rendering.sanitise import TAGS
from articles.rendering.tree import parse, rename

#: The title and the facts stand beside the content; the rest leads about on the page itself.
LEFT_OUT = (
    "h1, form, source, .byline-facts, .contents, .footnote-backref, .source-back, .tags, "
    ".author-box"
)
#: What XML cannot hold (XML 1.0, 2.2).
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_cleaner = nh3.Cleaner(
    tags=(TAGS | {"figure"}) - {"details", "section", "span", "summary"},
    attributes={
        "a": {"href", "referrerpolicy", "rel", "title"},
        "abbr": {"title"},
        "img": {"alt", "height", "src", "title", "width"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "time": {"datetime"},
    },
    allowed_classes={"div": {"disclosure"}},
    url_schemes=set(URL_SCHEMES),
    # The one link function has decided it.
    link_rel=None,
)


@lru_cache(maxsize=128)
def to_content(html: str, address: str) -> str:
    """The HTML of a feed's entry, made of a filled page read at `address`. No query.

    What we owe to say stands first, before the words of the article; all addresses are
    absolute. No scripts, forms, hooks or styles: readers of feeds have their own.
    """
    root = parse(html)
    for node in root.css(LEFT_OUT):
        node.decompose()
    for node in root.css("summary"):
        rename(root, node, "h3", {})
    for node in root.css(".callout, .offer"):
        rename(root, node, "blockquote", {})
    for node in root.css("div:not(.disclosure)"):
        node.unwrap(delete_empty=True)
    _make_absolute(root, address)
    disclosures = [node.html or "" for node in root.css(".disclosure")]
    for node in root.css(".disclosure"):
        node.decompose()
    return printable(_cleaner.clean("".join([*disclosures, root.html or ""])).strip())


def printable(text: str) -> str:
    """`text` without what XML cannot hold."""
    return UNPRINTABLE.sub("", text)


def _make_absolute(root: LexborHTMLParser, address: str) -> None:
    for name in ("href", "src"):
        for node in root.css(f"[{name}]"):
            try:
                node.attrs[name] = ada_url.URL(node.attributes[name] or "", base=address).href
            except ValueError:
                # A browser on the page could not read it either.
                del node.attrs[name]
