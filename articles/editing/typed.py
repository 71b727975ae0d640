"""A frozen form as the fields of its form, and back.

`Typed` is what a browser sends: `{name: [values]}`. What is no number or date stays as it was
typed, so that nothing is lost on the way through.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from taggit.utils import parse_tags

from articles.publishing.content import row_as_it_was

Typed = dict[str, list[str]]
Content = dict[str, Any]

ROW_NAME = re.compile(r"(?P<rows>[a-z]+)-(?P<number>[0-9]{1,4})-(?P<name>\w+)")
SMALL_NUMBER = re.compile(r"[0-9]{1,5}")
NUMBER = re.compile(r"[0-9]{1,18}")
LAST = 32_000
#: As many rows of one kind as are kept; each costs a heading and a text to render.
MAX_ROWS = 500


@dataclass(frozen=True)
class Part:
    """How one field of a frozen form is typed."""

    read: Callable[[list[str]], Any]
    write: Callable[[Any], list[str]]
    #: What is left of a value that was typed wrongly.
    sound: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True)
class Shape:
    """The fields and rows that a frozen form and its form share, by their common names.

    Rows are told apart by their `key`: what is typed as such, or a UUID the form carries along.
    """

    fields: Mapping[str, Part]
    rows: Mapping[str, Mapping[str, Part]] = field(default_factory=dict)
    #: Fields of the working copy that no version holds.
    aside: Mapping[str, Part] = field(default_factory=dict)


def _read_text(values: list[str]) -> str:
    return "".join(values[:1]).replace("\r\n", "\n").strip()


def _read_number(values: list[str]) -> int | str | None:
    text = _read_text(values)
    return (int(text) if NUMBER.fullmatch(text) else text) or None


def _read_date(values: list[str]) -> str | None:
    text = _read_text(values)
    try:
        day = forms.DateField(required=False).clean(text)
    except ValidationError:
        return text
    return day.isoformat() if day else None


def _write_date(value: Any) -> list[str]:
    return [
        formats.localize_input(date.fromisoformat(value)) if is_date(value) else str(value or "")
    ]


def is_date(value: str | None) -> bool:
    """Whether a value is a day as ISO 8601 writes it."""
    try:
        return bool(date.fromisoformat(value or ""))
    except ValueError:
        return False


def _read_keys(values: list[str]) -> list[int]:
    return sorted({int(value) for value in values if NUMBER.fullmatch(value)})


def _write_tags(names: Iterable[str]) -> list[str]:
    quoted = (f'"{name}"' if set(name) & set(', "') else name for name in names)
    return [", ".join(quoted)]


def _write_one(value: Any) -> list[str]:
    return ["" if value is None else str(value)]


TEXT = Part(_read_text, _write_one)
ONE_LINE = Part(lambda values: " ".join(_read_text(values).split()), _write_one)
NUMERAL = Part(_read_number, _write_one, lambda value: value if isinstance(value, int) else None)
DATE = Part(_read_date, _write_date, lambda value: value if is_date(value) else None)
KEYS = Part(_read_keys, lambda keys: [str(key) for key in keys])
TAGS = Part(lambda values: parse_tags(_read_text(values)), _write_tags)


def read(typed: Typed, shape: Shape, form: str) -> Content:
    """The frozen form that was typed into the form of this key. Runs no query."""
    typed = with_keys(typed, shape, form)
    content: Content = {name: part.read(typed.get(name, [])) for name, part in shape.fields.items()}
    return content | {name: _read_rows(typed, name, shape.rows[name]) for name in shape.rows}


def with_keys(typed: Typed, shape: Shape, form: str) -> Typed:
    """The same with a key for each new row, whenever it is read and by whom."""
    keys = {
        f"{rows}-{number}-key": [str(uuid.uuid5(uuid.UUID(form), f"{rows}-{number}"))]
        for rows, parts in shape.rows.items()
        if "key" not in parts
        for number, row in _numbered(typed, rows).items()
        if not any(row.get("key", []))
    }
    return typed | keys


def _read_rows(typed: Typed, rows: str, parts: Mapping[str, Part]) -> list[Content]:
    return [
        _read_row(fields, parts, place)
        for place, fields in enumerate(_rows_in_order(typed, rows), start=1)
        if any(fields.get("id", [])) or any(_read_text(fields.get(name, [])) for name in parts)
    ]


def _numbered(typed: Typed, rows: str) -> dict[int, Typed]:
    """The fields of each row, by its number in the form."""
    numbered: dict[int, Typed] = {}
    for name, values in typed.items():
        match = ROW_NAME.fullmatch(name)
        if match and match["rows"] == rows:
            numbered.setdefault(int(match["number"]), {})[match["name"]] = values
    return numbered


def _rows_in_order(typed: Typed, rows: str) -> list[Typed]:
    """The fields of each row that is to stay, in the order of their positions."""
    numbered = sorted(_numbered(typed, rows).items())
    kept = [row for _, row in numbered if not any(row.get("DELETE", []))]
    return sorted(kept, key=_position)


def has_too_many_rows(typed: Typed, shape: Shape) -> bool:
    """Whether more rows of one kind are to stay than are kept, whatever their numbers."""
    return any(len(_rows_in_order(typed, rows)) > MAX_ROWS for rows in shape.rows)


def is_of_rows(name: str) -> bool:
    """Whether a field belongs to rows or counts them."""
    return bool(ROW_NAME.fullmatch(name)) or name.endswith("_FORMS")


def _position(row: Typed) -> int:
    text = _read_text(row.get("position", []))
    return int(text) if SMALL_NUMBER.fullmatch(text) else LAST


def _read_row(fields: Typed, parts: Mapping[str, Part], place: int) -> Content:
    row = {name: part.read(fields.get(name, [])) for name, part in parts.items()}
    key = _read_text(fields.get("key", [])) or f"source-{place}"
    return row_as_it_was({**row, "key": key})


def presentable(content: Content, shape: Shape) -> Content:
    """The same without what is no number or date, so that it can be rendered."""
    rows = {
        name: [row | _sound(row, parts) for row in content[name]]
        for name, parts in shape.rows.items()
    }
    return content | _sound(content, shape.fields) | rows


def _sound(values: Content, parts: Mapping[str, Part]) -> Content:
    return {name: part.sound(values[name]) for name, part in parts.items() if name in values}


def write(content: Content, shape: Shape, ids: Mapping[str, Mapping[str, int]]) -> Typed:
    """The fields that a form of `content` sends.

    `ids` are the primary keys of the rows that exist, by kind and key; those that `content`
    lacks are marked for deletion.
    """
    typed = {name: part.write(content[name]) for name, part in shape.fields.items()}
    for name, parts in shape.rows.items():
        typed |= _write_rows(name, parts, content[name], ids.get(name, {}))
    return typed


def _write_rows(
    rows: str, parts: Mapping[str, Part], content: list[Content], ids: Mapping[str, int]
) -> Typed:
    fields = [
        {"key": [row["key"]], "position": [str(place)], "id": [str(ids.get(row["key"], ""))]}
        | {name: part.write(row.get(name)) for name, part in parts.items()}
        for place, row in enumerate(content, start=1)
    ]
    gone = ids.keys() - {row["key"] for row in content}
    fields += [{"key": [key], "id": [str(ids[key])], "DELETE": ["on"]} for key in sorted(gone)]
    fields.sort(key=lambda row: not row["id"][0])  # saved rows come first in a form set
    typed = {
        f"{rows}-{number}-{name}": values
        for number, row in enumerate(fields)
        for name, values in row.items()
    }
    return typed | {
        f"{rows}-TOTAL_FORMS": [str(len(fields))],
        f"{rows}-INITIAL_FORMS": [str(sum(1 for row in fields if row["id"][0]))],
    }


def keep_aside(typed: Typed, shape: Shape, subject: Any) -> Typed:
    """Give fields outside the versions today's value where nobody typed another.

    The form carries what they were when it was opened as `initial-…`.
    """
    kept = {}
    for column, part in shape.aside.items():
        name = column.removesuffix("_id")
        if name in typed and not _is_typed(typed, name, part):
            value = getattr(subject, column)
            kept[name] = part.write(value.isoformat() if isinstance(value, date) else value)
    return kept


def aside_typed(typed: Typed, shape: Shape) -> Typed:
    """The fields outside the versions that somebody typed into."""
    parts = {column.removesuffix("_id"): part for column, part in shape.aside.items()}
    return {
        name: typed[name]
        for name, part in parts.items()
        if name in typed and _is_typed(typed, name, part)
    }


def _is_typed(typed: Typed, name: str, part: Part) -> bool:
    # By what it means: a date is typed as the language writes it, and carried along in ISO.
    return part.read(typed[name]) != part.read(typed.get(f"initial-{name}", []))


ARTICLE = Shape(
    fields={
        **dict.fromkeys(("kind", "title", "slug", "dek", "introduction"), TEXT),
        **dict.fromkeys(("search_title", "search_description"), TEXT),
        **dict.fromkeys(("topic", "reviewer", "hero"), NUMERAL),
        "authors": KEYS,
        "reviewed_on": DATE,
        "tags": TAGS,
    },
    rows={
        "sections": {"heading": TEXT, "body": TEXT},
        "faqs": {"question": TEXT, "answer": TEXT},
        "references": {
            **dict.fromkeys(("key", "title", "publisher", "url"), TEXT),
            "year": NUMERAL,
            "accessed_on": DATE,
            "quote": ONE_LINE,
        },
    },
    aside={"owner_id": NUMERAL, "review_due_on": DATE},
)
