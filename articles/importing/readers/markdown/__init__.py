"""Markdown of any dialect → Document.

The text passes through one dialect after the other, each of which writes its own marks as the
Markdown that Candor knows; then it is cut into blocks. Nothing takes more than linear time.
"""

from collections.abc import Callable
from dataclasses import replace

from articles.importing.document import Block, Document, Format, Source, Unreadable
from articles.importing.markup import images
from articles.importing.pictures import take_data_urls
from articles.importing.readers.fields import to_meta
from articles.importing.readers.front_matter import split
from articles.importing.readers.limits import check_tables, check_text
from articles.importing.readers.markdown.blocks import build_blocks
from articles.importing.readers.markdown.code import hide_code
from articles.importing.readers.markdown.comments import take_comments
from articles.importing.readers.markdown.draft import OURS, Draft
from articles.importing.readers.markdown.lines import settle_lines
from articles.importing.readers.markdown.references import inline_references
from articles.importing.readers.markdown.shortcodes import take_shortcodes
from articles.importing.readers.markdown.tags import take_tags
from articles.importing.readers.markdown.wiki import take_wiki_marks
from articles.importing.readers.markdown.words import words_of
from articles.importing.repair import decode, mend

MAX_TEXT = 2_000_000  # characters, with the pictures that stand in it

#: In this order: each relies on what those before it took.
PASSES: tuple[Callable[[Draft], None], ...] = (
    hide_code,
    take_comments,
    take_shortcodes,
    take_wiki_marks,
    inline_references,
    take_tags,
    settle_lines,
)


def read(source: Source) -> Document:
    """A Markdown file. Raises `Unreadable`, naming it."""
    text, repairs = decode(source.data, "", source.name)
    text, mended = mend(text)
    if len(text) > MAX_TEXT:
        raise Unreadable(f"{source.name} has more than {MAX_TEXT // 1_000_000} MB of text.")
    header = split(OURS.sub("", text))
    told = to_meta(header.fields)
    body, pictures, lost = take_data_urls(header.body)
    check_text(body, source.name)
    check_tables(body, source.name)
    draft = Draft(body)
    blocks = read_blocks(draft, source.name)
    shift = header.first_line - 1
    lost_doubts = (f"Pictures within the text that cannot be read: {lost}.",) if lost else ()
    return Document(
        format=Format.MARKDOWN,
        name=source.name,
        meta=replace(told.meta, faqs=(*told.meta.faqs, *draft.faqs)),
        blocks=tuple(_shifted(block, shift) for block in blocks),
        words=words_of(body),
        pictures={**source.pictures, **pictures, **draft.pictures},
        remote_pictures=remote_pictures(blocks, told.meta.image),
        buttons=tuple(draft.buttons),
        repairs=(*repairs, *mended),
        left_out=(*header.left_out, *told.left_out, *draft.left_out),
        doubts=(*header.doubts, *lost_doubts, *draft.doubts),
    )


def read_blocks(draft: Draft, name: str) -> list[Block]:
    """The blocks of a text without front matter. Raises `Unreadable`, naming the file."""
    try:
        for take in PASSES:
            take(draft)
        draft.reveal()
        return build_blocks(draft)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error


def remote_pictures(blocks: list[Block], *more: str) -> tuple[str, ...]:
    """The addresses elsewhere of the pictures in the blocks, each once."""
    found = dict.fromkeys(more)
    stack = blocks[::-1]
    while stack:
        block = stack.pop()
        stack += block.children[::-1]
        if "![" in block.text:
            found |= dict.fromkeys(url for _, url in images(block.text))
    return tuple(url for url in found if url.startswith(("https://", "http://", "//")))


def _shifted(block: Block, lines: int) -> Block:
    children = tuple(_shifted(child, lines) for child in block.children)
    return replace(block, line=block.line + lines if block.line else 0, children=children)
