from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.text import format_lazy
from taggit.models import Tag

from articles.admin.followed import FollowedAdmin
from articles.admin.renamed import RenamedAdmin
from articles.editing.forms import markdown_errors
from articles.editing.profiles import clean_exit, clean_profiles
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import Publication, Revision, Topic
from articles.publishing.library import library_for

WORDS_LEFT = "They still stand in the texts, and must be taken out before these are published anew."
KEPT_ARTICLES = Count("articles", filter=Q(articles__binned_at=None))


#: What stands above the words of help.
HELP_LINES = format_lazy(
    "Say here what to do in danger. Who helps in which country is a "
    '<a href="{}">list of its own</a>, and stands below these words.',
    reverse_lazy("admin:articles_helpline_changelist"),
)


class PublicationForm(forms.ModelForm):
    def clean_social_profiles(self) -> str:
        return clean_profiles(self.cleaned_data["social_profiles"])

    def clean_exit_address(self) -> str:
        return clean_exit(self.cleaned_data["exit_address"])

    def clean_help_lines(self) -> str:
        """Help lines are read in need: nothing in them pays, and no link leads nowhere."""
        text = self.cleaned_data["help_lines"]
        errors = markdown_errors(text, library_for([text]), is_sensitive=True) if text else []
        if errors:
            raise forms.ValidationError(errors)
        return text


@admin.register(Publication)
class PublicationAdmin(FollowedAdmin):
    """One row: its list leads straight to it."""

    form = PublicationForm
    formfield_overrides = HTTPS_ASSUMED
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
        (
            "Sensitive topics",
            {
                "fields": ("help_lines", "exit_address", "help_words"),
                "description": HELP_LINES,
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_publication_change", args=[1]))


class TopicForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "sensitivity": "Pages of a sensitive topic show where to get help and a quick way "
            "out. No product is shown on them, no link pays, and nobody is asked for an address."
        }


@admin.register(Topic)
class TopicAdmin(RenamedAdmin):
    form = TopicForm
    list_display = ("title", "slug", "sensitivity", "articles_in_it", "position")
    list_editable = ("position",)
    list_filter = ("sensitivity",)
    search_fields = ("title", "slug", "description")
    prepopulated_fields = {"slug": ("title",)}

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        # In the list no label stands beside the field.
        widgets = {"position": forms.NumberInput({"aria-label": "Position", "min": "0"})}
        return super().get_changelist_form(request, widgets=widgets, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:  # noqa: FBT001
        """Say, of a topic that becomes sensitive, on how many pages that costs links."""
        turns = change and "sensitivity" in form.changed_data and obj.is_sensitive
        lost = _paid_pages(obj) if turns else 0
        super().save_model(request, obj, form, change)
        if lost:
            pages = "1 live article" if lost == 1 else f"{lost} live articles"
            words = f"{pages} had links or cards that pay: readers see them no more. {WORDS_LEFT}"
            self.message_user(request, words, messages.WARNING)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(count=KEPT_ARTICLES)

    @admin.display(description="articles", ordering="count")
    def articles_in_it(self, topic: Any) -> int:
        return topic.count


def _paid_pages(topic: Topic) -> int:
    """How many live articles of a topic have links that pay. One query."""
    live = Revision.objects.live().filter(topic=topic, merchants__isnull=False)
    return live.values("article").distinct().count()


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
