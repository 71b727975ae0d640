"""What is asked of a review: who did it, when, and when the next one is."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils import formats, timezone

from articles.models import Author, Revision
from articles.upkeep.due import Clock

EARLIEST = date(1970, 1, 1)


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReviewedForm(forms.Form):
    """A review of what is live, by somebody who is named or not."""

    reviewer = forms.ModelChoiceField(
        Author.objects.all(),
        label="Who reviewed it",
        required=False,
        empty_label="Nobody by name",
        help_text="Readers see the name and the credentials beside the byline; without a name, "
        "only when it was last reviewed.",
    )
    on = forms.DateField(
        label="Day of the review",
        widget=DayInput,
        validators=[MinValueValidator(EARLIEST, "Choose a day from 1970 on.")],
    )
    due_on = forms.DateField(label="Next review", widget=DayInput, required=False)

    def __init__(self, data: Any, *, live: Revision, clock: Clock, user: Any) -> None:
        author = Author.objects.filter(user=user.pk).first() if live.reviewer is None else None
        initial = {"reviewer": live.reviewer or author, "on": timezone.localdate()}
        super().__init__(data, initial=initial)
        self.live = live
        is_sensitive = live.topic is not None and live.topic.is_sensitive
        months = clock.sensitive if is_sensitive else clock.ordinary
        self.fields[
            "due_on"
        ].help_text = (
            f"Empty: by the clock, {months} month{'' if months == 1 else 's'} after that day."
        )

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
