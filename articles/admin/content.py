from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.text import slugify
from markdownx.models import MarkdownxField
from taggit.models import Tag

from articles.admin.commenting import CommentsMixin
from articles.admin.publishable import BarAction, PublishableAdmin, RowInline
from articles.admin.reviewing import ReviewingMixin
from articles.admin.sharing import SharingMixin
from articles.editing import typed
from articles.editing.forms import OpenedForm, RowForm, SourceFormSet
from articles.editing.widgets import HTTPS_ASSUMED, MarkdownWidget
from articles.models import Article, Faq, Reference, Revision, Section
from articles.publishing.snapshot import take
from articles.publishing.states import LABELS, name_state
from articles.publishing.windows import slug_is_taken
from articles.views import show_preview, show_revision

MAX_TAG_LENGTH: int = Tag._meta.get_field("name").max_length
MARKDOWN = {MarkdownxField: {"widget": MarkdownWidget}}


class ArticleForm(OpenedForm):
    """The fields of an article; its rows have forms of their own."""

    class Meta:
        model = Article
        exclude = ()
        widgets = {"introduction": MarkdownWidget({"data-level": "2"})}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Article.Kind.PAGE and cleaned.get("topic"):
            self.add_error("topic", "Pages such as About stand outside the topics: leave it empty.")
        return cleaned

    def clean_tags(self) -> list[str]:
        tags = self.cleaned_data["tags"]
        for tag in tags:
            if len(tag) > MAX_TAG_LENGTH:
                raise ValidationError(f"A tag has at most {MAX_TAG_LENGTH} letters: “{tag[:60]}…”")
            if not slugify(tag, allow_unicode=True):
                raise ValidationError(f"A tag needs a letter or a digit: “{tag}”")
        return tags

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if self.instance.pk and slug_is_taken(self.instance, slug):
            raise ValidationError("A published page still has this address: choose another.")
        return slug


class SectionInline(RowInline):
    model = Section
    fields = ("heading", "body", "position")
    formfield_overrides = MARKDOWN


class FaqInline(RowInline):
    model = Faq
    fields = ("question", "answer", "position")
    formfield_overrides = MARKDOWN


class ReferenceInline(RowInline):
    model = Reference
    form = RowForm  # known by the key that texts cite it by
    formset = SourceFormSet
    verbose_name = "source"
    verbose_name_plural = "sources"
    fields = (("key", "year"), "title", "publisher", "url", ("accessed_on", "position"))
    formfield_overrides = HTTPS_ASSUMED


class StateFilter(admin.SimpleListFilter):
    """The list by where its articles stand."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        conditions = {
            "never": models.Q(is_live=False, was_live=False, goes_live_at__isnull=True),
            "live": models.Q(is_live=True, live_content_hash=models.F("latest_content_hash")),
            "changed": models.Q(is_live=True)
            & ~models.Q(live_content_hash=models.F("latest_content_hash")),
            "scheduled": models.Q(is_live=False, goes_live_at__isnull=False),
            "withdrawn": models.Q(is_live=False, was_live=True, goes_live_at__isnull=True),
        }
        return queryset.filter(conditions.get(self.value() or "", models.Q()))


@admin.register(Article)
class ArticleAdmin(ReviewingMixin, CommentsMixin, SharingMixin, PublishableAdmin):
    form = ArticleForm
    shape = typed.ARTICLE
    inlines = (SectionInline, FaqInline, ReferenceInline)
    list_display = (
        "title",
        "state",
        "topic",
        "written_by",
        "goes_live",
        "updated_at",
        "updated_by",
    )
    list_filter = (StateFilter, "kind", "topic", "authors")
    search_fields = ("title", "slug", "dek", "introduction", "sections__heading", "tags__name")
    search_help_text = "Titles, addresses, deks, introductions, headings and tags."
    date_hierarchy = None
    list_per_page = 50
    autocomplete_fields = ("authors", "reviewer", "hero")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "dek", "introduction", "opened")}),
        ("About it", {"fields": ("kind", "slug", "topic", "authors", "tags", "hero")}),
        (
            "Review and care",
            {
                "fields": ("reviewer", "reviewed_on", "review_due_on", "owner"),
                "classes": ("collapse",),
            },
        ),
        (
            "For search results",
            {"fields": ("search_title", "search_description"), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows: Any = super().get_queryset(request).select_related("topic", "updated_by", "owner")
        return rows.with_state().prefetch_related("authors") if self.is_list(request) else rows

    @admin.display(description="state")
    def state(self, article: Any) -> str:
        name = name_state(
            is_live=article.is_live,
            was_live=article.was_live,
            is_scheduled=article.goes_live_at is not None,
            is_unchanged=article.live_content_hash == article.latest_content_hash,
        )
        return format_html('<span class="state state-{}">{}</span>', name, LABELS[name])

    @admin.display(description="goes live", ordering="goes_live_at")
    def goes_live(self, article: Any) -> Any:
        return article.goes_live_at

    @admin.display(description="by")
    def written_by(self, article: Any) -> str:
        return ", ".join(author.name for author in article.authors.all())

    def bar_actions(self, request: HttpRequest, obj: Any, state: Any) -> list[BarAction]:
        steps = [BarAction("Comments", self.address("comments", obj))]
        if self.has_change_permission(request, obj):
            steps.append(BarAction("Share the draft …", self.address("share", obj)))
        return [*steps, *super().bar_actions(request, obj, state)]

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return show_preview(request, take(obj))

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        return show_revision(request, revision)


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """The record of what was saved and shown: to be read, never changed."""

    list_display = ("title", "live_from", "live_until", "note", "created_by", "created_at")
    list_filter = ("kind", "is_system", "topic", "live_from")
    search_fields = ("title", "slug", "note")
    list_select_related = ("created_by", "topic")
    fields = (
        "article", "title", "slug", "note", "is_system", "created_at", "created_by",
        "live_from", "live_until", "expires_at", "published_at", "modified_at", "content_hash",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).defer("html", "content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
