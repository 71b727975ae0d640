"""The file that a kit's readers get, wherever it comes from."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File

from guides.models import Kit

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
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
    """The file of now; whoever asks closes it. Raises `NoFile`."""
    try:
        kit.file.open("rb")
    except (ValueError, OSError) as error:
        raise NoFile from error
    suffix = PurePath(kit.file.name).suffix
    return OpenedKit(kit.file, kit.original_name, CONTENT_TYPES[suffix])
