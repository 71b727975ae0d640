import hashlib
from typing import ClassVar, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Topic
from guides.models.guide import Guide


def private_storage() -> Storage:
    """Where files lie that nobody gets by their address alone."""
    return storages["private"]


class KitQuerySet(models.QuerySet):
    def on_offer(self) -> Self:
        """Those that may be asked for."""
        worded = Exists(Wording.objects.filter(kit=OuterRef("pk")))
        return self.filter(worded, is_open=True)


class Kit(models.Model):
    """A free download that a reader asks for by e-mail: an uploaded file, or a guide's book.

    `original_name` is what readers' files are called. It stands where a text says
    `::: kit slug`, on a page of its own, and at the end of `articles`, and of those that `at_end`
    says.
    """

    class Source(models.TextChoices):
        FILE = "file", "An uploaded file"
        PDF = "pdf", "A guide as PDF"
        EPUB = "epub", "A guide as EPUB"

    class End(models.TextChoices):
        NOWHERE = "nowhere", "Nowhere"
        TOPICS = "topics", "Articles of the chosen topics"
        ALL = "all", "All articles"

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    promise = models.CharField(
        max_length=300, help_text="What a reader gets, in one or two plain sentences."
    )
    cover = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_from = models.CharField(
        max_length=4, choices=Source, default=Source.FILE, verbose_name="what it is"
    )
    file = models.FileField(
        storage=private_storage, upload_to="kits", blank=True, max_length=200, editable=False
    )
    original_name = models.CharField(max_length=120, blank=True, editable=False)
    guide = models.ForeignKey(
        Guide, null=True, blank=True, on_delete=models.PROTECT, related_name="kits"
    )
    is_open = models.BooleanField(
        "can be asked for",
        default=True,
        help_text="If not, its forms are gone; who has it already keeps it.",
    )
    at_end = models.CharField(
        "at the end of",
        max_length=7,
        choices=End,
        default=End.NOWHERE,
        help_text="Never of articles of a sensitive topic.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    articles = models.ManyToManyField(
        Article,
        blank=True,
        related_name="+",
        verbose_name="these articles too",
        help_text="A kit of the article itself comes before one of its topic, and that before one "
        "of all articles.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = KitQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_from="file", guide__isnull=True) & ~Q(file="")
                | Q(made_from__in=["pdf", "epub"], guide__isnull=False, file=""),
                name="kit_has_a_file_or_a_guide",
                violation_error_message="Upload a file, or choose the guide it is made from.",
            ),
            models.CheckConstraint(
                condition=Q(at_end__in=["nowhere", "topics", "all"]), name="kit_end_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("kit", args=[self.slug])


class Wording(models.Model):
    """The words under a kit's form, by version: written once, never changed.

    `delivery` says what is done with the address, `letters` stands beside the box for letters.
    What a reader agreed to is the newest version of that moment.
    """

    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    delivery = models.CharField(max_length=500)
    letters = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ()
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["kit", "version"], name="wording_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kit}, version {self.version}"

    @staticmethod
    def digest(text: str) -> str:
        """The SHA-256 of what was agreed to, in hexadecimal digits."""
        return hashlib.sha256(text.encode()).hexdigest()


class KitCount(models.Model):
    """How many readers saw, asked for, confirmed and took a kit, by page and day.

    `source` is the code of the page (see `RevisionBase.source`); empty where it is not known,
    and on the kit's own page. `day` is a day of the publication. Nothing of who it was.
    """

    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="counts")
    source = models.CharField(max_length=24, blank=True)
    day = models.DateField()
    shown = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    downloaded = models.PositiveIntegerField(default=0)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["kit", "source", "day"], name="kitcount_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kit}, {self.source or 'its own page'}, {self.day}"
