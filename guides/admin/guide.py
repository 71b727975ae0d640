from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from markdownx.models import MarkdownxField

from articles.admin.lists import OwnerFilter, StateFilter
from articles.admin.publishable import BarAction, PublishableAdmin, RowInline
from articles.context import load_publication
from articles.discovery.share_image import Poster
from articles.editing.forms import KeyedRowForm, OpenedForm
from articles.editing.typed import NUMERAL, TEXT, Shape
from articles.editing.widgets import MarkdownWidget
from articles.models import Article
from articles.publishing.states import State
from guides.admin.books import BooksMixin
from guides.models import Chapter, Guide
from guides.posters import poster_of_guide
from guides.publishing import take
from guides.views import show_preview, show_revision

SHAPE = Shape(
    fields={
        **dict.fromkeys(("title", "slug", "dek", "introduction", "closing"), TEXT),
        **dict.fromkeys(("search_title", "search_description"), TEXT),
        "hero": NUMERAL,
    },
    rows={"chapters": {"article": NUMERAL, "title": TEXT, "body": TEXT}},
    aside={"owner_id": NUMERAL},
)


class GuideForm(OpenedForm):
    class Meta:
        model = Guide
        exclude = ()
        widgets = {
            name: MarkdownWidget({"data-level": "2"}) for name in ("introduction", "closing")
        }


class ChapterForm(KeyedRowForm):
    """A chapter; the name of its article is at hand, so that a row costs no query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (article := self.instance.article) and "article" in self.fields:
            field: Any = self.fields["article"]
            field.widget.widget.known = {str(article.pk): _name(article)}
            if article.binned_at:
                # It may come back, and the guide is saved with it in the meantime.
                field.queryset = Article.everything.filter(Q(binned_at=None) | Q(pk=article.pk))

    @property
    def is_own(self) -> bool:
        """Whether it has a text of its own, or may be given one: no article is chosen yet."""
        article, *own = (self[name].value() for name in ("article", "title", "body"))
        return not article or any(own)


def _name(article: Article) -> str:
    return f"{article} (in the bin)" if article.binned_at else str(article)


class ChapterInline(RowInline):
    model = Chapter
    form = ChapterForm
    fieldsets = (
        (None, {"fields": ("article",)}),
        ("A text of its own, in the place of an article", {"fields": ("title", "body")}),
        (None, {"fields": ("position",)}),
    )
    autocomplete_fields = ("article",)
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Chapter]:
        return super().get_queryset(request).select_related("article")


@admin.register(Guide)
class GuideAdmin(BooksMixin, PublishableAdmin):
    form = GuideForm
    shape = SHAPE
    inlines = (ChapterInline,)
    list_display = ("named", "state", "chapter_count", "goes_live", "updated")
    list_filter = (StateFilter, OwnerFilter)
    search_fields = ("title", "slug", "dek", "introduction")
    autocomplete_fields = ("hero",)
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("title", "dek", "introduction", "closing", "opened")}),
        ("About it", {"fields": ("slug", "hero", "owner")}),
        (
            "For search results",
            {"fields": ("search_title", "search_description"), "classes": ("collapse",)},
        ),
    )

    def bar_actions(self, request: HttpRequest, obj: Any, state: State) -> list[BarAction]:
        books = BarAction("EPUB and PDF", self.address("books", obj))
        first, *rest = super().bar_actions(request, obj, state)
        return [first, books, *rest]

    def poster_of(self, revision: Any) -> Poster:
        return poster_of_guide(load_publication(), revision)

    def with_columns(self, request: HttpRequest, rows: Any) -> QuerySet:
        return super().with_columns(request, rows).annotate(chapter_total=Count("chapters"))

    @admin.display(description="chapters", ordering="chapter_total")
    def chapter_count(self, guide: Any) -> int:
        return guide.chapter_total

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return show_preview(request, take(obj), obj)

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        return show_revision(request, revision)
