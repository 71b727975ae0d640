"""Lists that only lead to places of their own page: a table of contents."""

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import HEADINGS
from articles.editing.pasting.rewriter import RENAMED
from articles.importing.readers.html.climbing import element_before, is_inside_marked
from articles.importing.readers.html.furniture import hide

MIN_LINKS = 3
MAX_LISTS = 1_000
#: Of the list's letters, those that are in its links.
MIN_SHARE = 0.9
WHY = "A table of contents; Candor makes its own."


def mark_contents(article: LexborNode) -> None:
    """Hide tables of contents, and the heading that stands above one."""
    for node in article.css("ul, ol")[:MAX_LISTS]:
        if is_inside_marked(node, "x-list"):
            continue
        node.attrs["x-list"] = ""
        links = node.css(f"{RENAMED}a")
        if len(links) < MIN_LINKS or "hidden" in node.attributes:
            continue
        inside = [row for row in links if _leads_inside(row.attributes.get("href") or "")]
        if len(inside) == len(links) and _letters(links) >= MIN_SHARE * _letters([node]):
            hide(node, WHY)
            before = element_before(node)
            if before is not None and before.tag in (*HEADINGS, "p") and _is_named(before):
                hide(before, WHY)


def _leads_inside(href: str) -> bool:
    return href.startswith("#") and len(href) > 1


def _letters(nodes: list[LexborNode]) -> int:
    return sum(len("".join(node.text().split())) for node in nodes)


def _is_named(node: LexborNode) -> bool:
    """Whether a line above the list says what the list is, in a few words."""
    return len(node.text().split()) <= 6
