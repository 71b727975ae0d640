"""How the cells of a file become the fields of a row: the models' own checks, plain words."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.registry.tables import Table

YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


class YesNoField(forms.Field):
    """A yes or a no as people and spreadsheets write it."""

    def to_python(self, value: Any) -> bool:
        try:
            return YES_NO[value.strip().lower()]
        except KeyError:
            raise ValidationError("Write yes or no.") from None


class MomentField(forms.DateTimeField):
    """A moment that has a date both in UTC, in which it is kept, and in our own time zone."""

    def to_python(self, value: Any) -> datetime | None:
        found = super().to_python(value)
        try:
            return found and timezone.localtime(found.astimezone(UTC))
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def row_form(table: Table) -> type[forms.ModelForm]:
    """The form that checks a row of a table, as its form at the desk does."""
    return forms.modelform_factory(
        table.model, fields=list(table.columns), formfield_callback=_field_maker(table)
    )


def _field_maker(table: Table) -> Callable[..., forms.Field]:
    def make(column: Any, **kwargs: Any) -> forms.Field:
        match column:
            case models.ForeignKey():
                return _reference_field(column, table.references[column.name])
            case models.BooleanField():
                return YesNoField()
            case models.URLField():
                kwargs["assume_scheme"] = "https"
            case models.DateTimeField():
                words = "Write a moment such as 2026-11-24T18:00:00+01:00."
                kwargs |= {"input_formats": [], "error_messages": {"invalid": words}}
                kwargs["form_class"] = MomentField
            case models.DateField():
                words = "Write a day such as 2026-11-24."
                kwargs |= {"input_formats": ["%Y-%m-%d"], "error_messages": {"invalid": words}}
            case models.Field(choices=[_, *_]):
                words = f"Write one of: {', '.join(dict(column.flatchoices))}."
                kwargs["error_messages"] = {"invalid_choice": words}
        return column.formfield(**kwargs)

    return make


def _reference_field(column: Any, spelled_by: str) -> forms.ModelChoiceField:
    kind = column.related_model._meta.verbose_name
    return forms.ModelChoiceField(
        column.related_model._default_manager.all(),
        to_field_name=spelled_by,
        required=not column.blank,
        error_messages={"invalid_choice": f"There is no {kind} “%(value)s”."},
    )
