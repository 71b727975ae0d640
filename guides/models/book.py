from typing import ClassVar

from django.db import models

from guides.models.guide import Guide
from guides.models.kit import private_storage


class Book(models.Model):
    """A guide as one file, as it was last made of what is live; it can be made again any time.

    `content_hash` is the manuscript's it was made of. `asked_at` is set while it waits for the
    worker. `unshown` are characters in it that no font of the server has, `error` is why the last
    attempt failed: then the file is the one from before.
    """

    class Format(models.TextChoices):
        EPUB = "epub", "EPUB"
        PDF = "pdf", "PDF"

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="books")
    format = models.CharField(max_length=4, choices=Format)
    content_hash = models.CharField(max_length=64, blank=True)
    file = models.FileField(storage=private_storage, upload_to="books", blank=True, max_length=120)
    size = models.PositiveIntegerField("bytes", default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    unshown = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=300, blank=True)

    #: The media type of each format.
    CONTENT_TYPES: ClassVar = {"epub": "application/epub+zip", "pdf": "application/pdf"}

    class Meta:
        ordering = ["guide", "format"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "format"], name="book_one_a_format"),
            models.CheckConstraint(
                condition=models.Q(format__in=["epub", "pdf"]), name="book_format_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide} ({self.get_format_display()})"

    @property
    def content_type(self) -> str:
        return self.CONTENT_TYPES[self.format]
