"""An uploaded kit: what it is by its content, and whether it may be handed to readers.

A kit is given as it came, so nothing in it is made anew. What is looked at is looked at within
bounds: a PDF's text once, its packed parts and a ZIP's files up to a total.
"""

import mmap
import re
import secrets
import zlib
from collections.abc import Iterator
from copy import copy
from io import UnsupportedOperation
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

from articles.importing.document import Unreadable
from articles.importing.readers.limits import CHUNK
from articles.importing.readers.unpacking import BROKEN, ENCRYPTED, Budget, is_link, open_zip
from guides.models import Kit

EPUB = b"application/epub+zip"

#: Files in a ZIP.
MAX_ENTRIES = 2_000
#: How many times its size a ZIP may be when it is unpacked, and bytes.
MAX_RATIO = 100
MAX_ZIP_UNPACKED = 500_000_000
#: Bytes of an EPUB's file that says where its book is.
MAX_CONTAINER = 100_000
#: How far from a PDF's end its last mark may stand (ISO 32000-1, Annex H, 3.4.4), in bytes.
MARK_WITHIN = 1_024
#: Bytes of a PDF's packed objects that are unpacked to look at them, in all.
MAX_UNPACKED = 64_000_000
#: Bytes that are looked through for the beginning and filter of a stream, around its kind.
AROUND = 4_096

OFFICE = "[Content_Types].xml"
CONTAINER = "META-INF/container.xml"
BOOK = re.compile(r"""full-path\s*=\s*["']([^"']{1,500})["']""")
OUTSIDE = re.compile(r"^/|\\|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\0-\x1f]")
STREAM = re.compile(rb"stream\r?\n")


def _spell(name: str) -> bytes:
    """A pattern for a PDF's name after its slash; any character may be written as #hh (7.3.5)."""
    letters = [f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name]
    return "".join(letters).encode()


#: What no kit has, by the name that says so in a PDF, and what an editor reads of it.
REFUSED = {
    "Encrypt": "The PDF is encrypted or locked. Save it without a password.",
    "JavaScript": "The PDF holds JavaScript. Save it without scripts, for example by printing.",
    "Launch": "The PDF starts programs (a launch action). Save it without.",
    "EmbeddedFile": "The PDF has other files attached. Put them into a ZIP instead.",
    "RichMedia": "The PDF has sound, film or other media in it. Save it without.",
}
UNKNOWN = "The PDF is packed in a way that cannot be looked into. Print it into a new one."
NAMES = re.compile(
    b"/(?=[#EJLR])(?:%b)"
    % b"|".join(b"(?P<%b>%b)" % (name.encode(), _spell(name)) for name in REFUSED)
    + rb"(?=s?(?:[\s/<>\[\]()%]|$))"
)
PACKED = re.compile(b"/" + _spell("ObjStm"))
FILTER = re.compile(
    b"/" + _spell("Filter") + rb"(?:\s*(?:/(Fl(?:ateDecode)?)\b|\[\s*/(Fl(?:ateDecode)?)\s*\]))?"
)


def recognise(upload: File) -> str:
    """What an upload is: `pdf`, `epub` or `zip`. Raises `ValidationError` for all else."""
    if upload.size > settings.KIT_MAX_BYTES:
        size = filesizeformat(settings.KIT_MAX_BYTES)
        raise ValidationError(f"The file is larger than {size}. Make it smaller, or split it.")
    upload.seek(0)
    head = upload.read(4)
    upload.seek(0)
    if head == b"%PDF":
        _check_pdf(_bytes_of(upload))
        return "pdf"
    if head == b"PK\3\4":
        return _recognise_zip(upload)
    raise ValidationError("This is no PDF, EPUB or ZIP, whatever its name says.")


def store(kit: Kit, upload: File, extension: str) -> None:
    """Keep a recognised file under a name that nobody guesses; the kit is not saved yet."""
    upload.seek(0)
    kit.file.save(f"{secrets.token_hex(16)}.{extension}", upload, save=False)
    kit.original_name = file_name(kit.slug, extension)


def file_name(slug: str, extension: str) -> str:
    """What a reader's file is called."""
    return f"{slug[:100]}.{extension}"


def _bytes_of(upload: File) -> Any:
    """An upload's bytes; a large one lies on the disk, and is read from there as needed."""
    try:
        return mmap.mmap(upload.fileno(), 0, access=mmap.ACCESS_READ)
    except UnsupportedOperation:
        return upload.read()


def _check_pdf(data: Any) -> None:
    if not re.match(rb"%PDF-[12]\.\d", data):
        raise ValidationError("This PDF is damaged: its first line is wrong.")
    if data[-MARK_WITHIN:].rfind(b"%%EOF") < 0:
        raise ValidationError("This PDF is damaged: its end is missing. Save or send it anew.")
    _refuse_names(data)
    for part in _unpack(data):
        _refuse_names(part)


def _refuse_names(data: Any) -> None:
    if found := NAMES.search(data):
        raise ValidationError(REFUSED[found.lastgroup or ""])


def _unpack(data: Any) -> Iterator[bytes]:
    """The objects that a PDF holds packed together (7.5.7). Raises `ValidationError`."""
    left, seen = MAX_UNPACKED, -1
    for found in PACKED.finditer(data):
        left -= AROUND
        begin = STREAM.search(data, found.end(), found.end() + AROUND)
        if begin is None:
            raise ValidationError(UNKNOWN)
        if begin.end() != seen:
            seen = begin.end()
            part = _unpack_one(data, found.start(), begin, left)
            left -= len(part)
            yield part
        if left <= 0:
            raise ValidationError("The PDF has too many objects to be looked through.")


def _unpack_one(data: Any, place: int, begin: re.Match[bytes], most: int) -> bytes:
    """What one stream holds; nothing if it is written plainly, as it was read with the rest."""
    opening = data.rfind(b"obj", max(0, place - AROUND), place)
    packed = FILTER.search(data, max(0, opening), begin.start())
    if packed is None:
        return b""
    if not packed[1] and not packed[2]:
        raise ValidationError(UNKNOWN)
    return _inflate(data, begin.end(), most)


def _inflate(data: Any, start: int, most: int) -> bytes:
    unpacker, parts, step = zlib.decompressobj(), [], 1 << 16
    try:
        while most > 0 and not unpacker.eof and start < len(data):
            chunk = unpacker.unconsumed_tail + data[start : start + step]
            start += step
            parts.append(unpacker.decompress(chunk, most))
            most -= len(parts[-1])
    except zlib.error:
        raise ValidationError("This PDF is damaged: a part cannot be unpacked.") from None
    return b"".join(parts)


def _recognise_zip(upload: File) -> str:
    try:
        archive = open_zip("The file", upload)
        _check_entries(archive, upload.size)
        kind = _kind_of(archive)
        for entry in archive.infolist():
            _check_content(archive, entry)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    return kind


def _kind_of(archive: ZipFile) -> str:
    if archive.filelist[0].filename == "mimetype":
        return _check_epub(archive)
    if OFFICE in archive.namelist():
        raise ValidationError("This is a document of an office program. Save it as a PDF.")
    return "zip"


def _check_entries(archive: ZipFile, size: int) -> None:
    entries = archive.infolist()
    if not entries:
        raise ValidationError("The ZIP is empty.")
    if len(entries) > MAX_ENTRIES:
        raise ValidationError(f"The ZIP holds more than {MAX_ENTRIES:,} files.")
    for entry in entries:
        if OUTSIDE.search(entry.filename) or OUTSIDE.search(entry.orig_filename):
            raise ValidationError(
                f"The ZIP has a file that would lie outside its folder: {entry.filename[:80]!r}."
            )
        if is_link(entry):
            raise ValidationError(f"The ZIP has a link instead of a file: {entry.filename[:80]!r}.")
        if entry.flag_bits & ENCRYPTED:
            raise ValidationError("The ZIP has a password. Pack it without one.")
        # What computers unpack without further programs; another way can take any memory.
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ValidationError(
                f"Many computers cannot unpack {entry.filename[:80]!r}. Pack the ZIP the usual way "
                "(“deflate”)."
            )
    # Against the file itself: entries that share bytes lie about what each is packed to.
    total = sum(entry.file_size for entry in entries)
    if total > MAX_RATIO * size:
        raise ValidationError(f"The ZIP unpacks to more than {MAX_RATIO} times its size.")
    if total > MAX_ZIP_UNPACKED:
        most = MAX_ZIP_UNPACKED // 1_000_000
        raise ValidationError(f"The ZIP unpacks to more than {most} MB. Leave something out.")


def _check_content(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpack a file to nowhere: its checksum, and the size that it says it has, must be true."""
    told, size = copy(entry), 0
    told.file_size += 1  # or reading ends where it says, though more follows
    try:
        with archive.open(told) as file:
            while part := file.read(CHUNK):
                size += len(part)
    except (*BROKEN, ValueError):
        size = -1
    if size != entry.file_size:
        raise ValidationError(
            f"{entry.filename[:80]!r} in the ZIP is damaged and cannot be unpacked. Pack it anew."
        )


def _check_epub(archive: ZipFile) -> str:
    """Its first file says that it is one, unpacked (OCF 3.3, 4.3); another says where the book is.

    A ZIP whose first file happens to be called so is no EPUB, and no kit.
    """
    budget, first = Budget(), archive.filelist[0]
    kind = budget.read(archive, first, len(EPUB) + 2)
    if kind.strip() != EPUB or first.compress_type != ZIP_STORED:
        raise ValidationError("This is no EPUB: its first file does not say so.")
    names = set(archive.namelist())
    if CONTAINER not in names:
        raise ValidationError(f"This EPUB is damaged: {CONTAINER} is missing.")
    told = budget.read(archive, archive.getinfo(CONTAINER), MAX_CONTAINER)
    book = BOOK.search(told.decode("utf-8", "replace"))
    if book is None or book[1] not in names:
        raise ValidationError("This EPUB is damaged: it does not say where its book is.")
    return "epub"
