"""Headings as an article has them: plain words, levels from 2 on, none empty, none endless."""

import re
from dataclasses import replace
from statistics import median

from articles.importing.document import Block, Kind
from articles.importing.markup import images, is_bold, plain
from articles.importing.outlining.titles import REPEATED, same_words
from articles.importing.outlining.unmarked import forms
from articles.importing.outlining.working import Working

#: What a section's heading may hold.
MAX_HEADING = 160
TOP, DEEPEST = 2, 6
ANCHOR = re.compile(r"\s*\{[:#.][^{}\n]{0,200}\}\s*\Z")
COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*-->")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
CLOSING_MARKS = re.compile(r"\s+#+\s*\Z")
AROUND = re.compile(r"(\*{1,3}|_{1,3}|~~)(?=\S)(.+)(?<=\S)\1", re.DOTALL)
EMPTY = "heading without words"
#: With no more headings than this, bold lines may be what the writer had for them.
FEW, FEWEST_BOLD = 2, 3
MAX_BOLD_WORDS = 20


def settle_headings(working: Working) -> None:
    """Clean the headings, promote bold lines where there are few, and set the levels."""
    working.blocks = [row for block in working.blocks for row in _settle(working, block)]
    _promote_bold(working)
    _set_levels(working)
    _doubt_title(working)


def clean(text: str) -> str:
    """A heading's Markdown without anchors, comments, and marks around the whole."""
    text = " ".join(TAG.sub("", text).split())
    if "-->" in text:
        text = COMMENT.sub("", text)
    text = CLOSING_MARKS.sub("", ANCHOR.sub("", text)).strip()
    return _without_marks(_without_marks(text))


def _without_marks(text: str) -> str:
    """Inline Markdown without the emphasis that is around the whole of it."""
    around = AROUND.fullmatch(text)
    return around[2] if around and around[1] not in around[2] else text


def _settle(working: Working, block: Block) -> list[Block]:
    if block.kind != Kind.HEADING:
        return [block]
    text = clean(block.text)
    words = plain(text)
    if not any(letter.isalnum() for letter in IMAGE.sub("", text)) and images(text):
        return [replace(block, kind=Kind.PARAGRAPH, text=text, level=0)]
    if not any(letter.isalnum() for letter in words):
        if words:
            working.leave_out(words, EMPTY)
        return []
    if working.title and same_words(words, working.title):
        working.leave_out(words, REPEATED)
        return []
    if len(words) > MAX_HEADING:
        working.doubt(f"A heading was too long and is a paragraph now: {words[:60]}…")
        return [replace(block, kind=Kind.PARAGRAPH, text=f"**{words}**", level=0)]
    return [replace(block, text=text)]


IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^()]{0,500}\)")


def _promote_bold(working: Working) -> None:
    """In a document with hardly a heading, short lines that are wholly bold are the headings."""
    blocks = working.blocks
    headings = [block for block in blocks if block.kind == Kind.HEADING]
    if len(headings) > FEW:
        return
    bold = [place for place in range(len(blocks) - 1) if _is_bold_heading(blocks, place)]
    if len(bold) < FEWEST_BOLD:
        return
    level = max((block.level for block in headings), default=TOP)
    for place in bold:
        block = blocks[place]
        blocks[place] = replace(block, kind=Kind.HEADING, text=clean(block.text), level=level)


def _is_bold_heading(blocks: list[Block], place: int) -> bool:
    block, after = blocks[place], blocks[place + 1]
    if block.kind != Kind.PARAGRAPH or "\n" in block.text or not is_bold(block.text):
        return False
    words = plain(block.text)
    leads_in = forms.ending(words) == ":" and after.kind == Kind.LIST
    return forms.count_words(words) <= MAX_BOLD_WORDS and not leads_in


def _set_levels(working: Working) -> None:
    """Levels in their relative order from 2 on, none left out on the way down."""
    used = sorted({block.level for block in working.blocks if block.kind == Kind.HEADING})
    levels = {level: min(TOP + place, DEEPEST) for place, level in enumerate(used)}
    before = TOP - 1
    for place, block in enumerate(working.blocks):
        if block.kind == Kind.HEADING:
            level = min(levels[block.level], before + 1)
            working.blocks[place] = replace(block, level=level)
            before = level


def _doubt_title(working: Working) -> None:
    """Tell of a title that may be the first section's heading, as pages are copied without one."""
    is_guessed = bool(working.title) and not working.meta.title
    is_plain = any(block.kind == Kind.LINE for block in working.document.blocks)
    headings = [plain(block.text) for block in working.blocks if block.kind == Kind.HEADING]
    if not (is_guessed and is_plain and len(headings) > 1):
        return
    if len(working.title) <= median(len(heading) for heading in headings):
        working.doubt(
            "The first line was taken for the title. It looks like the headings of the sections, "
            "so the title may be missing."
        )
