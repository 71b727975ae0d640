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


@dataclass(frozen=True)
class Asked:
    """The words that are looked for, after what was typed has been made sense of.

    `mended` are words nobody uses, with what they were likely meant to be; `left_out` those that
    no document holds together with the others.
    """

    wanted: Wanted
    mended: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """The words of what somebody typed, in lower case, each once; at most `MAX_WORDS`."""
    words = (match[0].lower() for match in WORD.finditer(text[:MAX_LENGTH]))
    return tuple(dict.fromkeys(words))[:MAX_WORDS]


def folded(text: str) -> str:
    """The words of a text as they are compared: without capitals, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    return " ".join(re.findall(r"[^\W_]+", ACCENTS.sub("", plain)))


def make_sense(engine: Engine, wanted: Wanted) -> Asked | None:
    """What can be found of `wanted`: all of it, or most; nothing if no word is anywhere.

    One query where documents hold all of a few words, and one a word more for longer sentences.
    Where none hold them together, at most two a word and fifteen.
    """
    counts = _counts(engine, wanted, wanted.words) if len(wanted.words) > TELLING else {}
    wanted = _without_common(wanted, counts)
    if engine.count(wanted, 1):
        return Asked(wanted)
    counts = counts or _counts(engine, wanted, wanted.words)
    mended = _mend(engine, wanted, counts)
    wanted = replace(wanted, words=tuple(mended.get(word, word) for word in wanted.words))
    if mended and engine.count(wanted, 1):
        return Asked(wanted, mended)
    counts |= _counts(engine, wanted, mended.values())
    return _leave_out(engine, wanted, mended, counts)


def _counts(engine: Engine, wanted: Wanted, words: Iterable[str]) -> dict[str, int]:
    return {word: engine.count(replace(wanted, words=(word,)), COMMON) for word in words}


def _without_common(wanted: Wanted, counts: dict[str, int]) -> Wanted:
    """Without the words that thousands of documents hold, where others say enough."""
    rare = sorted(counts, key=lambda word: counts[word])
    common = [word for word in rare[TELLING:] if counts[word] == COMMON]
    return replace(wanted, words=tuple(word for word in wanted.words if word not in common))


def _mend(engine: Engine, wanted: Wanted, counts: dict[str, int]) -> dict[str, str]:
    """What words that are nowhere were likely meant to be; of the first few of them."""
    missing = [word for word in wanted.words if not counts[word]][:MENDED]
    # They may be elsewhere than in the topic, or by the author, that is asked for.
    nowhere = [w for w in missing if not (wanted.marks and engine.count(Wanted((w,)), 1))]
    meant = {word: _meant(engine, word) for word in nowhere}
    return {word: other for word, other in meant.items() if other}


def _meant(engine: Engine, word: str) -> str:
    return next((meant for meant in likely(word)[:2] if engine.count(Wanted((meant,)), 1)), "")


def _leave_out(
    engine: Engine, wanted: Wanted, mended: dict[str, str], counts: dict[str, int]
) -> Asked | None:
    """The rarest word, which says most, and each further one that documents hold together."""
    kept: tuple[str, ...] = ()
    for word in sorted(filter(counts.get, wanted.words), key=lambda word: counts[word]):
        if not kept or engine.count(replace(wanted, words=(*kept, word)), 1):
            kept = (*kept, word)
    if not kept:
        return None
    words = tuple(word for word in wanted.words if word in kept)
    left_out = tuple(word for word in wanted.words if word not in kept)
    return Asked(replace(wanted, words=words), mended, left_out)
