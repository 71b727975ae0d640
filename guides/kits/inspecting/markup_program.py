"""Looks for scripts in the pages of an EPUB or a ZIP, as a program of its own.

It gets how many bytes of memory it may use and the archive, and writes what an editor should
read; nothing where nothing was found. Each page is read in both ways that browsers and readers
of books have, as XML and as HTML. What a page takes from elsewhere, such as pictures, may stay.
"""

import re
import resource
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

#: Bytes of a page, and of all pages; a novel in one file has some two million.
MAX_PAGE = 5_000_000
MAX_PAGES = 100_000_000

MARKS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
SPACE = b" \t\r\n\f"
#: Attributes that are words for readers.
WORDS = ("alt", "title", "aria-label")
RUNS = re.compile(r"(?:^|[;=])(?:javascript|vbscript|data:text/html)\b", re.IGNORECASE)


class Found(Exception):
    """There is a script."""


def look(path: Path) -> str:
    """What an editor should read of an archive; nothing if no page in it has scripts."""
    left = MAX_PAGES
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as file:
                page = file.read(64)
                if not page.lstrip(SPACE).startswith(MARKS):
                    continue
                page += file.read(MAX_PAGE)
            left -= len(page)
            if len(page) > MAX_PAGE or left < 0:
                return f"{entry.filename[:80]!r} is too long to be looked through. Split it."
            if has_script(page):
                return f"{entry.filename[:80]!r} holds scripts. Take them out, or make it a PDF."
    return ""


def has_script(page: bytes) -> bool:
    """Whether a page has a script, a handler of events or an address that runs one."""
    try:
        _read_as_xml(page)
        _read_as_html(page)
    except Found:
        return True
    return False


def _read_as_xml(page: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: _check(name, attributes.items())
    try:
        parser.Parse(page, True)
    except expat.ExpatError:
        # Browsers stop there as well.
        return


def _read_as_html(page: bytes) -> None:
    encoding = "utf-16" if page.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    tree = LexborHTMLParser(page.decode(encoding, "replace"))
    for node in tree.css("*"):
        _check(node.tag or "", node.attributes.items())


def _check(name: str, attributes: Iterable[tuple[str, Any]]) -> None:
    if name.rpartition(":")[2].lower() == "script":
        raise Found
    for key, value in attributes:
        bare = key.rpartition(":")[2].lower()
        if bare.startswith("on") or bare == "srcdoc":
            raise Found
        if bare not in WORDS and RUNS.search(re.sub(r"[\0-\x20]", "", value or "")):
            raise Found


def run(memory: str, path: str) -> int:  # pragma: no cover (it limits the process it is in)
    resource.setrlimit(resource.RLIMIT_DATA, (int(memory), int(memory)))
    sys.stdout.buffer.write(look(Path(path)).encode(errors="replace"))
    return 0


if __name__ == "__main__":  # pragma: no cover
    sys.exit(run(*sys.argv[1:]))
