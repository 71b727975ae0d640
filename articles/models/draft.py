import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

#: Who was heard of within this time is shown as present.
PRESENT = timedelta(seconds=50)


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, subject: models.Model) -> Self:
        """Those of one working copy."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(content_type=kind, object_id=subject.pk)

    def unsaved(self) -> Self:
        """Those with text that stands nowhere else."""
        return self.filter(is_absorbed=False)

    def present(self) -> Self:
        """Those whose writer has the form open now, as far as is known."""
        return self.filter(is_present())


def is_present() -> models.Q:
    """Heard of a moment ago."""
    return models.Q(seen_at__gt=timezone.now() - PRESENT)


class Draft(models.Model):
    """What one person typed into one open form and has not saved: a layer over the working copy.

    `base` is the frozen form that the typing started from, `data` the form's fields as they
    were typed. `serial` grows with each write, so that a late one cannot undo a newer one.
    A draft is absorbed when its text stands in a later form of the same person. One without
    an object is a new article or guide.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    base = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    serial = models.PositiveIntegerField(default=0)
    is_absorbed = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "user"], name="draft_by_object"),
            models.Index(fields=["typed_at"], name="draft_by_age"),
        ]

    def __str__(self) -> str:
        return self.title or "Untitled"

    @property
    def title(self) -> str:
        """The title as it was typed, perhaps empty."""
        return next(iter(self.data.get("title", [])), "").strip()
