"""Any upload → its documents, in order. What is refused stands in the place of its document."""

import os
import posixpath
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import IO

from articles.importing.document import Format, Refused, Source, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.containers.ghost import split_ghost
from articles.importing.readers.containers.shelf import Shelf, is_picture
from articles.importing.readers.containers.wxr import split_wxr
from articles.importing.readers.recognition import (
    ZIP_MARKS,
    Container,
    NoDocument,
    glance,
    is_wxr,
    load_ghost,
    open_archive,
    recognise,
    recognise_zip,
)
from articles.importing.readers.unpacking import ENCRYPTED, Budget, is_link

MAX_NAME, MAX_KEY = 300, 500
#: A ZIP within a ZIP is opened, one within that is not.
MAX_DEPTH = 1
CAPS = {
    Format.MARKDOWN: limits.MAX_TEXT,
    Format.PLAIN: limits.MAX_TEXT,
    Format.HTML: limits.MAX_HTML,
    Format.DOCX: limits.MAX_DOCX,
    Container.GHOST: limits.MAX_GHOST,
}
#: Extensions of documents, those that cannot be read too: they are refused by name.
DOCUMENTS = frozenset({
    "md", "markdown", "mdown", "mkd", "mdx", "txt", "text", "html", "htm", "xhtml", "docx",
    "docm", "doc", "rtf", "odt", "pages", "pdf", "zip", "epub", "xlsx", "pptx", "ods", "odp",
    "key", "numbers",
})  # fmt: skip
#: What may be a document, and is passed over in a ZIP when it is none.
PERHAPS = {"", "xml", "json", "wxr"}
IGNORED = re.compile(
    r"(?:\A|/)(?:\.|__MACOSX/|node_modules/|Thumbs\.db\Z|desktop\.ini\Z)", re.IGNORECASE
)
UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
#: Names that tell nothing without their folder.
NAMELESS = {"index", "_index", "readme"}
LARGE = {"xml", "wxr", "json", "zip", "txt"}
SHOWN = 5


@dataclass
class _Upload:
    """A file on its way into documents: what it is called, and what came with it."""

    name: str
    key: str
    file: IO[bytes]
    shelf: Shelf
    budget: Budget
    depth: int = 0

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.key) if self.depth else ""


def split(name: str, file: IO[bytes]) -> Iterator[Source | Refused]:
    """The documents of a seekable file: itself, or those in a ZIP or an export.

    Raises nothing for what is in the file; a whole file that cannot be read is one `Refused`.
    """
    name = UNPRINTABLE.sub("", name) or "file"
    budget = Budget()
    for found in _split(_Upload(name, name, file, Shelf(budget), budget)):
        yield _trim(found)


def _trim(found: Source | Refused) -> Source | Refused:
    name = UNPRINTABLE.sub("", found.name)[:MAX_NAME]
    if isinstance(found, Refused):
        return Refused(name, found.why, found.is_failure)
    key = UNPRINTABLE.sub("", found.key)[-MAX_KEY:]
    return Source(name, key, found.format, found.data, found.pictures)


def _split(upload: _Upload) -> Iterator[Source | Refused]:
    try:
        yield from _documents(upload)
    except Unreadable as error:
        yield Refused(upload.name, str(error))


def _documents(upload: _Upload) -> Iterator[Source | Refused]:
    upload.file.seek(0, os.SEEK_END)
    size = upload.file.tell()
    upload.file.seek(0)
    head = upload.file.read(limits.HEAD)
    if head.startswith(ZIP_MARKS):
        yield from _open(upload, size)
    elif is_wxr(head):
        _check_size(upload.name, size, limits.MAX_WXR)
        yield from split_wxr(upload.name, upload.file, upload.shelf)
    else:
        yield from _whole(upload, size, head)


def _whole(upload: _Upload, size: int, head: bytes) -> Iterator[Source | Refused]:
    """A file that is read as one."""
    is_json = head.lstrip()[:1] in (b"{", b"[")
    _check_size(upload.name, size, limits.MAX_GHOST if is_json else limits.MAX_HTML)
    upload.file.seek(0)
    data = upload.file.read()
    found = recognise(upload.name, data)
    _check_size(upload.name, size, CAPS[found])
    if isinstance(found, Format):
        pictures = upload.shelf.pictures_of(glance(data) or "", upload.folder)
        yield Source(upload.name, upload.key, found, data, pictures)
    else:
        yield from split_ghost(upload.name, load_ghost(upload.name, data) or {}, upload.shelf)


def _check_size(name: str, size: int, cap: int) -> None:
    if size > cap:
        raise Unreadable(f"{name} is larger than {cap / 1_000_000:g} MB.")


def _open(upload: _Upload, size: int) -> Iterator[Source | Refused]:
    with open_archive(upload.name, upload.file) as archive:
        if recognise_zip(upload.name, archive) == Format.DOCX:
            _check_size(upload.name, size, CAPS[Format.DOCX])
            upload.file.seek(0)
            yield Source(upload.name, upload.key, Format.DOCX, upload.file.read())
        elif upload.depth > MAX_DEPTH:
            raise Unreadable(f"{upload.name} is a ZIP too deep in others. Import it by itself.")
        else:
            yield from _unpack(upload, archive)


def _unpack(upload: _Upload, archive: zipfile.ZipFile) -> Iterator[Source | Refused]:
    listed = {_path(info): info for info in archive.infolist() if not info.is_dir()}
    files = {path: info for path, info in listed.items() if not IGNORED.search(path)}
    if not files:
        raise Unreadable(f"{upload.name} is empty.")
    if all(info.flag_bits & ENCRYPTED for info in files.values()):
        raise Unreadable(f"{upload.name} is protected by a password. Pack it without one.")
    shelf = Shelf(upload.budget)
    for path, info in files.items():
        if is_picture(path):
            shelf.put(path, archive, info)
    waiting = deque(path for path in files if not is_picture(path))
    others: list[str] = []
    while waiting and not upload.budget.is_spent:
        path = waiting.popleft()
        member = _Upload(
            path, _key(upload, path), upload.file, shelf, upload.budget, upload.depth + 1
        )
        yield from _member(member, archive, files[path], others)
    yield from _leftovers(upload.name, list(waiting), others, shelf)


def _path(info: zipfile.ZipInfo) -> str:
    """A file's path in a ZIP; never one on this machine, wherever it points to."""
    parts = re.sub(r"\A[a-zA-Z]:", "", info.filename.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _key(upload: _Upload, path: str) -> str:
    """The path alone, so that the ZIP may have another name next time.

    A lone `index.md` would be the same in every ZIP, as would whatever lies in an inner one.
    """
    if upload.depth or posixpath.splitext(path)[0].lower() in NAMELESS:
        return f"{posixpath.splitext(upload.key)[0]}/{path}"
    return path


def _member(
    member: _Upload, archive: zipfile.ZipFile, info: zipfile.ZipInfo, others: list[str]
) -> Iterator[Source | Refused]:
    """The documents in one file of a ZIP; files that are none join the `others`."""
    kind = posixpath.splitext(member.name)[1].removeprefix(".").lower()
    if is_link(info) or kind not in DOCUMENTS | PERHAPS:
        others.append(member.name)
        return
    try:
        with SpooledTemporaryFile(limits.MAX_TEXT) as file:
            cap = limits.MAX_WXR if kind in LARGE else limits.MAX_DOCX
            member.budget.copy(archive, info, cap, file)
            yield from _documents(replace(member, file=file))
    except Unreadable as error:
        if kind in PERHAPS and isinstance(error, NoDocument):
            others.append(member.name)
        else:
            yield Refused(member.name, str(error))


def _leftovers(name: str, waiting: list[str], others: list[str], shelf: Shelf) -> Iterator[Refused]:
    if waiting:
        total = limits.MAX_ZIP_UNPACKED // 1_000_000
        yield Refused(
            name,
            f"The ZIP unpacks to over {total} MB; "
            + _some(waiting, "file was not read", "files were not read"),
        )
    if others:
        why = _some(others, "file is no document", "files are no documents")
        yield Refused(name, why, is_failure=False)
    if unused := shelf.unused():
        why = _some(unused, "picture is in no document", "pictures are in no document")
        yield Refused(name, why, is_failure=False)


def _some(paths: list[str], one: str, many: str) -> str:
    """A sentence on files, with the names of the first."""
    more = len(paths) - SHOWN
    names = ", ".join(paths[:SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{len(paths)} {one if len(paths) == 1 else many}: {names}."
