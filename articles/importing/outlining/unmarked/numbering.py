"""Numbered lines: a list where one directly follows the other, headings where text lies between."""

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from articles.importing.outlining.unmarked.rows import Part, Row

#: A numbered heading is no longer than this; what is longer is an item with its text.
LONGEST = 24


@dataclass
class Sequence:
    """Lines numbered in one style, by their places among the rows."""

    style: str
    places: list[int] = field(default_factory=list)
    next_numbers: tuple[int, ...] = ()


def tell_numbered(rows: list[Row]) -> list[Sequence]:
    """Make items or headings of numbered lines; returns the sequences that are headings."""
    headings = []
    for sequence in find_sequences(rows):
        if len(sequence.places) < 2:
            rows[sequence.places[0]].mark = None  # a date, an amount: a number with no next
        elif _is_list(rows, sequence):
            for place in sequence.places:
                rows[place].part = Part.ITEM
                rows[place].number = _number(rows[place])
        elif _are_headings(rows, sequence):
            headings.append(sequence)
            for place in sequence.places:
                if rows[place].words <= LONGEST * 1.5:
                    rows[place].part = Part.HEADING
                    rows[place].style = f"number {sequence.style}"
    return headings


def find_sequences(rows: list[Row]) -> list[Sequence]:
    """Numbers that count on in one style; a list inside a numbered section is its own."""
    found: list[Sequence] = []
    for place, row in enumerate(rows):
        mark = row.mark
        if not mark or not row.is_numbered or row.part != Part.TEXT:
            continue
        kin = [one for one in found[-20:] if one.style == mark.style]
        open_ones = [one for one in kin if mark.number in one.next_numbers]
        if open_ones:
            sequence = max(open_ones, key=lambda one: one.places[-1])
        else:
            sequence = Sequence(mark.style)
            found.append(sequence)
        is_first = not sequence.places
        before = 0 if is_first else _number(rows[sequence.places[-1]])
        step = 1 if is_first or mark.number > before else -1
        sequence.places.append(place)
        sequence.next_numbers = (
            (mark.number + 1, mark.number - 1)
            if is_first and mark.number > 2
            else (mark.number + step,)
        )
    return found


def _number(row: Row) -> int:
    return row.mark.number if row.mark else 0


def _is_list(rows: list[Row], sequence: Sequence) -> bool:
    pairs = list(pairwise(sequence.places))
    adjacent = sum(_follows(rows, before, after) for before, after in pairs)
    return adjacent > len(pairs) / 2 or (adjacent == len(pairs) / 2 and adjacent > 0)


def _follows(rows: list[Row], before: int, after: int) -> bool:
    """Whether nothing but bullets and lines set in stand between two lines."""
    return all(
        row.is_bullet or row.indent > rows[before].indent for row in rows[before + 1 : after]
    )


def _are_headings(rows: list[Row], sequence: Sequence) -> bool:
    lines = [rows[place] for place in sequence.places]
    is_short = median(row.words for row in lines) <= LONGEST
    return is_short and 2 * sum(row.sentences == 1 for row in lines) >= len(lines)
