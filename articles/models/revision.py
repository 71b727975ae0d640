from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from articles.rendering.library import Picture

#: What a page takes from its revision, besides its own kind's columns.
PAGE_COLUMNS = (
    *("title", "slug", "dek", "search_title", "search_description", "html", "minutes"),
    *("live_from", "live_until", "published_at", "modified_at", "hero", "words", "facts"),
    "corrections",
)


class RevisionQuerySet(models.QuerySet):
    def live(self, at=None) -> Self:
        """Those whose window `[live_from, live_until)` holds `at` (an aware datetime; now)."""
        at = at or timezone.now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at)

    def current(self) -> Self:
        """Those that are live or scheduled: what readers see now or are going to."""
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=timezone.now()), live_from__isnull=False
        )

    def by_people(self) -> Self:
        """Without those the system made, which are not what the working copy was."""
        return self.filter(is_system=False)

    def scheduled(self) -> Self:
        """Those whose window begins later."""
        return self.filter(live_from__gt=timezone.now())

    def ever_live(self) -> Self:
        """Those readers could see at some time up to now."""
        return self.filter(live_from__lte=timezone.now())

    def seen(self) -> Self:
        """Those readers really saw: no other took their place in the second they began."""
        is_empty = Q(live_until__isnull=False, live_until__lte=F("live_from"))
        return self.ever_live().exclude(is_empty)

    def with_topic(self) -> Self:
        """With what says whether each is sensitive; kinds without a topic never are."""
        return self

    def for_poster(self) -> Self:
        """With what the image that is shared shows of each."""
        return self.select_related("hero")


class RevisionBase(models.Model):
    """An immutable snapshot with its rendered HTML and, once published, its live window.

    `content` is the frozen working copy (see `publishing.snapshot`), `html` what a reader
    gets of it. `expires_at` is the end an editor chose; `live_until` the end that holds,
    which a later revision may bring forward. `published_at` is when it was first live under any
    revision, `modified_at` when its text last changed in substance. Only `articles.publishing`
    writes the window. `facts` are what the page tells machines besides (see `publishing.facts`);
    older revisions have none. `corrections` are the notes of correction that readers see with it,
    the latest last, each with its `on` (ISO 8601) and `text`; the next revision takes them over.
    One with a reason in `withheld_because` is kept from the public record of past versions.
    """

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=160, db_index=False)
    dek = models.CharField(max_length=300, blank=True)
    search_title = models.CharField(max_length=70, blank=True)
    search_description = models.CharField(max_length=200, blank=True)
    hero = models.ForeignKey(
        "articles.Photo", null=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    html = models.TextField()
    facts = models.JSONField(default=dict)
    corrections = models.JSONField(default=list)
    withheld_because = models.CharField(max_length=200, blank=True)
    words = models.PositiveIntegerField(default=0)
    minutes = models.PositiveSmallIntegerField("reading time in minutes", default=1)
    note = models.CharField(max_length=200, blank=True)
    name = models.CharField(
        max_length=80,
        blank=True,
        help_text="A name to find this version by, such as “As submitted”.",
    )
    affiliate_links = models.ManyToManyField(
        "articles.AffiliateLink", related_name="%(class)ss", editable=False
    )
    merchants = models.ManyToManyField(
        "articles.Merchant", related_name="%(class)ss", editable=False
    )
    photos = models.ManyToManyField("articles.Photo", related_name="%(class)ss", editable=False)
    links_to = models.ManyToManyField(
        "articles.Article", related_name="linking_%(class)ss", editable=False
    )
    is_system = models.BooleanField("made by the system", default=False)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    live_from = models.DateTimeField(null=True, blank=True)
    live_until = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = RevisionQuerySet.as_manager()

    #: Which kind of page it is of, in the codes under which pages are counted.
    letter: ClassVar[str]

    class Meta:
        abstract = True
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True)
                | (Q(live_from__isnull=False) & Q(live_until__gte=F("live_from"))),
                name="%(class)s_window_is_ordered",
            ),
        ]
        indexes = [
            models.Index(fields=["slug", "live_from"], name="%(class)s_by_slug"),
            models.Index(fields=["live_from"], name="%(class)s_by_window"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.created_at:%Y-%m-%d %H:%M})"

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def subject(self) -> Any:
        """The working copy it was taken of."""
        raise NotImplementedError

    @property
    def subject_id(self) -> int:
        """The same by primary key. Runs no query."""
        raise NotImplementedError

    @property
    def markdown_address(self) -> str:
        """Where the same is read as Markdown; empty for kinds that are not."""
        return ""

    @property
    def source(self) -> str:
        """The code under which clicks and views of its page are counted, such as `a12`."""
        return f"{self.letter}{self.subject_id}"

    @property
    def bodies(self) -> list[str]:
        """The stored HTML of all its pages."""
        return [self.html]

    @property
    def hero_picture(self) -> Picture | None:
        """The hero in all its sizes; runs no query after `for_cards` or `for_page`."""
        return self.hero.picture if self.hero else None

    @property
    def is_live(self) -> bool:
        now = timezone.now()
        return (
            self.live_from is not None
            and self.live_from <= now
            and (self.live_until is None or now < self.live_until)
        )


class ArticleRevisionQuerySet(RevisionQuerySet):
    def articles(self) -> Self:
        """Without the pages (About, Privacy …)."""
        return self.filter(kind="article")

    def pages(self) -> Self:
        """Only the pages (About, Privacy …)."""
        return self.filter(kind="page")

    def for_cards(self) -> Self:
        """What a list shows of each, in one query; never the bodies."""
        return (
            self.select_related("topic", "hero")
            .defer("html", "content")
            .order_by("-published_at", "-pk")
        )

    def with_topic(self) -> Self:
        return self.select_related("topic")

    def for_poster(self) -> Self:
        return self.select_related("topic", "hero")

    def for_page(self) -> Self:
        """What the page shows, in one query; another field would cost another."""
        return self.select_related("topic", "hero").only(
            *PAGE_COLUMNS, "kind", "article", "topic", "byline"
        )


class Revision(RevisionBase):
    """What an article was at one moment: all its fields, sections, FAQs, references, tags."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="revisions"
    )
    kind = models.CharField(max_length=10)
    topic = models.ForeignKey(
        "articles.Topic", null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    byline = models.CharField(max_length=400, blank=True)
    authors = models.ManyToManyField("articles.Author", related_name="revisions")
    reviewer = models.ForeignKey(
        "articles.Author", null=True, on_delete=models.PROTECT, related_name="reviewed_revisions"
    )
    #: As `content` has it: what the review clock asks of every live row.
    reviewed_on = models.DateField(null=True)
    is_review = models.BooleanField("the text before it, noted as reviewed", default=False)
    tags: models.ManyToManyField = models.ManyToManyField("taggit.Tag", related_name="revisions")

    objects: ClassVar = ArticleRevisionQuerySet.as_manager()
    letter = "a"

    class Meta(RevisionBase.Meta):
        constraints = [
            *RevisionBase.Meta.constraints,
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="revision_one_open_window",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="revision_one_open_slug",
            ),
        ]
        indexes = [
            *RevisionBase.Meta.indexes,
            models.Index(
                fields=["article", "-live_from", "live_until", "kind"], name="revision_by_article"
            ),
            # In the order of lists, with all that they ask of a row to count it or to pass it
            # over: the rows themselves are long.
            models.Index(
                fields=["kind", "-published_at", "-id", "live_from", "live_until", "modified_at"],
                condition=Q(live_from__isnull=False),
                name="revision_by_age",
            ),
            models.Index(
                fields=["topic", "-published_at", "-id", "live_from", "live_until", "kind"],
                condition=Q(live_from__isnull=False),
                name="revision_by_topic",
            ),
            models.Index(
                fields=[
                    *("reviewer", "-reviewed_on", "-published_at", "-id"),
                    *("live_from", "live_until", "kind"),
                ],
                condition=Q(reviewer__isnull=False),
                name="revision_by_reviewer",
            ),
            # All that decides on when a live one is to be reviewed again.
            models.Index(
                fields=[
                    "live_until",
                    "live_from",
                    "article",
                    "topic",
                    "reviewed_on",
                    "published_at",
                ],
                condition=Q(live_from__isnull=False),
                name="revision_by_review",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("page" if self.kind == "page" else "article", args=[self.slug])

    @property
    def markdown_address(self) -> str:
        """Its own address, with `.md`."""
        return f"{self.get_absolute_url().removesuffix('/')}.md"

    @property
    def subject(self) -> Any:
        return self.article

    @property
    def subject_id(self) -> int:
        return self.article_id
