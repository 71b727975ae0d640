"""Where an export is read from: a folder, or a ZIP. Neither is believed."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from articles.exporting.files import Refused
from articles.exporting.manifest import Source


class Folder:
    """A folder; links that lead out of it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def size(self, path: str) -> int:
        return self._find(path).stat().st_size

    def open(self, path: str) -> BinaryIO:
        return self._find(path).open("rb")

    def _find(self, path: str) -> Path:
        file = (self._root / path).resolve()
        if not file.is_relative_to(self._root) or not file.is_file():
            raise Refused(f"{path} is not in the export.")
        return file


class Archive:
    """A ZIP file."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def size(self, path: str) -> int:
        return self._find(path).file_size

    def open(self, path: str) -> Any:
        try:
            return self._archive.open(self._find(path))
        except (NotImplementedError, RuntimeError, zipfile.BadZipFile):
            raise Refused(f"{path} is packed in a way that cannot be read.") from None

    def _find(self, path: str) -> zipfile.ZipInfo:
        try:
            return self._archive.getinfo(path)
        except KeyError:
            raise Refused(f"{path} is not in the export.") from None


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """An export as somebody names it on the disk. Raises `Refused` for what is none."""
    if path.is_dir():
        yield Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Refused(f"There is no {path}.") from None
    except (OSError, zipfile.BadZipFile):
        raise Refused(f"{path} is neither a folder nor a ZIP.") from None
    with archive:
        yield Archive(archive)
