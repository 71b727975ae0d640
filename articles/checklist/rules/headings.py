"""Headings: by them a page is skimmed, and walked through by whoever hears it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.checklist.blocks import Block
from articles.checklist.finding import Finding, Fix, Rule
from articles.checklist.reading import Reading, Text
from articles.checklist.rules.family import Check
from articles.search.asking import folded

LEVEL = Rule("heading-level", "Levels of headings", "WCAG 2.2, 1.3.1 Info and Relationships; H42")
EMPTY = Rule("heading-empty", "Headings without words", "WCAG 2.2, 2.4.6 Headings and Labels")
REPEATED = Rule("heading-repeated", "Headings alike", "WCAG 2.2, 2.4.6; G130 descriptive headings")
BOLD = Rule("heading-bold", "Bold lines for headings", "WCAG 2.2, 1.3.1; failure F2")

#: Words of a line in bold that may be meant as a heading.
MAX_WORDS = 12
#: More headings than these in one text are not asked which of them could be put right.
MANY = 60


def find_levels(reading: Reading) -> Iterator[Finding]:
    """Headings that leap over a level, or are as high as those they stand under.

    Readers get them in order whatever was typed; whoever reads or exports the text does not.
    """
    for text in reading.texts:
        headings = [block for block in text.blocks if block.is_heading]
        typed = [int(block.tag[1]) for block in headings]
        shown = _levels(typed, text.level)
        for index, block in enumerate(headings):
            before = typed[index - 1] if index else text.level - 1
            if text.level <= typed[index] <= before + 1:
                continue
            right = "#" * shown[index]
            reason = (
                f"Headings in this text begin with {'#' * text.level}."
                if typed[index] < text.level
                else f"This heading skips a level: make it {right}."
            )
            fix = _fix_level(reading, text, headings, index) if len(headings) <= MANY else None
            yield reading.find(LEVEL, text.place, _line(text, block), reason, fix)


def _levels(typed: Sequence[int], base: int) -> list[int]:
    """The levels readers get, as `contents.level_headings` counts them."""
    above: list[int] = []
    levels = []
    for level in typed:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        levels.append(base + len(above) - 1)
    return levels


def _fix_level(reading: Reading, text: Text, headings: Sequence[Block], index: int) -> Fix | None:
    """The level that readers get, where that changes no other heading's."""
    block = headings[index]
    typed = [int(heading.tag[1]) for heading in headings]
    shown = _levels(typed, text.level)
    mended = _levels([*typed[:index], shown[index], *typed[index + 1 :]], text.level)
    at = text.source.find(block.heads, block.start, block.end)
    if mended != shown or not block.heads.startswith("#") or at < 0 or shown[index] > 6:
        return None
    span = (at, at + len(block.heads))
    return reading.fix(text, span, "#" * shown[index], f"Make it {'#' * shown[index]}")


def _line(text: Text, block: Block) -> str:
    return text.source[block.start : block.end].strip()


def find_empty(reading: Reading) -> Iterator[Finding]:
    for text in reading.texts:
        for block in text.blocks:
            if block.is_heading and not block.words and not block.images:
                yield reading.find(
                    EMPTY, text.place, _line(text, block), "This heading says nothing."
                )


def find_repeated(reading: Reading) -> Iterator[Finding]:
    """The same heading twice beside each other: sections, questions, or under one heading."""
    for kind in ("sections:", "faqs:"):
        rows = [text for text in reading.texts if text.place.startswith(kind) and text.heading]
        yield from _repeated(reading, [(row.place, row.heading, "") for row in rows])
    for text in reading.texts:
        yield from _repeated(reading, list(_under(text)))


def _under(text: Text) -> Iterator[tuple[str, str, str]]:
    """The headings of a text with those they stand under."""
    above: list[tuple[int, str]] = []
    for block in text.blocks:
        if block.is_heading:
            level = int(block.tag[1])
            while above and above[-1][0] >= level:
                above.pop()
            yield text.place, block.words, " / ".join(name for _, name in above)
            above.append((level, folded(block.words)))


def _repeated(reading: Reading, rows: Sequence[tuple[str, str, str]]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for place, words, above in rows:
        name = folded(words)
        seen[above, name] += 1
        if name and seen[above, name] == 2:
            yield reading.find(REPEATED, place, words, "Another heading here says the same.")


def find_bold(reading: Reading) -> Iterator[Finding]:
    """A short paragraph all in bold above another, which looks like a heading and is none.

    One that ends in a colon leads up to a list.
    """
    for text in reading.texts:
        for block, following in zip(text.blocks, text.blocks[1:], strict=False):
            if not _poses(block) or not following.is_prose or following.is_bold:
                continue
            reason = "It looks like a heading, but a screen reader does not read it as one."
            yield reading.find(
                BOLD, text.place, block.source, reason, _fix_bold(reading, text, block)
            )


def _poses(block: Block) -> bool:
    is_line = block.is_prose and not block.is_item and not block.callout
    is_short = len(block.words.split()) <= MAX_WORDS and not block.words.endswith(
        (".", "!", "…", ",", ":")
    )
    return is_line and is_short and block.is_bold and not block.links and not block.images


def _fix_bold(reading: Reading, text: Text, block: Block) -> Fix | None:
    """A heading of the first level, where the text has no others that it might stand under."""
    inner = block.source.strip("*_")
    is_plain = block.source in (f"**{inner}**", f"__{inner}__") and inner == block.words
    if not is_plain or any(other.is_heading for other in text.blocks):
        return None
    at = text.source.find(block.source, block.start)
    span = (at, at + len(block.source))
    return reading.fix(text, span, f"{'#' * text.level} {inner}", "Make it a heading")


CHECKS: dict[Rule, Check] = {
    LEVEL: find_levels,
    EMPTY: find_empty,
    REPEATED: find_repeated,
    BOLD: find_bold,
}
