"""Anchors, heading levels and the table of contents."""

from django.utils.text import slugify
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.rendering.library import Page
from articles.rendering.tree import parse, rename

HEADINGS = "h1, h2, h3, h4, h5, h6"
LOWEST = 6


def make_anchor(title: str, page: Page) -> str:
    """An id made of the title's words, unique on the page."""
    stem = slugify(title)[:60].strip("-") or "part"
    anchor, number = stem, page.repeats.get(stem, 1)
    while anchor in page.anchors:
        number += 1
        anchor = f"{stem}-{number}"
    page.repeats[stem] = number
    page.anchors.add(anchor)
    return anchor


def level_headings(root: LexborHTMLParser, page: Page, base: int) -> None:
    """Renumber headings to start at `base` and never skip a level (WCAG 1.3.1), with anchors.

    Whatever was typed, a heading deeper than the one before it is exactly one level deeper.
    """
    typed: list[int] = []
    for node in root.css(HEADINGS):
        level = int(node.tag[1])
        while typed and typed[-1] >= level:
            typed.pop()
        typed.append(level)
        tag = f"h{min(base + len(typed) - 1, LOWEST)}"
        rename(root, node, tag, {"id": make_anchor(_title(node), page)})


def _title(node: LexborNode) -> str:
    """The words of a heading without the numbers of its sources, which may change."""
    if not node.css("sup"):
        return node.text()
    copy = parse(node.html or "")
    for mark in copy.css("sup.citation, sup.footnote-ref"):
        mark.decompose()
    return "".join(part.text() for part in copy.css(HEADINGS)[:1])
