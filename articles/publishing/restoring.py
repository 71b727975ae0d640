"""One part of an older version put back into a frozen form; the rest of it stays."""

from typing import Any

from articles.publishing.compare import name_of_field, name_of_row
from articles.publishing.merge import ROWS, by_key, order_rows

#: Letters of a row's title in a note, which holds 200.
MAX_TITLE = 80


class NoSuchPart(Exception):
    """The older version has no field or row of this name."""


def put_back(content: dict[str, Any], old: dict[str, Any], part: str) -> dict[str, Any]:
    """`content` with one field (“introduction”) or row (“sections:<key>”) as `old` has it.

    A row that is still there keeps its place; one that was removed stands again behind the row
    it stood behind. Runs no query. Raises `NoSuchPart`.
    """
    found = _find(old, part)
    rows, _, key = part.partition(":")
    value = _put_row(content.get(rows, []), old[rows], key) if key else found
    content = content | {rows: value}
    # A page has no topic, whichever of the two came back.
    return content | ({"topic": None} if content.get("kind") == "page" else {})


def _put_row(rows: list[dict], old: list[dict], key: str) -> list[dict]:
    now, then = by_key(rows), by_key(old)
    place = (key, 0)
    known = {other: row for other, row in then.items() if other in now or other == place}
    now_and_then = now | {place: then[place]}
    return [now_and_then[other] for other in order_rows(now, known)]


def name_part(old: dict[str, Any], part: str) -> str:
    """What a part is called in a note: Section “Why”. Raises `NoSuchPart`."""
    found = _find(old, part)
    rows, _, key = part.partition(":")
    if not key:
        return name_of_field(part)
    title = ROWS[rows][1]
    return name_of_row(rows, found | {title: found[title][:MAX_TITLE]})


def _find(old: dict[str, Any], part: str) -> Any:
    """The value of a field, or the row, in the older version."""
    rows, _, key = part.partition(":")
    is_known = rows in old and (rows in ROWS) == bool(key)
    if not is_known or (key and (key, 0) not in by_key(old[rows])):
        raise NoSuchPart(part)
    return by_key(old[rows])[key, 0] if key else old[rows]
