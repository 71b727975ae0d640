"""Forms that check Markdown as a reader's page would, and keep what a second editor wrote."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject

from articles.editing.widgets import MarkdownWidget, PositionInput
from articles.publishing.library import library_for
from articles.rendering.library import Library, Page
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import render

EMPTY = Library()
REFERENCE_KEY = re.compile(r"references-\d+-key")
SMALL_NUMBER = re.compile(r"[0-9]{1,4}")


def library_of(request: HttpRequest) -> Library:
    """What the texts of a submitted form may name: looked up once, when first needed."""
    return SimpleLazyObject(lambda: _look_up(request.POST))  # type: ignore[return-value]


def _look_up(data: QueryDict) -> Library:
    fields = {name: str(value) for name, value in data.items()}
    keys = [value for name, value in fields.items() if value and REFERENCE_KEY.fullmatch(name)]
    return library_for(fields.values(), dict.fromkeys(keys))


def markdown_errors(text: str, library: Library) -> list[str]:
    """The problems of one text, as sentences for its writer. Runs no query."""
    page = Page(library)
    try:
        render(text, page)
    except TextTooLarge as error:
        return [str(error)]
    return [str(problem) for problem in page.problems]


class MarkdownForm(forms.ModelForm):
    """A model form whose Markdown fields must render without a problem."""

    #: What its texts may name: bound by the admin, in the class or for each form.
    library: Library = EMPTY

    def __init__(self, *args: Any, library: Library | None = None, **kwargs: Any) -> None:
        if library is not None:
            self.library = library
        super().__init__(*args, **kwargs)

    @property
    def markdown_fields(self) -> list[str]:
        return [
            name for name, field in self.fields.items() if isinstance(field.widget, MarkdownWidget)
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.markdown_fields:
            for error in markdown_errors(self.cleaned_data.get(name) or "", self.library):
                self.add_error(name, error)
        return cleaned


class VersionedForm(MarkdownForm):
    """The main form of something two people may edit: it knows which version it was made of."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base_version"] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        current = self.instance.version
        if self.instance.pk and self.cleaned_data.get("base_version") != current:
            # Shown again, the form is made of the newer version: saving once more is a choice.
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("base_version")] = str(current)
            self.data = data
            raise ValidationError(self._conflict_message(), code="conflict")
        return cleaned

    def _conflict_message(self) -> str:
        who = self.instance.updated_by or "Somebody"
        return (
            f"{who} saved this after you opened it. Your text is below and not saved yet; "
            "theirs is in the history. Compare the two, then save again to put yours in its place."
        )


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

    position = PositionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None


class OrderedFormSet(BaseInlineFormSet):
    """Rows that stand in an order and are numbered through when saved.

    A row that somebody else deleted meanwhile becomes a new one: its text is not lost.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Any = None,
        instance: models.Model | None = None,
        **kwargs: Any,
    ) -> None:
        prefix = kwargs["prefix"]
        if data is not None and instance is not None and instance.pk:
            rows = self.model._default_manager.filter(**{self.fk.name: instance})
            data = revive_rows(data, prefix, {str(pk) for pk in rows.values_list("pk", flat=True)})
        super().__init__(data, files, instance, **kwargs)

    def save(self, commit: bool = True) -> list:  # noqa: FBT001, FBT002 (Django's signature)
        saved = super().save(commit)
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
        for number, row in enumerate(rows.order_by("position", "pk"), start=1):
            if row.position != number:
                rows.filter(pk=row.pk).update(position=number)
        return saved


class SourceFormSet(OrderedFormSet):
    """The sources of an article, each with a key of its own."""

    def clean(self) -> None:
        super().clean()
        # One that somebody else added meanwhile is not in this form.
        shown = [form.instance.pk for form in self.initial_forms]
        others = self.model._default_manager.filter(article=self.instance.pk).exclude(pk__in=shown)
        taken = set(others.values_list("key", flat=True))
        for form in self.forms:
            if form not in self.deleted_forms and form.cleaned_data.get("key") in taken:
                form.add_error("key", "Somebody else added a source of this key: choose another.")

    def save(self, commit: bool = True) -> list:  # noqa: FBT001, FBT002 (Django's signature)
        # Rows are written one by one, and two may have swapped their keys: they step aside.
        for form in self.initial_forms:
            if form in self.deleted_forms or "key" in form.changed_data:
                row = self.model._default_manager.filter(pk=form.instance.pk)
                row.update(key=f"stepping-aside-{form.instance.pk}")
        return super().save(commit)


def revive_rows(data: QueryDict, prefix: str, existing: set[str]) -> QueryDict:
    """Return form data in which rows that are gone from the database stand as new ones."""
    counts = [data.get(f"{prefix}-{name}_FORMS") or "0" for name in ("INITIAL", "TOTAL")]
    if not all(SMALL_NUMBER.fullmatch(count) for count in counts):
        return data  # not what a browser sends; the form set refuses it
    initial, total = map(int, counts)
    kept = [n for n in range(initial) if data.get(f"{prefix}-{n}-id") in existing]
    if len(kept) == initial:
        return data
    gone = [n for n in range(initial) if n not in kept]
    numbers = {n: i for i, n in enumerate([*kept, *gone, *range(initial, total)])}
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    revived = QueryDict(mutable=True)
    for name, values in data.lists():
        match = pattern.fullmatch(name)
        if match is None or int(match[1]) not in numbers:
            revived.setlist(name, values)
            continue
        number, field = int(match[1]), match[2]
        is_stale_id = field == "id" and number in gone
        revived.setlist(f"{prefix}-{numbers[number]}-{field}", [""] if is_stale_id else values)
    revived[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    return revived
