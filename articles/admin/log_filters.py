"""What narrows the log: a person, what was done, a kind, some days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from articles.models import Event
from articles.models.log import SYSTEM


class PersonFilter(admin.SimpleListFilter):
    """By the name people had when they did it; those who are gone are still found."""

    title = "person"
    parameter_name = "by"
    #: Stands in an address for what nobody did.
    NOBODY = "-"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = Event.objects.order_by("by_name").values_list("by_name", flat=True).distinct()
        return [(name or self.NOBODY, name or SYSTEM) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        name = self.value()
        if not name:
            return queryset
        return queryset.filter(by_name="" if name == self.NOBODY else name)


class VerbFilter(admin.SimpleListFilter):
    """By what was done."""

    title = "what was done"
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        verbs = Event.objects.order_by("verb").values_list("verb", flat=True).distinct()
        return [(verb, capfirst(verb)) for verb in verbs]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    """By the kind of what it was done to, as `article` or `photo`."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        keys = Event.objects.order_by().values("content_type").distinct()
        kinds = ContentType.objects.filter(pk__in=keys).order_by("model")
        return [(kind.model, spell_kind(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(content_type__model=self.value()) if self.value() else queryset


#: Beyond these, a day has no start in some time zone, or none after it.
BOUNDS = [
    MinValueValidator(date(1970, 1, 1), "Choose a day from 1970 on."),
    MaxValueValidator(date(8999, 12, 31), "Choose a day before the year 9000."),
]


def _date_field(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, validators=BOUNDS)


class DatesForm(forms.Form):
    """Two days; both may be left empty."""

    since = _date_field("From")
    until = _date_field("Until")


class DatesFilter(admin.ListFilter):
    """From one day until another, both included, in the publication's time zone."""

    title = "date"
    template = "admin/log/dates.html"
    NAMES = ("since", "until")

    def __init__(self, request: HttpRequest, params: dict, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.used_parameters = {n: params.pop(n)[-1] for n in self.NAMES if n in params}
        self.form = DatesForm(self.used_parameters)

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.NAMES)

    def choices(self, changelist: Any) -> Iterator[Any]:
        others = changelist.get_filters_params() | {"q": [changelist.query]}
        yield {
            "form": self.form,
            "kept": [
                (name, value)
                for name, values in others.items()
                for value in values
                if name not in self.NAMES and value
            ],
            "all_url": changelist.get_query_string(remove=list(self.NAMES)),
            "is_chosen": any(self.used_parameters.values()),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        if not self.form.is_valid():
            return queryset.none()  # and the form says why
        since, until = (self.form.cleaned_data[name] for name in self.NAMES)
        if since:
            queryset = queryset.filter(at__gte=_start_of(since))
        if until:
            queryset = queryset.filter(at__lt=_start_of(until + timedelta(days=1)))
        return queryset


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def spell_kind(kind: ContentType | None) -> str:
    """What an object is, in words; empty for what has none. Runs no query."""
    model = kind.model_class() if kind else None
    return str(capfirst(model._meta.verbose_name)) if model else ""
