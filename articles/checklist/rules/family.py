"""What the modules of rules have in common."""

import re
from collections.abc import Callable, Iterator

from articles.checklist.blocks import Block, Image, Link
from articles.checklist.finding import Finding
from articles.checklist.reading import Reading, Text

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


def span_of_link(text: Text, block: Block, link: Link) -> Span | None:
    """Where a link stands, brackets and all; none where it is written in another way."""
    spans = [
        match.span()
        for match in LINK.finditer(text.source, block.start, block.end)
        if link.href in match["address"] and _is_same(match["words"], link.words)
    ]
    return spans[0] if spans else None


def passage_of_link(text: Text, block: Block, link: Link) -> str:
    """A link as it stands; what of it can be found, where it is written in another way."""
    span = span_of_link(text, block, link)
    if span:
        return text.source[slice(*span)]
    return next((part for part in (link.href, link.words) if part in block.source), block.source)


def passage_of_image(block: Block, image: Image) -> str:
    for passage in (f"![{image.alt}]({image.src})", f"]({image.src}", image.src):
        if passage in block.source:
            return passage
    return block.source


def _is_same(typed: str, words: str) -> bool:
    """Whether what was typed between brackets is read as `words`."""
    return re.sub(r"[\W_]+", "", typed) == re.sub(r"[\W_]+", "", words)


def phrase(*alternatives: str) -> re.Pattern[str]:
    """Words that stand by themselves, in small letters or capitals."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
