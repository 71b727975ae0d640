"""Told rows as blocks: headings, paragraphs, lists, each as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from articles.importing.document import Block, Kind
from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.rows import Layout, Part, Row

#: Sentences that were a line each are joined to paragraphs of about so many.
SENTENCES = 4
CHECKS = frozenset("✓✔✅☑")
#: The name of a remark: a word or two that a colon follows.
LABEL = re.compile(r"\w+(?:\s\w+)?[:：]\s*(?=\S)")


def write_blocks(rows: list[Row], layout: Layout) -> list[Block]:
    """The blocks that the rows were told to be, in their order."""
    blocks: list[Block] = []
    for part, group in groupby(rows, key=lambda row: row.part):
        told = list(group)
        if part == Part.OTHER:
            blocks += [row.block for row in told]
        elif part == Part.HEADING:
            blocks += [_block(row, Kind.HEADING, row.whole_markdown, row.level) for row in told]
        elif part == Part.ITEM:
            blocks += map(_list, _lists(told))
        else:
            blocks += [_paragraph(lines) for lines in _paragraphs(told, layout)]
    return blocks


def _block(row: Row, kind: Kind, text: str, level: int = 0) -> Block:
    return replace(row.block, kind=kind, text=text, level=level, gap=0, indent=0)


def _lists(rows: list[Row]) -> Iterator[list[Row]]:
    """Items in direct succession, parted where one numbered list ends and another begins."""
    taken: list[Row] = []
    for row in rows:
        first = taken[0] if taken else row
        restarts = row.depth == 0 and bool(row.number) != bool(first.number)
        if taken and (restarts or (row.depth == 0 and row.number == 1)):
            yield taken
            taken = []
        taken.append(row)
    yield taken


def _list(items: list[Row]) -> Block:
    same = {row.mark.written for row in items if row.mark and not row.is_bullet}
    lines = []
    for row in items:
        sign = f"{row.number}." if row.number and not (row.mark and row.mark.is_named) else "-"
        keeps = not (row.is_bullet or row.number or (len(same) == 1 and same <= _checks(same)))
        text = row.whole_markdown if keeps else row.bare_markdown
        lines.append("   " * row.depth + f"{sign} {text}")
    return _block(items[0], Kind.LIST, "\n".join(lines))


def _checks(written: set[str]) -> set[str]:
    return {one for one in written if one.strip(" \ufe0f") in CHECKS}


def _paragraphs(rows: list[Row], layout: Layout) -> Iterator[list[Row]]:
    """The rows of one paragraph each."""
    for stretch in _stretches(rows, layout):
        count = -(-len(stretch) // SENTENCES)
        size = -(-len(stretch) // count)
        if layout.is_spaced:
            size = len(stretch)
        for start in range(0, len(stretch), size):
            yield stretch[start : start + size]


def _stretches(rows: list[Row], layout: Layout) -> Iterator[list[Row]]:
    """Rows that belong together, before they are cut to paragraphs."""
    taken: list[Row] = []
    for row in rows:
        if taken and (row.gap or row.is_parted or not _joins(taken, row, layout)):
            yield taken
            taken = []
        taken.append(row)
    yield taken


def _joins(taken: list[Row], row: Row, layout: Layout) -> bool:
    """Whether a line goes on in the paragraph of those before it."""
    before = taken[-1]
    if row.block.kind != Kind.LINE or not (layout.is_spaced or layout.is_broken):
        return False
    if forms.leading_signs(row.text) or _has_label(row) or _has_label(before):
        return False
    if forms.leading_signs(taken[0].text):
        return before.ending != "" and names.GOING_ON.match(row.text) is not None
    return layout.is_spaced or (before.ending not in ("", ":") and row.ending != "")


def _has_label(row: Row) -> bool:
    """Whether a row is a remark with a name: "Remember: …"."""
    return LABEL.match(row.text) is not None


def _paragraph(rows: list[Row]) -> Block:
    pieces = [rows[0].whole_markdown]
    for before, row in pairwise(rows):
        # A line that ends no sentence was ended on purpose: an address, a signature.
        between = " " if before.ending in (".", "!", "?", ":") else "\\\n"
        pieces += [between, row.whole_markdown]
    return _block(rows[0], Kind.PARAGRAPH, "".join(pieces))
