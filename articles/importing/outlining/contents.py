"""Tables of contents: the page makes its own."""

import re

from articles.importing.document import Block, Kind
from articles.importing.markup import plain
from articles.importing.outlining.wording import bare, folded, items_of
from articles.importing.outlining.working import Working

CONTENTS = frozenset(
    """table of contents|contents|in this article|in this post|in this guide|on this page
    |what's inside
    |jump to|jump to section|quick navigation|quick links|toc|inhaltsverzeichnis|inhalt|sommaire
    |table des matières|índice|contenido|tabla de contenidos|sumário|indice|inhoudsopgave
    |içindekiler|spis treści|содержание|оглавление|зміст
    |目次|目录|目錄|차례|목차""".replace("\n    ", "").split("|")
)
ANCHOR = re.compile(r"\]\(#\w")
MARKER = re.compile(r"\W*\[?\[?(?:toc|table-of-contents)\]?\]?\W*\Z|\{:toc\}\Z", re.IGNORECASE)


def drop_contents(working: Working) -> None:
    """Leave out lists of the text's own headings, with the heading above them."""
    names = {folded(block.text) for block in working.blocks if block.kind == Kind.HEADING}
    kept: list[Block] = []
    for block in working.blocks:
        if block.kind == Kind.PARAGRAPH and MARKER.match(block.text):
            working.leave_out(plain(block.text), "the mark of a table of contents")
        elif block.kind == Kind.LIST and _is_contents(block, names, kept):
            if kept and _announces_contents(kept[-1]):
                working.leave_out(plain(kept.pop().text), "the heading of a table of contents")
            for row in items_of(block):
                working.leave_out(bare(row), "a table of contents: the page has its own")
        else:
            kept.append(block)
    working.blocks = kept


def _announces_contents(block: Block) -> bool:
    return block.kind in (Kind.HEADING, Kind.PARAGRAPH) and folded(block.text) in CONTENTS


def _is_contents(block: Block, names: set[str], before: list[Block]) -> bool:
    is_announced = bool(before) and _announces_contents(before[-1])
    if not is_announced and not ANCHOR.search(block.text):
        return False
    rows = [line for line in block.text.split("\n") if line.strip()]
    anchors = sum(ANCHOR.search(row) is not None for row in rows)
    if anchors == len(rows) and (is_announced or len(rows) > 2):
        return True
    known = sum(folded(re.sub(r"\A\s*(?:[-*+]|\d+[.)])\s+", "", row)) in names for row in rows)
    return is_announced and max(anchors, known) * 2 > len(rows)
