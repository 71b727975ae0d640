"""Forms that check Markdown as a reader's page would, and keep what a second editor wrote."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject, cached_property

from articles.editing.drafts import name_of
from articles.editing.widgets import MarkdownWidget, PositionInput
from articles.health.telling import troubles_of
from articles.publishing.library import library_for
from articles.rendering.library import Library, Page
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import render
from articles.rendering.placeholders import drop_placeholders

EMPTY = Library()
#: Fields of a working copy that no version holds.
ASIDE = ("owner", "review_due_on")
REFERENCE_KEY = re.compile(r"references-\d+-key")


def library_of(request: HttpRequest) -> Library:
    """What the texts of a submitted form may name: looked up once, when first needed."""
    return SimpleLazyObject(lambda: _look_up(request.POST))  # type: ignore[return-value]


def _look_up(data: QueryDict) -> Library:
    fields = {name: str(value) for name, value in data.items()}
    keys = [value for name, value in fields.items() if value and REFERENCE_KEY.fullmatch(name)]
    return library_for(fields.values(), dict.fromkeys(keys))


def markdown_errors(
    text: str, library: Library, *, is_sensitive: bool = False, is_draft: bool = False
) -> list[str]:
    """The problems of one text, as sentences for its writer. Runs no query.

    In a draft, placeholders are none: what is left for later is what drafts are for.
    """
    page = Page(library, is_sensitive=is_sensitive)
    try:
        render(text, page)
    except TextTooLarge as error:
        return [str(error)]
    problems = drop_placeholders(page.problems) if is_draft else page.problems
    return [str(problem) for problem in problems]


class MarkdownForm(forms.ModelForm):
    """A model form whose Markdown fields must render without a problem."""

    #: What its texts may name: bound by the admin, in the class or for each form.
    library: Library = EMPTY
    #: Whether what it saves is published in another step, which refuses what is left for later.
    is_draft = False

    def __init__(self, *args: Any, library: Library | None = None, **kwargs: Any) -> None:
        if library is not None:
            self.library = library
        super().__init__(*args, **kwargs)

    def show_as_typed(self) -> None:
        """Hold what was typed without checking it: nobody has sent it yet."""
        self._errors = ErrorDict()

    @property
    def markdown_fields(self) -> list[str]:
        return [
            name for name, field in self.fields.items() if isinstance(field.widget, MarkdownWidget)
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.markdown_fields:
            text = self.cleaned_data.get(name) or ""
            for error in markdown_errors(text, self.library, is_draft=self.is_draft):
                self.add_error(name, error)
        return cleaned


class OpenedForm(MarkdownForm):
    """The main form of something two people may edit: it carries along what it was made of.

    `clashes` are the places where what was sent and what was saved meanwhile differ.
    """

    is_draft = True
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, opened: str = "", clashes: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = opened
        self.clashes = clashes
        for name in ASIDE:
            if name in self.fields:
                # No version holds them, so the form says what they were when it was opened.
                self.fields[name].show_hidden_initial = True

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.clashes:
            who = self.instance.updated_by
            raise ValidationError(
                f"{name_of(who) if who else 'Somebody'} saved this while you wrote, and you both "
                "changed the same passage. Nothing is saved yet: both texts are below. Choose, "
                "then save again.",
                code="clash",
            )
        return cleaned


class PositionField(forms.IntegerField):
    """Where a row stands; a row without a position comes last."""

    LAST = 32_000

    def __init__(self) -> None:
        super().__init__(
            label="Order", required=False, min_value=0, max_value=self.LAST, widget=PositionInput
        )

    def clean(self, value: Any) -> int:
        position = super().clean(value)
        return self.LAST if position is None else position


class RowForm(MarkdownForm):
    """A row of an article or guide that has a place in an order."""

    is_draft = True
    position = PositionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None

    @property
    def place(self) -> str:
        """The name of this row among all fields of the article, for drafts and comments."""
        rows, _, number = str(self.prefix).rpartition("-")
        return f"{rows}:{self['key'].value() or number}"

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        # A new row in which nobody wrote anything has a place and a key all the same.
        is_blank = not self.instance.pk and not set(changed) - {"position", "key"}
        return [] if is_blank else changed

    def validate_unique(self) -> None:
        if self.has_changed():
            super().validate_unique()

    def validate_constraints(self) -> None:
        # Each costs a query, and a row that nobody touched was checked when it was saved.
        if self.has_changed():
            super().validate_constraints()  # type: ignore[misc]  # the stubs lack it


class KeyedRowForm(RowForm):
    """A row that is known by a UUID, which a new one may bring along."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["key"] = self.instance.key

    def clean_key(self) -> Any:
        key = self.cleaned_data["key"]
        if key and not self.instance.pk:
            self.instance.key = key
        return self.instance.key


class SavedRowField(forms.Field):
    """The primary key of a row that the form set has loaded: no query for each."""

    widget = forms.HiddenInput

    def __init__(self, row: models.Model) -> None:
        super().__init__(required=False, initial=row.pk)
        self.row = row

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False

    def clean(self, value: Any) -> models.Model | None:
        return self.row if str(value or "") == str(self.row.pk) else None


class OrderedFormSet(BaseInlineFormSet):
    """Rows that stand in an order and are numbered through when saved.

    One that `is_shown` holds what was typed and not sent yet, which nobody has to check.
    """

    def __init__(self, *args: Any, is_shown: bool = False, **kwargs: Any) -> None:
        self.is_shown = is_shown
        super().__init__(*args, **kwargs)
        if is_shown:
            self._errors: list = []
            self._non_form_errors = self.error_class()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.is_shown:
            form.show_as_typed()
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk:
            name = self._pk_field.name  # type: ignore[attr-defined]
            form.fields[name] = SavedRowField(form.instance)

    def clean(self) -> None:
        super().clean()
        seen = set()
        for row in (form.instance for form in self.forms if isinstance(form, KeyedRowForm)):
            if row.pk is None and row.key in seen:
                row.key = uuid.uuid4()  # a copy of a row is a row of its own
            seen.add(row.key)

    def save(self, commit: bool = True) -> list:  # noqa: FBT001, FBT002 (Django's signature)
        saved = super().save(commit)
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
        moved = []
        for number, row in enumerate(rows.order_by("position", "pk"), start=1):
            if row.position != number:
                row.position = number
                moved.append(row)
        self.model._default_manager.bulk_update(moved, ["position"])
        return saved


class SourceForm(RowForm):
    """A source, known by the key that texts cite it by."""

    #: What checks found wrong with it; told by the form set.
    trouble = ""

    class Meta:
        widgets = {"quote": forms.Textarea({"rows": 3, "class": "vLargeTextField"})}
        help_texts = {
            "quote": "The words of the source that bear out what you say, as they stand there: up "
            "to 600 letters, with “…” where you leave some out. Readers see them, and whoever "
            "checks the links looks whether they are still there.",
        }

    def clean_quote(self) -> str:
        """In one line: how a page breaks its lines is no part of what it says."""
        return " ".join(self.cleaned_data["quote"].split())


class SourceFormSet(OrderedFormSet):
    """The sources of an article, each with a key of its own."""

    @cached_property
    def forms(self) -> list:
        """The rows, told what checks found of their sources. One query where there are any."""
        rows = super().forms
        troubles = troubles_of([(row.instance.url, row.instance.quote) for row in rows])
        for row in rows:
            row.trouble = troubles.get((row.instance.url, row.instance.quote), "")
        return rows

    def save(self, commit: bool = True) -> list:  # noqa: FBT001, FBT002 (Django's signature)
        # Rows are written one by one, and two may have swapped their keys: they step aside.
        for form in self.initial_forms:
            if form in self.deleted_forms or "key" in form.changed_data:
                row = self.model._default_manager.filter(pk=form.instance.pk)
                row.update(key=f"stepping-aside-{form.instance.pk}")
        return super().save(commit)
