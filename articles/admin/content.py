from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import formats
from markdownx.models import MarkdownxField

from articles.admin.bulk import BulkMixin
from articles.admin.checklist import ChecklistMixin
from articles.admin.commenting import CommentsMixin
from articles.admin.lists import OwnerFilter, StateFilter
from articles.admin.publishable import BarAction, PublishableAdmin, RowInline
from articles.admin.record import WithholdingMixin
from articles.admin.related import RelatedMixin
from articles.admin.reviewing import ReviewingMixin
from articles.admin.sharing import SharingMixin
from articles.admin.upkeep import ReviewFilter, UpkeepMixin
from articles.editing import typed
from articles.editing.forms import OpenedForm, SourceForm, SourceFormSet
from articles.editing.tags import check_tags
from articles.editing.widgets import HTTPS_ASSUMED, MarkdownWidget
from articles.models import Article, Faq, Reference, Revision, Section
from articles.previews import show_preview, show_revision
from articles.publishing.snapshot import take
from articles.publishing.windows import slug_is_taken

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
        return check_tags(self.cleaned_data["tags"])

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
    form = SourceForm
    formset = SourceFormSet
    verbose_name = "source"
    verbose_name_plural = "sources"
    fields = (("key", "year"), "title", "publisher", "url", "quote", ("accessed_on", "position"))
    formfield_overrides = HTTPS_ASSUMED


@admin.register(Article)
class ArticleAdmin(
    ReviewingMixin,
    CommentsMixin,
    SharingMixin,
    RelatedMixin,
    BulkMixin,
    ChecklistMixin,
    UpkeepMixin,
    WithholdingMixin,
    PublishableAdmin,
):
    form = ArticleForm
    shape = typed.ARTICLE
    inlines = (SectionInline, FaqInline, ReferenceInline)
    list_display = (
        *("named", "state", "words", "topic", "written_by", "due", "goes_live", "updated"),
    )
    list_filter = (StateFilter, ReviewFilter, OwnerFilter, "kind", "topic", "authors")
    joined = ("topic", "updated_by", "owner")
    search_fields = ("title", "slug", "dek", "introduction", "sections__heading", "tags__name")
    search_help_text = "Titles, addresses, deks, introductions, headings and tags."
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

    def with_columns(self, request: HttpRequest, rows: Any) -> models.QuerySet:
        return super().with_columns(request, rows).prefetch_related("authors")

    def marks(self, obj: Any) -> list[str]:
        kind = ["Page"] if obj.kind == Article.Kind.PAGE else []
        return [*kind, *super().marks(obj)]

    @admin.display(description="words", ordering="latest_words")
    def words(self, article: Any) -> str:
        """Of the newest version; empty before there is one."""
        if article.latest_words is None:
            return ""
        return formats.number_format(article.latest_words, use_l10n=True, force_grouping=True)

    @admin.display(description="by")
    def written_by(self, article: Any) -> str:
        return ", ".join(author.name for author in article.authors.all())

    def bar_actions(self, request: HttpRequest, obj: Any, state: Any) -> list[BarAction]:
        steps = [BarAction("Comments", self.address("comments", obj))]
        if self.has_change_permission(request, obj):
            steps.append(BarAction("Share the draft …", self.address("share", obj)))
            steps.append(BarAction("Read next …", self.address("next", obj)))
        return [*steps, *super().bar_actions(request, obj, state)]

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return show_preview(request, take(obj), obj)

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
