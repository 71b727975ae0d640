"""DOCX → Document: mammoth turns Word's XML into HTML, which the walk for pages reads.

The file is opened, bounded and settled here first, and mammoth is given only what was written
from that: it never sees the file itself, opens no other, and asks the network for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import mammoth
from lxml import etree

from articles.importing.document import Document, Format, Meta, Source, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.docx.package import (
    Package,
    Relationship,
    find_document,
    open_package,
)
from articles.importing.readers.docx.properties import read_properties
from articles.importing.readers.docx.rewriting import LINKED, Rewritten, style_sheet, to_file
from articles.importing.readers.docx.settling import Settling, settle, text_of
from articles.importing.readers.docx.styles import Style, W, read_styles
from articles.importing.readers.docx.words import lines_of
from articles.importing.readers.html import parse_tree, read_tree
from articles.importing.readers.html.walk import Notes

STYLE_MAP = "\n".join(
    [
        *(f"p[style-name='H{level}'] => h{level}:fresh" for level in range(1, 7)),
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p.subtitle:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
        "p[style-name='Code'] => pre:separator('\\n')",
        *(
            f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for level in range(1, 6)
            for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
        ),
    ]
)
#: What mammoth raises on XML that is whole and makes no sense.
SENSELESS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)


@dataclass
class Reading:
    """A Word file as it is read, part by part."""

    package: Package
    styles: dict[str, Style]
    numbering_styles: list[etree._Element]
    related: dict[str, str]
    rewritten: Rewritten = field(default_factory=Rewritten)
    notes: Notes = field(default_factory=Notes)
    words: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def read(source: Source) -> Document:
    """A Word file, also one with macros, which are not read. Raises `Unreadable`."""
    package = open_package(source.name, source.data)
    path = find_document(package)
    relationships = package.relationships(path)
    related = {row.kind: row.target for row in relationships.values() if not row.is_external}
    reading = _begin(package, related)
    _settle_all(reading, path, relationships)
    _leave_out_comments(reading)
    html = _convert(reading)
    tree = parse_tree(html, source.name)
    meta = _read_meta(reading)
    body = read_tree(tree, tree.body, reading.notes, "", source.name, reading.pictures)
    title = tree.css_first("h1.title")
    return Document(
        format=Format.DOCX,
        name=source.name,
        meta=replace(meta, title=title.text().strip() if title else meta.title),
        blocks=body.blocks,
        words="\n".join(reading.words),
        pictures=body.pictures,
        remote_pictures=body.remote_pictures,
        left_out=body.left_out,
        doubts=body.doubts,
    )


def _begin(package: Package, related: dict[str, str]) -> Reading:
    sheet = package.read_xml(related.get("styles", "word/styles.xml"))
    rows = sheet.iter(f"{W}style") if sheet is not None else ()
    numbering = [row for row in rows if row.get(f"{W}type") == "numbering"]
    return Reading(package, read_styles(sheet), numbering, related)


def _settle_all(reading: Reading, path: str, relationships: dict[str, Relationship]) -> None:
    """Settle the text and its notes, and write them anew."""
    package = reading.package
    roots: dict[str, etree._Element] = {}
    ids: set[tuple[str, str]] = set()
    for kind in ("footnote", "endnote"):
        root = package.read_xml(reading.related.get(f"{kind}s", f"word/{kind}s.xml"))
        if root is not None:
            roots[f"word/{kind}s.xml"] = root
            ids |= {(kind, row.get(f"{W}id", "")) for row in _notes(root, kind)}
    document = package.read_xml(path)
    if document is None or document.find(f"{W}body") is None:
        raise Unreadable(f"{package.name} is damaged: it holds no text.")
    _settle(reading, "word/document.xml", document, relationships, ids)
    for written, root in roots.items():
        own = reading.related.get(written[5:-4], written)
        _settle(reading, written, root, package.relationships(own), ids)
    numbering = package.read_xml(reading.related.get("numbering", "word/numbering.xml"))
    if numbering is not None:
        reading.rewritten.add("word/numbering.xml", numbering, {})
    sheet = style_sheet(reading.numbering_styles)
    reading.rewritten.add("word/styles.xml", sheet, {})
    _write_pictures(reading)


def _notes(root: etree._Element, kind: str) -> Iterator[etree._Element]:
    for row in root.iter(f"{W}{kind}"):
        if row.get(f"{W}type") not in ("separator", "continuationSeparator"):
            yield row


def _settle(
    reading: Reading,
    path: str,
    root: etree._Element,
    relationships: dict[str, Relationship],
    ids: set[tuple[str, str]],
) -> None:
    reading.words += lines_of(root)
    settling = Settling(reading.styles, relationships, ids, reading.package.has)
    settle(root, settling)
    reading.rewritten.add(path, root, settling.links)
    for text, why in settling.left_out:
        reading.notes.leave_out(text, why)
    reading.notes.doubts += dict.fromkeys(settling.doubts)


def _write_pictures(reading: Reading) -> None:
    for target, path in reading.rewritten.pictures.items():
        is_linked = path.endswith(".link")
        data = target.encode() if is_linked else reading.package.read(target)
        reading.rewritten.parts[path] = data


def _leave_out_comments(reading: Reading) -> None:
    root = reading.package.read_xml(reading.related.get("comments", "word/comments.xml"))
    for row in root.iter(f"{W}comment") if root is not None else ():
        reading.notes.leave_out(text_of(row), "A comment on the text.")


def _convert(reading: Reading) -> str:
    """The HTML that mammoth makes of what was written for it."""

    def take(image: mammoth.documents.Image) -> dict[str, str]:
        with image.open() as file:
            data = file.read()
        if image.content_type == LINKED:
            return {"src": data.decode()}
        if len(reading.pictures) >= limits.MAX_PICTURES:
            return {"src": ""}
        address = f"picture:{len(reading.pictures) + 1}"
        reading.pictures[address] = data
        return {"src": address}

    try:
        result = mammoth.convert_to_html(
            to_file(reading.rewritten),
            style_map=STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(take),
        )
    except SENSELESS as error:
        raise Unreadable(f"{reading.package.name} is damaged: its text makes no sense.") from error
    if any("w:sym" in message.message for message in result.messages):
        reading.notes.doubts.append("A sign of a font of its own is lost.")
    return result.value


def _read_meta(reading: Reading) -> Meta:
    return read_properties(reading.package.read_xml("docProps/core.xml"), reading.notes.doubts)
