"""What changed between two frozen forms, for people: the whole article, in its new order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.publishing.diff3 import once_in_both
from articles.publishing.marking import Passage, mark_list, mark_text, mark_words, show_text
from articles.publishing.merge import PARTS, ROWS, TEXTS, by_key, order_rows

#: The groups of a page and the fields in them, as they are read; rows stand in groups of their
#: own between the first two, and every other field in the last.
OPENING, CLOSING, ABOUT = "Opening", "Closing", "About it"
FIELDS = {OPENING: ("title", "dek", "introduction"), CLOSING: ("closing",)}
PLURALS = {"faqs": "FAQs", "references": "Sources"}
SINGULARS = {"references": "Source"}
ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"


@dataclass(frozen=True)
class Part:
    """One text or value of an item; without a label where it is the only one it can be."""

    label: str
    passages: tuple[Passage, ...]

    @property
    def is_only_space(self) -> bool:
        """Whether no word changed, only the lines between paragraphs."""
        return all(passage.is_same for passage in self.passages)


@dataclass(frozen=True)
class Item:
    """A field or row and what became of it: added, removed, changed or same.

    `place` names it as the form does (“introduction”, “sections:<key>”); `moved` says from where
    to where it went among its like, or nothing. Of what is the same, the parts are its text.
    """

    place: str
    label: str
    state: str
    parts: tuple[Part, ...] = ()
    moved: str = ""

    @property
    def is_same(self) -> bool:
        return self.state == SAME

    @property
    def can_be_put_back(self) -> bool:
        """Whether the older form has it, and other than the newer one."""
        return self.state in (CHANGED, REMOVED)

    @property
    def words(self) -> str:
        """What became of it, in words."""
        state = "" if self.is_same else self.state.capitalize()
        moved = f"Moved: {self.moved}" if self.moved else ""
        return ". ".join(part for part in (state, moved) if part) or "Unchanged"


@dataclass(frozen=True)
class Group:
    label: str
    items: tuple[Item, ...]


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Group]:
    """The article as `new` has it, with everything that leads there from `old` marked.

    Both are JSON as a revision's `content` holds it. What was removed stands where it was, a
    small field that stayed is left out. Runs no query.
    """
    rows = [(_plural(name), list(_compare_rows(name, old, new))) for name in new if name in ROWS]
    first, last, rest = (
        list(_compare_fields(names, old, new))
        for names in (FIELDS[OPENING], FIELDS[CLOSING], _other_fields(new))
    )
    groups = [(OPENING, first), *rows, (CLOSING, last), (ABOUT, rest)]
    return [Group(label, tuple(items)) for label, items in groups if items]


def changes(groups: list[Group]) -> list[Item]:
    """The items that are not as they were, and where they were."""
    return [item for group in groups for item in group.items if not item.is_same or item.moved]


def name_of_row(rows: str, row: dict[str, Any]) -> str:
    """What one row is called: Section “Why”."""
    singular, title = ROWS[rows]
    singular = SINGULARS.get(rows, singular)
    return f"{singular} “{row[title]}”" if row[title] else singular


def name_of_field(name: str) -> str:
    """What a field is called."""
    name = PARTS.get(name, name.replace("_", " "))
    return name[:1].upper() + name[1:]


def _plural(name: str) -> str:
    return PLURALS.get(name, name.capitalize())


def _other_fields(form: dict[str, Any]) -> list[str]:
    named = {name for names in FIELDS.values() for name in names}
    return [name for name in form if name not in named and name not in ROWS]


def _compare_fields(names: Any, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Item]:
    for name in [name for name in names if name in new]:
        was, value = old.get(name), new[name]
        label = name_of_field(name)
        if _is_same(was, value):
            if name in TEXTS and value:
                yield Item(name, label, SAME, (Part("", show_text(value)),))
        else:
            yield Item(name, label, CHANGED, (Part("", _mark(name, was, value)),))


def _compare_rows(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Item]:
    before, after = by_key(old.get(name, [])), by_key(new[name])
    moves = _moves(list(before), list(after))
    for key in order_rows(after, before):
        was, row = before.get(key), after.get(key)
        state = ADDED if was is None else REMOVED if row is None else CHANGED
        parts = tuple(_compare_parts(name, was or {}, row or {}))
        if was and row and not parts:
            state, parts = SAME, tuple(_show_parts(name, row))
        yield Item(
            f"{name}:{key[0]}",
            name_of_row(name, row or was or {}),
            state,
            parts,
            moves.get(key, ""),
        )


def _compare_parts(rows: str, was: dict[str, Any], row: dict[str, Any]) -> Iterator[Part]:
    for part in was | row:
        # The title of a row that came or went stands above it.
        is_told = part == "key" or (part == ROWS[rows][1] and not (was and row))
        if not is_told and not _is_same(was.get(part), row.get(part)):
            yield Part(_label(part), _mark(part, was.get(part), row.get(part)))


def _show_parts(rows: str, row: dict[str, Any]) -> Iterator[Part]:
    for part, value in row.items():
        if value and part not in ("key", ROWS[rows][1]):
            yield Part(_label(part), show_text(_text(value)))


def _label(part: str) -> str:
    return "" if part in TEXTS else name_of_field(part)


def _moves(before: list, after: list) -> dict[Any, str]:
    """Of the rows that are in both, those that others passed by, and from where to where."""
    kept = {before[place] for place, _ in once_in_both(before, after)}
    found = {}
    for place, key in enumerate(after, start=1):
        if key in before and key not in kept:
            was, now = ordinal(before.index(key) + 1), ordinal(place)
            found[key] = f"was {was}, is now {now}" if was != now else "others passed by it"
    return found


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th; 11th, 12th, 13th."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _is_same(was: Any, value: Any) -> bool:
    return was == value or (was in (None, "", []) and value in (None, "", []))


def _mark(name: str, was: Any, value: Any) -> tuple[Passage, ...]:
    if name in TEXTS:
        return mark_text(was or "", value or "")
    if isinstance(was or value, list):
        return (Passage((mark_list(was or [], value or []),)),)
    return (Passage((mark_words(_text(was), _text(value)),)),)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
