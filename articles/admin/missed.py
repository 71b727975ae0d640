"""Pages that readers asked for and did not find: lead them on, or leave it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from articles.admin.logged import LoggedMixin
from articles.log import record
from articles.models import MissedPath
from articles.redirects.forms import RedirectForm
from articles.redirects.saving import save_redirect
from articles.redirects.suggesting import Suggestion, suggest_targets

PAGE_SIZE = 25
LIST = "admin:articles_missedpath_changelist"


@dataclass(frozen=True)
class Row:
    """One path with the page that may have been meant, or what was typed and why it cannot be."""

    missed: MissedPath
    suggestion: Suggestion | None
    target: str
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """What somebody typed for one path, and why it was refused."""

    pk: int
    target: str
    errors: tuple[str, ...]


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
        steps = {"fix": self.fix_view, "ignore": self.ignore_view, "notice": self.notice_view}
        return [
            path("", wrap(require_safe(self.changelist_view)), name=f"{name}_changelist"),
            *(
                path(f"<int:pk>/{step}/", wrap(require_POST(view)), name=f"{name}_{step}")
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
            "rows": _rows(page, tried),
            "is_ignored": is_ignored,
            "may_fix": may_fix(request),
        }
        return TemplateResponse(request, "admin/missed/list.html", context)

    def fix_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead the readers of a path on, and miss it no more."""
        missed = _find(request, pk)
        target = request.POST.get("target", "")
        with transaction.atomic():
            form = RedirectForm({"path": missed.path, "target": target})
            if not form.is_valid():
                return self._show(request, Tried(pk, target, _words_of(form)))
            redirect = form.save(commit=False)
            redirect.created_by = request.user
            save_redirect(redirect, by=request.user)
            record("added", redirect, by=request.user)
        messages.success(request, f"Readers of {missed.path} are led to {target.strip()} now.")
        return _back(request)

    def ignore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a path no more, however often it is asked for."""
        return self._mark(request, pk, "{} is not shown again.", is_ignored=True)

    def notice_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a path again that was ignored."""
        return self._mark(request, pk, "{} is shown again.", is_ignored=False)

    def _mark(self, request: HttpRequest, pk: int, words: str, *, is_ignored: bool) -> HttpResponse:
        missed = _find(request, pk)
        MissedPath.objects.filter(pk=pk).update(is_ignored=is_ignored)
        record("ignored" if is_ignored else "noticed", missed, by=request.user)
        messages.success(request, words.format(missed.path))
        return _back(request)


def may_fix(request: HttpRequest) -> bool:
    """Whether this person may decide what becomes of a path."""
    return request.user.has_perms(["articles.change_missedpath", "articles.add_redirect"])


def _find(request: HttpRequest, pk: int) -> MissedPath:
    if not may_fix(request):
        raise PermissionDenied
    return get_object_or_404(MissedPath, pk=pk)


def _rows(page: Page, tried: Tried | None) -> list[Row]:
    suggestions = suggest_targets(row.path for row in page)
    rows = []
    for missed in page:
        suggestion = suggestions.get(missed.path)
        if tried and tried.pk == missed.pk:
            rows.append(Row(missed, suggestion, tried.target, tried.errors))
        else:
            rows.append(Row(missed, suggestion, suggestion.address if suggestion else ""))
    return rows


def _words_of(form: forms.Form | forms.ModelForm) -> tuple[str, ...]:
    return tuple(str(error) for errors in form.errors.values() for error in errors)


def _back(request: HttpRequest) -> HttpResponse:
    """The page of the list that somebody was on."""
    kept = {name: request.POST[name] for name in ("shown", "page") if request.POST.get(name)}
    return HttpResponseRedirect(f"{reverse(LIST)}{'?' if kept else ''}{urlencode(kept)}")
