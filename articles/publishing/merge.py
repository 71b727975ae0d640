"""Two people changed one article: what either did holds, and where they clash both texts stay.

Three-way, over frozen forms. Rows are told apart by their key; texts are merged by `diff3`.
"""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import Any, Self

from articles.publishing import diff3
from articles.publishing.content import LATER_FIELDS, row_as_it_was

#: What one row is called, and the part that names it.
ROWS = {
    "sections": ("Section", "heading"),
    "faqs": ("FAQ", "question"),
    "references": ("Reference", "title"),
    "chapters": ("Chapter", "title"),
}
#: Merged by paragraph; any other string is one value.
TEXTS = {"introduction", "closing", "body", "answer"}
PARTS = {
    "hero": "hero photo",
    "url": "address",
    "accessed_on": "accessed",
    "quote": "quoted passage",
}

Found = list[tuple[str, Any, Any]]  # what clashes in one row: the field, mine, theirs


@dataclass(frozen=True)
class Clash:
    """What two people made of one passage, one value or one row.

    `rows` and `key` are "" for a field of the article itself; `field` is "" where one removed
    the row that the other changed. What one removed is "" on that side.
    """

    rows: str
    key: str
    field: str
    label: str
    mine: str | int | None
    theirs: str | int | None

    def to_json(self) -> dict[str, Any]:
        """The clash as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(**data)


@dataclass(frozen=True)
class Merged:
    """A frozen form that holds what both did, and where in it they clash."""

    content: dict[str, Any]
    clashes: tuple[Clash, ...]


def merge(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> Merged:
    """What `base` is after one person made it `mine` and another `theirs`.

    All are JSON as a revision's `content` holds it. Where they clash, a text holds both
    passages, mine first; a value is mine; a row that one removed stays. Runs no query.
    """
    if base in (mine, theirs):
        return Merged(_pick(base, mine, theirs), ())
    content, found = _merge_fields(base, mine, theirs)
    if content.get("kind") == "page":  # which has no topic, whoever gave it one
        content["topic"] = None
        found = [clash for clash in found if clash[0] != "topic"]
    clashes = [_clash("", {}, *clash) for clash in found]
    for name in [name for name in theirs if name in ROWS]:
        content[name], in_rows = _merge_rows(name, base.get(name, []), mine[name], theirs[name])
        clashes += in_rows
    return Merged(content, tuple(clashes))


def settle(value: Any, clash: Clash, choice: str) -> Any:
    """The merged `value` of a field with "mine" or "theirs"; "both" leaves it as it is.

    In a text only the clashing block changes; ValueError if it is no longer there.
    """
    if clash.field in TEXTS:
        return diff3.settle(value, str(clash.mine), str(clash.theirs), choice)
    return {"mine": clash.mine, "theirs": clash.theirs, "both": value}[choice]


def settle_in(content: dict[str, Any], clash: Clash, choice: str) -> dict[str, Any]:
    """The merged form with one clash settled, also one about a whole row."""
    if not clash.rows:
        return content | {clash.field: settle(content[clash.field], clash, choice)}
    rows = [
        _settle_row(row, clash, choice) if row["key"] == clash.key else row
        for row in content[clash.rows]
    ]
    return content | {clash.rows: [row for row in rows if row]}


def _settle_row(row: dict, clash: Clash, choice: str) -> dict | None:
    if not clash.field:
        return row if choice == "both" or getattr(clash, choice) else None
    was = row.get(clash.field, "") if clash.field in LATER_FIELDS else row[clash.field]
    value = settle(was, clash, choice)
    is_article = clash.field == "article" and value
    gone = {"title": "", "body": ""} if is_article else {}
    return row_as_it_was(row | gone | {clash.field: value})


def _pick(base: Any, mine: Any, theirs: Any) -> Any:
    return theirs if mine == base else mine


def _merge_fields(base: dict, mine: dict, theirs: dict) -> tuple[dict, Found]:
    merged: dict[str, Any] = {}
    found: Found = []
    later = [name for name in mine if name in LATER_FIELDS and name not in theirs]
    for name in [name for name in (*theirs, *later) if name not in ROWS]:
        ours, other = _value(mine, name), _value(theirs, name)
        # Of a row that both added, what one left empty is the other's.
        was = base.get(name, ours and other and None)
        if was in (ours, other) or ours == other:
            merged[name] = _pick(was, ours, other)
        elif isinstance(ours, list):
            merged[name] = _merge_list(was or [], ours, other)
        elif name in TEXTS:
            merged[name], passages = diff3.merge(was or "", ours, other)
            found += [(name, *pair) for pair in passages]
        else:
            merged[name] = ours
            found.append((name, ours, other))
    return merged, found


def _value(form: dict, name: str) -> Any:
    return form.get(name, "") if name in LATER_FIELDS else form[name]


def _merge_list(base: list, mine: list, theirs: list) -> list:
    removed = set(base) - (set(mine) & set(theirs))
    merged = [item for item in dict.fromkeys(theirs + mine) if item not in removed]
    # Sorted where both are, as a snapshot is: the same choices have the same digest.
    return sorted(merged) if all(some == sorted(some) for some in (mine, theirs)) else merged


def _merge_rows(name: str, *forms: list[dict]) -> tuple[list[dict], list[Clash]]:
    base, mine, theirs = map(by_key, forms)
    rows, clashes = [], []
    for key in order_rows(mine, theirs) if _is_reordered(base, mine) else order_rows(theirs, mine):
        row, found = _merge_row(base.get(key), mine.get(key), theirs.get(key))
        if row:
            rows.append(row)
            clashes += [_clash(name, row, *clash) for clash in found]
    return rows, clashes


def by_key(rows: list[dict]) -> dict[tuple[str, int], dict]:
    """By key, and by how many of that key came before: a doubled key hides no row."""
    seen: Counter[str] = Counter()
    found = {}
    for row in rows:
        found[row["key"], seen[row["key"]]] = row
        seen[row["key"]] += 1
    return found


def _is_reordered(base: dict, now: dict) -> bool:
    return [key for key in base if key in now] != [key for key in now if key in base]


def order_rows(main: dict, other: dict) -> list:
    """The keys of `main`, with those that only `other` has after the one they follow there."""
    followers = defaultdict(list)
    leader = None
    for key in other:
        if key in main:
            leader = key
        else:
            followers[leader].append(key)
    return followers[None] + [key for first in main for key in (first, *followers[first])]


def _merge_row(base: Any, mine: Any, theirs: Any) -> tuple[dict | None, Found]:
    """The row, and what clashes in it; a row that is not there is None."""
    if base in (mine, theirs) or mine == theirs:
        return _pick(base, mine, theirs), []
    if mine is None or theirs is None:
        return mine or theirs, [("", _words(mine), _words(theirs))]
    articles = mine.get("article"), theirs.get("article")
    if any(articles) and not all(articles):
        # A chapter is an article or a text, never both: the text stays.
        return theirs if articles[0] else mine, [("article", *articles)]
    row, found = _merge_fields(base or {}, mine, theirs)
    return row_as_it_was(row), found


def _words(row: dict | None) -> str:
    parts = (row or {}).items()
    return "\n\n".join(str(value) for name, value in parts if name != "key" and value)


def _clash(rows: str, row: dict, name: str, mine: Any, theirs: Any) -> Clash:
    part = PARTS.get(name, name.replace("_", " "))
    if not rows:
        return Clash("", "", name, part.capitalize(), mine, theirs)
    singular, title = ROWS[rows]
    which = f"{singular} “{row[title]}”" if row[title] else singular
    label = f"{which}: {part}" if name else f"{which} was removed by one and changed by the other"
    return Clash(rows, row["key"], name, label, mine, theirs)
