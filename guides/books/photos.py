"""Photos as books take them: JPEG, or PNG where they are transparent, no larger than needed."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage
from PIL import Image

#: The longest side in pixels: a page's width at 200 to the inch.
MAX_SIDE = 1200
QUALITY = 82


@dataclass(frozen=True)
class BookPhoto:
    """A photo's bytes and size in pixels; `name` is the file's in the book."""

    name: str
    data: bytes
    width: int
    height: int

    @property
    def media_type(self) -> str:
        return "image/png" if self.name.endswith(".png") else "image/jpeg"


def read_photos(names: Iterable[str]) -> dict[str, BookPhoto]:
    """Photos by the name of their file in storage; one that cannot be read is left out."""
    photos = {}
    for number, name in enumerate(names, start=1):
        try:
            with default_storage.open(name) as file, Image.open(file) as image:
                photos[name] = _encode(image, f"photo-{number}")
        except (OSError, SyntaxError, ValueError):
            continue
    return photos


def _encode(image: Image.Image, stem: str) -> BookPhoto:
    is_clear = image.has_transparency_data
    pixels = image.convert("RGBA" if is_clear else "RGB")
    pixels.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    if is_clear:
        pixels.save(buffer, "PNG", optimize=True)
    else:
        pixels.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    name = f"{stem}.{'png' if is_clear else 'jpg'}"
    return BookPhoto(name, buffer.getvalue(), pixels.width, pixels.height)
