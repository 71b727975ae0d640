"""Markdown as the importer reads and writes it: blocks, plain words, escapes."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.importing.document import Block, Kind
from articles.rendering.markdown import build_parser

KINDS = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "blockquote_open": Kind.QUOTE,
    "fence": Kind.CODE,
    "code_block": Kind.CODE,
    "table_open": Kind.TABLE,
    "hr": Kind.RULE,
    "html_block": Kind.PARAGRAPH,
}
WORDS = ("text", "code_inline", "image")
BREAKS = ("softbreak", "hardbreak")


@cache
def _parser() -> MarkdownIt:
    return build_parser()


def parse_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Markdown as blocks, each the writer's own characters. `first_line` is the text's first."""
    lines = text.split("\n")
    blocks = []
    for token in _parser().parse(text):
        if token.level or token.map is None or token.type not in KINDS:
            continue
        start, end = token.map
        kind = KINDS[token.type]
        source = "\n".join(lines[start:end]).strip("\n")
        if kind == Kind.HEADING:
            blocks.append(_heading(token, source, first_line + start))
        else:
            blocks.append(Block(kind, source.rstrip(), line=first_line + start))
    return blocks


def _heading(token: Token, source: str, line: int) -> Block:
    if token.markup.startswith("#"):
        text = re.sub(r"\A {0,3}#{1,6}(?:[ \t]+|\Z)|[ \t]+#+[ \t]*\Z", "", source)
    else:
        text = source.rpartition("\n")[0]
    return Block(
        Kind.HEADING, " ".join(text.split()), level=int(token.tag.removeprefix("h")), line=line
    )


def plain(text: str) -> str:
    """The words of inline Markdown as a reader sees them, on one line."""
    words = []
    for token in _parser().parseInline(text)[0].children or ():
        if token.type in WORDS:
            words.append(token.content)
        elif token.type in BREAKS:
            words.append(" ")
    return " ".join("".join(words).split())
