"""Text without markup → Document: a block for each line, which outlining tells apart."""

import re

from articles.importing.document import Block, Document, Format, Kind, Source
from articles.importing.readers.fields import to_meta
from articles.importing.readers.front_matter import split
from articles.importing.readers.limits import check_text
from articles.importing.repair import decode, mend

TAB = 4
#: What the clipboard of a browser leaves in a text, also where there was no markup.
CLIPBOARD = re.compile(r"<!--(?:Start|End)Fragment-->")
SPACE = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)


def read(source: Source) -> Document:
    """A plain text. The text of its lines is raw: not escaped. Raises `Unreadable`."""
    text, repairs = decode(source.data, "", source.name)
    check_text(text, source.name)
    text, mended = mend(text)
    header = split(SPACE.sub(" ", CLIPBOARD.sub("", text)))
    told = to_meta(header.fields)
    blocks = lines_of(header.body, header.first_line)
    return Document(
        format=Format.PLAIN,
        name=source.name,
        meta=told.meta,
        blocks=tuple(blocks),
        words="\n".join(" ".join(block.text.split()) for block in blocks),
        repairs=(*repairs, *mended),
        left_out=(*header.left_out, *told.left_out),
        doubts=header.doubts,
    )


def lines_of(text: str, first_line: int = 1) -> list[Block]:
    """The lines that hold something, each with the blank lines before it."""
    blocks = []
    gap = 0
    for number, line in enumerate(text.split("\n"), first_line):
        words = line.strip()
        if not words:
            gap += 1
            continue
        before = line.expandtabs(TAB)
        indent = len(before) - len(before.lstrip())
        blocks.append(Block(Kind.LINE, words, line=number, gap=gap, indent=indent))
        gap = 0
    return blocks
