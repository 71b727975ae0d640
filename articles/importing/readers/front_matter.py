"""What stands before a text and is not of it: YAML, TOML and JSON, fenced or not, `Title:` lines.

A header is taken for one only if its fields say so: a rule that opens a text, or a first line
such as `Note: bring gloves`, stays in the text.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from articles.importing.document import LeftOut
from articles.importing.readers.header_values import (
    CONTINUED,
    KEY_LINE,
    is_header,
    is_known,
    is_plain_name,
    load_pairs,
    load_toml,
    load_yaml,
    name_of,
    uncomment,
)
from articles.importing.readers.loose_yaml import load_lines

MAX_HEADER = 100_000
MAX_LINES = 2_000

READ = "The document's own details; they became its title, tags and the like."
NOT_UNDERSTOOD = "A line of the front matter that is not understood."

RULE = re.compile(r"(?:-{3,5}|—[-—]{0,2})[ \t]*\Z")
CODE_FENCE = re.compile(r"(```|~~~)[ \t]*(?:ya?ml|toml|json|front-?matter|markdown|md)?[ \t]*\Z")


@dataclass(frozen=True)
class Header:
    """The fields of a header, and the text after it, which begins on line `first_line`."""

    body: str
    first_line: int = 1
    fields: dict[str, Any] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()


def split(text: str) -> Header:
    """A text without the header that it begins with, if it does, and what that says."""
    start = len(text) - len(text.lstrip())
    # Four spaces may be code, and are the text's.
    start = text.rfind("\n", 0, start) + 1
    lines = text[start : start + MAX_HEADER].split("\n")[:MAX_LINES]
    for find in (_fenced, _code_fenced, _json, _comment, _bare):
        if found := find(lines):
            return _header(text, start, found)
    return Header(text)


@dataclass
class Found:
    """A header of so many lines; `is_seen` if a page of the text would show it."""

    lines: int
    fields: dict[str, Any]
    left: list[str]
    is_seen: bool = True


def _header(text: str, start: int, found: Found) -> Header:
    at = start
    for _ in range(found.lines):
        at = (text.find("\n", at) + 1) or len(text)
    left_out = [LeftOut(line, NOT_UNDERSTOOD) for line in found.left]
    if found.is_seen:
        left_out.append(LeftOut(text[start:at].strip(), READ))
    doubts = ["A part of the front matter is not understood."] if found.left else []
    first_line = text.count("\n", 0, at) + 1
    return Header(text[at:], first_line, found.fields, tuple(left_out), tuple(doubts))


# The shapes


def _fenced(lines: list[str]) -> Found | None:
    """Between fences: `---`, `+++` (Hugo's TOML) or `;;;` (Hexo's JSON)."""
    first = lines[0].rstrip()
    if first not in ("+++", ";;;") and not RULE.match(first):
        return None
    end = _closing(lines, first)
    inside = lines[1:end] if end else []
    if end and not any(line.strip() for line in inside):
        return Found(end + 1, {}, [], is_seen=False)
    load = {"+++": load_toml, ";;;": load_pairs}.get(first, load_yaml)
    if end and not (load is load_yaml and _holds_text(inside)):
        loaded = load(inside)
        return Found(end + 1, *loaded, is_seen=first == ";;;") if loaded else None
    bare = _bare(lines[1:])
    return Found(bare.lines + 1, bare.fields, bare.left) if bare else None


def _holds_text(lines: list[str]) -> bool:
    """Whether, after a blank line, prose begins: the header was never closed."""
    before = "-"
    for line in lines:
        key = KEY_LINE.match(line)
        is_field = key and (is_known(key["key"]) or is_plain_name(key["key"]))
        is_prose = len(line.split()) > 2 and line[:1] not in " \t-#\"'"
        if is_prose and not is_field and not before.strip():
            return True
        before = line
    return False


def _closing(lines: list[str], first: str) -> int:
    for number, line in enumerate(lines[1:], 1):
        stripped = line.rstrip()
        is_end = stripped == first or (
            RULE.match(first) and (RULE.match(stripped) or stripped == "...")
        )
        if is_end:
            return number
    return 0


def _code_fenced(lines: list[str]) -> Found | None:
    """In a block of code, as a chat shows it."""
    fence = CODE_FENCE.match(lines[0])
    if not fence:
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == fence[1]), 0)
    inside = "\n".join(lines[1:end]).strip("\n").split("\n")
    found = _fenced(inside) or _json(inside)
    if found is None:
        loaded = load_yaml(inside)
        found = Found(len(inside), *loaded) if loaded else None
    if found is None or any(line.strip() for line in inside[found.lines :]):
        return None
    return Found(end + 1, found.fields, found.left)


def _json(lines: list[str]) -> Found | None:
    """An object at the start (Hugo)."""
    if not lines[0].startswith("{") or lines[0].startswith(("{{", "{%", "{:")):
        return None
    text = "\n".join(lines)
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    rest = text[end:].partition("\n")[0]
    if rest.strip() or not is_header(fields):
        return None
    return Found(text.count("\n", 0, end) + 1, fields, [])


def _comment(lines: list[str]) -> Found | None:
    """In a comment of HTML."""
    if not lines[0].startswith("<!--"):
        return None
    end = next((n for n, line in enumerate(lines) if "-->" in line), -1)
    if end < 0 or lines[end].partition("-->")[2].strip():
        return None
    inside = "\n".join(lines[: end + 1]).removeprefix("<!--").partition("-->")[0].strip()
    inner = [line for line in inside.split("\n") if not RULE.match(line)]
    loaded = load_yaml(inner)
    if loaded is None:
        return None
    return Found(end + 1, *loaded, is_seen=False)


def _bare(lines: list[str]) -> Found | None:
    """Without an opening fence: lines of known fields up to a blank line, a fence or the text."""
    lines = [uncomment(line) for line in lines] if _is_commented(lines) else lines
    end, known = _bare_end(lines)
    if not known or (known == 1 and not _stands_alone(lines, end)):
        return None
    header = lines[:end]
    marks = [KEY_LINE.match(line) for line in header]
    plain = [
        f"{m['key']}: {m['value'] or ''}" if m and m["mark"] else line
        for m, line in zip(marks, header, strict=True)
    ]
    fields, left = load_lines([line for line in plain if line.strip()])
    closes = end < len(lines) and RULE.match(lines[end])
    return Found(end + 1 if closes else end, fields, left)


def _bare_end(lines: list[str]) -> tuple[int, int]:
    """Where the lines of fields end, and how many of them are known."""
    end = known = 0
    may_go_on = is_list = False  # whether the field's value may in the next lines, as a list
    for number, line in enumerate(lines):
        key = KEY_LINE.match(line)
        if key and (is_known(key["key"]) or (may_go_on and is_plain_name(key["key"]))):
            end, known = number + 1, known + is_known(key["key"])
            may_go_on, is_list = True, not key["value"]
        elif may_go_on and CONTINUED.match(line) and (is_list or line[:1] != "-"):
            end = number + 1
        elif line.strip():
            break
        else:
            may_go_on = False
    return end, known


def _stands_alone(lines: list[str], end: int) -> bool:
    """Whether one known field is a header: a title, with nothing glued to it."""
    key = KEY_LINE.match(lines[0])
    follows = lines[end].strip() if end < len(lines) else ""
    if not key or end != 1 or (follows and not RULE.match(follows)):
        return False
    return name_of(key["key"]) in ("title", "seotitle", "metatitle") and bool(key["value"])


def _is_commented(lines: list[str]) -> bool:
    """Whether the first two lines are fields behind `#`."""
    keys = [KEY_LINE.match(uncomment(line)) for line in lines[:2] if line.startswith("#")]
    return len(keys) == 2 and all(key and is_known(key["key"]) for key in keys)
