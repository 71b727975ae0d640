from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from markdownx.models import MarkdownxField

from articles.admin.renamed import RenamedAdmin
from articles.editing.forms import MarkdownForm, library_of
from articles.editing.widgets import MarkdownWidget
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(RenamedAdmin):
    form = MarkdownForm
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget}}
    list_display = ("name", "credentials", "articles_written", "user")
    search_fields = ("name", "slug", "credentials")
    list_select_related = ("user",)
    autocomplete_fields = ("photo", "user")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        kept = Count("articles", filter=Q(articles__binned_at=None))
        return super().get_queryset(request).annotate(written=kept)

    def get_form(self, request: HttpRequest, *args, **kwargs) -> type:
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"library": library_of(request)})

    @admin.display(description="articles", ordering="written")
    def articles_written(self, author: Any) -> int:
        return author.written
