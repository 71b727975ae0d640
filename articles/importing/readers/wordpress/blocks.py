"""The comments in which WordPress's block editor says what a block is."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from articles.importing.readers.wordpress.meanings import WORD, Notes
from articles.importing.readers.wordpress.paragraphs import add_paragraphs

#: Attributes in which blocks that are written anew at each view keep their words.
WORDS = ("title", "heading", "question", "content", "text", "description", "answer", "label")
ADDRESSES = ("url", "link", "href", "buttonUrl", "linkUrl")
QUESTIONS = ("title", "question", "jsonQuestion")
ANSWERS = ("content", "answer", "jsonAnswer")
#: What is left of a JSON escape such as \\u003c when a plug-in strips its backslash.
STRIPPED = re.compile("u00(22|26|27|2d|3c|3e)")
#: How large reusable blocks may make a post, in characters.
MAX_REUSED = 1_000_000


def insert_blocks(content: str, notes: Notes) -> str:
    """A post's content with the reusable blocks that it names by their number."""
    if "<!-- wp:block " not in content:
        return content
    written = []
    room = MAX_REUSED
    for text, comment in _comments(content):
        written.append(text)
        name, attributes, is_empty = _read(comment)
        if name != "block" or not is_empty:
            written.append(f"<!--{comment}-->" if comment else "")
            continue
        number = str(attributes.get("ref"))
        block = notes.post["blocks"].get(number)
        room -= len(block or "")
        if block is None or room < 0:
            notes.doubts.append(f"A reusable block ({number}) is not in the file.")
        else:
            written.append(block)
    return "".join(written)


def write_blocks(content: str, notes: Notes) -> str:
    """A post's content as HTML without the comments; what is in no block gets paragraphs."""
    written = []
    depth = 0
    parts = [*_comments(content)]
    for (text, comment), (following, _) in zip(parts, [*parts[1:], ("", "")], strict=True):
        written.append(text if depth else add_paragraphs(text))
        name, attributes, is_empty = _read(comment)
        if is_empty or _is_unwritten(attributes, following):
            written.append(_say(name, attributes, notes))
        if name.startswith("/"):
            depth = max(0, depth - 1)
        elif name and not is_empty and name not in ("freeform", "shortcode"):
            depth += 1
        written.append("\n\n" if comment else "")
    return "".join(written)


def _comments(content: str) -> Iterator[tuple[str, str]]:
    """The text up to each comment, with what is in that; the last text with none."""
    at = 0
    while (start := content.find("<!--", at)) >= 0:
        end = content.find("-->", start)
        if end < 0:
            break
        yield content[at:start], content[start + 4 : end]
        at = end + 3
    yield content[at:], ""


def _read(comment: str) -> tuple[str, dict[str, Any], bool]:
    """A block's name, its attributes, and whether that is all there is of it."""
    words = comment.strip()
    if not words.startswith(("wp:", "/wp:")):
        return "", {}, False
    name, _, rest = words.partition(" ")
    is_empty = rest.endswith("/")
    try:
        attributes = json.loads(rest.removesuffix("/") or "{}")
    except (ValueError, RecursionError):
        attributes = {}
    name = name.replace("wp:", "", 1).removeprefix("core/")
    return name, attributes if isinstance(attributes, dict) else {}, is_empty


def _is_unwritten(attributes: dict[str, Any], following: str) -> bool:
    """Whether a block has questions in its attributes alone, and an empty element for them."""
    rows = attributes.get("questions")
    first = _first(rows[0], QUESTIONS) if isinstance(rows, list) and rows else ""
    return bool(first) and not following.replace("</div>", "").strip().partition(">")[2]


def _say(name: str, attributes: dict[str, Any], notes: Notes) -> str:
    """The words of a block that the old site wrote anew at each view."""
    written = []
    for value in attributes.values():
        for row in value if isinstance(value, list) else ():
            question, answer = _first(row, QUESTIONS), _first(row, ANSWERS)
            if question and answer:
                written.append(
                    f"<details x-question><summary>{question}</summary>{answer}</details>"
                )
    words = [attributes[key] for key in WORDS if _is_wordy(attributes.get(key))]
    address = _first(attributes, ADDRESSES)
    if words and address.startswith(("http", "/")):
        words[-1] = f'<a href="{escape(address)}">{words[-1]}</a>'
    written += [f"<p>{text}</p>" for text in words]
    if not written:
        notes.filled[name] = None
    return "\n\n".join(written)


def _first(row: Any, names: tuple[str, ...]) -> str:
    """The first of these values that is a text."""
    values = [row.get(name) for name in names] if isinstance(row, dict) else []
    text = next((value for value in values if isinstance(value, str) and value.strip()), "")
    return STRIPPED.sub(lambda match: chr(int(match[1], 16)), text)


def _is_wordy(value: Any) -> bool:
    return isinstance(value, str) and bool(WORD.search(value))
