"""The words of a text as they are compared: by their stems, and where each stands."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import snowballstemmer
from django.conf import settings
from django.conf.locale import LANG_INFO

#: With accents that are characters of their own, as some keyboards and files have them.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=[^\W_]))*")
ACCENTS = re.compile(r"[\u0300-\u036f]")

#: What may stand between two words of a phrase: a space, a hyphen, the end of a line.
JOINED = re.compile(r"[ \t\u00a0]+|[ \t]*\n[ \t]*|[-‐‑]")

#: So many letters has a word that says something.
TELLING = 4
#: Longer words that say nothing on their own.
EMPTY_WORDS = """
about actually after again against also always another anything because been before being
best better between both cannot could does doing done down during each else enough even ever
every everyone everything from getting give goes going good have having here into it's just
keep know less like made make makes making many might more most much must need needs never
next nothing often once only other others over part really same should since some someone
something still such take takes than that that's their them then there these they thing things
this those through today together under until upon very want wants well were what when where
whether which while will with within without won't would you're your yours yourself
"""
EMPTY = frozenset(EMPTY_WORDS.split())

#: The languages whose stems Snowball knows, by their English names.
STEMMED = frozenset(snowballstemmer.algorithms())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, from `start` to `end`.

    It `tells` something, and `joins` the one before it where both may be of one phrase.
    """

    stem: str
    start: int
    end: int
    tells: bool
    joins: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row: their stems, joined by spaces, and which of the text's words they are."""

    stems: str
    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def words_in(text: str, most: int) -> list[Word]:
    """The first words of a text, at most so many; some 50 µs for each that is new."""
    words: list[Word] = []
    end = 0
    for match in islice(WORD.finditer(text), most):
        joins = JOINED.fullmatch(text, end, match.start()) is not None
        words.append(Word(stem(match[0]), *match.span(), tells(match[0]), joins and bool(words)))
        end = match.end()
    return words


def phrases_of(words: Sequence[Word], longest: int) -> Iterator[Phrase]:
    """Every run of joined words, each up to `longest` words long."""
    for first, word in enumerate(words):
        stems = word.stem
        yield Phrase(stems, first, first)
        for last in range(first + 1, min(first + longest, len(words))):
            if not words[last].joins:
                break
            stems = f"{stems} {words[last].stem}"
            yield Phrase(stems, first, last)


def tells(word: str) -> bool:
    """Whether a word says something on its own."""
    return len(word) >= TELLING and word.lower().replace("’", "'") not in EMPTY


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of a word have in common, without accents.

    Of a language that Snowball does not know, the word in lower case.
    """
    plain = unicodedata.normalize("NFC", word.lower().replace("’", "'"))
    if (language := _language()) in STEMMED:
        # One of its own each time: a stemmer holds the word it is at, and threads share modules.
        plain = snowballstemmer.stemmer(language).stemWord(plain)
    return ACCENTS.sub("", unicodedata.normalize("NFKD", plain))


def _language() -> str:
    """The English name of the site's language."""
    code = settings.LANGUAGE_CODE.partition("-")[0]
    return LANG_INFO.get(code, {}).get("name", "").partition(" ")[0].lower()
