"""What the modules of rules have in common."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import takewhile

from articles.checklist.blocks import Block, Image, Link
from articles.checklist.finding import Finding
from articles.checklist.reading import Reading, Text
from articles.rendering.placeholders import MARKS

#: Looks for what one rule is about. Pure: what it needs was looked up before.
Check = Callable[[Reading], Iterator[Finding]]

#: From where to where something stands in a text.
Span = tuple[int, int]

#: An address in brackets behind words, with a title or without.
ADDRESS = (
    r"\(\s{0,9}<?[^\s()<>]{0,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,2000}){0,9}>?"
    r"(?:\s{1,9}\"[^\"\n]{0,300}\")?\s{0,9}\)"
)
LINK = re.compile(rf"(?<!!)\[(?P<words>[^\[\]]{{0,300}})\](?P<address>{ADDRESS})")


#: What is in a source and not read: addresses, tags, citations, code.
MARKUP = re.compile(r"\]\([^()\s]*\)|</?[a-z][^<>]*>|\[\^[^\s\[\]]*\]|`[^`]*`", re.IGNORECASE)
#: What begins and ends a sentence with the marks around it, and so many of them.
OPENING = '[(*_“‘"'
CLOSING, MAX_CLOSING = '.!?…"”’»)]*_', 6
#: Letters before a match among which a quotation is opened.
REACH = 2_000


def span_of_link(text: Text, block: Block, link: Link) -> Span | None:
    """Where a link stands, brackets and all; none where it is written in another way."""
    words = _letters(link.words)
    for span, typed, address in _written(text.source, block.start, block.end):
        if typed == words and link.href in address:
            return span
    return None


@lru_cache(maxsize=8)
def _written(source: str, start: int, end: int) -> tuple[tuple[Span, str, str], ...]:
    """The links that are written in a part of a text: where, the letters of their words, and
    where they lead. A part with many is asked for each of them."""
    found = LINK.finditer(source, start, end)
    return tuple((match.span(), _letters(match["words"]), match["address"]) for match in found)


def passage_of_link(text: Text, block: Block, link: Link) -> str:
    """A link as it stands; what of it can be found, where it is written in another way."""
    span = span_of_link(text, block, link)
    if span:
        return text.source[slice(*span)]
    return next((part for part in (link.href, link.words) if part in block.source), block.source)


def passage_of_image(block: Block, image: Image) -> str:
    """An image as it stands, brackets and all; what of it can be found, if it is raw HTML."""
    at = block.source.find(f"]({image.src}")
    start, end = block.source.rfind("![", 0, max(at, 0)), block.source.find(")", at) + 1
    if start >= 0 and end:
        return block.source[start:end]
    return image.src if image.src and image.src in block.source else block.source


def passage_of(block: Block, words: str) -> str:
    """Words of a block as they stand in its source, where marks may part them."""
    if words in block.source:
        return words
    letters, places = _unmarked(block.source)
    sought = _letters(words)
    at = letters.find(sought)
    if not sought or at < 0:
        return block.source
    start, end = places[at], places[at + len(sought) - 1] + 1
    before = block.source[max(0, start - MAX_CLOSING) : start]
    start -= len(before) - len(before.rstrip(OPENING))
    closing = takewhile(CLOSING.__contains__, block.source[end : end + MAX_CLOSING])
    return block.source[start:end] + "".join(closing)


@lru_cache(maxsize=8)
def _unmarked(source: str) -> tuple[str, list[int]]:
    """The letters that are read of a source, and where each stands."""
    plain = MARKUP.sub(lambda match: " " * len(match[0]), source)
    places = [place for place, letter in enumerate(plain) if letter.isalnum()]
    return "".join(plain[place] for place in places), places


def _letters(words: str) -> str:
    """The letters of words, without marks and spaces."""
    return "".join(filter(str.isalnum, words))


def is_said(words: str, match: re.Match[str]) -> bool:
    """Whether a match stands between quotation marks: it is somebody else's, or to be said."""
    before = words[max(0, match.start() - REACH) : match.start()]
    around = before[-1:] + words[match.end() : match.end() + 1]
    return before.count("“") > before.count("”") or around in MARKS
