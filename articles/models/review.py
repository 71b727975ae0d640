"""What people do together on an article before it is published."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def new_share_key() -> str:
    return secrets.token_urlsafe(18)


class Submission(models.Model):
    """A version that its author submitted for review, and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting for review"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned with a note"
        TAKEN_BACK = "taken_back", "Taken back"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="submissions"
    )
    revision = models.ForeignKey(
        "articles.Revision", on_delete=models.CASCADE, related_name="submissions"
    )
    note = models.TextField(
        "note to the editors", max_length=2_000, blank=True, help_text="What should they look at?"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.TextField(
        "note to the author", max_length=2_000, blank=True, help_text="What is good, what is not?"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["waiting", "approved", "returned", "taken_back"]),
                name="submission_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | (~Q(outcome="waiting") & Q(decided_at__isnull=False)),
                name="submission_is_decided_or_waits",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(outcome="waiting"),
                name="submission_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.get_outcome_display()})"


class ShareLink(models.Model):
    """A secret address that shows an unpublished page to whoever holds it, for a time.

    Without a revision it shows the draft as it is saved at that moment.
    """

    key = models.CharField(max_length=32, unique=True, default=new_share_key, editable=False)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="share_links"
    )
    revision = models.ForeignKey(
        "articles.Revision", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    label = models.CharField(max_length=80, blank=True, help_text="For whom it is.")
    may_comment = models.BooleanField("its readers may leave comments", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField("first opened", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.label or f"Link of {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and timezone.now() < self.expires_at


class Comment(models.Model):
    """A remark on an article, on a passage of it, or an answer to another remark.

    `place` names the field it is about (“introduction”, “sections:<key>”, “faqs:<key>”);
    `quote` is the passage, with what stood `before` and `after` it, so that it is found again
    when the text has changed (W3C Web Annotation, TextQuoteSelector).
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="comments"
    )
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    guest_name = models.CharField(max_length=80, blank=True)
    share_link = models.ForeignKey(
        ShareLink, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    text = models.TextField(max_length=4_000)
    place = models.CharField(max_length=60, blank=True)
    quote = models.TextField(max_length=600, blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Notice(models.Model):
    """Something one person should know of, told once in the desk and once by mail.

    A reminder tells of a review that is due; those of one person are mailed together.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    text = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    is_reminder = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at__isnull=True), name="notice_by_reader"
            )
        ]

    def __str__(self) -> str:
        return self.text
