"""The Markdown field of the desk: django-markdownx's widget with our own script and views."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.forms.widgets import Script
from django.urls import reverse_lazy
from markdownx.widgets import AdminMarkdownxWidget

from articles.editing.choosing import chooser_kinds
from articles.rendering.blocks import block_names

#: What is typed as “shop.example.com/item” is taken for https.
HTTPS_ASSUMED: dict[Any, dict[str, Any]] = {models.URLField: {"assume_scheme": "https"}}

#: A primary key as every database takes it.
KEY = re.compile(r"[0-9]{1,18}")


class MarkdownWidget(AdminMarkdownxWidget):
    """A text area with a toolbar for the Markdown in it. Without JavaScript, a plain text area."""

    template_name = "articles/widgets/markdown.html"

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context |= {
            "preview_url": reverse_lazy("admin:preview_text"),
            "upload_url": reverse_lazy("admin:upload_photo"),
            "clean_url": reverse_lazy("admin:clean_text"),
            "convert_url": reverse_lazy("admin:convert_address"),
            "choose_url": reverse_lazy("admin:choose", args=["KIND"]),
            "kinds": " ".join(chooser_kinds()),
            "blocks": " ".join(block_names()),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        # Browsers send CRLF (HTML, "form submission"): a text nobody touched would differ.
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/desk/fields.css"]},
            js=[Script("js/desk/fields.js", type="module")],  # type: ignore[list-item]
        )


class Suggestions(AutocompleteSelect):
    """A choice among many rows; what is no key of a row is told in the form, not a crash."""

    #: Names of keys that need no query.
    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> list:
        # Django looks the chosen up as they were sent, and the database refuses “abc”.
        keys = [str(key) for key in value if KEY.fullmatch(str(key))]
        if len(keys) != 1 or keys[0] not in self.known:
            return super().optgroups(name, keys, attr)
        chosen = self.create_option(name, keys[0], self.known[keys[0]], selected=True, index=0)
        return [(None, [self.create_option(name, "", "", selected=False, index=0), chosen], 0)]


class ManySuggestions(Suggestions, AutocompleteSelectMultiple):
    """The same for a choice of several."""


class SuggestingAdmin(BaseModelAdmin):
    """Gives the autocomplete fields of an admin or inline these widgets."""

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Suggestions(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ManySuggestions(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PositionInput(forms.NumberInput):
    """A small field for a row's place in the order."""

    def __init__(self) -> None:
        super().__init__({"class": "position-input", "min": 0})
