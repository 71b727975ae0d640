"""The days a report is about, in the publication's time zone, and the same length before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import formats, timezone

#: Lengths that are one click away, in days up to today.
QUICK = {"7": "7 days", "30": "30 days", "90": "90 days", "365": "A year"}
USUAL = 30

#: Five years with their leap days.
LONGEST = 5 * 365 + 2


@dataclass(frozen=True)
class Period:
    """From the start of one day to the end of another."""

    first: date
    last: date
    #: The part of an address that asks for it.
    query: str = ""

    @classmethod
    def up_to_today(cls, days: int) -> "Period":
        """So many days, of which today is the last."""
        today = timezone.localdate()
        return cls(today - timedelta(days=days - 1), today, urlencode({"days": days}))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """As many days, up to the day before the first."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def is_over(self) -> bool:
        """Whether its last day has ended."""
        return self.last < timezone.localdate()

    @property
    def quick(self) -> str:
        """Which of the quick choices it is; empty for two days somebody gave."""
        return self.query.removeprefix("days=") if self.query.startswith("days=") else ""

    def __str__(self) -> str:
        if self.days == 1:
            return spell_day(self.last)
        return f"{spell_day(self.first)} to {spell_day(self.last)}"


def spell_day(day: date) -> str:
    """A day with its year: `3 May 2026`."""
    return formats.date_format(day, "j M Y")


def _day_field(label: str) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    first = MinValueValidator(date(1970, 1, 1), "Choose a day from 1970 on.")
    return forms.DateField(label=label, required=False, widget=widget, validators=[first])


class PeriodForm(forms.Form):
    """Two days; one that is left empty is today, or so far back as is usual."""

    since = _day_field("From")
    until = _day_field("To")

    def clean(self) -> dict[str, Any]:
        days: dict[str, Any] = super().clean() or {}
        if self.errors:
            return days
        today = timezone.localdate()
        until = days["until"] or today
        since = days["since"] or until - timedelta(days=USUAL - 1)
        if until > today:
            raise ValidationError("Those days are still to come. Choose today as the last one.")
        if since > until:
            raise ValidationError("The first day comes after the last. Swap them.")
        if (until - since).days >= LONGEST:
            raise ValidationError("That is more than five years. Choose a shorter time.")
        return days | {"since": since, "until": until}

    def period(self) -> Period:
        """What was asked for, once it `is_valid`."""
        days = {name: self.cleaned_data[name] for name in ("since", "until")}
        query = urlencode({name: day.isoformat() for name, day in days.items()})
        return Period(days["since"], days["until"], query)


def read_period(asked: Mapping[str, str]) -> tuple[Period, PeriodForm]:
    """The period an address asks for, and the form that says what is wrong with it.

    Whatever is asked, there is a period: the usual one, where it cannot be understood.
    """
    if asked.get("since") or asked.get("until"):
        form = PeriodForm(asked)
        if form.is_valid():
            return _with_form(form.period())
        return Period.up_to_today(USUAL), form
    days = asked.get("days", "")
    return _with_form(Period.up_to_today(int(days) if days in QUICK else USUAL))


def _with_form(period: Period) -> tuple[Period, PeriodForm]:
    return period, PeriodForm(initial={"since": period.first, "until": period.last})
