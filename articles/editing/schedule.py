from typing import Any

from django import forms
from django.utils import timezone


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker, to the second."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"step": 1}, format="%Y-%m-%dT%H:%M:%S")


#: What an editor can say of a change, by what `publish` takes.
UPDATES = {"": None, "yes": True, "no": False}


class WindowForm(forms.Form):
    """A live window, in the publication's time zone."""

    at = forms.DateTimeField(label="Goes live", widget=MomentInput, required=False)
    until = forms.DateTimeField(label="Ends", widget=MomentInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["at"].help_text = f"Time zone: {zone}. Empty: at once."
        self.fields["until"].help_text = "Empty: it stays until you withdraw or replace it."

    def clean_at(self) -> Any:
        at = _whole_second(self.cleaned_data["at"])
        if at and at < timezone.now():
            raise forms.ValidationError("This moment has passed.")
        return at

    def clean_until(self) -> Any:
        return _whole_second(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        until = cleaned.get("until")
        if until and until <= (cleaned.get("at") or timezone.now()):
            self.add_error("until", "The end must come after the start.")
        return cleaned


class ScheduleForm(WindowForm):
    """A live window, and whether what is in it is shown as updated."""

    is_update = forms.TypedChoiceField(
        label="Shown as updated",
        choices=[("", "By what changed"), ("yes", "Yes"), ("no", "No")],
        coerce=lambda value: UPDATES[value],
        empty_value=None,
        required=False,
        help_text="By what changed: a section, question, source, product or number that is new or "
        "gone moves the date, and so do a title in other words or more than a few changed words. "
        "Spelling, punctuation and markup do not.",
    )


def _whole_second(moment: Any) -> Any:
    """Windows begin and end on the second, so an end within the second of its start is none."""
    return moment and moment.replace(microsecond=0)
