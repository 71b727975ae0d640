"""An export of WordPress (WXR) cut into its items, in bounded memory.

WordPress writes these files by hand, not with an XML library, so many are not well-formed. They
are cut at their items first, and each item is parsed on its own by a recovering parser: what is
broken in one post stays within it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from articles.importing.readers import limits

START = re.compile(rb"<item(?:\s[^<>]{0,200})?>")
EDGE = re.compile(rb"</item\s{0,9}>|<item(?:\s[^<>]{0,200})?>|<!\[CDATA\[")
CDATA_END = re.compile(rb"\]\]>")
END = b"</item>"
#: A pattern may begin in one chunk of the file and end in the next.
OVERLAP = 256


@dataclass(frozen=True)
class Piece:
    """What stands before the first item, or one item without its tags."""

    data: bytes
    is_whole: bool = True
    is_too_large: bool = False


def cut(file: IO[bytes]) -> Iterator[Piece]:
    """The head of a file, then its items, none held longer than until the next is asked for."""
    window = _Window(file)
    head = window.take_until(START)
    yield Piece(head, is_too_large=window.room < 0)
    while window.found:
        yield _take_item(window)
        if not window.is_at_start:
            window.skip_to(START)


def _take_item(window: "_Window") -> Piece:
    """An item up to its end tag; one that stands inside CDATA, in a post's text, is none.

    Where the next item begins before, the end tag is missing.
    """
    plain = window.take_plain()
    if plain is not None:
        return Piece(plain)
    window.room = limits.MAX_POST
    parts = [window.take_until(EDGE)]
    while window.found and window.found[0].startswith(b"<!"):
        parts += [window.found[0], window.take_until(CDATA_END), b"]]>"]
        parts.append(window.take_until(EDGE))
    is_whole = window.found is not None and window.found[0].startswith(b"</")
    return Piece(b"".join(parts), is_whole, is_too_large=window.room < 0)


class _Window:
    """A part of a file, moved on from one place that fits a pattern to the next.

    `found` is the place, None at the file's end. `room` is how much may still be kept.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.found: re.Match[bytes] | None = None
        self.room = limits.MAX_POST
        self._file = file
        self._data = b""
        self._at = 0

    @property
    def is_at_start(self) -> bool:
        return self.found is not None and START.fullmatch(self.found[0]) is not None

    def take_plain(self) -> bytes | None:
        """An item that is all in view and whose marks are in pairs, as nearly all are.

        Five times as fast as going from mark to mark.
        """
        start, following = self._at, self._data.find(b"<item", self._at)
        end = self._data.find(END, start, following if following >= 0 else len(self._data))
        if end < 0 or end - start > limits.MAX_POST:
            return None
        opened, closed = (self._data.count(mark, start, end) for mark in (b"<![CDATA[", b"]]>"))
        if opened != closed:
            return None
        self._at = end + len(END)
        self.found = None
        return self._data[start:end]

    def take_until(self, pattern: re.Pattern[bytes]) -> bytes:
        """What stands before the next place, or before the end."""
        return b"".join(self._parts_until(pattern))

    def skip_to(self, pattern: re.Pattern[bytes]) -> None:
        """Move on to the next place."""
        for _ in self._parts_until(pattern):
            pass

    def _parts_until(self, pattern: re.Pattern[bytes]) -> Iterator[bytes]:
        while True:
            self.found = pattern.search(self._data, self._at)
            more = b"" if self.found else self._file.read(limits.CHUNK)
            if self.found:
                end, after = self.found.span()
            elif more:
                end = after = max(self._at, len(self._data) - OVERLAP)
            else:
                end = after = len(self._data)
            self.room -= end - self._at
            if self.room >= 0:
                yield self._data[self._at : end]
            self._at = after
            if self.found or not more:
                return
            self._data, self._at = self._data[self._at :] + more, 0
