"""Levels of headings whose look does not tell: from numbers, capitals, blank lines, names."""

from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.numbering import Sequence
from articles.importing.outlining.unmarked.rows import Part, Row
from articles.importing.outlining.unmarked.sections import FAQ, QUESTION

TOP, BELOW = 2, 3


def set_levels(rows: list[Row], sequences: list[Sequence]) -> None:
    """Give each heading a level: 2 where nothing tells."""
    places = [place for place, row in enumerate(rows) if row.part == Part.HEADING]
    for place in places:
        rows[place].level = BELOW if rows[place].style == QUESTION else TOP
    places = [place for place in places if rows[place].style != QUESTION]
    by_style = _by_look(rows, places) or _by_numbers(rows, places, sequences)
    top_from = _last_faq(rows, places)
    for place in by_style:
        if place < top_from and not names.CLOSE.match(rows[place].text):
            rows[place].level = BELOW
    for place in places:
        if rows[place].style == FAQ:
            rows[place].level = TOP


def _last_faq(rows: list[Row], places: list[int]) -> int:
    """Where the questions begin: what comes after them closes the article."""
    return max((place for place in places if rows[place].style == FAQ), default=len(rows))


def _by_look(rows: list[Row], places: list[int]) -> list[int]:
    """The headings that are less loud, or closer to the text before, than the first is."""
    for look in (_is_shouted, _is_far):
        loud = [place for place in places if look(rows[place])]
        if len(loud) > 1 and loud[0] == places[0] and len(loud) < len(places):
            return [place for place in places if place not in loud]
    return []


def _is_shouted(row: Row) -> bool:
    return forms.is_shouted(row.text)


def _is_far(row: Row) -> bool:
    return row.gap > 1


def _by_numbers(rows: list[Row], places: list[int], sequences: list[Sequence]) -> list[int]:
    """Numbered headings under a plain one, or plain ones between numbers that head the whole."""
    below: list[int] = []
    numbered = {place for sequence in sequences for place in sequence.places}
    plain = [place for place in places if place not in numbered]
    for sequence in sequences:
        first, last = sequence.places[0], sequence.places[-1]
        between = [place for place in plain if first < place < last]
        is_whole = 2 * len(sequence.places) >= len(places)
        if between:
            below += [place for place in plain if place > first]
        elif any(place < first for place in plain) and not is_whole:
            below += sequence.places
    return below
