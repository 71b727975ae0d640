"""How easily a text is read, and slips that every reader sees."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from articles.checklist.blocks import THING, Block
from articles.checklist.finding import Finding, Rule
from articles.checklist.reading import Reading, Text
from articles.checklist.rules.family import Check, is_said, passage_of
from articles.checklist.sentences import words_of

EASE = Rule("reading-ease", "Sections that are hard to read", "LIX (Björnsson, Läsbarhet, 1968)")
PARAGRAPH = Rule("paragraph-long", "Long paragraphs", "WCAG 2.2, 3.1.5; GOV.UK, content design")
SENTENCE = Rule("sentence-long", "Long sentences", "GOV.UK, content design: sentence length")
SECTION = Rule("section-long", "Long sections", "WCAG 2.2, 2.4.10 Section Headings")
CAPITALS = Rule("capitals", "Words in capitals", "GOV.UK style guide: block capitals")
DOUBLED = Rule("doubled-word", "A word twice", "Our own rule: proofreading")
QUOTES = Rule("quotes-unbalanced", "Quotation marks left open", "Our own rule: proofreading")

#: From here on LIX calls a text very difficult, in any language: laws and theses are.
MAX_LIX = 60
#: Long words have more letters.
LONG_WORD = 6
#: Words of a text whose ease can be told.
MIN_MEASURED = 100
#: GOV.UK asks for 25 words a sentence; only what is far beyond is worth a word.
MAX_SENTENCE = 55
MAX_PARAGRAPH = 180
#: Words between two headings.
MAX_SECTION = 600
#: What is set aside of a section holds until it has some hundred words more or less.
STEP = 100

#: Words that nobody means to say twice.
DOUBLES = "the|a|an|and|of|to|for|with|at|from|are|or|but|than|my|your|our|their|as|if|be"
DOUBLE = re.compile(rf"\b({DOUBLES})(\s{{1,9}})\1\b(?![-’'])", re.IGNORECASE)
LOUD = "Words in capitals are hard to read, and some screen readers spell them out."
SHOUT = re.compile(r"\b[^\W\d_a-z]{2,}(?:\s[^\W\d_a-z]{1,})*\b")


def _prose(text: Text) -> list[Block]:
    return [block for block in text.blocks if block.is_prose]


def find_ease(reading: Reading) -> Iterator[Finding]:
    """Texts that are very difficult by LIX: words a sentence, and the share of long words.

    It counts letters and no syllables, so it holds for languages with spaces between words.
    """
    for text in reading.texts:
        blocks = _prose(text)
        count = sum(block.count for block in blocks)
        if count < MIN_MEASURED:
            continue
        length = count / sum(len(block.sentences) for block in blocks)
        long_words = sum(len(word) > LONG_WORD for b in blocks for word in words_of(b.words))
        share = 100 * long_words / count
        if length + share > MAX_LIX:
            reason = (
                f"A reading ease (LIX) of {length + share:.0f} is very difficult: "
                f"{length:.0f} words a sentence, and {share:.0f} of 100 words long."
            )
            passage = text.heading or blocks[0].source
            yield reading.find(EASE, text.place, passage, reason, about=_size(count))


def _size(count: int) -> str:
    return f"{count // STEP * STEP} words and more"


def find_paragraphs(reading: Reading) -> Iterator[Finding]:
    for text in reading.texts:
        for block in _prose(text):
            if block.count > MAX_PARAGRAPH:
                reason = (
                    f"{block.count} words in one paragraph are hard to read on a phone: "
                    "split it where a thought ends."
                )
                yield reading.find(PARAGRAPH, text.place, block.source, reason)


def find_sentences(reading: Reading) -> Iterator[Finding]:
    for text in reading.texts:
        for block in _prose(text):
            for sentence in block.sentences if block.count > MAX_SENTENCE else ():
                count = len(words_of(sentence))
                if count > MAX_SENTENCE and THING not in sentence:
                    reason = f"It has {count} words: make two or three of it."
                    yield reading.find(SENTENCE, text.place, passage_of(block, sentence), reason)


def find_sections(reading: Reading) -> Iterator[Finding]:
    """Stretches of text that no heading parts."""
    for text in reading.texts:
        count, first = 0, text.blocks[:1]
        for block in text.blocks:
            if block.is_heading:
                yield from _long(reading, text, first, count)
                count, first = 0, (block,)
            else:
                count += block.count
        yield from _long(reading, text, first, count)


def _long(reading: Reading, text: Text, first: tuple[Block, ...], count: int) -> Iterator[Finding]:
    if count > MAX_SECTION:
        passage = first[0].source if first[0].is_heading else text.heading or first[0].source
        reason = f"{count} words without a heading: readers who look for something pass them over."
        yield reading.find(SECTION, text.place, passage, reason, about=_size(count))


def find_capitals(reading: Reading) -> Iterator[Finding]:
    """Three words and more in capitals; names that are written so are shorter."""
    for text in reading.texts:
        for match in _loud(text.heading):
            yield reading.find(CAPITALS, text.place, match, LOUD)
        for block in text.blocks:
            for match in _loud(block.words) if not block.is_quotation else ():
                yield reading.find(CAPITALS, text.place, passage_of(block, match), LOUD)


def _loud(words: str) -> Iterator[str]:
    for match in SHOUT.finditer(words):
        if _is_loud(match[0]) and not is_said(words, match):
            yield match[0]


def _is_loud(words: str) -> bool:
    return words.isupper() and len(words.split()) >= 3 and sum(map(str.isalpha, words)) >= 12


def find_doubled(reading: Reading) -> Iterator[Finding]:
    """Little words twice in a row. English."""
    for text in reading.texts:
        for block in text.blocks:
            said = DOUBLE.findall(block.words) if block.tag != "html" else []
            found = list(DOUBLE.finditer(text.source, block.start, block.end)) if said else []
            is_all = len(found) == len(said)  # else one of them is in code
            for match in found:
                fix = reading.fix(text, match.span(), match[1], "Say it once") if is_all else None
                reason = f"“{match[1]}” is written twice."
                yield reading.find(DOUBLED, text.place, match[0], reason, fix)


def find_quotes(reading: Reading) -> Iterator[Finding]:
    """Curly marks that are opened or closed and not both, by the end of the paragraph.

    A quotation may go on in the next one, which opens it again. Languages that open with other
    marks are left alone.
    """
    for text in reading.texts:
        if "„" in text.source or "«" in text.source:
            continue
        for block, following in zip_longest(text.blocks, text.blocks[1:]):
            opened, closed = block.words.count("“"), block.words.count("”")
            goes_on = opened == closed + 1 and following and following.words.startswith("“")
            if block.tag != "html" and opened and opened != closed and not goes_on:
                reason = f"“ is there {_times(opened)} and ” {_times(closed)}: add what is missing."
                yield reading.find(QUOTES, text.place, block.source, reason)


def _times(count: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(count, f"{count} times")


CHECKS: dict[Rule, Check] = {
    EASE: find_ease,
    SECTION: find_sections,
    PARAGRAPH: find_paragraphs,
    SENTENCE: find_sentences,
    CAPITALS: find_capitals,
    DOUBLED: find_doubled,
    QUOTES: find_quotes,
}
