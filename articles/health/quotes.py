"""What a page that was fetched says of the passages that are quoted from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from articles.health.passages import holds, normalise, parts_of
from articles.health.verdicts import Finding, Ruling
from articles.health.web import Answer
from articles.health.words import read_page
from articles.models import CheckedQuote

#: So much of a page is read to look for a passage, in bytes.
MAX_PAGE = 3_000_000
#: A page with fewer letters shows its text by scripts only, or asks for consent first.
MIN_LETTERS = 300
GONE = "The quoted passage is gone, though the page still answers"
ONCE = "Not found on the page; once so far, to be confirmed a day later"

Verdict = CheckedQuote.Verdict


class Reading(StrEnum):
    """What one look at a page says of a passage. `MISSING` a day later again means gone."""

    FOUND = "found"
    MISSING = "missing"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Look:
    reading: Reading
    reason: str = ""


def look_for(passages: Iterable[str], answer: Answer, ruling: Ruling) -> dict[str, Look]:
    """What an answer says of each passage. Asks nobody; some seconds for a hostile page."""
    passages = list(passages)
    if not passages:
        return {}
    if ruling.finding is not Finding.WORKS:
        return _all_unclear(passages, f"The page itself did not come: {ruling.reason}")
    page = read_page(answer)
    if page is None:
        return _all_unclear(passages, "The page is no text that is read here, such as a PDF")
    shown = normalise(page.shown)
    looks = {text: Look(Reading.FOUND) for text in passages if holds(shown, text)}
    left = [text for text in passages if text not in looks]
    if not left:
        return looks
    spaced, hidden = normalise(page.spaced), normalise(page.hidden)
    if why := _why_little(answer, shown):
        unseen = Look(Reading.UNCLEAR, why)
    else:
        unseen = Look(Reading.MISSING)
    for text in left:
        looks[text] = _look_again(text, spaced, hidden, unseen)
    return looks


def _all_unclear(passages: Iterable[str], reason: str) -> dict[str, Look]:
    return dict.fromkeys(passages, Look(Reading.UNCLEAR, reason))


def _why_little(answer: Answer, shown: str) -> str:
    """Why a passage that is not in the text may stand on the page all the same."""
    if not answer.is_whole:
        return "Not found in the beginning of the page; the rest was not read"
    if sum(map(str.isalnum, shown)) < MIN_LETTERS:
        return "The page shows hardly any text without its scripts"
    return ""


def _look_again(passage: str, spaced: str, hidden: str, unseen: Look) -> Look:
    if not any(parts_of(passage)):
        return Look(Reading.UNCLEAR, "The passage has no words to look for")
    if holds(spaced, passage):
        return Look(Reading.FOUND)
    if holds(hidden, passage):
        return Look(Reading.UNCLEAR, "Found in the page's scripts only, not in its text")
    return unseen


def judge_quote(quote: CheckedQuote, look: Look, *, now: datetime, patience: timedelta) -> None:
    """Set the verdict that a look leads to, as those of addresses are made.

    What is missing is gone only when it still is after some `patience`, whatever could not be
    told in between.
    """
    verdict, reason = _decide(quote, look, now, patience)
    if verdict != quote.verdict:
        quote.since = now
    quote.verdict, quote.reason, quote.checked_at = verdict, reason[:200], now


def _decide(
    quote: CheckedQuote, look: Look, now: datetime, patience: timedelta
) -> tuple[Verdict, str]:
    if look.reading is Reading.FOUND:
        quote.failed_at = None
        return Verdict.FOUND, ""
    if look.reading is Reading.UNCLEAR:
        return Verdict.INCONCLUSIVE, look.reason
    quote.failed_at = quote.failed_at or now
    if now - quote.failed_at >= patience:
        return Verdict.GONE, GONE
    return Verdict.INCONCLUSIVE, ONCE


def judge_quotes(
    quotes: Iterable[CheckedQuote],
    looks: Mapping[str, Look],
    *,
    now: datetime,
    patience: timedelta,
) -> list[CheckedQuote]:
    """Those of the passages that were looked for, judged and not yet written."""
    looked_for = [quote for quote in quotes if quote.text in looks]
    for quote in looked_for:
        judge_quote(quote, looks[quote.text], now=now, patience=patience)
    return looked_for
