"""Help lines: who helps readers of sensitive topics, country by country."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django_countries.filters import CountryFilter

from articles.admin.followed import FollowedAdmin
from articles.editing.profiles import refuse_merchant
from articles.editing.widgets import HTTPS_ASSUMED
from articles.models import HelpLine
from articles.publishing.help_lines import dial

NO_NUMBER = "Give the number alone, such as 116 123 or +44 20 7946 0000: a telephone dials it."


class HelpLineForm(forms.ModelForm):
    def clean_telephone(self) -> str:
        telephone = self.cleaned_data["telephone"]
        if telephone and not dial(telephone):
            raise ValidationError(NO_NUMBER)
        return telephone

    def clean_address(self) -> str:
        return refuse_merchant(self.cleaned_data["address"])


@admin.register(HelpLine)
class HelpLineAdmin(FollowedAdmin):
    """Every page that shows them follows each change at once, and a new order once for all."""

    form = HelpLineForm
    list_display = ("name", "shown_in", "telephone", "address", "words", "position")
    list_editable = ("position",)
    list_filter = (("country", CountryFilter),)
    search_fields = ("name", "telephone", "words")
    fields = ("name", "country", "telephone", "address", "words", "position")
    formfield_overrides = HTTPS_ASSUMED

    class Media:
        css: ClassVar = {"all": ["css/desk/list-order.css"]}
        js: ClassVar = [Script("js/desk/list-order.js", type="module")]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new line comes last."""
        last = HelpLine.objects.aggregate(last=Max("position"))["last"]
        after = 0 if last is None else last + 1
        return {"position": after, **super().get_changeform_initial_data(request)}

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        # In the list no label stands beside the field.
        widgets = {"position": forms.NumberInput({"aria-label": "Position", "min": "0"})}
        kwargs["form"] = forms.ModelForm
        return super().get_changelist_form(request, widgets=widgets, **kwargs)

    @admin.display(description="helps in", ordering="country")
    def shown_in(self, line: HelpLine) -> str:
        return line.country.name or "Everywhere"

    @transaction.atomic
    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """The list; however many rows of it were moved, pages are made anew once."""
        request.moved = []  # type: ignore[attr-defined]
        response = super().changelist_view(request, extra_context)
        moved, request.moved = request.moved, None  # type: ignore[attr-defined]
        if moved:
            self.follow_change(request, moved[0])
        return response

    def follow_change(self, request: HttpRequest, obj: HelpLine) -> None:
        moved = getattr(request, "moved", None)
        if moved is None:
            super().follow_change(request, obj)
        else:
            moved.append(obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Pages that show a line do not keep it: a number that nobody answers has to go."""
        return super(FollowedAdmin, self).get_deleted_objects(objs, request)

    def delete_model(self, request: HttpRequest, obj: HelpLine) -> None:
        super().delete_model(request, obj)
        self.follow_change(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        first = queryset[0]
        super().delete_queryset(request, queryset)
        self.follow_change(request, first)
