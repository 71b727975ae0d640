from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from taggit.models import Tag

from articles.admin.followed import FollowedAdmin
from articles.admin.renamed import RenamedAdmin
from articles.editing.profiles import clean_profiles
from articles.models import Publication, Topic

KEPT_ARTICLES = Count("articles", filter=Q(articles__binned_at=None))


class PublicationForm(forms.ModelForm):
    def clean_social_profiles(self) -> str:
        return clean_profiles(self.cleaned_data["social_profiles"])


@admin.register(Publication)
class PublicationAdmin(FollowedAdmin):
    """One row: its list leads straight to it."""

    form = PublicationForm
    autocomplete_fields = ("logo",)
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo", "footer_note", "social_profiles")}),
        (
            "Disclosure",
            {
                "fields": ("disclosure_affiliate", "disclosure_own", "disclosure_gifted"),
                "description": "Stands before the first link that pays. A change is published at "
                "once on every page that has one, as a version of its own.",
            },
        ),
        (
            "Reviews",
            {
                "fields": ("review_months_ordinary", "review_months_sensitive"),
                "description": "The clock runs on what readers see, and other months hold at "
                "once. Whoever looks after an article is told when it is due.",
            },
        ),
        ("Crawlers", {"fields": ("ai_crawlers",)}),
        ("Help lines", {"fields": ("help_lines", "help_words")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_publication_change", args=[1]))


@admin.register(Topic)
class TopicAdmin(RenamedAdmin):
    list_display = ("title", "slug", "sensitivity", "articles_in_it", "position")
    list_editable = ("position",)
    list_filter = ("sensitivity",)
    search_fields = ("title", "slug", "description")
    prepopulated_fields = {"slug": ("title",)}

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        # In the list no label stands beside the field.
        widgets = {"position": forms.NumberInput({"aria-label": "Position", "min": "0"})}
        return super().get_changelist_form(request, widgets=widgets, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(count=KEPT_ARTICLES)

    @admin.display(description="articles", ordering="count")
    def articles_in_it(self, topic: Any) -> int:
        return topic.count


admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Which tags there are. They are made and dropped in articles, whose versions name them."""

    list_display = ("name", "articles_with_it", "page")
    search_fields = ("name",)
    fields = ("name", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(count=KEPT_ARTICLES)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="articles", ordering="count")
    def articles_with_it(self, tag: Any) -> int:
        return tag.count

    @admin.display(description="page")
    def page(self, tag: Any) -> str:
        address = reverse("tag", args=[tag.slug]) if tag.slug else ""
        return format_html('<a href="{0}">{0}</a>', address)
