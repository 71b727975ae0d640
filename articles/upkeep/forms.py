"""What is asked of a review: who did it, when, and when the next one is."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import formats, timezone

from articles.models import Author, Revision
from articles.upkeep.due import Clock

EARLIEST = date(1970, 1, 1)
#: The answer that names nobody; no answer is another.
NOBODY = "nobody"


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReviewerChoices(forms.models.ModelChoiceIterator):
    """No answer, nobody by name, and everybody."""

    def __iter__(self) -> Iterator[Any]:
        unanswered, *people = super().__iter__()
        yield from (unanswered, (NOBODY, "Nobody by name"), *people)


class ReviewerField(forms.ModelChoiceField):
    """Who reviewed something: somebody, or nobody by name (none), which must be said too."""

    iterator = ReviewerChoices

    def clean(self, value: Any) -> Author | None:
        return None if value == NOBODY else super().clean(value)


class ReviewedForm(forms.Form):
    """A review of what is live, by somebody who is named or not."""

    reviewer = ReviewerField(
        Author.objects.all(),
        label="Who reviewed it",
        empty_label="Choose …",
        error_messages={"required": "Choose who reviewed it, or “Nobody by name”."},
        help_text="Somebody who did not write it. Readers see the name and the credentials beside "
        "the byline; without a name, only when it was last reviewed.",
    )
    on = forms.DateField(
        label="Day of the review",
        widget=DayInput,
        validators=[MinValueValidator(EARLIEST, "Choose a day from 1970 on.")],
    )
    due_on = forms.DateField(label="Next review", widget=DayInput, required=False)

    def __init__(self, data: Any, *, live: Revision, clock: Clock, user: Any) -> None:
        # Another person is named on purpose only: readers take it for what that person did.
        own = Author.objects.filter(user=user.pk).exclude(revisions=live).first()
        super().__init__(data, initial={"reviewer": own, "on": timezone.localdate()})
        self.live = live
        is_sensitive = live.topic is not None and live.topic.is_sensitive
        months = clock.sensitive if is_sensitive else clock.ordinary
        self.fields[
            "due_on"
        ].help_text = (
            f"Empty: by the clock, {months} month{'' if months == 1 else 's'} after that day."
        )

    def clean_reviewer(self) -> Author | None:
        reviewer = self.cleaned_data["reviewer"]
        if reviewer and self.live.authors.contains(reviewer):
            raise forms.ValidationError(
                f"{reviewer} wrote it. Choose somebody who did not, or “Nobody by name”."
            )
        return reviewer

    def clean_on(self) -> date:
        day, last = self.cleaned_data["on"], self.live.reviewed_on
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        if last and day < last:
            was = formats.date_format(last, "j F Y")
            raise forms.ValidationError(
                f"It was reviewed on {was}: choose that day or a later one."
            )
        return day

    def clean_due_on(self) -> date | None:
        day = self.cleaned_data["due_on"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Choose a day that is to come.")
        return day
