"""What others are told of changed pages and feeds."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Ping(models.Model):
    """That a service is to be told of an address whose content changed, or was told.

    It waits at most once. Whoever tells claims it first (`sending`). `due_at` is when it is, or
    was last, to be told.
    """

    class Service(models.TextChoices):
        WEBSUB = "websub", "WebSub hub"
        INDEXNOW = "indexnow", "IndexNow"

    class State(models.TextChoices):
        WAITING = "waiting", "Queued"
        SENDING = "sending", "Being sent"
        RECEIVED = "received", "Received"
        FAILED = "failed", "Failed"

    service = models.CharField(max_length=8, choices=Service)
    address = models.CharField(max_length=600)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ("view",)
        ordering = ["-due_at", "-pk"]
        indexes = [models.Index(fields=["state", "service", "due_at"], name="ping_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "address"],
                condition=models.Q(state="waiting"),
                name="ping_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(service__in=["websub", "indexnow"]),
                name="ping_service_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "received", "failed"]),
                name="ping_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()}: {self.address}"
