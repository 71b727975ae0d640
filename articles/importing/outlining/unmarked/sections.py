"""Headings of a text without markup, where their form is not that of a title."""

from collections.abc import Callable
from itertools import pairwise

from articles.importing.outlining.faqs import is_faq_name
from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.bare import is_bare, may_head
from articles.importing.outlining.unmarked.rows import Layout, Part, Row

FAQ, QUESTION, ANSWER = "faq", "question", "answer"
QUESTION_WORDS = 40
#: With fewer headings than this, and more words, a weaker form may be that of the headings.
FEWEST_HEADINGS, FEWEST_WORDS = 2, 60
WEAK_WORDS = 12
#: Blank lines tell headings if no more than this share of what has them is long.
FEW_OTHERS = 0.1
#: Where lines have fewer words than this, a question is one of many lines.
CHATTY = 15


def tell_faq(rows: list[Row]) -> None:
    """Make headings of the questions that follow a heading such as "FAQ", and of that one."""
    place = 0
    while place < len(rows):
        if _is_faq_heading(rows[place]) and place + 1 < len(rows):
            rows[place].part, rows[place].style = Part.HEADING, FAQ
            place = _tell_questions_of(rows, place + 1)
        else:
            place += 1


def _is_faq_heading(row: Row) -> bool:
    return (
        row.part in (Part.TEXT, Part.HEADING)
        and row.words <= WEAK_WORDS
        and is_faq_name(row.text)
        and row.ending in ("", ":", "?")
    )


def _tell_questions_of(rows: list[Row], place: int) -> int:
    """Go on to the end of the questions; returns where that is."""
    while place < len(rows):
        row = rows[place]
        if _asks(row) and place + 1 < len(rows):
            row.part, row.style = Part.HEADING, QUESTION
        elif row.part == Part.TEXT and _answers(rows, place):
            row.style = ANSWER
        elif row.part == Part.HEADING or is_bare(rows, place):
            return place
        place += 1
    return place


def _asks(row: Row) -> bool:
    return (
        row.part in (Part.TEXT, Part.HEADING)
        and row.ending == "?"
        and row.words <= QUESTION_WORDS
        and row.sentences <= 2
        and row.text[:2] not in ("Q:", "Q.")
    )


def _answers(rows: list[Row], place: int) -> bool:
    """Whether a row is a question's whole answer."""
    after_question = rows[place - 1].style == QUESTION
    return after_question and (place + 1 == len(rows) or _asks(rows[place + 1]))


def tell_questions(rows: list[Row], layout: Layout) -> None:
    """Make headings of questions that have a section's place."""
    asking = [place for place in range(len(rows) - 1) if _may_ask(rows, place)]
    needs_case = layout.is_broken or layout.words < CHATTY
    for place in asking:
        row = rows[place]
        is_free = not needs_case and place > 0 and row.words <= WEAK_WORDS
        ties = row.sentences > 1 or names.GOING_ON.match(row.text)
        if layout.is_titled(row) or row.is_bold or (is_free and (len(asking) > 2 or not ties)):
            row.part = Part.HEADING


def _may_ask(rows: list[Row], place: int) -> bool:
    row, after = rows[place], rows[place + 1]
    return (
        row.ending == "?"
        and row.words > 2
        and row.sentences <= 2
        and may_head(row)
        and after.ending != "?"
        and (after.part != Part.TEXT or after.words > row.words or after.words > 12)
        and not (place and rows[place - 1].ending == ":")
    )


def tell_spaced(rows: list[Row]) -> None:
    """Make headings of short rows with just the blank lines around them that headings have."""
    by_space: dict[tuple[int, int], list[Row]] = {}
    for row, after in pairwise(rows):
        may_tell = row.part in (Part.TEXT, Part.HEADING) and after.part != Part.ITEM
        if may_tell and row.style != QUESTION:
            by_space.setdefault((min(row.gap, 2), min(after.gap, 2)), []).append(row)
    for (gap, _), alike in by_space.items():
        headings = [row for row in alike if row.part == Part.HEADING]
        others = [row for row in alike if row.part == Part.TEXT and may_head(row)]
        rest = len(alike) - len(headings) - len(others)
        # Two blank lines tell more than one.
        is_sure = len(headings) > max(1, len(others) * (1 if gap > 1 else 2))
        if is_sure and rest <= FEW_OTHERS * len(alike):
            for row in others:
                row.part = Part.HEADING


def tell_weak(rows: list[Row], layout: Layout) -> None:
    """Where a document has no headings of the usual form, look for a weaker one that recurs."""
    headings = [row for row in rows if row.part == Part.HEADING]
    if len(headings) >= FEWEST_HEADINGS or sum(row.words for row in rows) < FEWEST_WORDS:
        return
    forms: tuple[Callable[[list[Row], int], bool], ...] = (_labels, _states)
    for form in forms:
        found = [place for place in range(len(rows) - 1) if form(rows, place)]
        is_apart = all(after - before > 1 for before, after in pairwise(found))
        if len(found) > 1 and is_apart and not layout.is_broken:
            for place in found:
                rows[place].part = Part.HEADING
            return


def _labels(rows: list[Row], place: int) -> bool:
    """Whether a row is a label: a few words and a colon."""
    row, after = rows[place], rows[place + 1]
    follows = place == 0 or rows[place - 1].ending != ":"
    is_label = row.ending == ":" and row.words <= 8 and row.sentences == 1
    return is_label and may_head(row) and follows and not forms.is_quoted(after.text)


def _states(rows: list[Row], place: int) -> bool:
    """Whether a row is one short sentence before a much longer one."""
    row, after = rows[place], rows[place + 1]
    return (
        row.ending in (".", "!")
        and row.words <= WEAK_WORDS
        and row.sentences == 1
        and may_head(row)
        and after.part == Part.TEXT
        and after.words >= max(25, 3 * row.words)
        and (place == 0 or row.gap > 0)
    )
