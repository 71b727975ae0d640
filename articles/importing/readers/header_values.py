"""The fields of a header: YAML, TOML or pairs, read strictly, and else line by line."""

import json
import re
import tomllib
from collections.abc import Iterable
from typing import Any

from articles.importing.readers.loose_yaml import MAX_DEPTH, Broken, load_lines, load_mapping

#: Names of fields that a header without fences is known by, in small letters, without signs.
NAMES = """
    title seotitle metatitle pagetitle headline subtitle description metadescription excerpt
    summary dek author authors by byline writtenby date published publishedat publishedon
    publishdate pubdate updated lastmod modified created createdat tags tag keywords
    focuskeyword category categories topic topics section slug url permalink canonical
    canonicalurl image cover coverimage featuredimage featureimage heroimage thumbnail layout
    draft status type posttype id lang language locale comments toc aliases series weight
    faq faqs pros cons rating affiliatelink readingtime
"""
KNOWN = frozenset(NAMES.split())

KEY_LINE = re.compile(
    r"(?P<mark>\*\*|__)?(?P<key>[^\W\d_][\w .-]{0,40}?)(?(mark)(?::(?P=mark)|(?P=mark):)| ?:)"
    r"(?:[ \t]+(?P<value>\S.*)|[ \t]*)\Z"
)
TOML_LINE = re.compile(r"[\w.\"-]+[ \t]*=|\[{1,2}[\w.\"-]+\]{1,2}")
CONTINUED = re.compile(r"[ \t]+\S|-[ \t]+\S")
COMMENT = re.compile(r"#+[ \t]*(.*)")

#: The fields, and the lines that are none.
Loaded = tuple[dict[str, Any], list[str]]


def name_of(key: str) -> str:
    """The name of a field as it is compared: `Meta_Description` is `metadescription`."""
    return re.sub(r"[\W_]+", "", key).casefold()


def is_known(key: str) -> bool:
    """Whether a field of this name is known to stand in headers."""
    return name_of(key) in KNOWN


def uncomment(line: str) -> str:
    """A line without the `#` before it."""
    comment = COMMENT.match(line)
    return comment[1] if comment else line


def is_header(fields: object) -> bool:
    """Whether fields are a header's: one is known, or all have names as programs use them."""
    if not isinstance(fields, dict) or not fields or is_deep(fields):
        return False
    keys = [str(key) for key in fields]
    return any(map(is_known, keys)) or all(map(is_plain_name, keys))


def is_deep(value: object) -> bool:
    """Whether lists and mappings stand in one another more often than in any header."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        inner = [row.values() if isinstance(row, dict) else row for row in level]
        level = [
            row
            for rows in inner
            if not isinstance(rows, str) and isinstance(rows, Iterable)
            for row in rows
            if isinstance(row, dict | list)
        ]
        if not level:
            return False
    return True


def is_plain_name(key: str) -> bool:
    """Whether a field is named as programs name them."""
    return re.fullmatch(r"[a-z][a-zA-Z0-9_-]*", key) is not None


def load_yaml(lines: list[str]) -> Loaded | None:
    """YAML as it is written in front matter; nothing where it is none."""
    words = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not words:
        lines = [uncomment(line.lstrip()) for line in lines]
        words = [line for line in lines if line.strip()]
    keys = sum(bool(KEY_LINE.match(line) or CONTINUED.match(line)) for line in words)
    if not words or (not KEY_LINE.match(words[0]) and words[0][:1] not in "\"'{"):
        return None
    try:
        fields, left = load_mapping("\n".join(lines)), list[str]()
    except Broken:
        if keys * 2 < len(words):
            return None
        fields, left = load_lines(lines)
    return (fields, left) if is_header(fields) else None


def load_toml(lines: list[str]) -> Loaded | None:
    """TOML, or its lines that are `name = value`."""
    try:
        fields = tomllib.loads("\n".join(lines))
        return None if is_deep(fields) else (fields, [])
    except (tomllib.TOMLDecodeError, RecursionError):
        return _load_equations(lines)


def _load_equations(lines: list[str]) -> Loaded | None:
    """Broken TOML, line by line."""
    fields: dict[str, Any] = {}
    left = []
    for line in filter(str.strip, lines):
        try:
            fields |= tomllib.loads(line)
        except (tomllib.TOMLDecodeError, RecursionError):
            key, sign, value = line.partition("=")
            if sign and TOML_LINE.match(line):
                fields[key.strip()] = value.strip().strip("\"'")
            else:
                left.append(line)
    return (fields, left) if is_header(fields) and len(left) <= len(fields) else None


def load_pairs(lines: list[str]) -> Loaded | None:
    """JSON without its braces."""
    try:
        fields = json.loads("{" + "\n".join(lines).strip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        return load_yaml([line.strip().rstrip(",") for line in lines])
    return (fields, []) if is_header(fields) else None
