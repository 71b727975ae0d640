from typing import Any

from django import forms
from django.utils import timezone


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker, to the second."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"step": 1}, format="%Y-%m-%dT%H:%M:%S")


class ScheduleForm(forms.Form):
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


def _whole_second(moment: Any) -> Any:
    """Windows begin and end on the second, so an end within the second of its start is none."""
    return moment and moment.replace(microsecond=0)
