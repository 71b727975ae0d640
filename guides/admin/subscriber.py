"""Subscribers at the desk: who, what they agreed to, and how that is handed out or erased."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from articles.admin.logged import LoggedMixin
from articles.admin.pages import PagesMixin
from articles.exporting.tables import spell
from articles.log import record
from articles.previews import keep_private
from articles.spreadsheets import stream_csv
from guides.kits.ledger import erase, export_person
from guides.models import Subscriber

HEAD = ("Address", "Since", "Confirmed", "Letters since", "Kits")
#: So many people are in memory at once while a file is written.
CHUNK = 1_000


class GivenFilter(admin.SimpleListFilter):
    """Whether a moment is there."""

    column = ""
    labels = ("Yes", "No")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(zip(("yes", "no"), self.labels, strict=True))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(**{f"{self.column}__isnull": self.value() == "no"})


class ConfirmedFilter(GivenFilter):
    title = parameter_name = "confirmed"
    column = "confirmed_at"


class LettersFilter(GivenFilter):
    title = parameter_name = "letters"
    column = "letters_since"
    labels = ("Gets letters", "Gets none")


@admin.register(Subscriber)
class SubscriberAdmin(LoggedMixin, PagesMixin, admin.ModelAdmin):
    """To be read, handed out and erased; nobody is added or changed by hand."""

    list_display = ("address", "since", "confirmed", "letters", "kits")
    list_filter = (ConfirmedFilter, LettersFilter, "requests__kit", "created_at")
    list_per_page = 100
    search_fields = ("address",)
    search_help_text = "Addresses, or a part of one."
    actions = None
    fields = ("address", "since", "confirmed", "letters")
    readonly_fields = fields
    change_list_template = "admin/kits/subscribers.html"
    change_form_template = "admin/kits/subscriber.html"
    delete_confirmation_template = "admin/kits/erase.html"

    class Media:
        css = {"all": ["css/desk/reports.css", "css/desk/kits.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export_view))
        return [
            path("export/", view, name="guides_subscriber_export"),
            self.page_url("export/", require_POST(self.person_view), "export_person"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscriber]:
        return super().get_queryset(request).annotate(kit_count=Count("requests"))

    @admin.display(description="since", ordering="created_at")
    def since(self, person: Subscriber) -> str:
        return _moment(person.created_at)

    @admin.display(description="confirmed", ordering="confirmed_at")
    def confirmed(self, person: Subscriber) -> str:
        return _moment(person.confirmed_at)

    @admin.display(description="letters since", ordering="letters_since")
    def letters(self, person: Subscriber) -> str:
        return _moment(person.letters_since)

    @admin.display(description="kits", ordering="kit_count")
    def kits(self, person: Any) -> int:
        return person.kit_count

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"query": request.GET.urlencode()}
        return super().changelist_view(request, context | (extra_context or {}))

    # One person

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """One person's record. Three queries beside the frame's and the person's own."""
        person = kwargs["obj"]
        context |= {
            "requests": person.requests.select_related("kit"),
            "consents": person.consents.select_related("kit"),
            "mails": person.mails.select_related("letter", "request__kit"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def person_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that is stored of one person, as a file for them; the log does not say who."""
        person = self.find(request, pk)
        record("exported", person, by=request.user)
        response = JsonResponse(
            export_person(person.address),
            json_dumps_params={"indent": 1, "ensure_ascii": False},
            headers={"Content-Disposition": f'attachment; filename="subscriber-{person.pk}.json"'},
        )
        return keep_private(response)

    # All, or those that the list shows

    def export_view(self, request: HttpRequest) -> Any:
        """Those asked for as a table for spreadsheets, however many. Times in UTC."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            people = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.collection_address("changelist"))
        count = people.count()
        detail = "1 address as CSV" if count == 1 else f"{count:,} addresses as CSV"
        record("exported", Subscriber(), by=request.user, detail=detail)
        name = f"subscribers-{timezone.localdate():%Y-%m-%d}.csv"
        response: Any = StreamingHttpResponse(
            stream_csv(HEAD, _rows(people)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        return keep_private(response)

    # Erasing

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What goes, in numbers; mails cannot be deleted at the desk, but go with the person."""
        counts = {
            "kits asked for": sum(person.requests.count() for person in objs),
            "lines of the ledger": sum(person.consents.count() for person in objs),
            "mails": sum(person.mails.count() for person in objs),
        }
        return [], counts, set(), []

    def delete_model(self, request: HttpRequest, obj: Subscriber) -> None:
        erase(obj.address)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for person in queryset:
            record("erased", person, by=request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        words = "Everything that was stored of this person is erased."
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.collection_address("changelist"))


def _moment(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "j M Y, H:i") if moment else "–"


def _rows(people: QuerySet[Any]) -> Iterator[list[str | int]]:
    for person in people.iterator(chunk_size=CHUNK):
        moments = (person.created_at, person.confirmed_at, person.letters_since)
        yield [person.address, *(spell(moment) or "" for moment in moments), person.kit_count]
