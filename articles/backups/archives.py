"""A backup: one ZIP of the database and all stored files, with a manifest that it is checked by.

Files are copied before the database and what was added meanwhile after it: the file of a photo
or kit never changes once it is stored, so whatever the database knows is there.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import connection

from articles.backups.databases import (
    NotBackedUp,
    check_copy,
    copy_database,
    has_tables,
    restore_database,
)

#: The second has the private files too.
FORMAT, READABLE = 2, (1, 2)
MANIFEST, DATABASE = "manifest.json", "database"
#: The folders of stored files, and the storage of each by its alias.
FOLDERS = {"media/": "default", "private/": "private"}
CHUNK = 1 << 20  # bytes


@dataclass(frozen=True)
class Backup:
    """What a backup holds: a `vendor`'s database, and so many stored files and bytes."""

    vendor: str
    files: int
    size: int


def back_up(path: Path) -> Backup:
    """Write a backup to `path` and read it back. Raises `NotBackedUp`; then nothing is there.

    It comes into being beside `path` and takes its place once it is whole.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch(mode=0o600)  # it holds what only its owner may see
        with _folder() as folder:
            _write(part, folder / DATABASE)
        found = verify(part)
        part.replace(path)
    except OSError as error:
        raise NotBackedUp(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return found


def verify(path: Path) -> Backup:
    """Read a whole backup against its manifest. Raises `NotBackedUp`."""
    with _folder() as folder, _open(path) as archive:
        return _verify(archive, folder)


def restore(path: Path, *, overwrite: bool = False) -> Backup:
    """Make the site what a backup holds, once all of it was verified. Raises `NotBackedUp`.

    The database is replaced as a whole. Files that the backup does not know stay, and are
    shown nowhere. Where there is something already, only if one may `overwrite` it.
    """
    with _folder() as folder, _open(path) as archive:
        manifest = _read_manifest(archive)
        if manifest["database"] != connection.vendor:
            raise NotBackedUp(
                f"This is a backup of {manifest['database']}, and the database here is "
                f"{connection.vendor}. export_site and import_site lead from one to the other."
            )
        if not overwrite and (has_tables() or any(_stored_files())):
            raise NotBackedUp("There is a site here already. --overwrite replaces it.")
        found = _verify(archive, folder)
        for name in manifest["files"]:
            if name.startswith(tuple(FOLDERS)):
                _restore_file(archive, name)
        restore_database(folder / DATABASE)
    return found


# Writing


def _write(part: Path, copy: Path) -> None:
    files: dict[str, Any] = {}
    with zipfile.ZipFile(part, "w") as archive:
        _add_stored(archive, files)
        copy_database(copy)
        check_copy(copy, connection.vendor)
        with copy.open("rb") as database:
            files[DATABASE] = _add(archive, DATABASE, database, zipfile.ZIP_DEFLATED)
        _add_stored(archive, files)
        manifest = {"format": FORMAT, "database": connection.vendor, "files": files}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _add_stored(archive: zipfile.ZipFile, files: dict[str, Any]) -> None:
    for path in _stored_files():
        if path in files:
            continue
        storage, name = _place_of(path)
        try:
            with storage.open(name) as stored:
                files[path] = _add(archive, path, stored, zipfile.ZIP_STORED)
        except FileNotFoundError:
            continue  # thrown away since it was listed


def _stored_files() -> Iterator[str]:
    """Where every stored file stands in a backup."""
    for folder, alias in FOLDERS.items():
        yield from (folder + name for name in _names(storages[alias]))


def _place_of(path: str) -> tuple[Storage, str]:
    """The storage of a file of a backup, and its name there."""
    folder, _, name = path.partition("/")
    return storages[FOLDERS[f"{folder}/"]], name


def _names(storage: Storage) -> Iterator[str]:
    folders = [""]
    while folders:
        here = folders.pop()
        try:
            below, names = storage.listdir(here)
        except FileNotFoundError:
            continue  # there are no files yet, or a folder was just thrown away
        prefix = f"{here}/" if here else ""
        folders += [prefix + name for name in sorted(below, reverse=True)]
        yield from (prefix + name for name in sorted(names))


def _add(archive: zipfile.ZipFile, name: str, source: IO[bytes], method: int) -> dict[str, Any]:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    with archive.open(entry, "w", force_zip64=True) as target:
        return _copy(source, target)


def _copy(source: IO[bytes], target: IO[bytes] | None = None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target:
            target.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


# Reading


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the copy of the database, beside which nobody else may look."""
    with tempfile.TemporaryDirectory(prefix="candor-backup-") as folder:
        yield Path(folder)


@contextmanager
def _open(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError:
        raise NotBackedUp(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NotBackedUp(f"{path} is no whole backup: {error}.") from error


def _read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        known = manifest["format"] in READABLE and manifest["database"] and manifest["files"]
    except (KeyError, ValueError, TypeError):
        known = False
    if not known:
        raise NotBackedUp("This is no backup, or one of a newer version of Candor.")
    return manifest


def _verify(archive: zipfile.ZipFile, folder: Path) -> Backup:
    manifest = _read_manifest(archive)
    files = manifest["files"]
    if sorted([*files, MANIFEST]) != sorted(archive.namelist()):
        raise NotBackedUp("The backup does not hold the files that it says.")
    for name, told in files.items():
        with archive.open(name) as source:
            if name == DATABASE:
                with (folder / DATABASE).open("wb") as target:
                    found = _copy(source, target)
            else:
                found = _copy(source)
        if found != told:
            raise NotBackedUp(f"{name} in the backup is not what was backed up.")
    check_copy(folder / DATABASE, manifest["database"])
    sizes = [told["size"] for told in files.values()]
    return Backup(manifest["database"], files=len(files) - 1, size=sum(sizes))


def _restore_file(archive: zipfile.ZipFile, name: str) -> None:
    """Put one file back under its own name; the storage refuses names that lead elsewhere."""
    storage, stored = _place_of(name)
    with archive.open(name) as source, tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(source, copy, CHUNK)
        storage.delete(stored)
        storage.save(stored, File(copy, name=stored))
