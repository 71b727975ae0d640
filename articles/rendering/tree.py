"""Small steps on a parsed fragment."""

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html, is_fragment=True)


def replace(node: LexborNode, html: str) -> None:
    """Put the one element of `html` in the place of `node`."""
    node.replace_with(parse(html.strip()).root)


def is_inside(node: LexborNode, *tags: str) -> bool:
    """Whether an ancestor of `node` is one of `tags`."""
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent is not None
