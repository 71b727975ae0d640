"""Invitations to a product, a kit or a service: proposed, and left where they stand.

Runs before the text is cleared, so that it sees them all; an address is never made up.
"""

import re
from collections import Counter
from dataclasses import dataclass

from articles.importing.document import Block, Kind
from articles.importing.markup import plain
from articles.importing.outline import Call
from articles.importing.outlining.debris import NOWHERE, RELATED, SHARING
from articles.importing.outlining.wording import POINTERS, bare, items_of, lead, links_in, walk
from articles.importing.outlining.working import Working
from articles.importing.programmes import programme_of

#: How an invitation begins.
INVITING = re.compile(
    r"(?:(?:then|so|and|or|now|please|just|if [^,.!?]{3,80},|when [^,.!?]{3,60},"
    r"|ready [^,.!?]{3,60}[?!,])\s*){0,3}"
    r"(?:click (?:here|below|the (?:link|button))|tap here|get (?:your|my|our|the|instant"
    r"|started|it|access|a free|\d+%)"
    r"|grab (?:your|my|our|the|a)|download (?:your|my|our|the|a|it|this|now)|book (?:a|your|an"
    r"|now|my)|schedule (?:a|your)"
    r"|sign up|join (?:the|my|our|us|me|now)|enrol+|try (?:it|our|my|the [A-Z]|for free)"
    r"|start (?:your|my|a) (?:free )?"
    r"(?:trial|course|journey|plan|order)|buy (?:it|now|the|your|an?)|order (?:it|now|your|the)"
    r"|shop (?:the|now|our|my|on)"
    r"|claim your|check (?:out |the |today['’]s |current |latest )*(?:price|deal|availability"
    r"|it out|out (?:my|our|the))"
    r"|see (?:the (?:method|technique|price|product|deal|full review)|today['’]s price|price)"
    r"|learn more|discover (?:how|the)"
    r"|take (?:the|our|my) (?:free )?(?:quiz|test|course)|work with (?:me|us)|contact (?:me|us)"
    r"|visit (?:the )?(?:official|shop)"
    r"|watch the|access (?:the|your)|unlock|reserve your|subscribe|view (?:on|price|deal)"
    r"|hol dir|jetzt|descarga|compra"
    r"|télécharge[rz]?|baixe|hemen)\b",
    re.IGNORECASE,
)
#: What is given away, or sold as a service, by the words for it.
GIVEN = re.compile(
    r"\b(?:free|my|our|your)\b[^.!?]{0,60}\b(?:kit|guide|mini-guide|checklist|e-?book|workbook"
    r"|worksheet|printable"
    r"|template|toolkit|webinar|masterclass|course|cheat ?sheet|quiz|newsletter|planner)s?\b",
    re.IGNORECASE,
)
TAKING = re.compile(
    r"\b(?:download|get|grab|claim|join|see|try|take|receive|sign up|start with|skip ahead|book"
    r"|enrol+)\b",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"\b(?:book|schedule|reserve|arrange)\b[^.!?]{0,60}\b(?:session|call|consultation"
    r"|appointment|chat)s?\b"
    r"|\bwork with me\b|\b(?:coaching|focused|one-on-one|1:1|private|therapy) (?:sessions?"
    r"|programs?|programmes?)\b",
    re.IGNORECASE,
)
#: A name written with capitals within a sentence: `see Bread From Scratch`.
NAMED = re.compile(
    r"(?<=[a-z,;] )((?:The )?[A-Z][\w’'-]+(?: (?:of|the|and|to|for|a|in|your|my"
    r"|&))*(?: [A-Z][\w’'-]+){1,5})"
)
BEFORE_NAME = re.compile(
    r"\b(?:see|download|get|grab|try|join|inside|with|full|start|begin|of|called|program(?:me)?"
    r"|course|book|guide)"
    r"(?: (?:with|the|my|our|a|free|full|complete|out|inside))*\s*\Z",
    re.IGNORECASE,
)
MAX_WORDS = 60
MAX_LINKED_WORDS = 45
MIN_MENTIONS = 3
MAX_PRODUCTS = 20


@dataclass(frozen=True)
class Line:
    """A paragraph or an item of a list, as far as it may be one invitation."""

    text: str
    is_heading: bool = False


def take_calls(working: Working) -> None:
    """List the invitations of a text, each once, in reading order."""
    lines = list(_lines(working.blocks))
    # Names are invitations where the links are lost; a review only speaks of its products.
    products = set() if any(links_in(line.text) for line in lines) else _products(lines)
    found: dict[tuple[str, str], Call] = {}
    for words, url in working.document.buttons:
        found[lead(words).casefold(), url] = Call(lead(words), url)
    for number, line in enumerate(lines):
        near_end = number >= len(lines) - 3
        for call in _calls(line, products, near_end=near_end):
            found.setdefault((call.text.casefold(), call.url), call)
    working.calls += found.values()
    lost = [call.text for call in found.values() if not call.url]
    if lost:
        one = lost[0] if len(lost[0]) <= 80 else lost[0][:80].rsplit(" ", 1)[0] + " …"
        working.doubt(f"Invitations without an address: {len(lost)}, the first “{one}”")


def _lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in walk(blocks):
        if block.kind == Kind.LIST:
            lines += [Line(text) for text in items_of(block)]
        elif block.kind in (Kind.PARAGRAPH, Kind.QUOTE, Kind.HEADING):
            lines.append(Line(block.text, block.kind == Kind.HEADING))
        elif block.kind == Kind.TABLE:
            lines += [Line(cell) for cell in re.split(r"(?<!\\)\||\n", block.text) if "](" in cell]
    return lines


def _products(lines: list[Line]) -> set[str]:
    """Names that a text often comes back to, and at least once as something to take."""
    count: Counter[str] = Counter()
    taken: set[str] = set()
    for line in lines:
        words = "" if line.is_heading else bare(line.text)
        for match in NAMED.finditer(words):
            name = match[1].removeprefix("The ")
            count[name] += 1
            if BEFORE_NAME.search(words[max(match.start() - 60, 0) : match.start()]):
                taken.add(name)
    often = {name for name, times in count.most_common(MAX_PRODUCTS) if times >= MIN_MENTIONS}
    return often & taken


def _calls(line: Line, products: set[str], *, near_end: bool) -> list[Call]:
    words = lead(line.text)
    if not words or SHARING.match(words):
        return []
    live = [
        (named, url)
        for named, url in links_in(line.text)
        if url.strip("#/ ") and not NOWHERE.match(f"[x]({url})")
    ]
    if RELATED.match(words):
        return [Call(_shown(line.text), live[0][1] if live else "")]
    if line.is_heading and not live:
        return []
    if live:
        return _linked(line, words, live)
    return _unlinked(line, words, products, near_end=near_end)


def _linked(line: Line, words: str, found: list[tuple[str, str]]) -> list[Call]:
    count = len(words.split())
    is_pointed = POINTERS.match(line.text) is not None
    paying = [(named, url) for named, url in found if programme_of(url) is not None]
    whole = sum(len(named.split()) for named, _ in found) >= 0.8 * count
    if count <= MAX_LINKED_WORDS and (
        is_pointed
        or INVITING.match(words)
        or (whole and (paying or INVITING.match(lead(found[0][0]))))
    ):
        return [Call(_shown(line.text), (paying or found)[0][1])]
    return [Call(named, url) for named, url in found if INVITING.match(lead(named))]


def _unlinked(line: Line, words: str, products: set[str], *, near_end: bool) -> list[Call]:
    is_pointed = POINTERS.match(line.text) is not None
    is_given = GIVEN.search(words) is not None and TAKING.search(words) is not None
    is_named = any(name in words for name in products)
    may_serve = near_end or "book" in words.lower()
    is_service = may_serve and SERVICE.search(words) is not None
    is_inviting = is_pointed and (INVITING.match(words) or TAKING.search(words))
    if not (is_given or is_named or is_service or is_inviting or line.text.startswith("👉")):
        return []
    text = _shown(line.text)
    if len(text.split()) <= MAX_WORDS:
        return [Call(text)]
    found = [
        Call(sentence)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if any(name in sentence for name in products)
        or GIVEN.search(sentence)
        or SERVICE.search(sentence)
    ]
    return found or [Call(text)]


def _shown(text: str) -> str:
    """The words of an invitation, without the sign that points at it."""
    return lead(plain(text))
