"""Words as they were meant, found by a word that is a letter off.

Those of titles and headings are known, and those that texts of at least two pages share: what a
single text holds may be mistyped itself.

Each known word is kept under itself and under itself without each of its letters. Whatever shares
such a form with a mistyped word (a letter more, fewer, other or swapped) is looked up by it: one
query, however many words there are.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from django.db.models import F

from articles.models import Spelling

#: What is learned and mended; shorter words are too like each other.
WORD = re.compile(r"[^\W\d_]{4,40}")
MAX_CANDIDATES = 300
BATCH = 1_000


def words_in(text: str) -> set[str]:
    """The words of a text that are worth knowing, in lower case."""
    return {word.lower() for word in WORD.findall(text)}


def learn(words: Iterable[str]) -> None:
    """Know these words from now on. Two queries a thousand; one if all are known."""
    for new in unknown(words):
        forms = [Spelling(form=form, word=word) for word in new for form in _forms(word)]
        Spelling.objects.bulk_create(forms, ignore_conflicts=True)


def unknown(words: Iterable[str]) -> Iterator[set[str]]:
    """Those of the words that are not known yet, some at a time. One query a thousand."""
    rest = iter(words)
    while some := set(islice(rest, BATCH)):
        rows = Spelling.objects.filter(form__in=some, word=F("form"))
        yield some - set(rows.values_list("word", flat=True))


def count_known() -> int:
    """How many words are known. One query."""
    return Spelling.objects.filter(form=F("word")).count()


def forget_all_but(words: set[str]) -> None:
    """Know none but these words any more. One query, and one a thousand forms to forget."""
    rows = Spelling.objects.values_list("pk", "word")
    over = iter([key for key, word in rows.iterator(BATCH) if word not in words])
    while some := list(islice(over, BATCH)):
        Spelling.objects.filter(pk__in=some).delete()


def likely(word: str) -> list[str]:
    """The known words that `word` may have been meant to be, the likeliest first. One query."""
    if not WORD.fullmatch(word):
        return []
    rows = Spelling.objects.filter(form__in=_forms(word)).values_list("word", flat=True)
    found = set(rows[:MAX_CANDIDATES]) - {word}
    return sorted(found, key=lambda row: (-SequenceMatcher(None, word, row).ratio(), row))


def meant(words: Iterable[str], limit: int) -> list[str]:
    """Known words that any of these is, or may have been meant to be. One query."""
    forms = {form for word in words if WORD.fullmatch(word) for form in _forms(word)}
    rows = Spelling.objects.filter(form__in=forms).order_by("word")
    return list(rows.values_list("word", flat=True).distinct()[:limit])


def _forms(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
