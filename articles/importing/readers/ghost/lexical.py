"""Lexical, the format of Ghost's editor since version 5, as HTML."""

import json
from collections.abc import Callable
from html import escape
from typing import Any

from articles.importing.readers.ghost.cards import CARDS, Notes, text_of, write_card

Node = dict[str, Any]
#: The bits of a text's `format`, the innermost element first.
FORMATS = ((16, "code"), (32, "sub"), (64, "sup"), (4, "s"), (2, "em"), (1, "strong"))
TAGS = {
    "paragraph": "p",
    "quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
    "table": "table",
    "tablerow": "tr",
    "tablecell": "td",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
#: Nodes without a tag of their own.
PLAIN = ("root", "at-link", "at-link-search", "zwnj")
MAX_NODES = 200_000


def write_lexical(text: str, notes: Notes) -> str:
    """The HTML of a Lexical document. Raises ValueError for what is none."""
    try:
        loaded = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get("root"), dict):
        raise ValueError("it has no root")  # noqa: TRY004
    return _write(loaded["root"], notes)


def _write(root: Node, notes: Notes) -> str:
    """A walk with a stack of its own; end tags wait on it between the nodes."""
    written: list[str] = []
    stack: list[Node | str] = [root]
    for _ in range(MAX_NODES):
        if not stack:
            return "".join(written)
        node = stack.pop()
        if isinstance(node, str):
            written.append(node)
            continue
        start, end = _tags(node, notes)
        written.append(start)
        children = node.get("children")
        stack.append(end)
        if isinstance(children, list):
            stack += [child for child in reversed(children) if isinstance(child, dict)]
    raise ValueError("it has too many parts")


def _tags(node: Node, notes: Notes) -> tuple[str, str]:
    """What a node begins and ends with; a text or a card is all in the first."""
    kind = text_of(node, "type").removeprefix("extended-")
    if kind in LEAVES:
        return LEAVES[kind](node), ""
    if kind in ("link", "autolink"):
        return f'<a href="{escape(text_of(node, "url"))}">', "</a>"
    if kind == "listitem" and _holds_list(node):
        return "", ""  # Lexical puts an inner list into an item of its own
    if tag := _tag_name(kind, text_of(node, "tag")):
        return f"<{tag}>", f"</{tag}>"
    if kind in CARDS or (kind not in PLAIN and not node.get("children")):
        return write_card(kind, node, notes), ""
    return "", ""


def _holds_list(node: Node) -> bool:
    children = node.get("children")
    first = children[0] if isinstance(children, list) and children else None
    return isinstance(first, dict) and first.get("type") == "list"


def _tag_name(kind: str, given: str) -> str:
    if kind == "heading":
        return given if given in HEADINGS else "h2"
    if kind == "list":
        return given if given in LISTS else "ul"
    return TAGS.get(kind, "")


def _text(node: Node) -> str:
    written = escape(str(node.get("text", "")))
    found = node.get("format")
    bits = found if isinstance(found, int) and written.strip() else 0
    for bit, tag in FORMATS:
        if bits & bit:
            written = f"<{tag}>{written}</{tag}>"
    return written


LEAVES: dict[str, Callable[[Node], str]] = {
    "text": _text,
    "linebreak": lambda node: "<br>",
    "tab": lambda node: " ",
}
