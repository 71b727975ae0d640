"""Lists of a text without markup: with bullets, after a colon, of labels that run in."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.marks import MarkKind
from articles.importing.outlining.unmarked.rows import Layout, Part, Row

LABEL = re.compile(r"([^:：.!?]{2,60})[:：]\s*(?=\S)")
QUESTION_LABEL = re.compile(
    r"[QAFRPВО]\s*\d{0,2}[.:：)]|(?:question|answer|frage|antwort)\b", re.IGNORECASE
)
SENTENCE_LABEL = re.compile(r"([^.!?]{2,60})[.!][”\"]?\s+(?=[^\W\d_a-z]|[“\"‘«(])")
#: How long items without bullets are at most, in words, and how many labels stand in a row.
ITEM, SENTENCE_ITEM, RUN_IN_ITEM, SENTENCE_RUN_IN = 24, 12, 45, 30
LABEL_WORDS = 6
#: No reader follows lists further down.
DEEPEST = 3
MOST_SENTENCES = 8


def tell_lists(rows: list[Row], layout: Layout) -> None:
    """Make items of the rows that form lists."""
    _tell_bullets(rows)
    _tell_signs(rows)
    _tell_contents(rows)
    _tell_run_ins(rows, _has_label, 3 if layout.is_spaced else 2)
    if not (layout.is_broken or layout.is_spaced):
        _tell_run_ins(rows, _has_sentence_label, 3)
    _tell_lead_ins(rows)


def _tell_bullets(rows: list[Row]) -> None:
    indents: list[int] = []
    below_number = False
    for place, row in enumerate(rows):
        if not row.is_bullet or row.part != Part.TEXT:
            indents, below_number = [], row.number > 0
            continue
        if row.mark and row.mark.style in "–—→·" and not _has_kin(rows, place):
            continue
        while indents and row.indent < indents[-1]:
            indents.pop()
        if not indents or row.indent > indents[-1] + 1:
            indents.append(row.indent)
        row.part = Part.ITEM
        row.depth = min(len(indents) - 1 + below_number, DEEPEST)


def _has_kin(rows: list[Row], place: int) -> bool:
    """Whether the row before or after has the same bullet; a dash alone is no list."""
    style = rows[place].mark
    near = [rows[one] for one in (place - 1, place + 1) if 0 <= one < len(rows)]
    return any(one.mark and style and one.mark.style == style.style for one in near)


def _tell_signs(rows: list[Row]) -> None:
    """Emoji as bullets: two alike in a row, or three of any kind with no line between them."""
    for run in _runs(rows, _is_signed):
        alike = [list(group) for _, group in groupby(run, key=lambda place: _style(rows[place]))]
        is_mixed = len(alike) == len(run) > 2 and not any(rows[place].gap for place in run[1:])
        lists = [run] if is_mixed else alike
        for group in lists:
            for place in group if len(group) > 1 else ():
                rows[place].part = Part.ITEM


def _style(row: Row) -> str:
    return row.mark.style if row.mark else ""


def _is_signed(row: Row) -> bool:
    is_signed = row.mark is not None and row.mark.kind == MarkKind.SIGN
    return is_signed and row.ending != ":" and not forms.is_pointer(row.text)


def _tell_contents(rows: list[Row]) -> None:
    """A table of contents: lines that all come again below."""
    last = {row.text.casefold(): place for place, row in enumerate(rows)}
    again = [last[row.text.casefold()] > place for place, row in enumerate(rows)]
    for place, row in enumerate(rows):
        if row.part == Part.TEXT and names.CONTENTS.match(row.text):
            for one in range(place + 1, len(rows)):
                if not again[one] or rows[one].part == Part.OTHER or rows[one].words > ITEM:
                    break
                rows[one].part = Part.ITEM


def _tell_lead_ins(rows: list[Row]) -> None:
    """What follows a line that ends in a colon, where it is of one shape."""
    for place, row in enumerate(rows[:-2]):
        if row.part not in (Part.TEXT, Part.ITEM) or row.ending != ":":
            continue
        items = _quoted_after(rows, place) or _sentences_after(rows, place)
        for item in items:
            item.part = Part.ITEM
            item.depth = row.depth + 1 if row.part == Part.ITEM else 0


def _quoted_after(rows: list[Row], place: int) -> list[Row]:
    items = _take(rows[place + 1 :], lambda row: forms.is_quoted(row.text) and row.words <= 40)
    return items if len(items) > 1 else []


def _sentences_after(rows: list[Row], place: int) -> list[Row]:
    """Short sentences, up to the first that is longer or looks back."""
    items = _take(rows[place + 1 :], _is_sentence_item)
    return items if 1 < len(items) <= MOST_SENTENCES else []


def _is_sentence_item(row: Row) -> bool:
    return (
        row.ending in (".", "!", "?")
        and not row.mark
        and row.words <= SENTENCE_ITEM
        and row.sentences == 1
        and not names.LOOKING_BACK.match(row.text)
        and not forms.is_pointer(row.text)
    )


def _tell_run_ins(rows: list[Row], is_kin: Callable[[Row], bool], fewest: int) -> None:
    for run in _runs(rows, is_kin):
        if len(run) >= fewest:
            for place in run:
                rows[place].part = Part.ITEM


def _has_label(row: Row) -> bool:
    """Whether a row is "Label: and what of it"."""
    found = LABEL.match(row.text)
    return (
        found is not None
        and not row.mark
        and forms.count_words(found[1]) <= LABEL_WORDS
        and row.ending != ":"
        and row.words <= RUN_IN_ITEM
        and not forms.starts_small(row.text)
        and not QUESTION_LABEL.match(row.text)
        and not names.AWAY.match(row.text)
    )


def _has_sentence_label(row: Row) -> bool:
    """Whether a row is "A short label. And what of it."."""
    found = SENTENCE_LABEL.match(row.text)
    return (
        found is not None
        and not row.mark
        and forms.count_words(found[1]) <= LABEL_WORDS
        and row.words <= SENTENCE_RUN_IN
    )


def _runs(rows: list[Row], is_kin: Callable[[Row], bool]) -> list[list[int]]:
    runs: list[list[int]] = []
    for place, row in enumerate(rows):
        if row.part == Part.TEXT and is_kin(row):
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
    return runs


def _take(rows: Iterable[Row], is_kin: Callable[[Row], bool]) -> list[Row]:
    taken = []
    for row in rows:
        if row.part != Part.TEXT or not is_kin(row):
            break
        taken.append(row)
    return taken
