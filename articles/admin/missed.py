"""Pages that readers asked for and did not find: lead them on, say that it is gone, or leave it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.admin.logged import LoggedMixin
from articles.log import record
from articles.models import MissedPath, Redirect
from articles.redirects.forms import MissedForm
from articles.redirects.saving import save_redirect
from articles.redirects.suggesting import Suggestion, suggest_targets

PAGE_SIZE = 25
LIST = "admin:articles_missedpath_changelist"


@dataclass(frozen=True)
class Tried:
    """What somebody typed for one path, and why it was refused."""

    missed: MissedPath
    target: str
    note: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One path with the page that may have been meant, and with what was tried for it.

    `following` is the key of the path that somebody looks at when this one is decided.
    """

    missed: MissedPath
    suggestion: Suggestion | None
    following: int | None
    tried: Tried | None

    @property
    def target(self) -> str:
        if self.tried:
            return self.tried.target
        return self.suggestion.address if self.suggestion else ""


@admin.register(MissedPath)
class MissedPathAdmin(LoggedMixin, admin.ModelAdmin):
    """A list of its own, in which each row is a form."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "articles_missedpath"
        steps = {
            "fix": self.fix_view,
            "gone": self.gone_view,
            "ignore": self.ignore_view,
            "notice": self.notice_view,
        }
        return [
            path("", wrap(require_safe(self.changelist_view)), name=f"{name}_changelist"),
            *(
                path(f"<int:pk>/{step}/", wrap(_back_unless_sent(view)), name=f"{name}_{step}")
                for step, view in steps.items()
            ),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The most asked first, with what may have been meant. Nine queries and the frame's."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._show(request)

    def _show(self, request: HttpRequest, tried: Tried | None = None) -> HttpResponse:
        asked = request.POST if tried else request.GET
        is_ignored = asked.get("shown") == "ignored"
        rows = MissedPath.objects.filter(is_ignored=is_ignored)
        page = Paginator(rows, PAGE_SIZE).get_page(asked.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Pages not found",
            "page": page,
            "rows": _rows(list(page), tried),
            "tried": tried,
            "is_ignored": is_ignored,
            "may_fix": may_fix(request),
        }
        return TemplateResponse(request, "admin/missed/list.html", context)

    def fix_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead the readers of a path on, and miss it no more."""
        target = request.POST.get("target", "").strip()
        words = format_html("are led to {} now", target)
        return self._decide(request, pk, {"target": target}, words)

    def gone_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tell the readers of a path that it is gone for good, and miss it no more."""
        return self._decide(request, pk, {"is_gone": "on"}, "are told now that it is gone for good")

    def _decide(
        self, request: HttpRequest, pk: int, data: dict[str, str], words: str
    ) -> HttpResponse:
        missed = _find(request, pk)
        note = request.POST.get("note", "")
        with transaction.atomic():
            form = MissedForm(missed, {"note": note, **data})
            if not form.is_valid():
                target = request.POST.get("target", "")
                return self._show(request, Tried(missed, target, note, _words_of(form)))
            redirect = form.save(commit=False)
            redirect.created_by = request.user
            save_redirect(redirect, by=request.user)
            record("added", redirect, by=request.user)
        told = format_html("Readers of {} {}.", missed.path, words)
        messages.success(request, _with_link(told, _change(redirect), "Change the redirect"))
        return _back(request)

    def ignore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a path no more, however often it is asked for."""
        return self._mark(request, pk, "is not shown again", "See what is ignored", is_ignored=True)

    def notice_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a path again that was ignored."""
        return self._mark(request, pk, "is shown again", "See the list", is_ignored=False)

    def _mark(
        self, request: HttpRequest, pk: int, words: str, link: str, *, is_ignored: bool
    ) -> HttpResponse:
        missed = _find(request, pk)
        MissedPath.objects.filter(pk=pk).update(is_ignored=is_ignored)
        record("ignored" if is_ignored else "noticed", missed, by=request.user)
        place = f"{reverse(LIST)}{'?shown=ignored' if is_ignored else ''}#missed-{pk}"
        told = format_html("{} {}.", missed.path, words)
        messages.success(request, _with_link(told, place, link))
        return _back(request)


def may_fix(request: HttpRequest) -> bool:
    """Whether this person may decide what becomes of a path."""
    return request.user.has_perms(["articles.change_missedpath", "articles.add_redirect"])


def _back_unless_sent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead whoever asks for the address of a step, as a reload does, to the list."""

    def wrapped(request: HttpRequest, pk: int) -> HttpResponse:
        return (
            view(request, pk) if request.method == "POST" else HttpResponseRedirect(reverse(LIST))
        )

    return wrapped


def _find(request: HttpRequest, pk: int) -> MissedPath:
    if not may_fix(request):
        raise PermissionDenied
    return get_object_or_404(MissedPath, pk=pk)


def _rows(shown: list[MissedPath], tried: Tried | None) -> list[Row]:
    """The paths of a page; what was refused is among them wherever it stands by now."""
    if tried and tried.missed not in shown:
        shown = [tried.missed, *shown]
    suggestions = suggest_targets(row.path for row in shown)
    following = {row.pk: after.pk for row, after in pairwise(shown)}
    if len(shown) > 1:
        following[shown[-1].pk] = shown[-2].pk
    return [
        Row(
            missed,
            suggestions.get(missed.path),
            following.get(missed.pk),
            tried if tried and tried.missed == missed else None,
        )
        for missed in shown
    ]


def _words_of(form: forms.Form | forms.ModelForm) -> tuple[str, ...]:
    return tuple(str(error) for errors in form.errors.values() for error in errors)


def _change(redirect: Redirect) -> str:
    return reverse("admin:articles_redirect_change", args=[redirect.pk])


def _with_link(told: str, address: str, words: str) -> SafeString:
    return format_html('{} <a href="{}">{}</a>', told, address, words)


def _back(request: HttpRequest) -> HttpResponse:
    """The page of the list that somebody was on, at the row that followed."""
    kept = {name: request.POST[name] for name in ("shown", "page") if request.POST.get(name)}
    following = request.POST.get("following", "")
    place = f"#missed-{following}" if following.isdecimal() else ""
    return HttpResponseRedirect(f"{reverse(LIST)}{'?' if kept else ''}{urlencode(kept)}{place}")
