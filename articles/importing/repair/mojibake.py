"""UTF-8 that was read in a code page, once or several times, is read again as what it was.

Run by run: a document mixes broken and right text, so nothing is decided for the whole of it.
A run is mended when it cannot be anything else, by ftfy's list of what no language writes, or
when it fits what such runs have told of the document: their code page, their script.
"""

import re
import unicodedata
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ftfy.badness import badness

from articles.importing.repair.changes import Changes
from articles.importing.repair.codepages import CODE_PAGES, CodePage

KIND = "mojibake"

#: Three times misread in two code pages each is the worst that was met.
MAX_ROUNDS = 8

ALIKE = re.compile("[^\x00-\x7f]{2}")

#: A text about mojibake quotes it as code; that tells nothing of the document's own state.
CODE = re.compile(r"^(```|~~~)[^\n]*\n.*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Run:
    """Misread characters in a row, as they stand and as they were."""

    match: re.Match[str]
    was: str
    is_certain: bool


def mend_mojibake(text: str, changes: Changes) -> tuple[str, Counter[CodePage]]:
    """The text with its mojibake undone, and how many runs each code page had."""
    found: Counter[CodePage] = Counter()
    for _ in range(MAX_ROUNDS):
        if not ALIKE.search(text):
            break
        page, runs = _worst(text)
        if page is None:
            break
        found[page] += len(runs)
        text = changes.replace(KIND, text, ((run.match, run.was) for run in runs))
    return text, found


def _worst(text: str) -> tuple[CodePage | None, list[Run]]:
    """The code page that did most harm, and what it did."""
    chars = frozenset(text)
    code = [match.span() for match in CODE.finditer(text)] if "`" in text or "~~~" in text else []
    worst, most, runs = None, 0, []
    for page in CODE_PAGES:
        if chars.isdisjoint(page.leads) or chars.isdisjoint(page.tails):
            continue
        found = [_judge(page, match, code) for match in page.runs.finditer(text)]
        harm = sum(len(run.match[0]) for run in found if run.is_certain)
        if harm > most:
            worst, most, runs = page, harm, found
    return worst, _consistent(runs)


def _judge(page: CodePage, match: re.Match[str], code: list[tuple[int, int]]) -> Run:
    was = page.read(match[0])
    text, (start, end) = match.string, match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return Run(
        match,
        was,
        not _is_within(start, code)
        and all(map(_is_in_use, was))
        and badness(before + match[0] + after) > badness(before + was + after),
    )


def _is_within(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect(spans, (position, position)) - 1
    return index >= 0 and position < spans[index][1]


@lru_cache(4096)
def _is_in_use(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Co", "Cs")


@lru_cache(4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0] if char.isalpha() else ""


def _consistent(runs: list[Run]) -> list[Run]:
    """The certain runs, and those that look like them."""
    scripts = {"", "LATIN"}
    for run in runs:
        if run.is_certain:
            scripts.update(map(_script, run.was))
    return [run for run in runs if run.is_certain or _fits(run, scripts)]


def _fits(run: Run, scripts: set[str]) -> bool:
    text, (start, end) = run.match.string, run.match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    is_within_right_word = any(char.isalpha() and not char.isascii() for char in before + after)
    # A shouted word before a closing mark looks the same: "MAÇÃ”".
    is_shouted = before.isupper() and len(run.was) == 1 and not after.isalpha()
    return (
        not is_within_right_word
        and not is_shouted
        and all(_is_in_use(char) and _script(char) in scripts for char in run.was)
    )
