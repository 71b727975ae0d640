"""DOCX → Document. Reads nothing but the file itself: no link is followed, no macro is read.

Of what was written with Word, LibreOffice or Google Docs. mammoth was measured for it: it took
two thirds of the time, recursed along the file's depth, and lost text boxes, simple fields,
formulas and lists that go on, so that its input had to be rewritten before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from articles.editing.pasting.runs import clean_address
from articles.importing.document import Document, Format, Source, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.docx.numbering import read_numbering
from articles.importing.readers.docx.package import (
    Package,
    Relationship,
    find_document,
    open_package,
)
from articles.importing.readers.docx.properties import read_properties
from articles.importing.readers.docx.settling import settle, text_of
from articles.importing.readers.docx.styles import W, read_styles
from articles.importing.readers.docx.walk import WordWalk
from articles.importing.readers.docx.words import lines_of
from articles.importing.readers.html import finish
from articles.importing.readers.html.walk import Notes, PageRewriter
from articles.rendering.limits import TextTooLarge

PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments")
COMMENT = "A comment on the text."


@dataclass
class Text:
    """A part of a file that holds text, settled; `words` are from before that."""

    root: etree._Element
    relationships: dict[str, Relationship]
    words: list[str]


@dataclass
class Pictures:
    """The pictures of a file, by the address that the text gives them."""

    package: Package
    notes: Notes
    taken: dict[str, bytes] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def take(self, found: Relationship) -> str:
        """The address of a picture in the text; empty where there is none."""
        target = found.target
        if found.is_external:
            # Named, not fetched; what was on the writer's own disk is lost.
            address = clean_address(target) if target.startswith(("http:", "https:")) else ""
            if address:
                self.notes.remote_pictures[address] = None
            return address
        if target not in self.addresses:
            if not self.package.has(target) or len(self.taken) >= limits.MAX_PICTURES:
                return ""
            self.addresses[target] = f"picture:{len(self.taken) + 1}"
            self.taken[self.addresses[target]] = self.package.read(target)
        return self.addresses[target]


def read(source: Source) -> Document:
    """A Word file, also one with macros. Raises `Unreadable`."""
    package = open_package(source.name, source.data)
    path = find_document(package)
    links = package.relationships(path)
    # Some programs leave out the relationships and use the usual names.
    related = {kind: f"word/{kind}.xml" for kind in PARTS}
    related |= {row.kind: row.target for row in links.values() if not row.is_external}
    notes = Notes()
    pictures = Pictures(package, notes)
    sheet = package.read_xml(related["styles"])
    numbering = read_numbering(package.read_xml(related["numbering"]), sheet)
    rewriter = PageRewriter(notes, "")
    walk = WordWalk(rewriter, read_styles(sheet), numbering, pictures.take)
    try:
        words = _walk(package, path, related, walk)
    except TextTooLarge as error:
        raise Unreadable(f"{source.name} has more text than an article.") from error
    for row in _rows(package.read_xml(related["comments"]), "comment"):
        notes.leave_out(text_of(row), COMMENT, is_text=False)
    notes.doubts[:] = dict.fromkeys(notes.doubts)
    meta = read_properties(package.read_xml("docProps/core.xml"), notes.doubts)
    meta = replace(
        meta, title=walk.title or meta.title, description=walk.subtitle or meta.description
    )
    body = finish(rewriter, "\n".join(words), pictures.taken)
    return Document(
        format=Format.DOCX,
        name=source.name,
        meta=meta,
        blocks=body.blocks,
        words=body.words,
        pictures=body.pictures,
        remote_pictures=body.remote_pictures,
        left_out=body.left_out,
        doubts=body.doubts,
    )


def _walk(package: Package, path: str, related: dict[str, str], walk: WordWalk) -> list[str]:
    """Write the text and the notes that it cites; returns their words."""
    text = _text(package, path, walk)
    body = text.root.find(f"{W}body")
    if body is None:
        raise Unreadable(f"{package.name} is a damaged Word document: it holds no text.")
    parts = {
        kind: _text(package, related[f"{kind}s"], walk)
        for kind in ("footnote", "endnote")
        if package.has(related[f"{kind}s"])
    }
    rows = {
        (kind, row.get(f"{W}id", "")): row
        for kind, part in parts.items()
        for row in _rows(part.root, kind)
    }
    walk.notes = set(rows)
    walk.relationships = text.relationships
    walk.write(body)
    words = text.words
    for note, key in walk.cited.items():
        walk.relationships = parts[note[0]].relationships
        walk.write_note(key, rows[note])
        words += lines_of(rows[note])
    return words


def _text(package: Package, path: str, walk: WordWalk) -> Text:
    root = package.read_root(path)
    relationships = package.relationships(path)
    words = lines_of(root)
    settle(root, relationships, walk.rewriter.notes)
    return Text(root, relationships, words)


def _rows(root: etree._Element | None, kind: str) -> Iterator[etree._Element]:
    for row in root.iter(f"{W}{kind}") if root is not None else ():
        if row.get(f"{W}type") not in ("separator", "continuationSeparator"):
            yield row
