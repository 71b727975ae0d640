"""What an export is made of: files with safe names, written once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Where a file may stand in an export; never outside it, never hidden, on any system.
SAFE_PATH = re.compile(r"[a-z0-9_-][\w.-]*(?:/[a-z0-9_-][\w.-]*)*", re.ASCII | re.IGNORECASE)
MAX_PATH = 400

#: Bytes that are in memory at once while a file is copied.
CHUNK = 1 << 16


class Refused(Exception):
    """The export cannot be written or read; the message is for whoever asked for it."""


@dataclass(frozen=True)
class File:
    """A file of an export: its path from the export's root, and its bytes, made as written."""

    path: str
    chunks: Iterable[bytes]


def is_safe(path: str) -> bool:
    """Whether a path stays inside the export."""
    return len(path) <= MAX_PATH and SAFE_PATH.fullmatch(path) is not None


def encode(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts as UTF-8, exactly: no newline is changed."""
    return (text.encode() for text in texts)
