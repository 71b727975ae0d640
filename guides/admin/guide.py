from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from markdownx.models import MarkdownxField

from articles.admin.publishable import PublishableAdmin, RowInline
from articles.editing.forms import RowForm, VersionedForm
from articles.editing.widgets import MarkdownWidget
from guides.models import Chapter, Guide
from guides.publishing import take
from guides.views import show_preview, show_revision


class GuideForm(VersionedForm):
    class Meta:
        model = Guide
        exclude = ()
        widgets = {
            name: MarkdownWidget({"data-level": "2"}) for name in ("introduction", "closing")
        }


class ChapterForm(RowForm):
    """A chapter; the name of its article is at hand, so that a row costs no query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (article := self.instance.article) and "article" in self.fields:
            self.fields["article"].widget.widget.known = {str(article.pk): str(article)}


class ChapterInline(RowInline):
    model = Chapter
    form = ChapterForm
    fields = ("article", "title", "body", "position")
    autocomplete_fields = ("article",)
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Chapter]:
        return super().get_queryset(request).select_related("article")


@admin.register(Guide)
class GuideAdmin(PublishableAdmin):
    form = GuideForm
    inlines = (ChapterInline,)
    list_display = ("title", "chapter_count", "owner", "updated_at", "updated_by")
    search_fields = ("title", "slug", "dek", "introduction")
    list_select_related = ("owner", "updated_by")
    autocomplete_fields = ("hero",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "dek", "introduction", "closing", "base_version")}),
        ("About it", {"fields": ("slug", "hero", "owner")}),
        (
            "For search results",
            {"fields": ("search_title", "search_description"), "classes": ("collapse",)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Guide]:
        return super().get_queryset(request).annotate(chapter_total=Count("chapters"))

    @admin.display(description="chapters", ordering="chapter_total")
    def chapter_count(self, guide: Any) -> int:
        return guide.chapter_total

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return show_preview(request, take(obj))

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        return show_revision(request, revision)
