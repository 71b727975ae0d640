"""HTML → Document: a page, what an editor exported, or the body of a post."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.pasting import parse
from articles.editing.pasting.bounds import is_bounded
from articles.editing.pasting.writer import HEADING, Part
from articles.importing.document import (
    Block,
    Document,
    Format,
    Kind,
    LeftOut,
    Source,
    Unreadable,
)
from articles.importing.pictures import take_data_urls
from articles.importing.readers.html.climbing import is_deep
from articles.importing.readers.html.contents import mark_contents
from articles.importing.readers.html.furniture import mark_furniture
from articles.importing.readers.html.metadata import read_base, read_head, read_meta
from articles.importing.readers.html.notes import mark_notes
from articles.importing.readers.html.offices import settle_offices
from articles.importing.readers.html.page import find_article, note_around
from articles.importing.readers.html.toggles import fold_toggles
from articles.importing.readers.html.walk import Notes, PageRewriter
from articles.importing.readers.html.words import words_of
from articles.importing.repair import decode, mend
from articles.rendering.limits import TextTooLarge

MAX_HTML = 5_000_000  # characters, without the pictures in it
#: Half of 50 ms of prose; see `pasting.bounds` for what is quadratic. Measured: 1.8 s.
MAX_TAGS = 25_000

HEAD = 4_096  # bytes; browsers look at 1,024
CHARSET = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

KINDS = {
    "p": Kind.PARAGRAPH,
    "text": Kind.PARAGRAPH,
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    "table": Kind.TABLE,
    "hr": Kind.RULE,
    "details": Kind.TOGGLE,
}


@dataclass(frozen=True)
class Body:
    """The text of a page or a post; its fields are those of `Document`."""

    blocks: tuple[Block, ...]
    words: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    remote_pictures: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()


def read_html(html: str, *, base: str = "", name: str = "This text") -> Body:
    """HTML that is an article as a whole, such as a post's body.

    Relative addresses are resolved against `base`. Raises `Unreadable`, naming `name`.
    """
    html, pictures, lost = take_data_urls(html)
    notes = Notes()
    notes.count_lost_pictures(lost)
    tree = parse_tree(html, name)
    return read_tree(tree, tree.body, notes, base, name, pictures)


def read(source: Source) -> Document:
    """A page as it was saved or exported. Raises `Unreadable`."""
    text, repairs = decode(source.data, _charset(source.data), source.name)
    text, pictures, lost = take_data_urls(text)
    text, mended = mend(text)
    notes = Notes()
    notes.count_lost_pictures(lost)
    tree = parse_tree(text, source.name)
    article = find_article(tree)
    head = read_head(tree)
    meta = read_meta(tree, article, head)
    if article is not None:
        note_around(article, {meta.title}, notes)
    base = read_base(tree, text, meta.canonical)
    body = read_tree(tree, article, notes, base, source.name, pictures, source.pictures)
    return Document(
        format=Format.HTML,
        name=source.name,
        meta=replace(meta, faqs=_missing(head.faqs, body.words)),
        blocks=body.blocks,
        words=body.words,
        pictures=body.pictures,
        remote_pictures=body.remote_pictures,
        buttons=body.buttons,
        repairs=(*repairs, *mended),
        left_out=body.left_out,
        doubts=body.doubts,
    )


def _charset(data: bytes) -> str:
    match = CHARSET.search(data[:HEAD])
    return match[1].decode() if match else ""


def _missing(faqs: list[tuple[str, str]], words: str) -> tuple[tuple[str, str], ...]:
    """The questions that only the head of a page has."""
    shown = _letters(words)
    return tuple(pair for pair in faqs if _letters(pair[0]) not in shown)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def parse_tree(html: str, name: str) -> LexborHTMLParser:
    """The tree of a page. Raises `Unreadable` where it would take too long."""
    html = html.replace("\0", "")
    if len(html) > MAX_HTML:
        raise Unreadable(f"{name} has more than {MAX_HTML // 1_000_000} MB of HTML.")
    if not is_bounded(html, MAX_TAGS):
        raise Unreadable(f"{name} has more HTML tags, or attributes in one, than a page has.")
    tree = parse(html)
    if is_deep(tree.root):
        raise Unreadable(f"{name} is nested too deeply to be a page.")
    return tree


def read_tree(
    tree: LexborHTMLParser,
    root: LexborNode | None,
    notes: Notes,
    base: str,
    name: str,
    pictures: dict[str, bytes],
    along: Collection[str] = (),
) -> Body:
    """The blocks of the part of a page that is its article.

    `pictures` are those within the page, `along` the addresses of those that came with it.
    """
    if root is not None:
        settle_offices(tree, root)
        mark_notes(root)
        mark_contents(root)
        fold_toggles(tree, root)
        mark_furniture(root)
    rewriter = PageRewriter(notes, base)
    rewriter.along = along
    try:
        rewriter.rewrite(root)
    except TextTooLarge as error:
        raise Unreadable(f"{name} has more text than an article.") from error
    used = {address: data for address, data in pictures.items() if address in notes.pictures}
    return finish(rewriter, words_of(root), used)


def finish(rewriter: PageRewriter, words: str, pictures: dict[str, bytes]) -> Body:
    """What a rewriter has written."""
    notes = rewriter.notes
    if rewriter.relative:
        count = len(rewriter.relative)
        notes.doubts.append(
            f"{count} address{'es' if count > 1 else ''} without a site, such as "
            f"{min(rewriter.relative)[:100]}: the page does not say where it came from."
        )
    return Body(
        tuple(map(block_of, rewriter.writer.top_parts)),
        words,
        pictures,
        tuple(notes.remote_pictures),
        tuple(notes.left_out),
        tuple(notes.doubts),
        tuple(notes.buttons),
    )


def block_of(part: Part) -> Block:
    """A block of the walk as one of a document."""
    if part.kind.startswith("h") and part.text.startswith(HEADING):
        return Block(Kind.HEADING, part.text[3:], level=int(part.kind[1]))
    if part.kind == "details":
        children = tuple(map(block_of, part.parts))
        return Block(Kind.TOGGLE, part.text, children=children, is_question=part.is_question)
    return Block(KINDS[part.kind], settle_headings(part.text))


def settle_headings(text: str) -> str:
    """A block with the headings that stand within it, such as in a quotation."""
    for level in range(1, 7) if HEADING in text else ():
        text = text.replace(f"{HEADING}{level}", "#" * level)
    return text
