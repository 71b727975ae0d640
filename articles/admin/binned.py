"""Deleting at the desk moves to the bin: who may, what is asked before, what is said after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.text import capfirst

from articles.admin.pages import PagesMixin
from articles.bin import InUse, TooLate, kept_until, throw_away
from articles.editing.drafts import Opened, name_of
from articles.models import RevisionBase
from articles.publishing.states import state_of
from articles.redirects.targets import redirects_to
from articles.uses import drafts_naming, holders, keepers, linking_pages

#: Rows of a list that are moved to the bin at once.
MAX_AT_ONCE = 100

#: Places that a page which asks names one by one.
MAX_PLACES = 50

Missed = list[tuple[str, list[Any]]]


@dataclass(frozen=True)
class Place:
    """Where something is used: what that is, its name, and the address for those who may see it."""

    kind: str
    label: str
    address: str = ""


class BinnedMixin(admin.ModelAdmin):
    """Rows that go to the bin when they are deleted."""

    delete_confirmation_template = "admin/bin/confirm.html"
    actions: Sequence[Any] | None = ("delete_selected",)
    #: Whether it has a page, which can be looked at in the bin too.
    has_page = False

    def in_bin(self, request: HttpRequest) -> QuerySet:
        """What this person finds in the bin."""
        rows = self.model.everything.filter(binned_at__isnull=False)
        return rows if self.has_delete_permission(request) else rows.none()

    def show_in_bin(self, obj: Any) -> str:
        """How the list of the bin shows a row."""
        return str(obj)

    # Before

    def keepers(self, obj: Any) -> list[Any]:
        """What has to let go of a row first."""
        return keepers(obj)

    def what_happens(self, obj: Any) -> list[str]:
        """What else happens when a row goes to the bin, in sentences."""
        return []

    def what_misses(self, objs: Sequence[Any]) -> Missed:
        """What uses rows without keeping them: what becomes of it, and what it is."""
        return [
            (
                "These texts name it; they have to be mended when they are next saved:",
                drafts_naming(objs),
            )
        ]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What Django asks first: nothing goes but the rows, and what is in use stays."""
        users = [(obj, self.keepers(obj)) for obj in objs]
        protected = [(obj, self._places(request, rows)) for obj, rows in users if rows]
        # What is in use is kept, whoever asks: its places say more than a missing permission.
        may = protected or all(self.has_delete_permission(request, obj) for obj in objs)
        lacking = set() if may else {str(self.opts.verbose_name)}
        return [str(obj) for obj in objs], {}, lacking, protected

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The site's log tells of it, whoever moves it."""

    def _places(self, request: HttpRequest, rows: Iterable[Any]) -> list[Place]:
        return [self._place(request, row) for row in list(rows)[:MAX_PLACES]]

    def _place(self, request: HttpRequest, row: Any) -> Place:
        if isinstance(row, RevisionBase):
            return Place("Page", row.title, row.get_absolute_url())
        place = Place(str(capfirst(row._meta.verbose_name)), str(row))
        if not self.admin_site.get_model_admin(type(row)).has_view_permission(request, row):
            return place
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return Place(place.kind, place.label, reverse(name, args=[row.pk]))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        obj = context["object"]
        context |= self._ask(request, [obj], context["protected"])
        context["happens"] = self.what_happens(obj)
        context["keep_url"] = reverse(f"admin:{self._name('change')}", args=[obj.pk])
        return super().render_delete_form(request, context)

    def _ask(self, request: HttpRequest, objs: Sequence[Any], protected: list) -> dict[str, Any]:
        missed = [] if protected else self.what_misses(objs)
        return {
            "title": "In use" if protected else "Move to the bin",
            "objects": objs,
            "until": kept_until(objs[0]),
            "missed": [(words, self._places(request, rows)) for words, rows in missed if rows],
        }

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    # One row

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asks on GET, moves to the bin on POST."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except TooLate:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        except InUse:
            # It came to be used while this person was asked; asked again, the page says so.
            return HttpResponseRedirect(request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        throw_away(obj, by=request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        self._tell(request, f"“{obj_display}” is")
        return HttpResponseRedirect(reverse(f"admin:{self._name('changelist')}"))

    def _tell(self, request: HttpRequest, what: str) -> None:
        message = format_html(
            '{} in <a href="{}">the bin</a> and can be brought back until {}.',
            what,
            reverse("admin:bin"),
            formats.date_format(timezone.localtime(kept_until(self.model())), "j F Y"),
        )
        self.message_user(request, message, messages.SUCCESS)

    # Many rows

    @admin.action(description="Move the chosen to the bin …", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Asks first; then moves all of them in one transaction, or none."""
        objs = list(queryset[: MAX_AT_ONCE + 1])
        if len(objs) > MAX_AT_ONCE:
            self.message_user(request, f"Choose at most {MAX_AT_ONCE} at once.", messages.ERROR)
            return None
        _, _, lacking, protected = self.get_deleted_objects(objs, request)
        if lacking:
            raise PermissionDenied
        if protected or "post" not in request.POST:
            return self._ask_for_all(request, objs, protected)
        self._move_all(request, objs)
        return None

    def _ask_for_all(
        self, request: HttpRequest, objs: Sequence[Any], protected: list
    ) -> HttpResponse:
        chosen = [(ACTION_CHECKBOX_NAME, obj.pk) for obj in objs]
        context = {
            **self.admin_site.each_context(request),
            **self._ask(request, objs, protected),
            "opts": self.opts,
            "media": self.media,
            "protected": protected,
            "keep_url": reverse(f"admin:{self._name('changelist')}"),
            "hidden": [("action", "delete_selected"), *chosen],
        }
        return TemplateResponse(request, self.delete_confirmation_template, context)

    def _move_all(self, request: HttpRequest, objs: Sequence[Any]) -> None:
        try:
            with transaction.atomic():
                self.log_deletions(request, objs)
                self.delete_queryset(request, objs)
        except (InUse, TooLate):
            message = "Nothing was moved: one of them was changed meanwhile. Look again."
            self.message_user(request, message, messages.ERROR)
            return
        count = len(objs)
        self._tell(request, f"“{objs[0]}” is" if count == 1 else f"The {count} you chose are")

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in sorted(queryset, key=lambda row: row.pk):
            throw_away(obj, by=request.user)

    # After

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """To the bin, if it lies there, saying who moved it and when."""
        rows = self.in_bin(request).select_related("binned_by")
        obj = rows.filter(pk=object_id).first() if object_id.isdecimal() else None
        if obj is None:
            return super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
                request, opts, object_id
            )
        message = f"“{obj}” is in the bin. {spell_binning(obj)}"
        if Opened.read(request.POST.get("opened", "")):
            message += " What you typed is kept: bring it back, and the form shows it."
        self.message_user(request, message, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:bin"))


class BinnedWritingMixin(BinnedMixin, PagesMixin):
    """Articles and guides: withdrawn on their way to the bin. Authors bin their own drafts."""

    has_page = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Editors all; others what they own, while it was neither live nor scheduled."""
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None or self.may_publish(request):
            return True
        was_planned = obj.revisions.filter(live_from__isnull=False)
        return self.has_change_permission(request, obj) and not was_planned.exists()

    def in_bin(self, request: HttpRequest) -> QuerySet:
        rows = super().in_bin(request)
        return rows if self.may_publish(request) else rows.filter(owner=request.user)

    def keepers(self, obj: Any) -> list[Any]:
        return []

    def what_happens(self, obj: Any) -> list[str]:
        state, found = state_of(obj), []
        if state.is_live:
            found.append(
                f"Its page ends at once: {state.address} tells readers that we have taken it down "
                "(410)."
            )
        if state.goes_live_at:
            found.append(f"It does not go live on {spell(state.goes_live_at)}.")
        found.append("All its versions stay with it, and what anybody typed and did not save.")
        found.append("When it is brought back it is a draft: it never goes live by itself.")
        return found

    def what_misses(self, objs: Sequence[Any]) -> Missed:
        missed = super().what_misses(objs)
        for obj in objs:
            missed += [
                ("It is a part of these; readers find them without it:", holders(obj)),
                ("These pages link to it; the words stay, without a link:", linking_pages(obj)),
                ("Old addresses led readers to it; nothing is found there:", redirects_to(obj)),
            ]
        return missed


def spell(moment: datetime) -> str:
    """A moment for people, in the publication's time zone."""
    return formats.date_format(timezone.localtime(moment), "j F Y, H:i")


def spell_binning(obj: Any) -> str:
    """Who moved a row to the bin, and when."""
    who = name_of(obj.binned_by) if obj.binned_by else "Somebody"
    return f"{who} moved it there on {spell(obj.binned_at)}."
