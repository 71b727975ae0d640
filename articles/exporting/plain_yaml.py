"""YAML that people can read and that comes back exactly, the same bytes each time.

A text of one line is plain or in single quotes, one of several lines a literal block. What YAML
would fold, drop or take for a line's end is escaped in double quotes.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

#: What stands in a YAML file as it is; no control characters, other line ends, or marks of order.
PRINTABLE = r"[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]"
LINE = re.compile(f"{PRINTABLE}*")
LINES = re.compile(f"{PRINTABLE}*(?:\n{PRINTABLE}*)+")

#: Text that other tools, which follow another version of YAML, take for a number or a yes.
MISTAKABLE = re.compile(r"[\d.+-]|[yn]\Z", re.IGNORECASE)

#: Levels of lists and mappings; ours have four.
MAX_DEPTH = 50

#: libyaml where it is there: it reads the same, twenty times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dumper(yaml.SafeDumper):
    """libyaml writes other bytes, so this is always the one in Python."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if LINE.fullmatch(text):
        style = "'" if MISTAKABLE.match(text) else None
    else:
        style = "|" if LINES.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump(value: dict[str, Any] | list[dict[str, Any]]) -> str:
    """A mapping, or a list of them, in their own order."""
    value = [tell(row) for row in value] if isinstance(value, list) else tell(value)
    return yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=False,
    )


def tell(row: dict[str, Any]) -> dict[str, Any]:
    """What there is to say of a row: without the columns that hold nothing at all."""
    return {name: value for name, value in row.items() if value is not None}


def load(text: str) -> Any:
    """The inverse of `dump`. Raises `yaml.YAMLError` and never makes an object of a class."""
    depth = 0
    # libyaml calls itself for each level, and ends the process where there are too many.
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise yaml.YAMLError(f"More than {MAX_DEPTH} levels")
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader)


def split_rows(lines: Iterable[str]) -> Iterator[str]:
    """The items of a list as `dump` writes it, each by itself: what they hold is indented."""
    item: list[str] = []
    for line in lines:
        if line.startswith("- ") and item:
            yield "".join(item)
            item = []
        item.append(line)
    if item:
        yield "".join(item)
