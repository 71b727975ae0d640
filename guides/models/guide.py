import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from markdownx.models import MarkdownxField

from articles.models import Article, Binnable, KeptManager, PublishableQuerySet, RevisionBase
from articles.models.publishable import unique_outside_the_bin
from articles.models.revision import PAGE_COLUMNS, RevisionQuerySet
from articles.rendering.limits import MAX_FIELD_LENGTH


class Guide(Binnable):
    """The working copy of an ordered course of articles; readers see its revisions."""

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160)
    dek = models.CharField(
        max_length=300, blank=True, help_text="One or two sentences under the title."
    )
    hero = models.ForeignKey(
        "articles.Photo",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="cover photo",
    )
    introduction = MarkdownxField(blank=True, max_length=MAX_FIELD_LENGTH)
    closing = MarkdownxField(
        blank=True, max_length=MAX_FIELD_LENGTH, help_text="What stands after the last chapter."
    )
    search_title = models.CharField(max_length=70, blank=True)
    search_description = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_guides",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = KeptManager.from_queryset(PublishableQuerySet)()
    everything = PublishableQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            unique_outside_the_bin(
                "slug", "guide_slug_is_unique", "Another guide already has this address."
            )
        ]
        permissions = [("publish_guide", "Can publish, schedule, withdraw and restore guides")]

    def __str__(self) -> str:
        return self.title


class Chapter(models.Model):
    """An ordered part of a guide: an article, or a title and text of its own."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="chapters")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="chapters"
    )
    title = models.CharField(
        max_length=160, blank=True, help_text="Only for a chapter with a text of its own."
    )
    body = MarkdownxField(blank=True, max_length=MAX_FIELD_LENGTH)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(article__isnull=False) & Q(title="") & Q(body=""))
                | (Q(article__isnull=True) & ~Q(title="")),
                name="chapter_is_article_or_text",
                violation_error_message="Choose an article, or give a title and a text of its own.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.article)


class GuideRevisionQuerySet(RevisionQuerySet):
    def for_cards(self) -> "GuideRevisionQuerySet":
        """What a list shows of each, in one query; never the bodies."""
        return (
            self.select_related("hero")
            .defer("html", "content", "chapters")
            .order_by("-published_at", "-pk")
        )

    def for_page(self) -> "GuideRevisionQuerySet":
        """What the page shows, in one query; another field would cost another."""
        return self.select_related("hero").only(*PAGE_COLUMNS, "guide", "chapters")


class GuideRevision(RevisionBase):
    """What a guide's own text and order were at one moment.

    `chapters` holds, in order, `{"article": pk}` or a chapter's own `title`, `slug`, `html`
    and `minutes`.
    """

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="revisions")
    chapters = models.JSONField(default=list)

    objects: ClassVar = GuideRevisionQuerySet.as_manager()
    letter = "g"

    class Meta(RevisionBase.Meta):
        constraints = [
            *RevisionBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["guide"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="guiderevision_one_open_window",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="guiderevision_one_open_slug",
            ),
        ]

    @property
    def subject(self) -> Guide:
        return self.guide

    @property
    def subject_id(self) -> int:
        return self.guide_id

    @property
    def bodies(self) -> list[str]:
        return [self.html, *(row["html"] for row in self.chapters if "html" in row)]

    def get_absolute_url(self) -> str:
        return reverse("guide", args=[self.slug])
