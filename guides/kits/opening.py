"""The file that a kit's readers get, wherever it comes from."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File

from guides.books.building import open_book
from guides.models import Book, Kit

CONTENT_TYPES = {".pdf": "application/pdf", ".zip": "application/zip"} | {
    f".{form}": kind for form, kind in Book.CONTENT_TYPES.items()
}


class NoFile(Exception):
    """There is no file yet: the guide's book is being made, or the file is gone."""


@dataclass(frozen=True)
class OpenedKit:
    """A kit's open file, what it is called for readers, and its media type."""

    file: File
    name: str
    content_type: str


def open_kit(kit: Kit) -> OpenedKit:
    """The file of now; whoever asks closes it. One query for a guide's book. Raises `NoFile`."""
    file = open_book(kit.guide, kit.made_from) if kit.guide else _open_file(kit)
    if file is None:
        raise NoFile
    name = f"{kit.slug}.{kit.made_from}" if kit.guide else kit.original_name
    return OpenedKit(file, name, CONTENT_TYPES[PurePath(name).suffix])


def has_file(kit: Kit) -> bool:
    """Whether there is a file now. One query for a guide's book."""
    try:
        open_kit(kit).file.close()
    except NoFile:
        return False
    return True


def _open_file(kit: Kit) -> File | None:
    try:
        return kit.file.open("rb")
    except OSError:
        return None
