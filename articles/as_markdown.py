"""A page as Markdown: what its readers see, made of the very HTML that they get.

The disclosure stands first. A link that pays stays HTML, which Markdown may hold, so that
whoever renders the text again keeps its `rel`.
"""

import re
from html import escape as escape_html
from typing import Any

import ada_url
from markdownify import MarkdownConverter
from selectolax.lexbor import LexborNode

from articles.editing.pasting.runs import escape
from articles.rendering.links import PAID
from articles.rendering.tree import parse

STYLE: dict[str, Any] = {
    "heading_style": "atx",
    "newline_style": "backslash",
    "bullets": "-",
    "strip": ["source"],
}
#: What leads about within a page, and what is said again further down.
LEFT_OUT = ".contents, form, .footnote-backref, .source-back, .footnotes-sep, .minutes"
TITLES = {"callout-title", "offer-name", "offer-label"}
#: What ends the address of a link in Markdown.
MARKS = re.compile(r"[\x00-\x20()\\]")
BLANK_LINES = re.compile(r"\n{3,}")


def to_markdown(html: str, address: str) -> str:
    """The Markdown of a page's filled body; `address` is the page's own, absolute. No query.

    Some 20 ms for an article of two thousand words.
    """
    root = parse(html)
    for node in root.css(LEFT_OUT):
        node.decompose()
    disclosures = [_take_out(node) for node in root.css(".disclosure")]
    writer = _Writer(address, **STYLE)
    texts = [writer.convert(part).strip() for part in (*disclosures, root.html or "")]
    return BLANK_LINES.sub("\n\n", "\n\n".join(filter(None, texts))) + "\n"


def _take_out(node: LexborNode) -> str:
    words = "".join(child.html or "" for child in node.css("p:not(.disclosure-label)"))
    node.decompose()
    return f"<blockquote>{words}</blockquote>"


def _percent(mark: re.Match) -> str:
    return f"%{ord(mark[0]):02X}"


#: Its types leave out what it does with each element.
Converter: Any = MarkdownConverter


class _Writer(Converter):
    """markdownify, knowing what stands on our pages."""

    def __init__(self, address: str, **options: Any) -> None:
        super().__init__(**options)
        self.address = address

    def resolve(self, href: str) -> str:
        """Where a browser on the page would go; what it could not read stays as it is."""
        try:
            return ada_url.URL(href, base=self.address).href
        except ValueError:
            return href

    def escape(self, text: str, parent_tags: set[str]) -> str:
        escaped = escape(text, at_start=True)
        return escaped.replace("|", r"\|") if {"td", "th"} & parent_tags else escaped

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        href = el.get("href")
        if not href:
            return text
        address = escape_html(self.resolve(href))
        if PAID in " ".join(el.get("rel") or []):
            return f'<a href="{address}" rel="{PAID}">{text.strip()}</a>'
        return f"[{text.strip()}]({MARKS.sub(_percent, address)})" if text.strip() else ""

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        el["src"] = self.resolve(el.get("src", ""))
        return super().convert_img(el, text, parent_tags | {"_inline_images"})

    def convert_summary(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n### {' '.join(text.split())}\n\n"

    def convert_sup(self, el: Any, text: str, parent_tags: set[str]) -> str:
        link = el.find("a")
        _, _, place = (link.get("href", "") if link else "").partition("#")
        if place.startswith("fn-"):
            return f"[^{place.removeprefix('fn-')}]"
        return f"[{link.get_text()}]" if place.startswith("source-") else text

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if TITLES & set(el.get("class") or []):
            text = f"**{': '.join(filter(None, map(str.strip, text.splitlines())))}**"
        return super().convert_p(el, text, parent_tags)

    def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if {"callout", "offer"} & set(el.get("class") or []):
            return self.convert_blockquote(el, text.strip(), parent_tags)
        return super().convert_div(el, text, parent_tags)

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if (name := el.get("id", "")).startswith("fn-"):
            return f"[^{name.removeprefix('fn-')}]: {text.strip()}\n\n"
        return super().convert_li(el, text, parent_tags)
