"""The lists of a Word file: which paragraph is an item of which, and its number."""

from dataclasses import dataclass, field

from lxml import etree

from articles.importing.readers.docx.styles import W, value_of

MAX_LEVEL = 8  # from 0
INDEXES = frozenset("012345678")
MAX_LINKS = 5  # lists that refer to styles of lists that refer to lists


@dataclass(frozen=True)
class Level:
    """How the items of one level are marked: a number from `start`, a bullet, or not at all."""

    style: str
    start: int


@dataclass
class Numbering:
    """The lists of a file by their id, and how far each is counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, number: etree._Element) -> tuple[int, str]:
        """The level from 1 and the mark of the next item; level 0 where it is no item."""
        key, level = value_of(number.find(f"{W}numId")), number_in(number.find(f"{W}ilvl"))
        level = min(level, MAX_LEVEL)
        found = self.levels.get(key, {}).get(level)
        if found is None or found.style == "none":
            return 0, ""
        if found.style == "bullet":
            return level + 1, "•"
        count = self.counts.get((key, level), found.start - 1) + 1
        self.counts[key, level] = count
        for deeper in range(level + 1, MAX_LEVEL + 1):
            self.counts.pop((key, deeper), None)
        return level + 1, f"{count}."


def number_in(element: etree._Element | None, otherwise: int = 0) -> int:
    """The number that an element gives in its value."""
    value = value_of(element)
    return int(value[:6]) if value.isascii() and value.isdecimal() else otherwise


def read_numbering(root: etree._Element | None, sheet: etree._Element | None) -> Numbering:
    """The lists of a file; `sheet` holds the styles that lists may be named by."""
    if root is None:
        return Numbering()
    kinds = {row.get(f"{W}abstractNumId"): row for row in root.iter(f"{W}abstractNum")}
    used = {row.get(f"{W}numId"): row for row in root.iter(f"{W}num")}
    styles = {
        row.get(f"{W}styleId"): value_of(row.find(f"{W}pPr/{W}numPr/{W}numId"))
        for row in (sheet.iter(f"{W}style") if sheet is not None else ())
        if row.get(f"{W}type") == "numbering"
    }

    def find(key: str | None) -> etree._Element | None:
        for _ in range(MAX_LINKS):
            row = used.get(key)
            kind = kinds.get(value_of(row.find(f"{W}abstractNumId"))) if row is not None else None
            link = kind.find(f"{W}numStyleLink") if kind is not None else None
            if link is None:
                return kind
            key = styles.get(value_of(link))
        return None

    return Numbering({key or "": _levels(find(key), row) for key, row in used.items()})


def _levels(kind: etree._Element | None, used: etree._Element) -> dict[int, Level]:
    """The levels of a list, with what the place that uses it changes about them."""
    rows = [*kind.iter(f"{W}lvl")] if kind is not None else []
    rows.sort(key=lambda row: row.get(f"{W}ilvl") in INDEXES)  # one without is the first, if none
    levels = {
        _index(row): Level(
            value_of(row.find(f"{W}numFmt")) or "decimal", number_in(row.find(f"{W}start"), 1)
        )
        for row in [*rows, *used.iter(f"{W}lvl")]
    }
    for row in used.iter(f"{W}lvlOverride"):
        at = _index(row)
        if at in levels and (start := row.find(f"{W}startOverride")) is not None:
            levels[at] = Level(levels[at].style, number_in(start, 1))
    return levels


def _index(row: etree._Element) -> int:
    index = row.get(f"{W}ilvl", "0")
    return int(index) if index in INDEXES else 0
