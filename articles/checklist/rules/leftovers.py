"""What was left from making the text: words for later, and words of a program that helped."""

import re
from collections.abc import Container, Iterator

from articles.checklist.finding import Finding, Fix, Rule
from articles.checklist.reading import Reading, Text
from articles.checklist.rules.family import Check, is_said, passage_of
from articles.rendering.placeholders import PLACEHOLDER

LIKELY = Rule("placeholder-likely", "What may be a placeholder", "Our own rule: proofreading")
MACHINE = Rule("machine-words", "Words of a program", "Google Search Central, AI-generated content")

#: What may be meant as it stands, as in words for readers to fill in. A row of question marks is
#: taken whole or, looked at from within, not at all.
MAYBE = re.compile(
    r"\bTK\b(?! Maxx)|\bXXX+\b(?!-)|(?<!\?)\?{3,}+(?=\s|$)|\blorem ipsum\b(?! dolor)"
    r"|\[(?:insert|add|your|link|name|date|source)\b[^\[\]\n]{0,60}\]",
    re.IGNORECASE,
)
SHOUTED = re.compile(r"TK|X{3,}")
#: What programs say of themselves or to whoever asked them, and marks they leave. English.
PROGRAM = re.compile(
    r"\bas an? (?:AI|artificial intelligence)(?: language)?(?: model| assistant)?\b"
    r"|\bmy (?:last )?(?:knowledge|training) (?:update|cut-?off|data)\b"
    r"|\bI(?:’m|'m| am) (?:sorry|unable)[^.!?\n]{0,40} (?:fulfil+|assist with|comply with) "
    r"(?:that|this|your) request\b"
    r"|\b(?:certainly|sure|of course)[!,] here(?:’s|'s| is| are) (?:an?|the|your|some) "
    r"(?:\w+ ){0,3}(?:article|version|draft|section|introduction|paragraph|list|outline)\b"
    r"|:contentReference\[[^\]\s]{0,40}\]?|\boaicite\b|\bturn\d{1,2}(?:search|view|news)\d{1,2}\b|【\d+†",
    re.IGNORECASE,
)
#: Behind addresses that a chat program gave.
TRACE = re.compile(r"[?&]utm_source=(?:chatgpt\.com|openai|copilot\.com|perplexity(?:\.ai)?)")


def find_likely(reading: Reading) -> Iterator[Finding]:
    """TK, XXX, “[insert …]”, those aside that readers are to fill in themselves. English.

    What publishing refuses is told as that, and not here again.
    """
    refused = {problem.quote for _, problem in reading.problems}
    for text in reading.texts:
        for block in text.blocks:
            if block.callout in ("script", "reflection") or block.is_quotation:
                continue
            for match in MAYBE.finditer(_without(block.words, refused)):
                is_loud = not SHOUTED.fullmatch(match[0].upper()) or match[0].isupper()
                if is_loud and not is_said(block.words, match):
                    reason = "It looks like something that was left for later."
                    yield reading.find(LIKELY, text.place, passage_of(block, match[0]), reason)


def _without(words: str, refused: Container[str]) -> str:
    """Words with spaces where a placeholder is that is an error."""
    return PLACEHOLDER.sub(lambda m: " " * len(m[0]) if m[0] in refused else m[0], words)


def find_machine(reading: Reading) -> Iterator[Finding]:
    """What a chat program said to whoever asked it, and marks in the addresses it gave."""
    for text in reading.texts:
        for block in text.blocks:
            for match in PROGRAM.finditer(block.words):
                if not block.is_quotation and not is_said(block.words, match):
                    reason = "It reads like the answer of a program: say it yourself."
                    passage = passage_of(block, match[0])
                    yield reading.find(MACHINE, text.place, passage, reason)
        for match in TRACE.finditer(text.source):
            reason = "The address still says which program gave it."
            yield reading.find(MACHINE, text.place, match[0], reason, _cut(reading, text, match))


def _cut(reading: Reading, text: Text, match: re.Match[str]) -> Fix | None:
    """The address without the mark; what follows it begins the query then."""
    start, end = match.span()
    if match[0][0] == "?" and text.source[end : end + 1] == "&":
        start, end = start + 1, end + 1
    return reading.fix(text, (start, end), "", "Take it out")


CHECKS: dict[Rule, Check] = {LIKELY: find_likely, MACHINE: find_machine}
