"""The Markdown field of the desk: django-markdownx's widget with our own script and views."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse_lazy
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """A text area beside what it will look like. Without JavaScript, a plain text area."""

    template_name = "articles/widgets/markdown.html"

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["preview_url"] = reverse_lazy("admin:preview_text")
        context["upload_url"] = reverse_lazy("admin:upload_photo")
        return context

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/editor.css"]},
            js=[Script("js/editor.js", type="module")],
        )


class PositionInput(forms.NumberInput):
    """A small field for a row's place in the order."""

    def __init__(self) -> None:
        super().__init__({"class": "position-input", "min": 0})
