"""How addresses that pages link to have answered."""

from django.db import models


class CheckedAddress(models.Model):
    """An address outside the site, and what came of asking for it.

    `since` is when the present verdict was first reached; `failed_at` when it first failed in
    a way that may mean it is broken, which a second time a day later confirms. `evidence` are
    the latest answers, the newest first, as `articles.health` writes them. `places` are the
    codes of the first pages and products where it stood at `found_at`, of `place_count`.
    """

    class Verdict(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        OK = "ok", "Works"
        BROKEN = "broken", "Broken"
        INCONCLUSIVE = "inconclusive", "Cannot be told"

    url = models.TextField()
    url_hash = models.CharField(max_length=64, unique=True)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.UNCHECKED)
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    evidence = models.JSONField(default=list)
    places = models.JSONField(default=list)
    place_count = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ("view",)
        ordering = ["url"]
        verbose_name = "checked address"
        verbose_name_plural = "checked addresses"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["unchecked", "ok", "broken", "inconclusive"]),
                name="checkedaddress_verdict_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["verdict", "since"], name="checkedaddress_by_verdict"),
            models.Index(fields=["checked_at"], name="checkedaddress_by_age"),
        ]

    def __str__(self) -> str:
        return self.url[:120]

    @property
    def is_newly_broken(self) -> bool:
        """Whether it is the latest answer that made it broken."""
        return self.verdict == self.Verdict.BROKEN and self.since == self.checked_at


class CheckedQuote(models.Model):
    """A passage that live pages quote from a source, and whether the source still has it.

    Its times are those of `CheckedAddress`; `places` are the codes of the pages that quote it.
    """

    class Verdict(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        FOUND = "found", "Is there"
        GONE = "gone", "The quoted passage is gone"
        INCONCLUSIVE = "inconclusive", "Cannot be told"

    address = models.ForeignKey(CheckedAddress, on_delete=models.CASCADE, related_name="quotes")
    text = models.TextField()
    text_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.UNCHECKED)
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
    places = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "text_hash"], name="checkedquote_is_one_for_a_text"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["unchecked", "found", "gone", "inconclusive"]),
                name="checkedquote_verdict_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
