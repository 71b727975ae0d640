"""An export of Ghost (one JSON file, versions 0 to 6) split into its posts and pages."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from articles.importing.document import Format, Refused, Source
from articles.importing.readers import limits
from articles.importing.readers.containers.shelf import Shelf

Row = dict[str, Any]
#: What an export writes instead of the site's address.
SITE = "__GHOST_URL__"
BODIES = ("lexical", "mobiledoc", "html", "plaintext", "markdown")


def split_ghost(name: str, tables: Row, shelf: Shelf) -> Iterator[Source | Refused]:
    """The posts and pages of an export, each with its tags, authors and pictures."""
    tags = _linked(tables, "posts_tags", "tag_id", _by_id(tables, "tags"))
    authors = _linked(tables, "posts_authors", "author_id", _by_id(tables, "users"))
    meta = {str(row.get("post_id")): row for row in _rows(tables, "posts_meta")}
    users = _by_id(tables, "users")
    for number, post in enumerate(_rows(tables, "posts"), start=1):
        identity = str(post.get("id"))
        row = {
            "post": post,
            "meta": meta.get(identity, {}),
            "tags": tags[identity] or _own(post, "tags"),
            "authors": authors[identity]
            or _own(post, "authors")
            or [users.get(str(post.get("author_id")), {})],
        }
        yield _one(name, number, row, shelf)


def _one(name: str, number: int, row: Row, shelf: Shelf) -> Source | Refused:
    post = row["post"]
    label = str(post.get("title") or post.get("slug") or f"post {number}")
    try:
        data = json.dumps(row).replace(SITE, "").encode()
    except RecursionError:
        return Refused(f"{name}: {label}", f"“{label}” is nested too deeply to be read.")
    if len(data) > limits.MAX_POST:
        size = limits.MAX_POST // 1_000_000
        return Refused(f"{name}: {label}", f"“{label}” is larger than {size} MB.")
    bodies = [str(post[body]) for body in BODIES if post.get(body)]
    if not bodies:
        why = f"“{label}” has no text, so it was left out."
        return Refused(f"{name}: {label}", why, is_failure=False)
    identity = post.get("uuid") or post.get("id") or post.get("slug") or f"post {number}"
    hero = str(post.get("feature_image") or post.get("image") or "")
    shown = "\n".join([*bodies, hero]).replace(SITE, "")
    return Source(
        f"{name}: {label}",
        f"ghost:{identity}",
        Format.GHOST,
        data,
        shelf.pictures_of(shown, ""),
    )


def _rows(tables: Row, table: str) -> list[Row]:
    rows = tables.get(table)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _by_id(tables: Row, table: str) -> dict[str, Row]:
    return {str(row.get("id")): row for row in _rows(tables, table)}


def _own(post: Row, field: str) -> list[Row]:
    """What a post of Ghost's API holds itself."""
    return _rows(post, field)


def _linked(
    tables: Row, table: str, field: str, found: dict[str, Row]
) -> defaultdict[str, list[Row]]:
    """Rows of another table by the post they belong to, in the post's order."""
    links = sorted(_rows(tables, table), key=lambda row: _order(row.get("sort_order")))
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for link in links:
        if row := found.get(str(link.get(field))):
            rows[str(link.get("post_id"))].append(row)
    return rows


def _order(value: object) -> int:
    return value if isinstance(value, int) else 0
