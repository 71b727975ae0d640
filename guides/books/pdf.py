"""A manuscript as PDF, set by Typst: tagged, and PDF/UA-1 (ISO 14289-1) by its own check.

The texts go to the template as JSON, so that nothing in them is ever read as Typst.
"""

import json
import re
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from guides import limited
from guides.books.manuscript import Manuscript, Text
from guides.books.photos import BookPhoto
from guides.books.tree import Node
from guides.books.typesetter import REFUSED

TEMPLATE = Path(__file__).with_name("book.typ")
PROGRAM = Path(__file__).with_name("typesetter.py")

#: A book of 300,000 words takes some five seconds and 600 MB; one that is made of marks takes
#: more than it is worth.
MAX_SECONDS, MAX_MEMORY = 90, 1_500_000_000

STANDARD = "ua-1"
UNSHOWN = re.compile(r'the text `"(.{1,40}?)"` could not be displayed')


class NotSet(Exception):
    """The book could not be set; the message says why."""


class _Refused(Exception):
    """What Typst says, in short and at length."""

    def __init__(self, message: str, diagnostic: str) -> None:
        super().__init__(message)
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class Pdf:
    """The bytes, and what no font here shows: with any of that it is no PDF/UA."""

    data: bytes
    unshown: str = ""


def write_pdf(book: Manuscript, photos: dict[str, BookPhoto]) -> Pdf:
    """The PDF of a book; the same bytes for the same manuscript and fonts. No query.

    Raises `NotSet`, also where it takes more time or memory than is given to it. For a background
    worker: a long book takes seconds.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / TEMPLATE.name).write_bytes(TEMPLATE.read_bytes())
        (folder / "book.json").write_text(json.dumps(_data(book, photos)), encoding="utf-8")
        for photo in photos.values():
            (folder / photo.name).write_bytes(photo.data)
        when = int(book.changed_at.timestamp())
        try:
            return Pdf(_compile(folder, when, [STANDARD]))
        except _Refused as error:
            unshown = " ".join(dict.fromkeys(UNSHOWN.findall(error.diagnostic)))
            if not unshown:
                raise NotSet(str(error)) from error
        # Tagged all the same, and the words are there to be read aloud and copied.
        return Pdf(_compile(folder, when, []), unshown)


def _compile(folder: Path, when: int, standards: list[str]) -> bytes:
    """Raises `NotSet`, and `_Refused` where Typst did not like it."""
    template = folder / TEMPLATE.name
    arguments = [str(template), str(when), *standards]
    try:
        done = limited.run(PROGRAM, *arguments, seconds=MAX_SECONDS, memory=MAX_MEMORY)
    except limited.TooMuch as error:
        raise NotSet(f"It takes more than {error} to set.") from error
    if done.returncode == REFUSED:
        raise _Refused(**json.loads(done.stdout))
    if done.returncode:
        raise NotSet(f"Typst broke off: {done.stderr.decode(errors='replace').strip()[-200:]}")
    return template.with_suffix(".pdf").read_bytes()


def _data(book: Manuscript, photos: dict[str, BookPhoto]) -> dict[str, Any]:
    language, _, region = book.language.partition("-")
    changed = book.changed_at.astimezone(UTC)
    return {
        "title": book.title,
        "dek": book.dek,
        "lang": language,
        "region": region or None,
        "publisher": book.publisher,
        "authors": book.authors,
        "address": book.address,
        "date": (changed.year, changed.month, changed.day),
        "published": f"{changed:%-d %B %Y}",
        "disclosures": book.disclosures,
        "contents": "Contents",
        "cover": _cover(book.cover) if book.cover else None,
        "photos": {
            key: {"name": photo.name, "width": photo.width, "height": photo.height}
            for key, photo in photos.items()
        },
        "texts": [_text(text, book) for text in book.texts],
    }


def _cover(node: Node) -> dict[str, Any]:
    return {
        **node.facts,
        "credit": [asdict(c) if isinstance(c, Node) else c for c in node.children],
    }


def _text(text: Text, book: Manuscript) -> dict[str, Any]:
    label = f"Chapter {book.chapters.index(text) + 1}" if text in book.chapters else ""
    return {**asdict(text), "label": label}
