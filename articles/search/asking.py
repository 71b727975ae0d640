"""What a reader asks for, as words; and what of it can be found."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.search.engines import Engine, Wanted
from articles.search.spelling import likely

MAX_LENGTH = 200
MAX_WORDS = 10
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")
ACCENTS = re.compile(r"[\u0300-\u036f]")
#: How far the documents that hold a word are counted: one that so many hold is common.
COMMON = 2_000
#: So many words are looked for however common they are.
TELLING = 3
#: So many words are mended that are nowhere.
MENDED = 3


#: Words of English that nearly every page has, and that say little of what somebody looks for.
LITTLE_WORDS = """
a an and are as at be but by can did do does for from get got had has have he her him his how i if
in into is it its me my no not of on or our out she so than that the their them then there they
this to too up us was we were what when where which who why will with you your
"""
LITTLE = frozenset(LITTLE_WORDS.split())


@dataclass(frozen=True)
class Asked:
    """What was typed, after it has been made sense of: each word is in one of these.

    `wanted` has those that documents hold together; none, if nothing is found. Of the others,
    the `common` say too little to be looked for, the `left_out` stand in other documents only,
    the `elsewhere` only outside of the marks, and the `nowhere` in none. `mended` are words nobody
    uses, with what they were likely meant to be.
    """

    wanted: Wanted
    mended: dict[str, str] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()

    @property
    def missed(self) -> tuple[str, ...]:
        """The words that were looked for and are not in what is found."""
        return self.left_out + self.elsewhere + self.nowhere


def words_of(text: str) -> tuple[str, ...]:
    """The words of what somebody typed, in lower case, each once; at most `MAX_WORDS`."""
    words = (match[0].lower() for match in WORD.finditer(text[:MAX_LENGTH]))
    return tuple(dict.fromkeys(words))[:MAX_WORDS]


def folded(text: str) -> str:
    """The words of a text as they are compared: without capitals, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    return " ".join(re.findall(r"[^\W_]+", ACCENTS.sub("", plain)))


def make_sense(engine: Engine, wanted: Wanted) -> Asked:
    """What can be found of `wanted`: all of it, or most, or nothing.

    One query where documents hold all of a few words, and one a word more for longer sentences.
    Where none hold them together, at most two a word and fifteen; three a word under marks.
    """
    counts = _counts(engine, wanted, wanted.words) if len(wanted.words) > TELLING else {}
    common = _common(counts)
    wanted = replace(wanted, words=tuple(word for word in wanted.words if word not in common))
    if engine.count(wanted, 1):
        return Asked(wanted, common=common)
    counts = counts or _counts(engine, wanted, wanted.words)
    mended = _mend(engine, wanted, counts)
    words = tuple(dict.fromkeys(mended.get(word, word) for word in wanted.words))
    wanted = replace(wanted, words=words)
    if mended and engine.count(wanted, 1):
        return Asked(wanted, mended, common)
    counts |= _counts(engine, wanted, mended.values())
    kept = _together(engine, wanted, counts)
    elsewhere = [word for word in words if not counts[word] and _is_elsewhere(engine, wanted, word)]
    return Asked(
        replace(wanted, words=tuple(word for word in words if word in kept)),
        mended,
        common,
        left_out=tuple(word for word in words if counts[word] and word not in kept),
        elsewhere=tuple(elsewhere),
        nowhere=tuple(word for word in words if not counts[word] and word not in elsewhere),
    )


def _counts(engine: Engine, wanted: Wanted, words: Iterable[str]) -> dict[str, int]:
    return {word: engine.count(replace(wanted, words=(word,)), COMMON) for word in words}


def _common(counts: dict[str, int]) -> tuple[str, ...]:
    """The words that thousands of documents hold, where others say enough."""
    rare = sorted(counts, key=lambda word: counts[word])
    return tuple(word for word in rare[TELLING:] if counts[word] == COMMON)


def _mend(engine: Engine, wanted: Wanted, counts: dict[str, int]) -> dict[str, str]:
    """What words that are nowhere were likely meant to be; of the first few of them."""
    missing = [word for word in wanted.words if not counts[word]][:MENDED]
    nowhere = [word for word in missing if not _is_elsewhere(engine, wanted, word)]
    meant = {word: _meant(engine, word) for word in nowhere}
    return {word: other for word, other in meant.items() if other}


def _meant(engine: Engine, word: str) -> str:
    return next((meant for meant in likely(word)[:2] if engine.count(Wanted((meant,)), 1)), "")


def _is_elsewhere(engine: Engine, wanted: Wanted, word: str) -> bool:
    """Whether a word is outside of the topic, or of the author's, that is asked for."""
    return bool(wanted.marks and engine.count(Wanted((word,)), 1))


def _together(engine: Engine, wanted: Wanted, counts: dict[str, int]) -> tuple[str, ...]:
    """The rarest word that says something, and each further one that documents hold with it."""
    kept: tuple[str, ...] = ()
    for word in sorted(filter(counts.get, wanted.words), key=lambda w: (w in LITTLE, counts[w])):
        if not kept or engine.count(replace(wanted, words=(*kept, word)), 1):
            kept = (*kept, word)
    return kept


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the little words; all of them where there are no others."""
    return tuple(word for word in words if word not in LITTLE) or words
