"""Rows of the desk whose changes stand in the site's log, and the log of one of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import formats
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from articles.admin.pages import PagesMixin
from articles.log import record, record_all, spell
from articles.models import Event

PER_PAGE = 50
#: So much of a value is told, and so many of many.
MAX_VALUE, MAX_VALUES = 80, 10


def spell_changes(form: forms.BaseForm, names: tuple[str, ...] | None = None) -> str:
    """The fields of a form that were changed, of these `names`; a text is not repeated."""
    changed = [name for name in form.changed_data if names is None or name in names]
    return capfirst("; ".join(_spell_change(form, name) for name in changed))


def _spell_change(form: forms.BaseForm, name: str) -> str:
    field = form.fields.get(name)
    label = (str(field.label) if field and field.label else name.replace("_", " ")).lower()
    value = _spell_value(form, name, field)
    return f"{label}: {value}" if value else label


def _spell_value(form: Any, name: str, field: forms.Field | None) -> str:
    """What a field holds now, in words; empty for texts and whatever else is long or secret."""
    value = form.cleaned_data.get(name)
    match field:
        case forms.ModelMultipleChoiceField():
            return _spell_rows(form.initial.get(name) or [], value or [])
        case forms.BooleanField():
            return "yes" if value else "no"
        case forms.ModelChoiceField() | forms.URLField() | forms.IntegerField():
            words = value
        case forms.ChoiceField():
            words = dict(field.widget.choices).get(value, value)
        case forms.DateField():
            words = value and formats.date_format(value, "j F Y")
        case forms.DateTimeField() | forms.SplitDateTimeField():
            words = value and spell(value)
        case _:
            return ""
    return "none" if value in (None, "") else str(words)[:MAX_VALUE]


def _spell_rows(before: Any, after: Any) -> str:
    was, now = ({row.pk: row for row in rows} for rows in (before, after))
    parts = {
        "added": [row for key, row in now.items() if key not in was],
        "removed": [row for key, row in was.items() if key not in now],
    }
    return " and ".join(
        f"{verb} {', '.join(map(str, rows[:MAX_VALUES]))}" for verb, rows in parts.items() if rows
    )


class LoggedMixin(admin.ModelAdmin):
    """What is added, changed and deleted here is told in our log, and not in Django's."""

    #: The fields whose changes are told; all of them without.
    logged_fields: tuple[str, ...] | None = None

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
    ) -> Any:
        return "" if add else spell_changes(form, self.logged_fields)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        record("added", obj, by=request.user)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if message:
            record("changed", obj, by=request.user, detail=message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        record_all("deleted", queryset, by=request.user)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's page of an object's history, from our log. Five queries."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return self.show_log(request, obj)

    def show_log(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        """What was done to one object, the newest first."""
        events = Paginator(Event.objects.of(obj), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Log of “{obj}”",
            "subtitle": None,
            "opts": self.opts,
            "original": obj,
            "object_id": str(obj.pk),
            "events": events,
        }
        return TemplateResponse(request, "admin/log/object.html", context)


class LogPageMixin(PagesMixin, LoggedMixin):
    """For what has versions: these tell of its texts, and the log has a page beside them."""

    #: What no version holds.
    logged_fields = ("owner", "review_due_on")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The first version tells of it."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("log/", require_safe(self.log_view), "log"),
            *super().get_urls(),
        ]

    def log_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was done to an article or guide besides writing, for who may see it."""
        return self.show_log(request, self.find(request, pk))
