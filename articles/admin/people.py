from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from markdownx.models import MarkdownxField

from articles.admin.renamed import RenamedAdmin
from articles.editing.forms import MarkdownForm, library_of
from articles.editing.profiles import clean_profiles
from articles.editing.widgets import MarkdownWidget
from articles.models import Author

NAME = "The name alone, as in “Ada Byron”: what people are and did has a field of its own."


class AuthorForm(MarkdownForm):
    """A person, whose name is nothing but a name (Google Search Central, “Article”: authors)."""

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name.lower().startswith("by ") or any(mark in name for mark in ",;|/"):
            raise ValidationError(NAME)
        return name

    def clean_links(self) -> str:
        return clean_profiles(self.cleaned_data["links"])


@admin.register(Author)
class AuthorAdmin(RenamedAdmin):
    form = AuthorForm
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
