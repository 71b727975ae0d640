"""Take an upload in: verify by decoding, re-encode, keep nothing of the original file."""

import io
import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from articles.log import record
from articles.models import Photo
from articles.models.media import FORMATS

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
#: The longest side that is kept, in pixels; enough for a full-width hero on a dense screen.
MAX_SIDE = 2400
JPEG_QUALITY = 85
ENCODING = {
    "avif": {"quality": 62, "speed": 8},
    "webp": {"quality": 78, "method": 3},
}


class NotAPhoto(ValidationError):
    """The upload is refused; the message is for the person who chose the file."""


def read_photo(upload: UploadedFile) -> Image.Image:
    """Decode an upload into upright RGB(A) pixels without any metadata.

    Its name and declared type are not believed. Raises `NotAPhoto`.
    """
    if (upload.size or 0) > settings.PHOTO_MAX_BYTES:
        limit = settings.PHOTO_MAX_BYTES // 1_000_000
        raise NotAPhoto(f"This file is larger than {limit} MB. Save it smaller and try again.")
    try:
        with warnings.catch_warnings():
            # Pillow warns of a decompression bomb before our own, lower limit is asked.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=ACCEPTED)
        _check_pixels(image)
        return _plain(ImageOps.exif_transpose(image))
    except NotAPhoto:
        raise
    except UnidentifiedImageError:
        raise NotAPhoto("This is not a JPEG, PNG, WebP, AVIF or GIF image.") from None
    except Image.DecompressionBombError:
        limit = settings.PHOTO_MAX_PIXELS // 1_000_000
        raise NotAPhoto(f"This image is far too large; {limit} megapixels is the limit.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise NotAPhoto("This image is damaged and cannot be opened.") from None


def _plain(image: Image.Image) -> Image.Image:
    if image.mode == "I;16":
        # Pillow would clip sixteen bits to eight, which turns all but the darkest white.
        image = image.point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if profile:
        _convert_to_srgb(image, profile)
    # Encoders would write a comment or a profile found here into the new file.
    image.info.clear()
    return image


def _convert_to_srgb(image: Image.Image, profile: bytes) -> None:
    """Telephones save wide colours; without their profile these would look dull."""
    try:
        ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), inPlace=True
        )
    except ImageCms.PyCMSError:
        # A profile for other pixels (CMYK, grey) or a broken one: the pixels stand as they are.
        return


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    if width * height > settings.PHOTO_MAX_PIXELS:
        limit = settings.PHOTO_MAX_PIXELS // 1_000_000
        raise NotAPhoto(
            f"This image has {width:,} × {height:,} pixels; {limit} megapixels is the limit."
        )


@transaction.atomic
def store_photo(image: Image.Image, *, alt: str, credit: str = "", by=None) -> Photo:
    """Keep decoded pixels as a photo with all its renditions."""
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    extension, data = _encode_original(image)
    photo = Photo(width=image.width, height=image.height, alt=alt, credit=credit, uploaded_by=by)
    photo.file.save(f"photo.{extension}", ContentFile(data), save=False)
    photo.save()
    _store_renditions(image, photo, photo.file.storage)
    record("added", photo, by=by)
    return photo


def _encode_original(image: Image.Image) -> tuple[str, bytes]:
    buffer = io.BytesIO()
    if image.mode == "RGBA":
        image.save(buffer, "PNG", optimize=True)
        return "png", buffer.getvalue()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return "jpg", buffer.getvalue()


def _store_renditions(image: Image.Image, photo: Photo, storage: Storage) -> None:
    for width in photo.rendition_widths:
        height = max(1, round(image.height * width / image.width))
        sized = image.resize((width, height), Image.Resampling.LANCZOS)
        for extension, _ in FORMATS:
            buffer = io.BytesIO()
            sized.save(buffer, extension.upper(), **ENCODING[extension])
            storage.save(photo.rendition_name(width, extension), ContentFile(buffer.getvalue()))
