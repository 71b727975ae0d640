import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from markdownx.models import MarkdownxField
from taggit.managers import TaggableManager

from articles.models.publishable import (
    Binnable,
    KeptManager,
    PublishableQuerySet,
    unique_outside_the_bin,
)
from articles.rendering.limits import MAX_FIELD_LENGTH


class Article(Binnable):
    """The working copy of an article or page; readers never see it, only its revisions."""

    class Kind(models.TextChoices):
        ARTICLE = "article", "Article"
        PAGE = "page", "Page (About, Privacy …): outside topics, feeds and archives"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(max_length=160)
    slug = models.SlugField(
        max_length=160,
        help_text="The last part of the address. Change it freely: the old one redirects.",
    )
    dek = models.CharField(
        max_length=300, blank=True, help_text="One or two sentences under the title."
    )
    authors = models.ManyToManyField("articles.Author", blank=True, related_name="articles")
    reviewer = models.ForeignKey(
        "articles.Author",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_articles",
    )
    reviewed_on = models.DateField(null=True, blank=True)
    topic = models.ForeignKey(
        "articles.Topic",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text="Articles need one to be published; pages have none.",
    )
    tags = TaggableManager(blank=True, related_name="articles")
    hero = models.ForeignKey(
        "articles.Photo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="hero photo",
    )
    introduction = MarkdownxField(
        blank=True,
        max_length=MAX_FIELD_LENGTH,
        help_text="What stands before the first section.",
    )
    search_title = models.CharField(
        max_length=70, blank=True, help_text="For search results; the title if empty."
    )
    search_description = models.CharField(
        max_length=200, blank=True, help_text="For search results; the dek if empty."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_articles",
        help_text="Who looks after it. Authors may change only what they own.",
    )
    review_due_on = models.DateField(
        null=True,
        blank=True,
        verbose_name="next review",
        help_text="Empty: by the clock of its topic, as the publication sets it.",
    )
    #: The day its owner was last reminded of: one reminder for each.
    review_reminded_for = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Grows with each save; tells two editors apart."
    )

    objects = KeptManager.from_queryset(PublishableQuerySet)()
    everything = PublishableQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        permissions = [("publish_article", "Can publish, schedule, withdraw and restore articles")]
        constraints = [
            unique_outside_the_bin(
                "slug", "article_slug_is_unique", "Another article already has this address."
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["article", "page"]), name="article_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="article") | Q(topic__isnull=True),
                name="article_page_has_no_topic",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """An ordered part of an article: a heading and a Markdown body."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(max_length=160)
    body = MarkdownxField(
        blank=True, max_length=MAX_FIELD_LENGTH, help_text="Sub-headings start with ###."
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading


class Faq(models.Model):
    """An ordered question with its Markdown answer."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="faqs")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=200)
    answer = MarkdownxField(max_length=MAX_FIELD_LENGTH)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "FAQ"
        verbose_name_plural = "FAQs"

    def __str__(self) -> str:
        return self.question


class Reference(models.Model):
    """An ordered source, cited in the texts as `[^key]`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=60, help_text="Cite it in a text as [^key].")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField("address", max_length=2_000, blank=True)
    accessed_on = models.DateField(null=True, blank=True, verbose_name="accessed")
    quote = models.TextField(
        max_length=600,
        blank=True,
        verbose_name="quoted passage",
        help_text="The words of the source that bear out what you say, as they stand there. "
        "Readers see them, and whoever checks the links looks whether they are still there.",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="reference_key_is_unique"),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1000, 2999)),
                name="reference_year_is_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.title
