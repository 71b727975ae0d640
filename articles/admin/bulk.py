"""Change many articles of the list at once: ask, show what will change, do it, undo it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from articles.admin.pages import PagesMixin
from articles.bulk.changes import Change
from articles.bulk.forms import FORMS, BulkForm
from articles.bulk.plans import (
    MAX_ROWS,
    Outdated,
    TooLate,
    Undone,
    carry_out,
    make_plan,
    recent,
    spell_count,
    undo,
)
from articles.models import BulkChange

MEANWHILE = (
    "Nothing was changed: something was different meanwhile. "
    "Here is what would happen now; look again."
)
#: Changes on the page that lists them.
MAX_LISTED = 100


def _make_action(name: str, form: type[BulkForm]) -> Callable:
    def choose(desk: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return desk.choose_value(request, name, queryset)

    choose.__name__ = f"bulk_{name.replace('-', '_')}"
    permission = "publish" if form.is_public else "change"
    return admin.action(choose, description=form.action, permissions=[permission])


class BulkMixin(PagesMixin):
    """The actions of a list, and the pages they lead to. Authors change what they own."""

    change_list_template = "admin/bulk/change_list.html"
    actions: Sequence[Any] | None = [_make_action(name, form) for name, form in FORMS.items()]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may schedule and withdraw, as Django's actions ask for it."""
        return self.may_publish(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        # One at a time: what is live ends when it goes to the bin.
        return {name: row for name, row in actions.items() if name != "delete_selected"}

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("bulk/", wrap(require_safe(self.bulk_list_view)), name=f"{name}_bulk"),
            path(
                "bulk/<int:pk>/undo/",
                wrap(require_POST(self.bulk_undo_view)),
                name=f"{name}_bulk_undo",
            ),
            path(
                "bulk/<slug:kind>/",
                wrap(require_POST(self.bulk_change_view)),
                name=f"{name}_bulk_change",
            ),
            *super().get_urls(),
        ]

    # Ask

    def choose_value(
        self, request: HttpRequest, kind: str, queryset: QuerySet
    ) -> HttpResponse | None:
        """What follows the choice of an action in the list."""
        keys = list(queryset.values_list("pk", flat=True)[: MAX_ROWS + 1])
        if len(keys) > MAX_ROWS:
            self.message_user(request, f"Choose at most {MAX_ROWS} at once.", messages.ERROR)
            return None
        if not FORMS[kind].base_fields:
            return self._show_plan(request, FORMS[kind]({}, keys=keys))
        return self._ask_for_value(request, FORMS[kind](keys=keys))

    def bulk_change_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Asks for the value, shows what will change, or does it: as the pressed button says.

        What is sent is what was chosen in the list, the value, and what was promised of it.
        """
        if kind not in FORMS:
            raise Http404(f"Nothing is called {kind}.")
        form = FORMS[kind](request.POST, keys=self._chosen_keys(request, FORMS[kind]))
        if not form.is_valid() or "_ask" in request.POST:
            return self._ask_for_value(request, form)
        if "_carry_out" not in request.POST:
            return self._show_plan(request, form)
        return self._carry_out_bulk(request, form) or self._show_plan(request, form)

    def _chosen_keys(self, request: HttpRequest, form: type[BulkForm]) -> list[int]:
        """The primary keys sent, if this person may change each so. One query."""
        may = self.may_publish(request) if form.is_public else self.has_change_permission(request)
        sent = request.POST.getlist(ACTION_CHECKBOX_NAME)[:MAX_ROWS]
        keys = [int(key) for key in sent if key.isdecimal() and len(key) < 19]
        rows = self.model._default_manager.filter(pk__in=keys)
        if not may or not all(self.has_change_permission(request, row) for row in rows):
            raise PermissionDenied
        return [row.pk for row in rows]

    def _ask_for_value(self, request: HttpRequest, form: BulkForm) -> HttpResponse:
        return self._show_bulk(request, "ask", title=form.title, form=form, count=len(form.keys))

    def _show_plan(self, request: HttpRequest, form: BulkForm) -> HttpResponse:
        """What will change, article by article. Some fifty queries for each at most."""
        form.is_valid()
        plan = make_plan(form.make(), form.keys)
        return self._show_bulk(
            request,
            "preview",
            title=form.title,
            form=form,
            plan=plan,
            count=spell_count(len(plan.done)),
            promise=plan.promise(),
        )

    # Do

    def _carry_out_bulk(self, request: HttpRequest, form: BulkForm) -> HttpResponse | None:
        change: Change = form.make()
        try:
            bulk = carry_out(
                change,
                request.POST.get("promise", ""),
                by=request.user,
                may=lambda article: self.has_change_permission(request, article),
            )
        except Outdated:
            self.message_user(request, MEANWHILE, messages.WARNING)
            return None
        done = f"{change.label}: {spell_count(len(bulk.before['rows']))}."
        message = format_html("{} {}", done, self._undo_button(request, bulk))
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(self.collection_address("changelist"))

    def _undo_address(self, bulk: BulkChange) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk_undo"
        return reverse(name, args=[bulk.pk])

    def _undo_button(self, request: HttpRequest, bulk: BulkChange) -> SafeString:
        return format_html(
            '<form method="post" action="{}" class="bulk-undo">'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button type="submit" class="button">Undo</button></form>',
            self._undo_address(bulk),
            get_token(request),
        )

    # Undo

    def bulk_list_view(self, request: HttpRequest) -> HttpResponse:
        """What was changed in the last thirty days. One query beside the frame's."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        rows = recent(request.user, sees_all=self.may_publish(request))[:MAX_LISTED]
        changes = [
            {
                "bulk": bulk,
                "rows": bulk.before["rows"],
                "may_undo": self._may_undo(request, bulk),
                "undo_url": self._undo_address(bulk),
            }
            for bulk in rows
        ]
        return self._show_bulk(request, "list", title="Bulk changes", changes=changes)

    def bulk_undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a change; says what could not be undone."""
        bulk = get_object_or_404(BulkChange, pk=pk)
        if not self._may_undo(request, bulk):
            raise PermissionDenied
        try:
            undone = undo(
                bulk,
                by=request.user,
                may=lambda article: self.has_change_permission(request, article),
            )
        except TooLate:
            message = "It was undone already, or is too long ago."
            self.message_user(request, message, messages.WARNING)
        else:
            self._tell_of_undoing(request, bulk, undone)
        return HttpResponseRedirect(self.collection_address("bulk"))

    def _may_undo(self, request: HttpRequest, bulk: BulkChange) -> bool:
        """Editors all; others what they did themselves, and no reader saw."""
        if self.may_publish(request):
            return True
        is_own = bulk.made_by_id == request.user.pk and self.has_change_permission(request)
        return is_own and not FORMS[bulk.before["name"]].is_public

    def _tell_of_undoing(self, request: HttpRequest, bulk: BulkChange, undone: Undone) -> None:
        if undone.count:
            done = f"Undone: {bulk.label}, {spell_count(undone.count)}."
            self.message_user(request, done, messages.SUCCESS)
        if undone.left:
            left = format_html_join("", "<br>“{}”: {}", undone.left)
            message = format_html("Not undone, and left as they are:{}", left)
            self.message_user(request, message, messages.WARNING)

    def _show_bulk(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": self.collection_address("changelist"),
            "bulk_url": self.collection_address("bulk"),
        }
        if form := context.get("form"):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk_change"
            context["form_url"] = reverse(name, args=[form.kind.name])
        return TemplateResponse(request, f"admin/bulk/{template}.html", frame | context)
