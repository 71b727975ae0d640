"""The files of photos, with their renditions."""

from collections.abc import Iterator

from articles.exporting.parts.stored import StoredFiles
from articles.models import Photo
from articles.models.media import FORMATS


def renditions_of(photo: Photo) -> Iterator[str]:
    """The names of the files that are made of a photo's own."""
    for width in photo.rendition_widths:
        for extension, _ in FORMATS:
            yield photo.rendition_name(width, extension)


PHOTO_FILES = StoredFiles("media", Photo, others=renditions_of)
