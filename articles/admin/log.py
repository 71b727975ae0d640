"""The log of the whole site: to be searched and exported, never changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from articles.admin.log_filters import (
    DatesFilter,
    KindFilter,
    PersonFilter,
    VerbFilter,
    spell_kind,
)
from articles.models import Event
from articles.spreadsheets import stream_csv

HEAD = ("When", "Who", "Did", "What", "Kind", "Detail")
#: So many lines are in memory at once while a file is written.
CHUNK = 1000


class LogList(ChangeList):
    """A page of the log whose lines know the address of what they tell of."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Sequence[Any] = list(self.result_list)
        addresses = find_addresses(request, self.result_list)
        for event in self.result_list:
            event.address = addresses.get((event.content_type_id, event.object_id), "")


def find_addresses(request: HttpRequest, events: Iterable[Event]) -> dict[tuple, str]:
    """Where what lines tell of is found, if it exists and this person may open it.

    By content type and primary key. One query a kind that is told of.
    """
    keys = defaultdict(set)
    for event in events:
        if event.content_type and event.object_id is not None:
            keys[event.content_type].add(event.object_id)
    return {
        (kind.pk, pk): address
        for kind, pks in keys.items()
        for pk, address in _addresses_of(request, kind, pks)
    }


def _addresses_of(
    request: HttpRequest, kind: ContentType, pks: set[int]
) -> Iterator[tuple[int, str]]:
    model: Any = kind.model_class()
    if model is None or not admin.site.is_registered(model):
        return
    desk = admin.site.get_model_admin(model)
    if not desk.has_view_permission(request):
        return
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    for pk, obj in model._default_manager.in_bulk(pks).items():
        if desk.has_view_permission(request, obj):
            yield pk, reverse(name, args=[pk])


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Who did what to what, when: a list and a file. Nobody adds, changes or deletes a line."""

    list_display = ("when", "who", "did", "what", "kind", "detail")
    list_display_links = None
    list_filter = (PersonFilter, VerbFilter, KindFilter, DatesFilter)
    list_select_related = ("content_type",)
    list_per_page = 100
    search_fields = ("by_name", "verb", "label", "detail")
    search_help_text = "Names of people, what they did, titles and details."
    sortable_by = ("when",)
    actions = None
    change_list_template = "admin/log/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="articles_event_changelist"),
            path("export/", wrap(require_safe(self.export_view)), name="articles_event_export"),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ChangeList if _is_export(request) else LogList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The lines asked for, the newest first. Ten queries and one a kind told of."""
        export = reverse("admin:articles_event_export")
        query = request.GET.urlencode()
        context = {"export_url": f"{export}?{query}" if query else export}
        return super().changelist_view(request, context | (extra_context or {}))

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The lines asked for as a table for spreadsheets, however many. Six queries."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            events = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:articles_event_changelist"))
        rows = (_spell(event) for event in events.iterator(chunk_size=CHUNK))
        name = f"log-{timezone.localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            stream_csv(HEAD, rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    @admin.display(description="when", ordering="at")
    def when(self, event: Event) -> str:
        return formats.date_format(timezone.localtime(event.at), "j M Y, H:i:s")

    @admin.display(description="who")
    def who(self, event: Event) -> str:
        return event.who

    @admin.display(description="did")
    def did(self, event: Event) -> str:
        return event.verb

    @admin.display(description="what")
    def what(self, event: Any) -> str:
        if not event.address:
            return event.label
        return format_html('<a href="{}">{}</a>', event.address, event.label)

    @admin.display(description="kind")
    def kind(self, event: Event) -> str:
        return spell_kind(event.content_type)


def _is_export(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "articles_event_export"


def _spell(event: Event) -> tuple[str, ...]:
    return (
        timezone.localtime(event.at).isoformat(timespec="seconds"),
        event.who,
        event.verb,
        event.label,
        spell_kind(event.content_type),
        event.detail,
    )
