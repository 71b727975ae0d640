"""Files out of a ZIP that may lie about itself: every size is counted while reading."""

import io
import lzma
import stat
import zipfile
import zlib
from typing import IO

from articles.importing.document import Unreadable
from articles.importing.readers import limits

#: What the zipfile module documents, and what its decompressors raise on damaged data.
BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, lzma.LZMAError, OSError)

#: The bit of a file's flags that says that it has a password (APPNOTE 4.4.4).
ENCRYPTED = 0x1


class Damaged(Unreadable):
    """A ZIP whose directory, or one of its files, cannot be read."""


class _Fenced:
    """A file that refuses to be read in one piece larger than a ZIP's directory may be."""

    def __init__(self, file: IO[bytes]) -> None:
        self.seek, self.tell = file.seek, file.tell
        self.seekable, self.close = file.seekable, file.close
        self._read = file.read

    def read(self, size: int = -1) -> bytes:
        data = self._read(size if 0 <= size <= limits.MAX_DIRECTORY else limits.MAX_DIRECTORY)
        if len(data) == limits.MAX_DIRECTORY:
            raise zipfile.BadZipFile("its directory is too large")
        return data


def open_zip(name: str, file: IO[bytes]) -> zipfile.ZipFile:
    """A ZIP whose directory is within bounds. Raises `Unreadable` for any other."""
    try:
        archive = zipfile.ZipFile(_Fenced(file))
    except (*BROKEN, ValueError) as error:
        # ValueError: names that are in no encoding, offsets before the file's start.
        raise Damaged(f"{name} is a damaged ZIP: {error}.") from error
    if len(archive.filelist) > limits.MAX_ZIP_FILES:
        raise Unreadable(f"{name} holds more than {limits.MAX_ZIP_FILES:,} files.")
    return archive


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a file in a ZIP is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


class Budget:
    """How many bytes may still be unpacked, over all the files of one upload."""

    def __init__(self) -> None:
        self.left = limits.MAX_ZIP_UNPACKED

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def read(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, cap: int) -> bytes:
        """A file's bytes. Raises `Unreadable` where they are damaged, locked or too many."""
        target = io.BytesIO()
        self.copy(archive, info, cap, target)
        return target.getvalue()

    def copy(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, cap: int, target: IO[bytes]
    ) -> None:
        """The same into another file."""
        if info.flag_bits & ENCRYPTED:
            raise Unreadable(f"{info.filename} is protected by a password. Pack it without one.")
        try:
            with archive.open(info) as file:
                self._copy(file, info, cap, target)
        except (*BROKEN, ValueError) as error:
            raise Damaged(f"{info.filename} cannot be unpacked: {error}.") from error

    def _copy(self, file: IO[bytes], info: zipfile.ZipInfo, cap: int, target: IO[bytes]) -> None:
        # What is packed is bounded by the ZIP itself, so the ratio is true even if sizes lie.
        most = max(limits.RATIO_FLOOR, limits.MAX_RATIO * info.compress_size)
        name, size = info.filename, 0
        while part := file.read(limits.CHUNK):
            size += len(part)
            self.left -= len(part)
            if self.is_spent:
                total = limits.MAX_ZIP_UNPACKED // 1_000_000
                raise Unreadable(f"{name} was not read: the ZIP unpacks to over {total} MB.")
            if size > cap:
                raise Unreadable(f"{name} is larger than {cap / 1_000_000:g} MB.")
            if size > most:
                raise Unreadable(f"{name} unpacks to over {limits.MAX_RATIO} times its size.")
            target.write(part)
