"""A manuscript as EPUB 3.3, with the zip and XML of the standard library and lxml."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from guides.books.manuscript import Manuscript
from guides.books.photos import BookPhoto
from guides.books.tree import Words, ids_of
from guides.books.xhtml import EPUB_TYPE, H, Writer, disclosure, document

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
P = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
D = ElementMaker(namespace=DC, nsmap={"dc": DC})
XHTML_TYPE = "application/xhtml+xml"
CSS = Path(__file__).with_name("book.css")
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)

#: Zip files know no earlier one, and the same manuscript makes the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def write_epub(book: Manuscript, photos: dict[str, BookPhoto]) -> bytes:
    """The bytes of the EPUB; the same for the same manuscript. No query."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # First and as it is, so that it can be told by its first bytes (OCF 3.3, 4.3).
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", CONTAINER.encode())
        _add(archive, "EPUB/package.opf", _package(book, photos))
        for name, data in _documents(book, photos):
            _add(archive, f"EPUB/{name}", data)
        for photo in photos.values():
            _add(archive, f"EPUB/{photo.name}", photo.data, zipfile.ZIP_STORED)
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, NO_TIME)
    info.external_attr = 0o644 << 16
    archive.writestr(info, data, how)


def _documents(book: Manuscript, photos: dict[str, BookPhoto]) -> Iterator[tuple[str, bytes]]:
    yield "book.css", CSS.read_bytes()
    if cover := _cover(book, photos):
        image = H.img(src=cover.name, alt=book.cover.facts["alt"] if book.cover else "")
        body = H.section(image, {"class": "cover", EPUB_TYPE: "cover"})
        yield "cover.xhtml", document("Cover", book.language, body)
    files = {
        name: _file(text.name) for text in book.texts for name in [text.name, *ids_of(text.nodes)]
    }
    writer = Writer(files, photos)
    yield "title.xhtml", document(book.title, book.language, _title_page(book, writer))
    yield "nav.xhtml", document("Contents", book.language, *_navigation(book))
    for text in book.texts:
        yield _file(text.name), document(text.title, book.language, writer.text(text))


def _file(name: str) -> str:
    return f"{name}.xhtml"


def _cover(book: Manuscript, photos: dict[str, BookPhoto]) -> BookPhoto | None:
    return photos.get(book.cover.facts["photo"]) if book.cover else None


def _title_page(book: Manuscript, writer: Writer) -> Any:
    when = f"{book.changed_at:%-d %B %Y}"
    return H.section(
        H.h1(book.title),
        *([H.p(book.dek, {"class": "dek"})] if book.dek else []),
        *([H.p(" · ".join(book.authors), {"class": "byline"})] if book.authors else []),
        H.p(
            f"{book.publisher}, {when}",
            H.br(),
            H.a(book.address, href=book.address),
            {"class": "facts"},
        ),
        *([writer.line(credit, "facts")] if (credit := _credit(book)) else []),
        *disclosure(book.disclosures),
        {"class": "title-page", EPUB_TYPE: "titlepage"},
    )


def _credit(book: Manuscript) -> Words:
    """Who made the photo on the cover."""
    return book.cover.children if book.cover else ()


def _navigation(book: Manuscript) -> list[Any]:
    rows = [H.li(H.a(text.title, href=_file(text.name))) for text in book.texts]
    first = book.texts[0]
    landmarks = [
        H.li(H.a("Title page", {"href": "title.xhtml", EPUB_TYPE: "titlepage"})),
        H.li(H.a("Contents", {"href": "nav.xhtml", EPUB_TYPE: "toc"})),
        H.li(H.a("Start of the text", {"href": _file(first.name), EPUB_TYPE: "bodymatter"})),
    ]
    return [
        H.nav(H.h1("Contents"), H.ol(*rows), {EPUB_TYPE: "toc", "role": "doc-toc", "id": "toc"}),
        H.nav(H.ol(*landmarks), {EPUB_TYPE: "landmarks", "hidden": "hidden"}),
    ]


def _package(book: Manuscript, photos: dict[str, BookPhoto]) -> bytes:
    cover = _cover(book, photos)
    pages = ["cover"] if cover else []
    pages += ["title", "nav", *(text.name for text in book.texts)]
    items = [P.item({"id": "css", "href": "book.css", "media-type": "text/css"})]
    items += [
        _item(name, _file(name), XHTML_TYPE, "nav" if name == "nav" else "") for name in pages
    ]
    items += [
        _item(
            photo.name.partition(".")[0],
            photo.name,
            photo.media_type,
            "cover-image" if photo == cover else "",
        )
        for photo in photos.values()
    ]
    root = P.package(
        P.metadata(*_metadata(book, has_photos=bool(photos))),
        P.manifest(*items),
        P.spine(*(P.itemref(idref=name) for name in pages)),
        {"version": "3.0", "unique-identifier": "id"},
    )
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _item(name: str, href: str, kind: str, properties: str) -> Any:
    facts = {"id": name, "href": href, "media-type": kind}
    return P.item(facts | ({"properties": properties} if properties else {}))


def _metadata(book: Manuscript, *, has_photos: bool) -> Iterator[Any]:
    """Dublin Core, and what EPUB Accessibility 1.1 asks to be told."""
    changed = book.changed_at.astimezone(UTC)
    yield D.identifier(book.address, id="id")
    yield D.title(book.title)
    yield D.language(book.language)
    yield D.publisher(book.publisher)
    yield D.date(f"{changed:%Y-%m-%d}")
    yield D.source(book.address)
    if book.dek:
        yield D.description(book.dek)
    for author in book.authors:
        yield D.creator(author)
    yield P.meta(f"{changed:%Y-%m-%dT%H:%M:%SZ}", property="dcterms:modified")
    facts = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if has_photos else []),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityFeature", "readingOrder"),
        *([("accessibilityFeature", "alternativeText")] if has_photos else []),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", SUMMARY),
    ]
    for name, value in facts:
        yield P.meta(value, property=f"schema:{name}")


SUMMARY = (
    "The text flows, is in reading order and has headings. Photos have alternative text written "
    "by the editors, unless they are decoration."
)
