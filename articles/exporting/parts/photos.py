"""The files of photos, as they are stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files import File as StoredFile
from django.core.files.storage import default_storage

from articles.exporting.files import CHUNK, File, Refused, is_safe
from articles.exporting.manifest import Manifest, read_chunks
from articles.exporting.names import Names, all_rows
from articles.exporting.parts import Loading
from articles.exporting.tables import BATCH, Table
from articles.models import Photo
from articles.models.media import FORMATS

FOLDER = "media"


@dataclass(frozen=True)
class PhotoFiles:
    """`media/photos/…`: every photo and its renditions, byte for byte."""

    tables: tuple[Table, ...] = field(default=())

    def write(self, names: Names) -> Iterator[File]:
        """What is missing in the storage is missing in the export; asks for each file."""
        for name in _names():
            if default_storage.exists(name):
                yield File(f"{FOLDER}/{name}", _read(name))

    def read(self, loading: Loading) -> None:
        """Store each file under its own name. Raises `Refused` where another has it."""
        for name in _names():
            path = f"{FOLDER}/{name}"
            if path not in loading.manifest.files:
                continue
            if default_storage.exists(name):
                _compare(loading, path, name)
                continue
            with loading.open(path) as stream:
                loading.stored.append(default_storage.save(name, StoredFile(stream)))


def missing_files(manifest: Manifest) -> list[str]:
    """The photos whose own file was not in the storage when an export was written. One query."""
    names = all_rows(Photo).order_by("pk").values_list("file", flat=True)
    return [name for name in names if f"{FOLDER}/{name}" not in manifest.files]


def _names() -> Iterator[str]:
    """The files that the photos should have, with those in the bin, in order."""
    for photo in all_rows(Photo).order_by("pk").iterator(chunk_size=BATCH):
        renditions = (
            photo.rendition_name(width, extension)
            for width in photo.rendition_widths
            for extension, _ in FORMATS
        )
        yield from filter(is_safe, (photo.file.name, *renditions))


def _read(name: str) -> Iterator[bytes]:
    with default_storage.open(name) as stream:
        yield from stream.chunks(CHUNK)


def _compare(loading: Loading, path: str, name: str) -> None:
    size, _ = loading.manifest.files[path]
    with loading.open(path) as ours, default_storage.open(name) as theirs:
        pairs: Any = zip(read_chunks(ours, size), theirs.chunks(CHUNK), strict=False)
        if theirs.size != size or any(one != other for one, other in pairs):
            raise Refused(f"The media folder holds another {name} already. Empty it first.")
