"""What was done on the site, by whom and when; and changes of many rows that can be undone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One line of the site's log: who did what to what, when. Written once, never changed.

    The names stand here as they were, so that the line can be read when what it tells of is gone.
    """

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    verb = models.CharField(max_length=40)
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    object_id = models.PositiveBigIntegerField(null=True)
    label = models.CharField(max_length=200)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"], name="event_by_age"),
            models.Index(fields=["content_type", "object_id"], name="event_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name or 'The system'} {self.verb} {self.label}"


class BulkChange(models.Model):
    """A change of many articles at once, with what they were before, so that it can be undone."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    label = models.CharField(max_length=200)
    before = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.label
