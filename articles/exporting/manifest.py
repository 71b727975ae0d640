"""The list of all files of an export, by which it is checked before anything is read."""

import hashlib
import json
import tomllib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO, Protocol

from django.conf import settings

from articles.exporting.files import CHUNK, File, Refused, is_safe

NAME = "manifest.json"

#: Of the folder's layout and files; whoever changes them counts on.
FORMAT = 1

#: Bytes. A line for each file: enough for some three million.
MAX_SIZE = 512_000_000


class Source(Protocol):
    """Where an export is read from."""

    def size(self, path: str) -> int:
        """The bytes of a file. Raises `Refused` where there is none."""

    def open(self, path: str) -> BinaryIO:
        """A file from its start. Raises `Refused` where there is none."""


@dataclass
class Manifest:
    """Each file's size in bytes and SHA-256 by path, and how many rows of each kind they hold.

    It holds no time, so that one database always gives one manifest.
    """

    counts: dict[str, int]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def note(self, file: File) -> Iterator[bytes]:
        """The bytes of a file, which is on the list once they are all taken."""
        digest, size = hashlib.sha256(), 0
        for chunk in file.chunks:
            digest.update(chunk)
            size += len(chunk)
            yield chunk
        self.files[file.path] = size, digest.hexdigest()

    def as_file(self) -> File:
        return File(NAME, (text.encode() for text in self._lines()))

    def _lines(self) -> Iterator[str]:
        head = {"format": FORMAT, "candor": candor_version(), "counts": self.counts}
        yield json.dumps(head, indent=1).removesuffix("\n}") + ',\n "files": {'
        mark = ""
        for path, (size, digest) in sorted(self.files.items()):
            yield f'{mark}\n  "{path}": {{"size": {size}, "sha256": "{digest}"}}'
            mark = ","
        yield "\n }\n}\n"


@cache
def candor_version() -> str:
    """Which Candor this is."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]["version"]


def read_manifest(source: Source) -> Manifest:
    """The manifest of an export. Raises `Refused` for one that this Candor cannot read."""
    if source.size(NAME) > MAX_SIZE:
        raise Refused(f"{NAME} is larger than any export's.")
    try:
        with source.open(NAME) as stream:
            data = json.load(stream)
        form, counts = data["format"], dict(data["counts"])
        files = {path: (row["size"], row["sha256"]) for path, row in data["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(f"{NAME} is not the list of an export's files.") from None
    if form != FORMAT:
        raise Refused(
            f"The export has format {form}; this Candor reads format {FORMAT}. "
            f"Read it with the Candor that wrote it ({data.get('candor', 'unknown')})."
        )
    return Manifest(counts, files)


def verify(source: Source, manifest: Manifest) -> None:
    """Check the name, size and bytes of every listed file. Raises `Refused`."""
    for path, (size, digest) in manifest.files.items():
        if not is_safe(path):
            raise Refused(f"{NAME} lists a file outside the export: {path[:80]!r}.")
        if source.size(path) != size:
            raise Refused(f"{path} has another size than when it was exported.")
        if _digest(source, path, size) != digest:
            raise Refused(f"{path} has changed since it was exported.")


def _digest(source: Source, path: str, size: int) -> str:
    digest = hashlib.sha256()
    try:
        with source.open(path) as stream:
            for chunk in read_chunks(stream, size):
                digest.update(chunk)
    except (EOFError, zlib.error, zipfile.BadZipFile):
        raise Refused(f"{path} is damaged.") from None
    return digest.hexdigest()


def read_chunks(stream: BinaryIO, size: int) -> Iterable[bytes]:
    """The first `size` bytes of a file, however many it goes on for."""
    while size > 0 and (chunk := stream.read(min(CHUNK, size))):
        size -= len(chunk)
        yield chunk
