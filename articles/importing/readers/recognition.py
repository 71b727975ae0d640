"""What a file is, told from what is in it; its name only says how to call it."""

import io
import json
import re
import zipfile
from enum import StrEnum
from typing import IO, Any

from articles.importing.document import Format, Unreadable
from articles.importing.markup import looks_like_markdown
from articles.importing.readers.limits import HEAD, MAX_GHOST, MAX_TEXT
from articles.importing.readers.unpacking import Damaged, open_zip


class NoDocument(Unreadable):
    """A file is whole and holds something else than a text that the importer reads."""


class Container(StrEnum):
    """What holds several documents."""

    ZIP = "zip"
    WXR = "wxr"
    GHOST = "ghost"


SAVE_AS_DOCX = "Save it as .docx and import that."
IN_A_ZIP = "Pictures come along in a ZIP with the text that shows them."
FILM = ("a sound or a film", "Choose a document instead.")
ARCHIVE = ("an archive of another kind", "Pack the documents into a ZIP.")
#: How a file begins, what that is, and what to do about it.
SIGNATURES = [
    (b"%PDF-", "a PDF", "Import the document that it was made from, or save it as .docx."),
    (b"{\\rtf", "Rich Text (RTF)", SAVE_AS_DOCX),
    (b"%!PS", "PostScript", "Import the document that it was made from."),
    (b"bplist00", "a property list", "Save its text as .docx, Markdown or plain text."),
    (b"SQLite format 3", "a database", "Export its texts as files first."),
    (b"\x7fELF", "a program", "Choose the document instead."),
    *((mark, "a picture", IN_A_ZIP) for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"8BPS")),
    *((mark, "a picture", IN_A_ZIP) for mark in (b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")),
    *((mark, *ARCHIVE) for mark in (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"xar!\x00")),
    *((mark, *FILM) for mark in (b"ID3\x02", b"ID3\x03", b"ID3\x04", b"OggS\x00", b"fLaC\x00")),
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: What stands before each file of a ZIP; its name follows (APPNOTE 4.3.7).
LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)

#: Files inside a ZIP that only one kind of document has.
INSIDE = [
    ("META-INF/container.xml", "an e-book (EPUB)", "Save its text as .docx or HTML."),
    ("content.xml", "an OpenDocument file", SAVE_AS_DOCX),
    ("Index/Document.iwa", "of Pages, Numbers or Keynote", "Export its text as Word."),
    ("Index.zip", "a Pages document", "Export it from Pages as Word."),
    ("index.apxl", "a Keynote document", "Export its text as Word."),
    ("xl/workbook.xml", "a spreadsheet", "Save its text as .docx."),
    ("xl/workbook.bin", "a spreadsheet", "Save its text as .docx."),
    ("ppt/presentation.xml", "a presentation", "Save its text as .docx."),
]
#: What an OpenDocument file has beside its text, and other ZIPs have not.
OPEN_DOCUMENT = {"mimetype", "META-INF/manifest.xml"}
#: The list of parts of a Word document, and the parts that no other file has.
TYPES = "[Content_Types].xml"
WORD_PART = re.compile(
    r"word/(?:(?:_rels/)?document\d*\.xml(?:\.rels)?|(?:styles|settings|fontTable)\.xml)\Z"
)
OFFICE = re.compile(r"\[Content_Types\]\.xml\Z|(?:_rels|docProps|customXml|word|xl|ppt)/")
SAVE_ANEW = "Open it in Word, save it anew and import that."

BOMS = [
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
]
#: Control characters that no writer types; stray ones come out of old databases.
NOISE = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"})
MAX_NOISE = 0.02
NOISE_IN_TEXT = re.compile(f"[{re.escape(NOISE.decode())}]")

#: The name of the first element, after what may stand before it.
ROOT = re.compile(
    r"(?:\s|<\?[^>]*>|<!doctype[^>\[]*(?:\[[^\]]*\])?\s*>)*<([a-z][\w:.-]*)",
    re.IGNORECASE,
)
#: Elements that XML which is no document begins with.
XML = {
    **dict.fromkeys(["rss", "rdf:rdf", "feed"], "a news feed, not an export of WordPress"),
    **dict.fromkeys(["urlset", "sitemapindex"], "a list of addresses"),
    **dict.fromkeys(
        ["w:document", "w:worddocument", "pkg:package", "office:document"], "a document as XML"
    ),
    "svg": "a picture (SVG)",
    "plist": "a property list",
    "opml": "a list of feeds",
}
PAGE = re.compile(r"<!doctype html|<(?:html|head|body|meta)[\s>]", re.IGNORECASE)
WXR_MARK = re.compile(r"wordpress\.org/export/|<wp:wxr_version")
FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n")
HTML_BLOCK = re.compile(
    r"<(?:p|h[1-6]|li|ul|ol|div|table|tr|section|article|blockquote)[\s>]", re.IGNORECASE
)
#: Marks of Obsidian, Hugo and Markdown's blocks, one of which is enough.
OURS = re.compile(r"^> ?\[!\w+\]|!\[\[|^:::+ ?\w|\{\{[<%]", re.MULTILINE)
#: HTML within lines: Markdown takes it along, a plain text would show it.
INLINE = re.compile(r"</(?:a|b|i|em|strong|center|span|u)>|<(?:br|img)\b", re.IGNORECASE)
MIN_INLINE = 3
#: Names that let one mark of Markdown speak for itself.
NAMED = re.compile(r"\.(?:md|mdx|markdown|mkd|mdown)\Z", re.IGNORECASE)
HEADERS = re.compile(r"[A-Z][\w-]{1,40}: ")
MIME = re.compile(r"^MIME-Version: 1\.0\s*$", re.MULTILINE)
MARKDOWN_MARK = re.compile(
    r"^ {0,3}(?:#{1,6} |[-*+] |\d{1,3}[.)] |> |```)|\]\(\S|\*\*\w|^---$", re.MULTILINE
)


def recognise(name: str, data: bytes) -> Format | Container:
    """What a file is. Raises `Unreadable` for what the importer cannot read, saying what to do.

    `data` is the whole file; of an export by WordPress its beginning is enough.
    """
    if not data.strip():
        raise NoDocument(f"{name} is empty.")
    if data.startswith(ZIP_MARKS):
        return _look_inside(name, data)
    _refuse_signatures(name, data)
    return _recognise_text(name, data)


def _look_inside(name: str, data: bytes) -> Format | Container:
    with open_archive(name, io.BytesIO(data)) as archive:
        return recognise_zip(name, archive)


def open_archive(name: str, file: IO[bytes]) -> zipfile.ZipFile:
    """A ZIP whose directory is within bounds. Raises `Unreadable`, a damaged one by what it was."""
    try:
        return open_zip(name, file)
    except Damaged as error:
        file.seek(0)
        names = _names_at_first(file.read(HEAD))
        _refuse_others(name, {*names})
        if any(inside == TYPES or WORD_PART.match(inside) for inside in names):
            raise Unreadable(
                f"{name} is a damaged Word document: a part of the file is missing. {SAVE_ANEW}"
            ) from error
        raise


def _names_at_first(head: bytes) -> list[str]:
    """The files that a ZIP of an office begins with, as they are named before each of them."""
    names = [
        head[match.end() : match.end() + int.from_bytes(match[1], "little")].decode("cp437")
        for match in LOCAL_HEADER.finditer(head)
    ]
    # Else they may be those of a document within it.
    return names if any(map(OFFICE.match, names[:1])) or names[:1] == ["mimetype"] else []


def recognise_zip(name: str, archive: zipfile.ZipFile) -> Format | Container:
    """Whether a ZIP is a Word document, a document of another kind, or a bag of files."""
    names = set(archive.namelist())
    _refuse_others(name, names)
    if TYPES in names:
        return Format.DOCX
    if any(map(WORD_PART.match, names)):
        raise Unreadable(
            f"{name} is a damaged Word document: the list of its parts ({TYPES}) is missing. "
            f"{SAVE_ANEW}"
        )
    return Container.ZIP


def _refuse_others(name: str, names: set[str]) -> None:
    for inside, what, advice in INSIDE:
        if inside in names and (inside != "content.xml" or names & OPEN_DOCUMENT):
            raise NoDocument(f"{name} is {what}. {advice}")


def _refuse_signatures(name: str, data: bytes) -> None:
    head = data[:HEAD].lstrip()
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise NoDocument(
                f"{name} is protected by a password. Save it without one and import that."
            )
        raise NoDocument(f"{name} is of an old version of Word or Excel. {SAVE_AS_DOCX}")
    for mark, what, advice in SIGNATURES:
        if head.startswith(mark) or data.startswith(mark):
            raise NoDocument(f"{name} is {what}. {advice}")
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:11] in (b"WEB", b"WAV", b"AVI")):
        raise NoDocument(f"{name} is a picture, a sound or a film. Choose a document instead.")


def _recognise_text(name: str, data: bytes) -> Format | Container:
    head = glance(data[:HEAD])
    if head is None:
        raise NoDocument(f"{name} is not a text. Save it as .docx, Markdown, HTML or plain text.")
    if head[:1] in ("{", "[") and load_ghost(name, data) is not None:
        return Container.GHOST
    if is_wxr(data[:HEAD]):
        return Container.WXR
    if HEADERS.match(head) and MIME.search(head):
        raise NoDocument(f"{name} is an e-mail or a web archive (MHTML). Save its page as HTML.")
    element = _root_of(head)
    if element in XML or (head.startswith("<?xml") and element != "html"):
        what = XML.get(element, "XML that the importer does not know")
        raise NoDocument(f"{name} is {what}. Save its text as .docx, HTML or Markdown.")
    if element == "html" or _is_html(head):
        return Format.HTML
    text = glance(data[:MAX_TEXT]) or ""
    is_marked = OURS.search(head) or len(INLINE.findall(head)) >= MIN_INLINE
    is_named = NAMED.search(name) is not None
    is_markdown = is_marked or looks_like_markdown(text, is_named=is_named)
    return Format.MARKDOWN if is_markdown else Format.PLAIN


def is_wxr(head: bytes) -> bool:
    """Whether a file begins like an export of WordPress."""
    text = glance(head) or ""
    return _root_of(text) in ("rss", "channel") and WXR_MARK.search(text) is not None


def _root_of(text: str) -> str:
    """The name of a text's first element, if it begins with one."""
    root = ROOT.match(_without_comments(text))
    return root[1].lower() if root else ""


def _without_comments(text: str) -> str:
    """A text without its comments; what follows one that never ends is no comment."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def glance(data: bytes) -> str | None:
    """Some text of a file, good enough to tell its kind; None where it is no text."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace").lstrip("\ufeff").lstrip()
    if b"\x00" in data:
        # UTF-16 without a BOM has a zero beside each Latin letter.
        for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
            if zeros.count(0) > 0.6 * len(zeros):
                text = data.decode(encoding, "replace")
                return None if NOISE_IN_TEXT.search(text) else text.lstrip()
    if len(data) - len(data.translate(None, NOISE)) > MAX_NOISE * len(data):
        return None
    return data.decode("utf-8", "replace").lstrip()


def _is_html(head: str) -> bool:
    """Whether a text is marked up in HTML rather than in Markdown with some HTML in it."""
    if FRONT_MATTER.match(head):
        return False
    text = _without_comments(head).lstrip()
    if PAGE.match(text):
        return True
    tags = len(HTML_BLOCK.findall(text))
    return tags > 2 * len(MARKDOWN_MARK.findall(text)) and (tags > 1 or text.startswith("<"))


def load_ghost(name: str, data: bytes) -> dict[str, Any] | None:
    """The tables of an export of Ghost, of any version; None of a text that is no JSON.

    Raises `Unreadable` for other JSON, and for what is too large or nested too deeply.
    """
    if len(data) > MAX_GHOST:
        raise Unreadable(f"{name} is larger than {MAX_GHOST // 1_000_000} MB.")
    try:
        loaded = json.loads(data)
    except RecursionError as error:
        raise Unreadable(f"{name} is nested too deeply to be read.") from error
    except ValueError:
        return None
    if isinstance(loaded, list) and not any(isinstance(row, dict) for row in loaded):
        return None  # a number in brackets, such as a note's
    tables = _tables(loaded)
    if tables is None:
        raise NoDocument(f"{name} is JSON, but no export of Ghost. Save its text as Markdown.")
    return tables


def _tables(loaded: Any) -> dict[str, Any] | None:
    """Versions put them in `db[0].data`, in `data` or at the top."""
    if isinstance(loaded, dict) and isinstance(loaded.get("db"), list):
        loaded = next(iter(loaded["db"]), None)
    if isinstance(loaded, dict) and isinstance(loaded.get("data"), dict):
        loaded = loaded["data"]
    if isinstance(loaded, dict) and isinstance(loaded.get("posts"), list):
        return loaded
    return None
