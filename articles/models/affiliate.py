from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.publishable import Binnable, KeptManager, unique_outside_the_bin

validate_hosts = RegexValidator(
    r"\A\s*([a-z0-9-]+\.)+[a-z0-9-]+(\s+([a-z0-9-]+\.)+[a-z0-9-]+)*\s*\Z",
    "Give host names only, one a line, such as shop.example.com.",
)


class Merchant(models.Model):
    """Where product links lead, and what ties the publication to it."""

    class Relation(models.TextChoices):
        AFFILIATE = "affiliate", "Affiliate: we earn a commission"
        OWN = "own", "Our own product"
        GIFTED = "gifted", "We were given the product"

    name = models.CharField(max_length=120, unique=True)
    hosts = models.TextField(
        max_length=2_000,
        validators=[validate_hosts],
        help_text="One host name a line, such as shop.example.com; its subdomains count too. Every "
        "link to these hosts, also one pasted as a bare address, is marked as sponsored.",
    )
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.AFFILIATE)
    may_cloak = models.BooleanField(
        "may be cloaked",
        default=True,
        help_text="Links may pass through our own /go/ address. Off: readers see the "
        "merchant's address itself, as some programmes demand.",
    )
    may_email = models.BooleanField("allowed in e-mail", default=True)
    may_document = models.BooleanField("allowed in PDF and EPUB", default=True)
    mandatory_sentence = models.CharField(
        max_length=300,
        blank=True,
        help_text="A sentence the programme demands, added to the disclosure.",
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=["affiliate", "own", "gifted"]),
                name="merchant_relation_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host_list(self) -> list[str]:
        return self.hosts.lower().split()


class AffiliateLink(Binnable):
    """A product link, written in a text as `[words](go:slug)`."""

    name = models.CharField(max_length=160)
    slug = models.SlugField(
        max_length=80, help_text="Used in texts as go:slug; keep it once it is in use."
    )
    destination = models.URLField(
        max_length=2_000,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where the reader arrives, with its tracking parameters.",
    )
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="links")
    button_text = models.CharField(max_length=80, default="See the product")
    note = models.CharField(
        max_length=300, blank=True, help_text="One honest sentence for the product card."
    )
    photo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    active_from = models.DateTimeField(null=True, blank=True)
    active_until = models.DateTimeField(null=True, blank=True)
    fallback = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        help_text="Where readers go outside the active window.",
    )

    objects = KeptManager()
    everything = models.Manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            unique_outside_the_bin(
                "slug", "affiliatelink_slug_is_unique", "Another product already has this name."
            ),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_until__isnull=True)
                | Q(active_until__gt=models.F("active_from")),
                name="affiliatelink_window_is_ordered",
            ),
            models.CheckConstraint(
                condition=Q(fallback__isnull=True) | ~Q(fallback=models.F("pk")),
                name="affiliatelink_fallback_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("go", args=[self.slug])

    def is_active(self) -> bool:
        """Whether now lies in `[active_from, active_until)`."""
        now = timezone.now()
        return (self.active_from is None or self.active_from <= now) and (
            self.active_until is None or now < self.active_until
        )
