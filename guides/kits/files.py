"""An uploaded kit: what it is by its content, and whether it may be handed to readers.

A kit is given as it came, so nothing in it is made anew. What is looked at is looked at within
bounds: a PDF's objects up to a number, time and memory, a ZIP's files up to a total.
"""

import re
import secrets
from copy import copy
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

from articles.importing.document import Unreadable
from articles.importing.readers.limits import CHUNK
from articles.importing.readers.unpacking import BROKEN, ENCRYPTED, Budget, is_link, open_zip
from guides.kits.inspecting.child import inspect
from guides.kits.inspecting.pdf import check_pdf
from guides.models import Kit

EPUB = b"application/epub+zip"

#: Files in a ZIP.
MAX_ENTRIES = 2_000
#: How many times its size a ZIP may be when it is unpacked, and bytes.
MAX_RATIO = 100
MAX_ZIP_UNPACKED = 500_000_000
#: Bytes of an EPUB's file that says where its book is.
MAX_CONTAINER = 100_000

#: A kit is words, pictures, sound and film: no programs, by what systems run at a double click,
#: and nothing that would have to be unpacked in its turn to be looked at.
PROGRAMS = re.compile(
    r"\.(?:exe|com|scr|pif|cpl|dll|sys|msi|msp|msix|appx|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|ws|wsf"
    r"|wsh|hta|jar|class|lnk|reg|inf|chm|application|gadget|scf|url|desktop|sh|bash|command|csh|run"
    r"|py|pyw|pyc|pl|rb|app|pkg|deb|rpm|apk|appimage|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam"
    # Windows leaves out dots and spaces at the end.
    r"|zip|7z|rar|tar|gz|tgz|bz2|xz|zst|cab|ace|arj|iso|img|dmg|vhd|vhdx)[. ]*$",
    re.IGNORECASE,
)
#: The same by their first bytes: Windows, Linux, macOS, Java, shortcuts, scripts, archives.
STARTS = (
    *(b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe"),
    *(
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"L\0\0\0\1\x14\2\0",
        b"#!",
        b"Rar!",
        b"7z\xbc\xaf",
    ),
)
WINDOWS = re.compile(rb"MZ[^\0]{0,60}\0")
MARKUP = Path(__file__).parent / "inspecting" / "markup_program.py"

OFFICE = "[Content_Types].xml"
CONTAINER = "META-INF/container.xml"
BOOK = re.compile(r"""full-path\s*=\s*["']([^"']{1,500})["']""")
OUTSIDE = re.compile(r"^/|\\|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\0-\x1f]")


def recognise(upload: File) -> str:
    """What an upload is: `pdf`, `epub` or `zip`. Raises `ValidationError` for all else."""
    if upload.size > settings.KIT_MAX_BYTES:
        size = filesizeformat(settings.KIT_MAX_BYTES)
        raise ValidationError(f"The file is larger than {size}. Make it smaller, or split it.")
    upload.seek(0)
    head = upload.read(4)
    upload.seek(0)
    if head == b"%PDF":
        check_pdf(upload)
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


def _recognise_zip(upload: File) -> str:
    try:
        archive = open_zip("The file", upload)
        _check_entries(archive, upload.size)
        kind = _kind_of(archive)
        for entry in archive.infolist():
            _check_content(archive, entry)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    inspect(MARKUP, upload)
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
        _check_entry(entry)
    # Against the file itself: entries that share bytes lie about what each is packed to.
    total = sum(entry.file_size for entry in entries)
    if total > MAX_RATIO * size:
        raise ValidationError(f"The ZIP unpacks to more than {MAX_RATIO} times its size.")
    if total > MAX_ZIP_UNPACKED:
        most = MAX_ZIP_UNPACKED // 1_000_000
        raise ValidationError(f"The ZIP unpacks to more than {most} MB. Leave something out.")


def _check_entry(entry: ZipInfo) -> None:
    if OUTSIDE.search(entry.filename) or OUTSIDE.search(entry.orig_filename):
        raise ValidationError(
            f"The ZIP has a file that would lie outside its folder: {entry.filename[:80]!r}."
        )
    if PROGRAMS.search(entry.filename):
        raise ValidationError(_program(entry))
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


def _program(entry: ZipInfo) -> str:
    return (
        f"{entry.filename[:80]!r} in the ZIP is a program, or may hide one. A kit is documents, "
        "pictures, sound and film: leave it out."
    )


def _check_content(archive: ZipFile, entry: ZipInfo) -> None:
    """Unpack a file to nowhere: its checksum, and the size that it says it has, must be true."""
    told, size = copy(entry), 0
    told.file_size += 1  # or reading ends where it says, though more follows
    try:
        with archive.open(told) as file:
            while part := file.read(CHUNK):
                if not size and (part.startswith(STARTS) or WINDOWS.match(part)):
                    raise ValidationError(_program(entry))
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
