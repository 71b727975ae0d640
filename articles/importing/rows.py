"""Rows of documents: made of what came in, filled with what was found in it."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from articles.importing.album import digest_of
from articles.importing.contents import find_author, find_topic
from articles.importing.document import Format, Refused, Source
from articles.importing.matching import find_earlier, find_same
from articles.importing.outline import Outline, Role
from articles.importing.reading import Reading, read_source
from articles.models import Import, ImportedDocument, ImportedPicture
from articles.models.importing import MAX_KEY
from articles.publishing.content import count_words

STATE = ImportedDocument.State

#: Characters of a document's text that are shown beside its article.
MAX_SHOWN = 300_000
#: Pictures of one document that are asked for elsewhere.
MAX_FETCHED = 50
#: Characters of a picture's address.
MAX_ADDRESS = 2_000
#: What no database keeps in a text: NUL, and halves of characters.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

#: A document as a row, with the pictures that came along.
Filled = tuple[ImportedDocument, Sequence[ImportedPicture]]


def row_of(source: Source, batch: Import, position: int) -> Filled:
    """A document that waits to be read."""
    pictures = [
        ImportedPicture(address=address[:MAX_ADDRESS], data=data, digest=digest_of(data))
        for address, data in source.pictures.items()
    ]
    row = ImportedDocument(
        batch=batch,
        position=position,
        name=storable(source.name)[:300],
        key=short_key(source.key),
        format=source.format,
        data=source.data,
        digest=digest_source(source, pictures),
    )
    return row, pictures


def refused_row(refused: Refused, batch: Import, position: int) -> Filled:
    """What gave no document, and why; nothing went wrong with all of it."""
    row = ImportedDocument(
        batch=batch,
        position=position,
        name=storable(refused.name)[:300],
        state=STATE.FAILED if refused.is_failure else STATE.DROPPED,
        error=storable(refused.why)[:500],
    )
    return row, []


def short_key(key: str) -> str:
    """A key as the database holds it; a longer one ends in its digest."""
    key = storable(key)
    if len(key) <= MAX_KEY:
        return key
    return key[: MAX_KEY - 65] + "#" + hashlib.sha256(key.encode()).hexdigest()


def digest_source(source: Source, pictures: Iterable[ImportedPicture]) -> str:
    """SHA-256 of a document with its pictures, in hexadecimal."""
    digest = hashlib.sha256(f"{source.format}\n".encode())
    digest.update(source.data)
    for line in sorted(f"\n{picture.address} {picture.digest}" for picture in pictures):
        digest.update(line.encode())
    return digest.hexdigest()


def source_of(row: ImportedDocument) -> Source:
    """The document as it came. One query."""
    return Source(
        row.name,
        row.key,
        Format(row.format),
        bytes(row.data),
        {picture.address: bytes(picture.data) for picture in row.pictures.all()},
    )


def read_row(row: ImportedDocument, *, may_fetch: bool, by: Any) -> list[ImportedPicture]:
    """Read a waiting document, or find that it is known; returns the pictures its text shows.

    Nothing is saved: that is the caller's. Raises `Unreadable`. At most fifteen queries.
    """
    same = find_same(row, by=by)
    if same is not None:
        row.state, row.article, row.title = STATE.UNCHANGED, same, same.title
        return []
    reading = read_source(source_of(row))
    outline = Outline.from_json(storable_data(reading.outline.to_json()))
    row.outline = outline.to_json()
    row.title = outline.title[:300]
    row.canonical = outline.canonical[:500]
    row.text = storable(reading.document.words)[:MAX_SHOWN]
    row.proof = storable_data(asdict(reading.proof))
    row.topic, row.author = find_topic(outline.topic), find_author(outline.author)
    row.to_fetch = _to_fetch(outline) if may_fetch else []
    row.told = []
    row.found = summarise(outline) | _counts_of(reading)
    row.found["earlier"] = _tell_earlier(row, outline, by)
    row.state, row.choices, row.error = STATE.PROPOSED, {}, ""
    return [
        ImportedPicture(
            document=row, address=address[:MAX_ADDRESS], data=data, digest=digest_of(data)
        )
        for address, data in reading.document.pictures.items()
    ]


def _to_fetch(outline: Outline) -> list[str]:
    return [url for url in outline.remote_pictures if len(url) <= MAX_ADDRESS][:MAX_FETCHED]


def summarise(outline: Outline) -> dict[str, Any]:
    """What a list says of a proposal."""
    parts = [part for part in outline.parts if part.role is not Role.LEFT_OUT]
    return {
        "words": count_words(text for part in parts for text in (part.heading, part.body)),
        "sections": sum(1 for part in parts if part.role is Role.SECTION and part.heading),
        "faqs": len(outline.of_role(Role.FAQ)),
        "sources": len(outline.references),
        "links": len(outline.links),
    }


def _counts_of(reading: Reading) -> dict[str, Any]:
    outline, proof = reading.outline, reading.proof
    return {
        "doubts": len(outline.doubts),
        "lost": len(proof.lost),
        "invented": len(proof.invented),
    }


def _tell_earlier(row: ImportedDocument, outline: Outline, by: Any) -> dict[str, Any] | None:
    earlier = find_earlier(row, outline, by=by)
    if earlier is None:
        return None
    title = str(earlier.article)[:160]
    return {"title": title, "needs_choice": earlier.needs_choice}


def storable(text: str) -> str:
    """`text` without what no database keeps."""
    return UNSTORABLE.sub("", text)


def storable_data(value: Any) -> Any:
    """The same for plain data, which is nested a few levels deep at most."""
    match value:
        case str():
            return storable(value)
        case dict():
            return {key: storable_data(part) for key, part in value.items()}
        case list() | tuple():
            return [storable_data(part) for part in value]
    return value
