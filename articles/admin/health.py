"""The outside addresses that pages lead to: which work, which are broken, where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from articles.affiliates.sources import SourcePage
from articles.health.addresses import carriers_of, places_of
from articles.health.tasks import check_one, check_what_is_due
from articles.models import CheckedAddress, CheckedQuote
from articles.templatetags.desk import moment

#: So many of the places where an address stands are named in its row.
NAMED = 3

#: What an editor may know and cannot see.
NEEDS_A_WORKER = (
    "The worker does it (manage.py db_worker): if nothing happens, ask whoever runs the server."
)

Verdict = CheckedAddress.Verdict

# Tasks are the concern of whoever runs the server, who sees them in the worker's log.
admin.site.unregister(DBTaskResult)


class AddressList(ChangeList):
    """A page of addresses that know where they stand."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Sequence[Any] = list(self.result_list)
        pages = places_of(self.result_list)
        for address in self.result_list:
            address.pages = _pages(address, pages)


class PassageFilter(admin.SimpleListFilter):
    """By what became of the passages that are quoted from an address."""

    title = "quoted passage"
    parameter_name = "passage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(CheckedQuote.Verdict.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in CheckedQuote.Verdict:
            return queryset
        quotes = CheckedQuote.objects.filter(verdict=self.value())
        return queryset.filter(pk__in=quotes.values("address"))


def _pages(
    address: CheckedAddress | CheckedQuote, pages: Mapping[str, SourcePage]
) -> list[SourcePage]:
    return [pages[code] for code in address.places if code in pages]


@dataclass(frozen=True)
class Testimony:
    """One answer, as the page of an address tells it."""

    at: datetime
    question: str
    reason: str
    final: str
    hops: int


def _testimonies(address: CheckedAddress) -> Iterator[Testimony]:
    for row in address.evidence:
        answer = f"{row['method']}: {row['status'] or 'no answer'}"
        at = datetime.fromisoformat(row["at"])
        yield Testimony(at, answer, row["reason"], row["final"], row["hops"])


@dataclass(frozen=True)
class Passage:
    """A passage that is quoted from an address, as its page tells it."""

    quote: CheckedQuote
    state: SafeString
    pages: list[SourcePage]


@admin.register(CheckedAddress)
class CheckedAddressAdmin(admin.ModelAdmin):
    """To be read: what checks found out. Nobody adds, changes or deletes an address by hand."""

    list_display = ("address", "state", "why", "stands_in", "stood_since", "checked")
    list_filter = ("verdict", PassageFilter)
    list_per_page = 50
    # Also the order of the words: broken, inconclusive, ok, unchecked.
    ordering = ("verdict", "-since", "pk")
    search_fields = ("url", "reason")
    search_help_text = "Addresses and reasons."
    sortable_by = ("address", "stood_since", "checked")
    actions = None
    change_list_template = "admin/health/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "articles_checkedaddress"
        check_all, check_again = require_POST(self.check_view), require_POST(self.again_view)
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("check/", wrap(check_all), name=f"{name}_check"),
            path("<int:pk>/", wrap(require_safe(self.address_view)), name=f"{name}_change"),
            path("<int:pk>/again/", wrap(check_again), name=f"{name}_again"),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AddressList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The addresses, the broken ones first. Eight queries, and one a kind they stand in."""
        gone = CheckedQuote.objects.filter(verdict=CheckedQuote.Verdict.GONE)
        context = {"counts": _counts(), "gone_count": gone.count()}
        return super().changelist_view(request, context | (extra_context or {}))

    def address_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One address: where it stands, since when, what it answered, and what is quoted from it.

        At most eleven queries.
        """
        address = self._find(request, pk)
        quotes = list(address.quotes.all())
        pages = places_of([address, *quotes])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": address.url,
            "address": address,
            "state": self.state(address),
            "pages": _pages(address, pages),
            "passages": [
                Passage(quote, _state(quote, CheckedQuote.Verdict), _pages(quote, pages))
                for quote in quotes
            ],
            "carriers": carriers_of(address),
            "evidence": list(_testimonies(address)),
        }
        return TemplateResponse(request, "admin/health/address.html", context)

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a check of whatever is due, in the background; once until it is begun."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if since := _waiting_since(check_what_is_due.module_path):
            _say_that_nobody_came(request, since)
        else:
            check_what_is_due.enqueue()
            _say_that_it_waits(request)
        return HttpResponseRedirect(reverse("admin:articles_checkedaddress_changelist"))

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for another check of one address, in the background; once until it is begun."""
        address = self._find(request, pk)
        if since := _waiting_since(check_one.module_path, args_kwargs__args=[address.pk]):
            _say_that_nobody_came(request, since)
        else:
            check_one.enqueue(address.pk)
            _say_that_it_waits(request)
        return HttpResponseRedirect(reverse("admin:articles_checkedaddress_change", args=[pk]))

    def _find(self, request: HttpRequest, pk: int) -> CheckedAddress:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(CheckedAddress, pk=pk)

    @admin.display(description="address", ordering="url")
    def address(self, address: CheckedAddress) -> str:
        return address.url if len(address.url) <= 120 else f"{address.url[:119]}…"

    @admin.display(description="verdict")
    def state(self, address: CheckedAddress) -> SafeString:
        return _state(address, Verdict)

    @admin.display(description="why")
    def why(self, address: CheckedAddress) -> str:
        return address.reason

    @admin.display(description="stands in")
    def stands_in(self, address: Any) -> SafeString:
        named = address.pages[:NAMED]
        links = format_html_join(
            ", ", '<a href="{}">{}</a>', ((page.address, page.title) for page in named)
        )
        more = address.place_count - len(named)
        return format_html("{} and {} more", links, more) if more > 0 else links

    @admin.display(description="since", ordering="since")
    def stood_since(self, address: CheckedAddress) -> SafeString | None:
        return moment(address.since) if address.since else None

    @admin.display(description="last checked", ordering="checked_at")
    def checked(self, address: CheckedAddress) -> SafeString | None:
        return moment(address.checked_at) if address.checked_at else None


def _state(row: CheckedAddress | CheckedQuote, verdicts: Any) -> SafeString:
    label = verdicts(row.verdict).label
    return format_html('<span class="state state-{}">{}</span>', row.verdict, label)


def _counts() -> list[tuple[str, str, int]]:
    """How many addresses have each verdict that occurs, in words. One query."""
    rows = CheckedAddress.objects.values("verdict").annotate(count=Count("pk")).order_by("verdict")
    return [(row["verdict"], str(Verdict(row["verdict"]).label), row["count"]) for row in rows]


def _waiting_since(task: str, **conditions: Any) -> datetime | None:
    """When a task was asked for that nobody has begun yet. One query."""
    waiting = DBTaskResult.objects.ready().filter(task_path=task, **conditions)
    return waiting.aggregate(since=Min("enqueued_at"))["since"]


def _say_that_it_waits(request: HttpRequest) -> None:
    messages.success(request, f"It is asked for; reload in a minute. {NEEDS_A_WORKER}")


def _say_that_nobody_came(request: HttpRequest, since: datetime) -> None:
    words = "It was asked for {}, and no worker has come to it yet. {}"
    messages.warning(request, format_html(words, moment(since), NEEDS_A_WORKER))
