"""What changed between two frozen forms, for people: by field, with the words marked."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

#: Rows are told apart by these; a row that moved is the same row.
ROW_NAMES = {"sections": "heading", "faqs": "question", "references": "title", "chapters": "title"}
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
#: difflib is quadratic: above this many words a passage is compared by lines, and above this
#: many lines it is shown as removed and added.
MAX_WORDS = 3_000
MAX_LINES = 4_000


@dataclass(frozen=True)
class Change:
    """One changed field: its name for people, and the difference as HTML with ins and del."""

    label: str
    html: SafeString


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The changes that lead from one frozen form to another, in the form's own order.

    Both are JSON as a revision's `content` holds it. Runs no query.
    """
    changes: list[Change] = []
    for name, value in new.items():
        if name in ROW_NAMES:
            changes += _compare_rows(name, old.get(name, []), value)
        elif old.get(name) != value:
            changes.append(Change(_label(name), mark_words(_text(old.get(name)), _text(value))))
    return changes


def _compare_rows(name: str, old: list[dict], new: list[dict]) -> Iterator[Change]:
    title = ROW_NAMES[name]
    before = {row["key"]: row for row in old}
    after = {row["key"]: row for row in new}
    singular = _label(name).removesuffix("s")
    for key, row in after.items():
        was = before.get(key, {})
        for part in row:
            if part != "key" and was.get(part) != row[part]:
                label = f"{singular} “{row[title]}”: {_label(part).lower()}"
                yield Change(label, mark_words(_text(was.get(part)), _text(row[part])))
    for key, row in before.items():
        if key not in after:
            words = "\n".join(_text(value) for part, value in row.items() if part != "key")
            yield Change(f"{singular} “{row[title]}” removed", mark_words(words, ""))
    kept_before = [key for key in before if key in after]
    kept_after = [key for key in after if key in before]
    if kept_before != kept_after:
        order = ["\n".join(after[key][title] for key in keys) for keys in (kept_before, kept_after)]
        yield Change(f"Order of {_label(name).lower()}", mark_words(*order))


def mark_words(old: str, new: str) -> SafeString:
    """The new text with `<ins>` and `<del>` around the words that came and went."""
    words = WORDS.findall(old), WORDS.findall(new)
    if max(map(len, words)) > MAX_WORDS:
        return _mark_lines(old, new)
    return _mark(*words)


def _mark_lines(old: str, new: str) -> SafeString:
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(map(len, lines)) > MAX_LINES:
        lines = [old], [new]
    return _mark(*lines)


def _mark(old: list[str], new: list[str]) -> SafeString:
    parts: list[str] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=True).get_opcodes():
        if tag == "equal":
            parts.append(escape("".join(new[j1:j2])))
            continue
        if i2 > i1:
            parts.append(format_html("<del>{}</del>", "".join(old[i1:i2])))
        if j2 > j1:
            parts.append(format_html("<ins>{}</ins>", "".join(new[j1:j2])))
    return mark_safe("".join(parts))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _label(name: str) -> str:
    return {"faqs": "FAQs", "dek": "Dek", "hero": "Hero photo"}.get(
        name, name.replace("_", " ").capitalize()
    )
