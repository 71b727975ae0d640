"""Rows of a document: glued lines parted, wrapped ones joined."""

import re
from dataclasses import replace
from itertools import pairwise

from articles.importing.document import Block, Kind
from articles.importing.markup import is_bold, plain
from articles.importing.outlining.unmarked.marks import MarkKind
from articles.importing.outlining.unmarked.rows import Part, Row
from articles.importing.repair import part_joints

#: Columns at which mail programs and typewriters break lines.
NARROWEST, WIDEST = 45, 110
MOST = 0.6
#: People who break lines by hand break some a little early.
RAGGED = 8
#: A line of nothing but marks parts what is above it from what is below.
RULE = re.compile(r"(?:[-–—_*=~•·.#+⁂❦§◆◇○●☆★]\s*){3,}|[⁂❦§*•—]")
FEWEST = 4


def read_rows(blocks: list[Block]) -> list[Row]:
    """A row for each line and loose paragraph; other blocks stay as they are."""
    lines = _join_wrapped(blocks)
    return [row for block in lines for row in _rows_of(block)]


def _rows_of(block: Block) -> list[Row]:
    if block.kind == Kind.LINE and RULE.fullmatch(block.text):
        rule = replace(block, kind=Kind.RULE, text="---")
        return [Row(rule, "", rule.text, gap=1, part=Part.OTHER)]
    if block.kind == Kind.LINE:
        pieces = [piece.strip() for piece in part_joints(block.text)]
        first, *rest = [piece for piece in pieces if piece] or [""]
        row = Row(block, first, "", gap=block.gap, indent=block.indent)
        return [
            row,
            *(Row(block, piece, "", indent=block.indent, is_parted=True) for piece in rest),
        ]
    if block.kind == Kind.PARAGRAPH and "\n" not in block.text and not block.is_question:
        text = plain(block.text)
        return [Row(block, text, block.text, gap=1, is_bold=is_bold(block.text))]
    return [Row(block, "", block.text, gap=1, part=Part.OTHER)]


def _join_wrapped(blocks: list[Block]) -> list[Block]:
    """Lines that were broken at a column, put together again."""
    width = _column(blocks)
    if not width:
        return blocks
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _continues(groups[-1], block, width):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_joined(group) for group in groups]


def _column(blocks: list[Block]) -> int:
    """The column at which the document's lines are broken; 0 if they are not."""
    pairs = [
        (before, after)
        for before, after in pairwise(blocks)
        if before.kind == after.kind == Kind.LINE and not after.gap
    ]
    lengths = sorted(before.indent + len(before.text) for before, _ in pairs)
    if len(lengths) < FEWEST:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    full = sum(_is_full(before, after, width) for before, after in pairs)
    is_wrapped = NARROWEST <= width <= WIDEST and full >= MOST * len(pairs)
    return width if is_wrapped else 0


def _is_full(before: Block, after: Block, width: int) -> bool:
    """Whether the next line's first word had hardly room any more."""
    word = after.text.split(maxsplit=1)[0]
    return before.indent + len(before.text) + 1 + len(word) > width - RAGGED


def _continues(group: list[Block], block: Block, width: int) -> bool:
    first, last = group[0], group[-1]
    if block.gap or block.kind != Kind.LINE or first.kind != Kind.LINE:
        return False
    row = Row(block, block.text, "", indent=block.indent)
    if row.mark and row.mark.kind != MarkKind.SIGN and not _hangs(first, block):
        return False
    return _is_full(replace(last, indent=first.indent), block, width)


def _hangs(first: Block, block: Block) -> bool:
    """Whether a line is set in below an item's mark."""
    row = Row(first, first.text, "", indent=first.indent)
    return row.is_bullet and block.indent > first.indent


def _joined(group: list[Block]) -> Block:
    """The lines of a group as one, words that were parted at a hyphen without a space."""
    pieces = [group[0].text]
    for before, block in pairwise(group):
        is_parted = before.text.endswith("-") and before.text[-2:-1].isalpha()
        pieces.append(block.text if is_parted else f" {block.text}")
    return replace(group[0], text="".join(pieces))
