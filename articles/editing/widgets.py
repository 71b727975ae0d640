"""The Markdown field of the desk: django-markdownx's widget with our own script and views."""

from typing import Any

from django import forms
from django.db import models
from django.forms.widgets import Script
from django.urls import reverse_lazy
from markdownx.widgets import AdminMarkdownxWidget

#: What is typed as “shop.example.com/item” is taken for https.
HTTPS_ASSUMED = {models.URLField: {"assume_scheme": "https"}}


class MarkdownWidget(AdminMarkdownxWidget):
    """A text area beside what it will look like. Without JavaScript, a plain text area."""

    template_name = "articles/widgets/markdown.html"

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["preview_url"] = reverse_lazy("admin:preview_text")
        context["upload_url"] = reverse_lazy("admin:upload_photo")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        # Browsers send CRLF (HTML, "form submission"): a text nobody touched would differ.
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/editor.css"]},
            js=[Script("js/editor.js", type="module")],  # type: ignore[list-item]
        )


class PositionInput(forms.NumberInput):
    """A small field for a row's place in the order."""

    def __init__(self) -> None:
        super().__init__({"class": "position-input", "min": 0})
