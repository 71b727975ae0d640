import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.network import Network
from articles.models.publishable import Binnable, KeptManager, unique_outside_the_bin

validate_hosts = RegexValidator(
    r"\A\s*([a-z0-9-]+\.)+[a-z0-9-]+(\s+([a-z0-9-]+\.)+[a-z0-9-]+)*\s*\Z",
    "Give host names only, one a line, such as shop.example.com.",
)
PARAMETER = re.compile(r"[\w.~\[\]-]{1,60}=\S{0,200}")

#: A sub-id is made of a code of the page, the place in it, and the product.
SUB_ID = re.compile(r"[\w.-]{1,40}=(?:[\w.:~-]|\{(?:article|placement|link)\})+", re.ASCII)


def validate_parameters(text: str) -> None:
    """Raises `ValidationError` for a line that is no `name=value`."""
    for line in text.splitlines():
        if line.strip() and not PARAMETER.fullmatch(line.strip()):
            raise ValidationError(
                f"“{line.strip()[:60]}” is no parameter. Give one a line, such as tag=gazette-21."
            )


def validate_sub_id(template: str) -> None:
    """Raises `ValidationError` for what the redirect could not fill in."""
    if "{" not in template or not SUB_ID.fullmatch(template):
        raise ValidationError(
            "Give a parameter made of {article}, {placement} and {link}, such as "
            "tid={article}-{placement}."
        )


class Merchant(models.Model):
    """Where product links lead, what ties the publication to it, and what it demands."""

    class Relation(models.TextChoices):
        AFFILIATE = "affiliate", "Affiliate: we earn a commission"
        OWN = "own", "Our own product"
        GIFTED = "gifted", "We were given the product"

    class ReferrerPolicy(models.TextChoices):
        SITE = "strict-origin-when-cross-origin", "Our site, not the page (usual)"
        PAGE = "no-referrer-when-downgrade", "The page's whole address"
        NOTHING = "no-referrer", "Nothing"

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
    may_price = models.BooleanField(
        "prices may be shown",
        default=True,
        help_text="Off: a price beside one of its links is an error, as some programmes demand.",
    )
    mandatory_sentence = models.CharField(
        max_length=300,
        blank=True,
        help_text="A sentence the programme demands, added to the disclosure.",
    )
    default_parameters = models.TextField(
        max_length=1_000,
        blank=True,
        validators=[validate_parameters],
        help_text="One a line, such as tag=gazette-21. Added to each product's destination that "
        "does not have them.",
    )
    sub_id = models.CharField(
        "sub-id",
        max_length=120,
        blank=True,
        validators=[validate_sub_id],
        help_text="A parameter the network reports back, such as tid={article}-{placement}; also "
        "{link}. Filled in when a reader follows the link.",
    )
    referrer_policy = models.CharField(
        "what the merchant learns of where readers come from",
        max_length=40,
        choices=ReferrerPolicy,
        default=ReferrerPolicy.SITE,
    )
    network = models.ForeignKey(
        Network,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merchants",
        help_text="Who reports its commissions.",
    )
    terms_url = models.URLField(
        "the programme's terms", max_length=500, blank=True, help_text="Where they can be read."
    )
    terms_checked_on = models.DateField(
        null=True, blank=True, help_text="When somebody last read them against these rules."
    )
    terms_note = models.TextField(
        max_length=2_000, blank=True, help_text="What else they say, for editors."
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

    @property
    def parameters(self) -> dict[str, str]:
        """The default parameters by name."""
        pairs = (line.strip().partition("=") for line in self.default_parameters.splitlines())
        return {name: value for name, equals, value in pairs if equals}

    def fill_sub_id(self, *, article: str, placement: str, link: str) -> dict[str, str]:
        """The sub-id as a parameter; empty where the network takes none."""
        if not self.sub_id:
            return {}
        name, _, template = self.sub_id.partition("=")
        return {name: template.format(article=article, placement=placement, link=link)}


class AffiliateLink(Binnable):
    """A product link, written in a text as `[words](go:slug)`."""

    name = models.CharField(max_length=160)
    slug = models.SlugField(
        max_length=80, help_text="Used in texts as go:slug; keep it once it is in use."
    )
    destination = models.URLField(
        max_length=2_000,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text="Where the reader arrives. The merchant's own parameters are added to it.",
    )
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="links")
    button_text = models.CharField(max_length=80, default="See the product")
    description = models.CharField(
        "short description",
        max_length=300,
        blank=True,
        help_text="One honest sentence for the product card.",
    )
    photo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    active_from = models.DateTimeField(null=True, blank=True)
    active_until = models.DateTimeField(
        null=True, blank=True, help_text="To retire a product, set the end to now."
    )
    fallback = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        verbose_name="another product instead",
        help_text="Where readers go outside the active window.",
    )
    fallback_article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        verbose_name="or an article instead",
        help_text="Without either, they are told that the product is no longer available.",
    )
    notes = models.TextField(max_length=4_000, blank=True, help_text="For editors only.")

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
                violation_error_message="It cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(fallback__isnull=True) | ~Q(fallback=models.F("pk")),
                name="affiliatelink_fallback_is_another",
                violation_error_message="A product cannot stand in for itself.",
            ),
            models.CheckConstraint(
                condition=Q(fallback__isnull=True) | Q(fallback_article__isnull=True),
                name="affiliatelink_one_fallback",
                violation_error_message="Choose another product or an article, not both.",
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

    @property
    def referrer_policy(self) -> str:
        """What its merchant learns of where readers come from."""
        return self.merchant.referrer_policy

    def address(self, *, article: str = "", placement: str = "") -> str:
        """The destination with the merchant's parameters and, where it is known, the sub-id.

        What the destination already has is kept. Runs no query once its merchant is loaded.
        """
        extra = self.merchant.parameters
        if article or placement:
            extra |= self.merchant.fill_sub_id(article=article, placement=placement, link=self.slug)
        return add_parameters(self.destination, extra)


def add_parameters(url: str, parameters: dict[str, str]) -> str:
    """`url` with those of `parameters` that it lacks; the rest of it stays byte for byte."""
    parts = urlsplit(url)
    known = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode({name: value for name, value in parameters.items() if name not in known})
    query = "&".join(filter(None, (parts.query, added)))
    return urlunsplit(parts._replace(query=query)) if added else url


class AffiliateLinkChange(models.Model):
    """One change of a product link: what each field was, and became. Written once."""

    link = models.ForeignKey(AffiliateLink, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150, blank=True)
    #: {field: [before, after]}, as people read them.
    fields = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.link}, {self.at:%Y-%m-%d %H:%M}"


class ClickCount(models.Model):
    """How many readers followed a product link from one place of one page on one day.

    `source` is the code of the page (see `RevisionBase.source`), `placement` the place in it;
    both are empty where they are not known. `seen_clicks` are those from pages whose view was
    counted too, so that they may be divided by views. `day` is a day of the publication.
    """

    link = models.ForeignKey(AffiliateLink, on_delete=models.PROTECT, related_name="counts")
    source = models.CharField(max_length=24, blank=True)
    placement = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    clicks = models.PositiveIntegerField(default=0)
    seen_clicks = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "source", "placement", "day"], name="clickcount_is_one_row"
            ),
            models.CheckConstraint(
                condition=Q(seen_clicks__lte=models.F("clicks")),
                name="clickcount_seen_are_clicks",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="clickcount_by_day")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.source} {self.placement} {self.day}: {self.clicks}"


class ViewCount(models.Model):
    """How often the page of a code was read on one day, by readers who let themselves count."""

    source = models.CharField(max_length=24)
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["-day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "day"], name="viewcount_is_one_row"),
        ]
        indexes = [models.Index(fields=["day"], name="viewcount_by_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.day}: {self.views}"
