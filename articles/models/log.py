"""What was done on the site, by whom and when; and changes of many rows that can be undone."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

#: Who did what nobody did.
SYSTEM = "The system"


class WrittenOnce(Exception):
    """Somebody tried to change or delete a line of the log."""

    def __init__(self) -> None:
        super().__init__("The log is written once: its lines are neither changed nor deleted.")


class EventQuerySet(models.QuerySet["Event"]):
    """Lines of the log, to be read. A user who is deleted leaves them, by the database's hand."""

    def of(self, subject: models.Model) -> "EventQuerySet":
        """Those that tell of one object."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(content_type=kind, object_id=subject.pk)

    def update(self, **columns: Any) -> NoReturn:
        raise WrittenOnce

    def delete(self) -> NoReturn:
        raise WrittenOnce


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

    objects = EventQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        verbose_name = "line of the log"
        verbose_name_plural = "lines of the log"
        indexes = [
            models.Index(fields=["-at"], name="event_by_age"),
            models.Index(fields=["content_type", "object_id"], name="event_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.verb} {self.label}"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce
        # With a key of its own, Django would try to change the row of that key first.
        super().save(**options | {"force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise WrittenOnce

    @property
    def who(self) -> str:
        return self.by_name or SYSTEM

    @property
    def deed(self) -> str:
        """The verb where its object is known: “commented” for “commented on”."""
        return self.verb.removesuffix(" of").removesuffix(" on")


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
