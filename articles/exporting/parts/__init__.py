"""The parts of an export: each writes some files of it, and reads the same ones back."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

import yaml
from django.core.files.storage import Storage
from django.db import DataError, IntegrityError

from articles.exporting.files import File, Refused
from articles.exporting.manifest import Manifest, Source
from articles.exporting.names import Names
from articles.exporting.tables import Table

#: Bytes of a file that is read as a whole: one article or version, some 50 fields of 100 kB.
MAX_WHOLE = 64_000_000

#: What readers raise for a file that no export holds.
MISREAD = (
    *(ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError),
    *(yaml.YAMLError, csv.Error),
)


@dataclass
class Loading:
    """An export that is being read: its files, the names in it, and what was stored so far."""

    source: Source
    manifest: Manifest
    names: Names = field(default_factory=Names)
    stored: list[tuple[Storage, str]] = field(default_factory=list)

    def paths(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder and those below it, in order."""
        return sorted(
            path
            for path in self.manifest.files
            if path.startswith(f"{folder}/") and path.endswith(suffix)
        )

    def open(self, path: str) -> BinaryIO:
        if path not in self.manifest.files:
            raise Refused("is not in the export")
        return self.source.open(path)

    def read(self, path: str) -> str:
        """A whole file as text, newlines as they are."""
        if path in self.manifest.files and self.manifest.files[path][0] > MAX_WHOLE:
            raise Refused("is larger than any of its kind")
        with self.open(path) as stream:
            return stream.read().decode()


class Part(Protocol):
    """Some tables as files, or files that belong to no table."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those whose rows it holds."""

    def write(self, names: Names) -> Iterator[File]:
        """Its files, each taken to its end before the next."""

    def read(self, loading: Loading) -> None:
        """Write the rows of its files. Raises `Refused`."""


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Whatever is wrong with a file is told by its name."""
    try:
        yield
    except Refused as error:
        raise Refused(f"{path} {error}.") from None
    except (IntegrityError, DataError) as error:
        raise Refused(f"{path} does not fit the rest of the site: {error}") from None
    except MISREAD:
        raise Refused(f"{path} is not as an export writes it.") from None
