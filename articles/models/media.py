import secrets

from django.conf import settings
from django.db import models

from articles.models.publishable import Binnable, KeptManager
from articles.rendering.library import Picture

#: Widths in CSS pixels at which every photo is kept (if it is that wide), as AVIF and WebP.
RENDITION_WIDTHS = (480, 960, 1600)

#: File extension and MIME type, best first; browsers take the first they know.
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))

#: Ratios to which a photo is cut for search engines, by the names of the files.
CROPS = {"1x1": (1, 1), "4x3": (4, 3), "16x9": (16, 9)}


def photo_path(photo: "Photo", filename: str) -> str:
    """A random name: it tells nothing of the photographer and cannot be guessed."""
    return f"photos/{secrets.token_urlsafe(9)}/photo.{filename.rsplit('.', 1)[-1]}"


class Photo(Binnable):
    """An uploaded image, re-encoded; its file never changes once stored."""

    file = models.FileField(upload_to=photo_path, max_length=120)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What a reader who cannot see it should know. Empty only if it is decoration.",
    )
    credit = models.CharField(max_length=160, blank=True, help_text="Who made it, and the licence.")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = KeptManager()
    everything = models.Manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["file"], name="photo_by_file")]

    def __str__(self) -> str:
        return self.alt or f"Photo {self.pk}"

    @property
    def folder(self) -> str:
        """The storage folder that holds the file and its renditions."""
        return self.file.name.rsplit("/", 1)[0]

    @property
    def rendition_widths(self) -> list[int]:
        """The widths kept, in pixels; a photo narrower than all is kept at its own width."""
        widest = min(self.width, RENDITION_WIDTHS[-1])
        return [width for width in RENDITION_WIDTHS if width < widest] + [widest]

    def rendition_name(self, width: int, extension: str) -> str:
        return f"{self.folder}/{width}.{extension}"

    @property
    def crop_names(self) -> list[str]:
        """The files of its cuts, which need not be there (see `photos.crops`)."""
        return [f"{self.folder}/{name}.jpg" for name in CROPS]

    @property
    def thumbnail(self) -> str:
        """The address of its smallest rendition, for lists at the desk."""
        return self.file.storage.url(self.rendition_name(self.rendition_widths[0], "webp"))

    @property
    def picture(self) -> Picture:
        """What a page needs to show the photo in the best size and format."""
        url = self.file.storage.url
        sources = tuple(
            (
                mime,
                ", ".join(
                    f"{url(self.rendition_name(width, extension))} {width}w"
                    for width in self.rendition_widths
                ),
            )
            for extension, mime in FORMATS
        )
        return Picture(
            self.pk, self.file.url, self.width, self.height, self.alt, self.credit, sources
        )
