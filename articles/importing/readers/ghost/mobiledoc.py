"""Mobiledoc, the format of Ghost's editor in versions 1 to 5, as HTML."""

import json
from html import escape
from typing import Any

from articles.importing.readers.ghost.cards import Notes, write_card

MARKUP, IMAGE, LIST, CARD = 1, 2, 3, 10
TEXT = 0
SECTIONS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"}
MARKUPS = {"a", "b", "code", "em", "i", "s", "strong", "sub", "sup", "u"}


def write_mobiledoc(text: str, notes: Notes) -> str:
    """The HTML of a Mobiledoc document. Raises ValueError for what is none."""
    try:
        loaded = json.loads(text)
        sections = loaded["sections"]
        return "".join(_section(loaded, section, notes) for section in sections)
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        # The format is lists of lists without names: what is out of place shows on reading it.
        raise ValueError("it is no Mobiledoc") from error


def _section(document: Any, section: Any, notes: Notes) -> str:
    kind = section[0]
    if kind == MARKUP:
        name = section[1].lower()
        tag = {"aside": "blockquote", "pull-quote": "blockquote"}.get(name, name)
        tag = tag if name in SECTIONS else "p"
        return f"<{tag}>{_markers(document, section[2])}</{tag}>"
    if kind == LIST:
        tag = "ol" if section[1] == "ol" else "ul"
        items = (f"<li>{_markers(document, item)}</li>" for item in section[2])
        return f"<{tag}>{''.join(items)}</{tag}>"
    if kind == IMAGE:
        return write_card("image", {"src": section[1]}, notes)
    if kind == CARD:
        name, card = document["cards"][section[1]]
        return write_card(name, {"type": name, **card}, notes)
    raise ValueError(f"a section of kind {kind}")


def _markers(document: Any, markers: Any) -> str:
    """Runs of text with the markups that each opens, and how many it closes."""
    written: list[str] = []
    ends: list[str] = []
    for kind, opened, closed, value in markers:
        for number in opened:
            start, end = _markup(document["markups"][number])
            written.append(start)
            ends.append(end)
        written.append(escape(value) if kind == TEXT else _atom(document["atoms"][value]))
        written += [ends.pop() for _ in range(min(closed, len(ends)))]
    return "".join(written + ends[::-1])


def _markup(markup: Any) -> tuple[str, str]:
    """The start and the end tag of a markup; its attributes are names and values by turns."""
    tag = markup[0].lower()
    if tag not in MARKUPS:
        return "", ""
    values = markup[1] if len(markup) > 1 else []
    attributes = dict(zip(values[::2], values[1::2], strict=False))
    href = f' href="{escape(attributes.get("href", ""))}"' if tag == "a" else ""
    return f"<{tag}{href}>", f"</{tag}>"


def _atom(atom: Any) -> str:
    return "<br>" if atom[0] == "soft-return" else escape(atom[1])
