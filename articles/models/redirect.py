"""Addresses that no page answers at: where they lead, and which readers asked for in vain."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

#: No address of ours, nor one that somebody may make lead on, is longer.
MAX_PATH = 400


class Redirect(models.Model):
    """That readers of an address which no page answers at are led to another (301).

    Without a target they are told that it is gone for good (410). `target` is a page of ours by its
    key (`candor:article/12`), a path of ours in the spelling of `articles.redirects.paths`, or an
    address of another site. `articles.redirects.saving` is the only writer: it keeps every target
    one that is itself not redirected.
    """

    path = models.CharField(
        "old address",
        max_length=MAX_PATH,
        unique=True,
        help_text="Without https:// and the site’s name, such as /old-post/. What follows a "
        "question mark does not count.",
    )
    target = models.CharField(max_length=2000, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="Why; only editors see it.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = models.Manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/"), name="redirect_path_is_a_path"
            ),
            models.CheckConstraint(
                condition=models.Q(target="")
                | models.Q(target__startswith="/")
                | models.Q(target__startswith="candor:")
                | models.Q(target__startswith="http"),
                name="redirect_target_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(target=models.F("path")), name="redirect_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def is_gone(self) -> bool:
        """Whether it leads nowhere, and says so."""
        return not self.target

    @property
    def leaves(self) -> bool:
        """Whether it leads to another site."""
        return self.target.startswith("http")


class MissedPathQuerySet(models.QuerySet["MissedPath"]):
    """Paths that were asked for in vain."""

    def waiting(self) -> "MissedPathQuerySet":
        """Those that nobody decided about yet."""
        return self.filter(is_ignored=False)


class MissedPath(models.Model):
    """A path that readers asked for and found nothing at: how often, since when, when last.

    Nothing is kept of who asked. A path that `is_ignored` is not shown again, and stays, so that
    it is not found anew.
    """

    path = models.CharField(max_length=200, unique=True)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now())
    is_ignored = models.BooleanField(db_default=False)

    objects = MissedPathQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "change")
        ordering = ["-count", "-last_at", "pk"]
        verbose_name = "page not found"
        verbose_name_plural = "pages not found"
        indexes = [models.Index(fields=["is_ignored", "-count"], name="missedpath_by_count")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gte=1), name="missedpath_was_asked_for"
            )
        ]

    def __str__(self) -> str:
        return self.path
