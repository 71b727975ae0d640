"""Photos cut to the three ratios that search engines ask for, made when first asked for."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageOps

from articles.models import Photo
from articles.models.media import CROPS
from articles.photos.store import JPEG_QUALITY

#: The widest cut, in pixels; wider than any result that is shown.
MAX_WIDTH = 1200


def crop_address(photo: Photo, name: str) -> str:
    """Where a cut of a photo is read: ours, so that it can be made there."""
    return reverse("crop", args=[photo.folder.rpartition("/")[2], name])


def crop_size(width: int, height: int, name: str) -> tuple[int, int]:
    """The size of a cut of a picture: as much of it as has the ratio, no larger than it is."""
    across, down = CROPS[name]
    whole = min(width, height * across / down, MAX_WIDTH)
    return max(1, round(whole)), max(1, round(whole * down / across))


def find_crop(folder: str, name: str) -> str | None:
    """The stored file of a cut of a known photo, made if need be; none for any other.

    No query where it was made before.
    """
    path = f"photos/{folder}/{name}.jpg"
    if default_storage.exists(path):
        return path
    photo = Photo.everything.filter(file__startswith=f"photos/{folder}/").first()
    if photo is None:
        return None
    try:
        with photo.file.open() as file:
            data = _cut(Image.open(file), name)
    except (OSError, ValueError):
        return None
    keep(path, data)
    return path


def keep(name: str, data: bytes) -> None:
    """Store what was made under its name, where nobody else made the same meanwhile."""
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:
        default_storage.delete(stored)


def _cut(picture: Image.Image, name: str) -> bytes:
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture.convert("RGBA"))
    size = crop_size(*picture.size, name)
    # Faces and things stand above the middle more often than below it.
    cut = ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    buffer = io.BytesIO()
    cut.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()
