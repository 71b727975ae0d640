"""What networks report that product links earned."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.affiliate import AffiliateLink
from articles.models.network import Network


class EarningsReport(models.Model):
    """A network's file as it was taken in.

    `total` is its control total: the sum of all its rows to the cent, whatever their currency,
    those that were left out too. What stands here must sum to it.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="reports")
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    total = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        default_permissions = ("add", "view", "delete")
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "file_hash"], name="earningsreport_file_is_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.file_name}"


class Earning(models.Model):
    """One row of a network's report: what one sale paid, and where the reader came from.

    `sub_id` is what the network sent back; `source` and `placement` are what it means, both
    empty where it means nothing we know. `link` is known where that place has only one link.
    `reason` says in words why it means nothing. A negative `amount` takes an earlier one back.

    Where a network's reports replace, all that stands under one `reference` sums to what its last
    report says of it: one that `corrects` an earlier report's holds the difference to what was
    counted until then. Where they add, each row is another part of it.
    """

    report = models.ForeignKey(EarningsReport, on_delete=models.CASCADE, related_name="earnings")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField(help_text="Of the file, from 1: where the row starts.")
    reference = models.CharField(max_length=120, blank=True)
    part = models.PositiveIntegerField(
        default=1, help_text="Of its number, from 1: the items of one sale, then corrections."
    )
    # The database refuses to leave one without what it corrects; to have Django refuse it would
    # read every row of a report that is removed.
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.DO_NOTHING, related_name="corrections"
    )
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    sub_id = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=24, blank=True)
    placement = models.CharField(max_length=40, blank=True)
    link = models.ForeignKey(
        AffiliateLink, null=True, on_delete=models.SET_NULL, related_name="earnings"
    )
    reason = models.CharField("why no page is known", max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["report", "line", "part"]
        constraints = [
            # One row may correct what stands in several places.
            models.UniqueConstraint(
                fields=["report", "line"],
                condition=Q(corrects__isnull=True),
                name="earning_is_one_line",
            ),
            models.UniqueConstraint(
                fields=["network", "reference", "part"],
                condition=~Q(reference=""),
                name="earning_is_counted_once",
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="earning_by_day"),
            models.Index(fields=["source", "placement"], name="earning_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount} {self.currency}"


class LeftOutRow(models.Model):
    """A row of a report that earns nothing here, or the part of its amount that does not.

    It is refused by the network, or an earlier report counted it.
    """

    class Kind(models.TextChoices):
        COUNTED = "counted", "counted before"
        REFUSED = "refused", "refused"

    report = models.ForeignKey(EarningsReport, on_delete=models.CASCADE, related_name="left_out")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    sub_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        default_permissions = ()
        ordering = ["report", "line"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "line", "kind", "currency"], name="leftoutrow_is_one_line"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["counted", "refused"]), name="leftoutrow_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount} {self.currency}"


class PendingReport(models.Model):
    """The one file that a person has uploaded and not imported yet.

    Their next one takes its place. `content` is the file, compressed.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["uploaded_at"], name="pendingreport_by_age")]

    def __str__(self) -> str:
        return f"{self.network}: {self.file_name}"
