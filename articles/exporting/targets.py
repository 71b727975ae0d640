"""Where an export is written: a folder, or a ZIP; both whole or not at all."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Protocol

from articles.exporting.files import Refused
from articles.exporting.manifest import NAME, Manifest, read_manifest, verify
from articles.exporting.sources import Folder

#: Photos are compressed already.
STORED = "media/"

#: The first moment a ZIP can name: two archives of one site are the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)

#: A file, `rw-r--r--`, as Unix says it.
PERMISSIONS = 0o100644 << 16


class Target(Protocol):
    """Takes the files of an export, one after the other."""

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file; nothing else has its path."""


class FolderTarget:
    """A folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as stream:
            stream.writelines(chunks)


class ZipTarget:
    """A ZIP in a file that is open for writing; `close` finishes it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(stream, "w")

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(path, NO_TIME)
        is_stored = path.startswith(STORED)
        entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
        entry.create_system = 3  # Unix, wherever it is made
        entry.external_attr = PERMISSIONS
        with self._archive.open(entry, "w") as stream:
            stream.writelines(chunks)

    def close(self) -> None:
        self._archive.close()


@contextmanager
def folder_target(path: Path) -> Iterator[FolderTarget]:
    """A folder that is new, empty or holds an earlier export, which is then brought up to date.

    All is written to a hidden folder in it first, so that an export which fails changes nothing
    and files need only be moved; the folder may be a volume of its own. Files that
    are not the earlier export's stay where they are (a `.git`, say). Raises `Refused` where
    something would be lost.
    """
    earlier = _earlier_files(path)
    path.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".export-", dir=path))
    try:
        yield FolderTarget(draft)
        _refuse_to_overwrite(path, draft, earlier)
        _move_in(draft, path)
        _remove(path, earlier - _files_of(read_manifest(Folder(path))))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def zip_target(path: Path) -> Iterator[ZipTarget]:
    """A ZIP under a name that nothing has yet. Raises `Refused`."""
    if path.exists():
        raise Refused(f"{path} is there already. Name a new file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        try:
            with closing(ZipTarget(stream)) as target:
                yield target
        except BaseException:
            path.unlink()
            raise


def _earlier_files(path: Path) -> set[str]:
    """The files of the export that a folder holds already."""
    if not path.exists():
        return set()
    if not path.is_dir():
        raise Refused(f"{path} is a file. Name a folder for the export.")
    if not any(path.iterdir()):
        return set()
    if not (path / NAME).is_file():
        raise Refused(f"{path} holds other files. Name a new or an empty folder.")
    manifest = read_manifest(Folder(path))
    try:
        verify(Folder(path), manifest)
    except Refused as changed:
        raise Refused(f"{changed} Name a new folder, so that nothing of it is lost.") from None
    return _files_of(manifest)


def _files_of(manifest: Manifest) -> set[str]:
    return {*manifest.files, NAME}


def _refuse_to_overwrite(path: Path, draft: Path, earlier: set[str]) -> None:
    for name in _walk(draft):
        if name not in earlier and (path / name).exists():
            raise Refused(f"{path / name} is not the earlier export's and would be overwritten.")


def _move_in(draft: Path, path: Path) -> None:
    # The manifest comes last: until then the folder says that it is not whole.
    for name in sorted(_walk(draft), key=lambda name: (name == NAME, name)):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (draft / name).replace(path / name)


def _walk(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            yield (Path(folder) / name).relative_to(root).as_posix()


def _remove(path: Path, names: set[str]) -> None:
    """Remove what the new export has no more, and the folders that are empty by it."""
    for name in names:
        (path / name).unlink()
        folder = (path / name).parent
        while folder != path and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
