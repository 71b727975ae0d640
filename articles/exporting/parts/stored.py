"""Files that rows keep in a storage, as they are stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files import File as StoredFile
from django.core.files.storage import Storage
from django.db import models

from articles.exporting.files import CHUNK, File, Refused, is_safe
from articles.exporting.manifest import Manifest, read_chunks
from articles.exporting.names import Names, all_rows
from articles.exporting.parts import Loading
from articles.exporting.tables import BATCH, Table


@dataclass(frozen=True)
class StoredFiles:
    """`folder/…`: what the column `file` of a table names, byte for byte, under its own name."""

    folder: str
    model: type[models.Model]
    #: The names of files that belong to that of a row.
    others: Callable[[Any], Iterable[str]] = field(default=lambda row: ())
    tables: tuple[Table, ...] = field(default=())

    @property
    def storage(self) -> Storage:
        column: Any = self.model._meta.get_field("file")
        return column.storage

    def write(self, names: Names) -> Iterator[File]:
        """What is missing in the storage is missing in the export; asks for each file."""
        for name in self._names():
            if self.storage.exists(name):
                yield File(f"{self.folder}/{name}", self._read(name))

    def read(self, loading: Loading) -> None:
        """Store each file under its own name. Raises `Refused` where another has it."""
        for name in self._names():
            path = f"{self.folder}/{name}"
            if path not in loading.manifest.files:
                continue
            if self.storage.exists(name):
                self._compare(loading, path, name)
                continue
            with loading.open(path) as stream:
                loading.stored.append((self.storage, self.storage.save(name, StoredFile(stream))))

    def missing(self, manifest: Manifest) -> list[str]:
        """The rows' own files that were not in the storage when an export was written."""
        names = all_rows(self.model).exclude(file="").order_by("pk").values_list("file", flat=True)
        return [name for name in names if f"{self.folder}/{name}" not in manifest.files]

    def _names(self) -> Iterator[str]:
        """The files that the rows should have, with those in the bin, in order."""
        for row in all_rows(self.model).order_by("pk").iterator(chunk_size=BATCH):
            yield from filter(is_safe, (row.file.name, *self.others(row)))

    def _read(self, name: str) -> Iterator[bytes]:
        with self.storage.open(name) as stream:
            yield from stream.chunks(CHUNK)

    def _compare(self, loading: Loading, path: str, name: str) -> None:
        size, _ = loading.manifest.files[path]
        with loading.open(path) as ours, self.storage.open(name) as theirs:
            pairs: Any = zip(read_chunks(ours, size), theirs.chunks(CHUNK), strict=False)
            if theirs.size != size or any(one != other for one, other in pairs):
                raise Refused(
                    f"The {self.folder} folder holds another {name} already. Empty it first."
                )
