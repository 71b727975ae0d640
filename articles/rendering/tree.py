"""Small steps on a parsed fragment."""

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html, is_fragment=True)


def replace(node: LexborNode, html: str) -> None:
    """Put the one element of `html` in the place of `node`."""
    node.replace_with(parse(html.strip()).root)


def wrap(root: LexborHTMLParser, node: LexborNode, tag: str, attributes: Mapping) -> None:
    """Put a new element around `node`."""
    new = _create(root, tag, attributes)
    node.insert_before(new, move=True)
    new.insert_child(node, move=True)


def rename(root: LexborHTMLParser, node: LexborNode, tag: str, attributes: Mapping) -> None:
    """Put a new element in the place of `node`, with what `node` held."""
    new = _create(root, tag, attributes)
    node.insert_before(new, move=True)
    while child := node.first_child:
        new.insert_child(child, move=True)
    node.decompose()


def _create(root: LexborHTMLParser, tag: str, attributes: Mapping) -> LexborNode:
    new = root.create_node(tag)
    for name, value in attributes.items():
        new.attrs[name] = value
    return new


def is_inside(node: LexborNode, *tags: str) -> bool:
    """Whether an ancestor of `node` is one of `tags`."""
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent is not None
