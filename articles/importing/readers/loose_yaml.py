"""YAML as people write it in front matter: every value is text, and what is broken is mended.

Aliases are refused, and so is depth: a few lines of either could fill the memory.
"""

import json
import re
from typing import Any

import yaml

MAX_DEPTH = 20

#: libyaml is ten times as fast, where PyYAML was built with it.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

FIELD = re.compile(r"(?P<key>(?:- )?[\w][\w .-]{0,60}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)\Z")
PLAIN_START = re.compile(r"[^\s\"'\[{|>&*!%@`#,?]")
TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
ITEM = re.compile(r"[ \t]*-[ \t]+(?P<item>.*)\Z")
#: A text as a value, which goes on behind ` #` where YAML sees a comment.
WORDY = re.compile(r"title|headline|description|excerpt|summary|tags?\Z|keywords", re.IGNORECASE)
SPECIAL = re.compile(r":[ \t]|[ \t]#|:\Z")


class Broken(ValueError):
    """The text is no mapping in YAML."""


def load_mapping(text: str) -> dict[str, Any]:
    """A mapping, all its values texts, lists and mappings; quotes that lack are put in.

    Raises `Broken`.
    """
    text = re.sub(
        r"^[ \t]*\t[ \t]*", lambda tabs: tabs[0].replace("\t", "  "), text, flags=re.MULTILINE
    )
    lines = [_quote_wordy(line) for line in text.split("\n")]
    try:
        return _load("\n".join(lines))
    except Broken:
        return _load("\n".join(map(_quote, lines)))


def _load(text: str) -> dict[str, Any]:
    try:
        depth = 0
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.AliasEvent):
                raise Broken("An alias.")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise Broken("Nested too deeply.")
        fields = yaml.load(text, Loader=LOADER)  # noqa: S506 - it makes nothing but texts
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise Broken(str(error)) from error
    if not isinstance(fields, dict):
        raise Broken("No mapping.")
    return fields


def _quote_wordy(line: str) -> str:
    """A title or tags with a `#` in it, in quotes."""
    field = FIELD.match(line)
    if not field or not field["value"] or not WORDY.search(field["key"]):
        return line
    value = field["value"].strip()
    is_cut = value.startswith("#") or (PLAIN_START.match(value) and re.search(r"[ \t]#", value))
    return f"{field['key']}: {_in_quotes(value)}" if is_cut else line


def _quote(line: str) -> str:
    """A line whose value YAML would misread, with that in quotes."""
    indent = line[: len(line) - len(line.lstrip())]
    if item := ITEM.match(line):
        mark, value = line[: item.start("item")], item["item"]
        pair = FIELD.match(value)
        if pair and re.fullmatch(r"[a-z]\w*", pair["key"]):
            return f"{mark}{pair['key']}: {_requote(pair['value'] or '')}".rstrip()
        return mark + _requote(value)
    field = FIELD.match(line.lstrip())
    if not field or not field["value"]:
        return line
    return f"{indent}{field['key']}: {_requote(field['value'])}"


def _requote(value: str) -> str:
    value = value.strip()
    quote = value[:1]
    if quote in ("'", '"'):
        inner = value[1:-1] if len(value) > 1 and value.endswith(quote) else value[1:]
        is_right = quote not in inner.replace("''" if quote == "'" else '\\"', "")
        return value if is_right and value.endswith(quote) else _in_quotes(inner)
    if PLAIN_START.match(value) and not SPECIAL.search(value):
        return value
    return value if quote in ("[", "{", "|", ">", "") else _in_quotes(value)


def _in_quotes(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def load_lines(lines: list[str]) -> tuple[dict[str, Any], list[str]]:
    """Fields line by line, each value a text or a list, and the lines that are none of that."""
    fields: dict[str, Any] = {}
    left: list[str] = []
    key = ""
    for line in lines:
        inner = line.strip()
        field, item = FIELD.match(inner), ITEM.match(line)
        if field and not item:
            is_nested = line[:1].isspace() and key and not isinstance(fields[key], list)
            if is_nested and not isinstance(fields[key], str):
                fields[key][field["key"]] = _unquote(field["value"] or "")
            elif is_nested and not fields[key]:
                fields[key] = {field["key"]: _unquote(field["value"] or "")}
            else:
                key = field["key"].strip()
                fields[key] = _unquote(field["value"] or "")
        elif key and item and not isinstance(fields[key], dict):
            _append(fields, key, _unquote(item["item"]))
        elif key and line[:1].isspace() and isinstance(fields[key], str):
            fields[key] = f"{fields[key]} {inner}".strip()
        elif inner and not line.startswith("#"):
            left.append(line)
    return fields, left


def _append(fields: dict[str, Any], key: str, value: str) -> None:
    held = fields[key]
    if isinstance(held, str):
        fields[key] = held = [held] if held else []
    held.append(value)


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] in "\"'" and value.endswith(value[0]):
        return value[1:-1]
    return value
