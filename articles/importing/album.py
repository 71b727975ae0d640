"""Pictures that came with a document become photos, and its texts show these."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from articles.importing.fetching import decode
from articles.importing.markup import images
from articles.importing.outline import Outline
from articles.models import ImportedDocument, ImportedPicture, Photo
from articles.photos.store import NotAPhoto, store_photo

MAX_ALT = 300

#: The address of a link or an image in Markdown, in angle brackets or bare (CommonMark 6.3).
DESTINATION = re.compile(r"(?<=\]\()(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))")
IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\((?:<([^<>\n]*)>|([^\s()<>]+))(?:\s[^()\n]*)?\)")


@dataclass
class Album:
    """The photos of a document by the address its texts give them; what `told` was refused."""

    photos: dict[str, Photo] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)


def digest_of(data: bytes) -> str:
    """SHA-256 of a picture, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def take_in(row: ImportedDocument, outline: Outline, *, by: Any) -> Album:
    """Make photos of a document's pictures; one that was made before is taken again.

    Two queries, and a few for each new picture.
    """
    album = Album()
    pictures = list(row.pictures.all())
    if not pictures:
        return album
    known = _known(pictures)
    described = _descriptions(outline)
    for picture in pictures:
        photo = known.get(picture.digest)
        if photo is None:
            photo = _make(picture, described.get(picture.address, ""), album, by)
        if photo is None:
            album.refused.add(picture.address)
            continue
        known[picture.digest] = album.photos[picture.address] = photo
        picture.photo, picture.data = photo, b""
        picture.save(update_fields=["photo", "data"])
    return album


def _known(pictures: list[ImportedPicture]) -> dict[str, Photo]:
    """Photos of the same bytes by their digest, outside the bin."""
    rows = ImportedPicture.objects.filter(
        digest__in=[picture.digest for picture in pictures], photo__binned_at=None
    ).exclude(photo=None)
    return {
        row.digest: row.photo for row in rows.defer("data").select_related("photo") if row.photo
    }


def _descriptions(outline: Outline) -> dict[str, str]:
    """What the texts say of each picture, by address; the first word holds."""
    found: dict[str, str] = {}
    for part in outline.parts:
        for words, address in images(part.body):
            if words:
                found.setdefault(address, words)
    return found


def _make(picture: ImportedPicture, alt: str, album: Album, by: Any) -> Photo | None:
    try:
        image = decode(bytes(picture.data))
    except NotAPhoto as error:
        why = " ".join(error.messages)
        album.told.append(f"The picture {picture.address[:100]} is left out. {why}")
        return None
    return store_photo(image, alt=alt[:MAX_ALT], by=by)


def show_photos(text: str, album: Album) -> str:
    """`text` with the photos in the place of the pictures; of one refused its words stay."""
    if album.refused:
        text = IMAGE.sub(lambda image: _words_of(image, album), text)
    urls = {address: photo.file.url for address, photo in album.photos.items()}
    return put_addresses(text, urls)


def put_addresses(text: str, urls: Mapping[str, str]) -> str:
    """`text` with other addresses in the place of those that links and images lead to."""
    return DESTINATION.sub(_replacing(urls), text) if urls else text


def _words_of(image: re.Match[str], album: Album) -> str:
    address = image[2] or image[3]
    return image[1] if {address, unquote(address)} & album.refused else image[0]


def _replacing(urls: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    def replace(place: re.Match[str]) -> str:
        address = place[1] or place[2]
        return urls.get(address) or urls.get(unquote(address)) or place[0]

    return replace
