"""UTF-8 that was read in a code page, once or several times, is read again as what it was.

Run by run: a document mixes broken and right text, so nothing is decided for the whole of it.
A run is mended when it cannot be anything else (see `evidence`), or when it fits what such runs
have told of the document: their code page, their script.
"""

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from articles.importing.repair.changes import Changes
from articles.importing.repair.codepages import CODE_PAGES, CodePage
from articles.importing.repair.evidence import NATIVE, could_be, is_certain, is_common, script

KIND = "mojibake"

#: Three times misread in two code pages each is the worst that was met. A text beyond the size
#: of a field is looked through less often, as noise may need each round.
MAX_ROUNDS = 6
LARGE = 200_000
MAX_ROUNDS_OF_LARGE = 3

#: Noise is nothing but runs; so many take two seconds, and a long text has fewer.
MAX_JUDGED = 30_000
TOO_MUCH = "more signs of mojibake than are looked at"

#: So many characters of a run tell what it is, and keep what is remembered of runs small.
LONG = 200

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
    left = MAX_JUDGED
    for _ in range(MAX_ROUNDS if len(text) < LARGE else MAX_ROUNDS_OF_LARGE):
        if not ALIKE.search(text):
            break
        page, runs, judged = _worst(text, left)
        left -= judged
        if left < 0:
            changes.note(KIND, TOO_MUCH, TOO_MUCH, 1)
            break
        if page is None:
            break
        found[page] += len(runs)
        text = changes.replace(KIND, text, ((run.match, run.was) for run in runs))
    return text, found


def _worst(text: str, left: int) -> tuple[CodePage | None, list[Run], int]:
    """The code page that did most harm, what it did, and how many runs were judged for it: one
    more than are `left` at the most, and then the answer is not to be used."""
    chars = frozenset(text)
    code = [match.span() for match in CODE.finditer(text)] if "`" in text or "~~~" in text else []
    worst, most, runs, judged = None, 0.0, list[Run](), 0
    for page in CODE_PAGES:
        if chars.isdisjoint(page.leads) or chars.isdisjoint(page.tails):
            continue
        found = [
            _judge(page, match, code)
            for match in islice(page.runs.finditer(text), left - judged + 1)
        ]
        judged += len(found)
        if judged > left:
            return None, [], judged
        harm = sum(_weight(run) for run in found if run.is_certain)
        if harm > most:
            worst, most, runs = page, harm, found
    return worst, _consistent(runs), judged


def _judge(page: CodePage, match: re.Match[str], code: list[tuple[int, int]]) -> Run:
    was = page.read(match[0])
    certain = is_certain(*_sample(match, was)) and not _is_within(match.start(), code)
    return Run(match, was, certain)


def _sample(match: re.Match[str], was: str) -> tuple[str, str, str, str]:
    return match[0][:LONG], was[:LONG], *_around(match)


def _around(match: re.Match[str]) -> tuple[str, str]:
    text, (start, end) = match.string, match.span()
    return text[max(start - 1, 0) : start], text[end : end + 1]


def _is_within(position: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect(spans, (position, position)) - 1
    return index >= 0 and position < spans[index][1]


def _weight(run: Run) -> float:
    # Where two code pages read a run, the one that gives letters in wide use is right.
    return len(run.match[0]) * (1 if all(map(is_common, run.was)) else 0.4)


def _consistent(runs: list[Run]) -> list[Run]:
    """The certain runs, and those that look like them."""
    scripts = set(NATIVE)
    for run in runs:
        if run.is_certain:
            scripts.update(map(script, run.was))
    return [
        run
        for run in runs
        if run.is_certain
        or (scripts.issuperset(map(script, run.was)) and could_be(*_sample(run.match, run.was)))
    ]
