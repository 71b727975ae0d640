"""The page of the bin: what lies there, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst, get_text_list
from django.views.decorators.http import require_POST, require_safe

from articles.bin import Return, TooLate, bring_back, kept_until
from articles.editing.drafts import name_of
from articles.models import Binnable

PAGE_SIZE = 50


@dataclass(frozen=True)
class Entry:
    """One line of the bin, ready to be shown."""

    kind: str
    shown: str
    label: str
    by: str
    at: datetime
    until: datetime
    return_url: str
    look_url: str

    @property
    def is_over(self) -> bool:
        """Whether it stays only until somebody empties the bin, or while something needs it."""
        return self.until < timezone.now()


def _desks(request: HttpRequest) -> dict[str, Any]:
    """The admins of what this person may throw away, by the name of their kind."""
    models = (model for model in apps.get_models() if issubclass(model, Binnable))
    desks = {str(model._meta.model_name): admin.site.get_model_admin(model) for model in models}
    return {kind: desk for kind, desk in desks.items() if desk.has_delete_permission(request)}


@require_safe
def show_bin(request: HttpRequest) -> HttpResponse:
    """What this person may bring back, the latest first. Six queries and the frame's."""
    desks = _desks(request)
    if not desks:
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    chosen = {kind: desks[kind]} if kind in desks else desks
    page = Paginator(_list(request, chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": "The bin",
        "page": page,
        "entries": _entries(desks, page),
        "kind": kind if kind in desks else "",
        "kinds": [(name, desk.opts.verbose_name_plural) for name, desk in desks.items()],
    }
    return TemplateResponse(request, "admin/bin/bin.html", context)


def _list(request: HttpRequest, desks: dict[str, Any]) -> QuerySet:
    first, *others = (
        desk.in_bin(request).order_by().values_list(Value(kind), "pk", "binned_at")
        for kind, desk in desks.items()
    )
    return first.union(*others).order_by("-binned_at", "-pk")


def _entries(desks: dict[str, Any], page: Page) -> list[Entry]:
    """The rows of a page, one query a kind that occurs."""
    keys: dict[str, list[int]] = {}
    for kind, pk, _ in page:
        keys.setdefault(kind, []).append(pk)
    rows = {
        (kind, row.pk): row
        for kind, pks in keys.items()
        for row in desks[kind].model.everything.filter(pk__in=pks).select_related("binned_by")
    }
    # One that was brought back since the page was counted is not among them.
    found = [(kind, rows.get((kind, pk))) for kind, pk, _ in page]
    return [_entry(kind, desks[kind], row) for kind, row in found if row is not None]


def _entry(kind: str, desk: Any, row: Any) -> Entry:
    return Entry(
        kind=str(capfirst(row._meta.verbose_name)),
        shown=desk.show_in_bin(row),
        label=str(row),
        by=name_of(row.binned_by) if row.binned_by else "",
        at=row.binned_at,
        until=kept_until(row),
        return_url=reverse("admin:bin_bring_back", args=[kind, row.pk]),
        look_url=reverse("admin:bin_look", args=[kind, row.pk]) if desk.has_page else "",
    )


def _find(request: HttpRequest, kind: str, pk: int) -> tuple[Any, Any]:
    """The admin of a kind and the row, wherever it lies, if this person may bring it back."""
    desk = _desks(request).get(kind)
    if desk is None:
        raise PermissionDenied
    row = desk.model.everything.filter(pk=pk).first()
    if row is None:
        raise Http404("It is neither in the bin nor outside.")
    if row.binned_at is None and desk.has_view_permission(request, row):
        return desk, row
    if not desk.in_bin(request).filter(pk=pk).exists():
        raise PermissionDenied
    return desk, row


@require_safe
def look(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """An article or guide as it went to the bin, as its page would be."""
    desk, row = _find(request, kind, pk)
    if not desk.has_page:
        raise Http404("There is no page to look at.")
    return desk.show_preview(request, row)


@require_POST
def bring_one_back(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take a row out of the bin; says what it is now, or that somebody else was faster."""
    desk, row = _find(request, kind, pk)
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[pk])
    try:
        message = _tell(desk, bring_back(row, by=request.user))
    except TooLate:
        message = f"“{row}” is not in the bin any more."
    message = format_html('{} <a href="{}">Open it</a>', message, address)
    messages.success(request, message)
    return HttpResponseRedirect(reverse("admin:bin"))


def _tell(desk: Any, back: Return) -> str:
    sentences = [f"“{back.row}” is back."]
    if desk.has_page:
        sentences = [f"“{back.row}” is back, as a draft: readers see it when you publish it."]
    if back.former_slug:
        kind = desk.opts.verbose_name
        sentences.append(
            f"Another {kind} has taken the name “{back.former_slug}” meanwhile: it is now "
            f"“{back.row.slug}”."
        )
    if back.companions:
        brought = [f"{row._meta.verbose_name} “{row}”" for row in back.companions]
        sentences.append(f"With it came {get_text_list(brought, 'and')}.")
    return " ".join(sentences)


urlpatterns = [
    path("", admin.site.admin_view(show_bin), name="bin"),
    path("<slug:kind>/<int:pk>/look/", admin.site.admin_view(look), name="bin_look"),
    path(
        "<slug:kind>/<int:pk>/bring-back/",
        admin.site.admin_view(bring_one_back),
        name="bin_bring_back",
    ),
]
