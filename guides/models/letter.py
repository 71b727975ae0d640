import hashlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from markdownx.models import MarkdownxField

from articles.rendering.limits import MAX_FIELD_LENGTH
from guides.models.subscriber import KitRequest, Subscriber


class Letter(models.Model):
    """A plain letter to those who ticked the box; what it says is frozen when it is sent."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SCHEDULED = "scheduled", "Scheduled"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        STOPPED = "stopped", "Stopped"

    subject = models.CharField(max_length=150)
    body = MarkdownxField(max_length=MAX_FIELD_LENGTH)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT, editable=False)
    send_at = models.DateTimeField(null=True, blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    #: The last subscriber for whom a mail was made; the next batch begins behind it.
    reached = models.BigIntegerField(default=0, editable=False)
    #: Whoever confirms after this moment gets the next letter.
    audience_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "scheduled", "sending", "sent", "stopped"]),
                name="letter_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(send_at__isnull=False),
                name="letter_scheduled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def digest(self) -> str:
        """The same for letters that say the same."""
        return hashlib.sha256(f"{self.subject}\0{self.body}".encode()).hexdigest()[:40]


class Mail(models.Model):
    """A mail to a subscriber that is to leave, or left: at most one of each letter.

    It is written when it leaves. Whoever sends it claims it first (`sending`); one that was
    claimed and never finished is `uncertain`: it is not sent again by itself, so that nobody
    gets two. Those about kits are forgotten some time after they were last tried; a letter's
    stay while it does, as the proof of who has it.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Please confirm"
        DOWNLOAD = "download", "The download"
        LETTER = "letter", "Letter"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        UNCERTAIN = "uncertain", "Perhaps sent"
        DROPPED = "dropped", "Not sent: no longer wanted"

    kind = models.CharField(max_length=8, choices=Kind)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="mails")
    request = models.ForeignKey(
        KitRequest, null=True, on_delete=models.CASCADE, related_name="mails"
    )
    letter = models.ForeignKey(Letter, null=True, on_delete=models.CASCADE, related_name="mails")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ("view",)
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "subscriber"],
                condition=Q(letter__isnull=False),
                name="mail_one_of_each_letter",
            ),
            models.CheckConstraint(
                condition=Q(kind="letter", letter__isnull=False, request__isnull=True)
                | Q(kind__in=["confirm", "download"], letter__isnull=True, request__isnull=False),
                name="mail_is_a_letter_or_of_a_request",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["waiting", "sending", "sent", "failed", "uncertain", "dropped"]
                ),
                name="mail_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.subscriber}"

    @property
    def logged_as(self) -> str:
        """What the log calls it: it is kept when the subscriber is erased."""
        return f"{self.get_kind_display()} to {self.subscriber.logged_as}"
