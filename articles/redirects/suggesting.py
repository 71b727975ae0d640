"""What readers may have been looking for at an address that is not there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.search.asking import MAX_WORDS
from articles.search.finding import resembling
from articles.search.spelling import meant

WORD = re.compile(r"[^\W\d_]{3,40}")
#: Endings of files, which are no words of their names.
ENDING = re.compile(r"\.\w{1,5}$")
#: The longest words of an address say most; so many of each are looked for.
TELLING = 3
#: Known words that mistyped ones may have been, and pages that are compared, for all together.
MEANT, CANDIDATES = 60, 150
#: A page that has less of the words, or of the letters, is no likely one.
LEAST = 0.6
#: So many different words of an address are compared; strangers choose how many it has.
COMPARED = 8


@dataclass(frozen=True)
class Suggestion:
    """A live page that readers may have meant."""

    title: str
    address: str


@dataclass(frozen=True)
class _Candidate:
    revision: Any
    name: str
    words: frozenset[str]

    @classmethod
    def of(cls, revision: Any) -> "_Candidate":
        words = words_of(revision.slug)
        name = " ".join(_compared(words))
        return cls(revision, name, frozenset([*words, *words_of(revision.title)]))

    def likeness(self, words: list[str], letters: SequenceMatcher[str]) -> tuple[float, float]:
        """How like an address of these words is: at its best, and in sum."""
        share = len(self.words & set(words)) / len(words)
        letters.set_seq1(self.name)
        # What it can be at most is known at once; the rest takes the product of both lengths.
        alike = letters.ratio() if max(share, letters.quick_ratio()) >= LEAST else 0.0
        return max(share, alike), share + alike


def suggest_targets(paths: Iterable[str]) -> dict[str, Suggestion]:
    """The likeliest live page for each of some paths, where there is one.

    Three queries and two a kind of page, whatever the number of paths; pages are compared only
    with what these find.
    """
    asked = {path: words for path in paths if (words := _compared(last_words(path)))}
    telling = {word for words in asked.values() for word in sorted(words, key=len)[-TELLING:]}
    known = meant(telling, MEANT) if telling else []
    candidates = [_Candidate.of(row) for row in resembling(telling.union(known), CANDIDATES)]
    found = {path: _likeliest(words, candidates) for path, words in asked.items()}
    return {path: suggestion for path, suggestion in found.items() if suggestion}


def _likeliest(words: list[str], candidates: list[_Candidate]) -> Suggestion | None:
    letters = SequenceMatcher(None, b=" ".join(words), autojunk=False)
    scored = [(row.likeness(words, letters), row.revision) for row in candidates]
    best = max(scored, key=lambda row: row[0], default=None)
    if best is None or best[0][0] < LEAST:
        return None
    return Suggestion(best[1].title, best[1].get_absolute_url())


def last_words(path: str) -> list[str]:
    """The words of the last part of a path that has any, in lower case."""
    parts = ENDING.sub("", path.rstrip("/")).split("/")
    return next(filter(None, map(words_of, reversed(parts))), [])


def to_search_for(path: str) -> str:
    """The words of an address as somebody would type them into a search."""
    return " ".join(last_words(path)[:MAX_WORDS])


def words_of(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _compared(words: list[str]) -> list[str]:
    """The first different words."""
    return list(dict.fromkeys(words))[:COMPARED]
