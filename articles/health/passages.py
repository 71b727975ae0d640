"""Whether a quoted passage stands in a text, however either is set. Pure and linear."""

import re
import unicodedata
from collections.abc import Iterator

#: More of a passage is not looked for; the form takes less.
MAX_PASSAGE = 2_000
#: A text that grows beyond this when it is normalised was made to.
MAX_TEXT = 3_000_000
#: So many times a part may be met inside of words before it is given up.
MAX_TRIES = 10_000

#: A stretch that is normalised at once: what composes stands together, and putting many marks
#: on one letter in order is quadratic.
STRETCH = re.compile(r"[\x00-\x7f]*+[^\x00-\x7f]{0,200}+", re.DOTALL)

#: Quotation marks of all kinds, apostrophes and primes, and what shows nothing.
UNTOLD = re.compile(
    "[\"'`\u00b4\u00ab\u00bb\u2018-\u201f\u2032-\u2037\u2039\u203a\u300c-\u300f\u301d-\u301f"
    "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+"
)
#: A hyphen within a word, also one at the end of a line; of numbers it is a dash.
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011] ?(?=[^\W\d_])")
DASHES = re.compile(r" ?[-\u2010-\u2015\u2212\ufe58][-\u2010-\u2015\u2212\ufe58 ]*+(\d?)")
SPACES = re.compile(r"\s+")
#: French sets a space here, and others before a percent sign.
BEFORE_SIGNS = re.compile(r" ([,.;:!?%)\]])")
AFTER_SIGNS = re.compile(r"([(\[]) ")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")

#: Scripts that set no spaces between words; lines of them are broken anywhere.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff00-\uffef\U00020000-\U0003ffff"
)
WITHIN_UNSPACED = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")
UNSPACED_LETTER = re.compile(rf"[{UNSPACED}]")

#: The first letter in a bracket: “[T]he” where the source has “the”.
ADAPTED = re.compile(r"\[(\w)\](?=\w)")
#: What was left out, or put in by whoever quotes.
GAP = re.compile(r"[\[(]\s*+(?:\.\s*+){3}[\])]|(?:\.\s*+){3,}|\[[^\[\]]*+\]")
#: What a sentence that is quoted in part may end with, and the source not.
ENDS = " .,;:!?"


def holds(text: str, passage: str) -> bool:
    """Whether the passage stands in a text that `normalise` made.

    Its parts, between which something was left out, must come in their order, each beginning
    and ending where words do.
    """
    at = 0
    parts = list(parts_of(passage))
    for part in parts:
        at = _find(text, part, at)
        if at < 0:
            return False
        at += len(part)
    return bool(parts)


def parts_of(passage: str) -> Iterator[str]:
    """The parts of a passage as they are looked for; none where it has no word."""
    plain = ADAPTED.sub(r"\1", _compose(passage[:MAX_PASSAGE]))
    for part in GAP.split(plain):
        sought = _settle(part).strip(ENDS)
        if any(map(str.isalnum, sought)):
            yield sought


def normalise(text: str) -> str:
    """A text without what typesetting makes of it: case, quotation marks, spaces, hyphens.

    Also how letters are composed (NFKC).
    """
    return _settle(_compose(text))


def _compose(text: str) -> str:
    if not text.isascii():
        found = STRETCH.finditer(text)
        text = "".join(unicodedata.normalize("NFKC", match[0]) for match in found)[:MAX_TEXT]
    return text.casefold()


def _settle(text: str) -> str:
    # First of all, for no pattern below is to meet a run of them.
    text = SPACES.sub(" ", UNTOLD.sub("", text))
    text = DASHES.sub(lambda dash: f" -{dash[1]}" if dash[1] else " ", HYPHEN.sub("", text))
    text = WITHIN_UNSPACED.sub("", text)
    return THOUSANDS.sub("", AFTER_SIGNS.sub(r"\1", BEFORE_SIGNS.sub(r"\1", text))).strip()


def _find(text: str, part: str, at: int) -> int:
    """Where a part stands as words of its own, from a place on; -1 if nowhere."""
    for _ in range(MAX_TRIES):
        start = text.find(part, at)
        if start < 0 or (_is_edge(text, start) and _is_edge(text, start + len(part))):
            return start
        at = start + 1
    return -1


def _is_edge(text: str, at: int) -> bool:
    """Whether a word may begin or end here."""
    around = text[max(0, at - 1) : at + 1]
    return len(around) < 2 or not around.isalnum() or bool(UNSPACED_LETTER.search(around))
