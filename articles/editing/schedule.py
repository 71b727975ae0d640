from typing import Any

from django import forms
from django.utils import timezone

from articles.models import RevisionBase
from articles.publishing.correcting import MAX_CORRECTION


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker, to the second."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__({"step": 1}, format="%Y-%m-%dT%H:%M:%S")


#: Letters of the reason why a version is kept from readers.
MAX_REASON = RevisionBase._meta.get_field("withheld_because").max_length

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


class CorrectionField(forms.CharField):
    """What was wrong, for readers: one paragraph of plain text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(max_length=MAX_CORRECTION, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class ScheduleForm(WindowForm):
    """A live window, and whether what is in it is shown as updated, and why.

    A correction is offered only where readers saw something that can have been wrong: `was_seen`.
    """

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
    correction = CorrectionField(
        label="Correction, for readers",
        required=False,
        help_text="Only where something was wrong: say what it was, and what is right now. Readers "
        "see it under the text, with the day, for as long as the page is there.",
    )
    # What people come here for first.
    field_order = ("correction", "at", "until", "is_update")

    def __init__(self, *args: Any, was_seen: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_seen:
            del self.fields["correction"]


class AmendForm(forms.Form):
    """A note of correction that readers see already, put in other words."""

    text = CorrectionField(label="Correction")


class WithholdForm(forms.Form):
    """Why a past version is kept from readers."""

    reason = forms.CharField(
        label="Why, for readers",
        max_length=MAX_REASON,
        help_text="Such as “It named a person by mistake”. Readers see this in its place.",
    )


def _whole_second(moment: Any) -> Any:
    """Windows begin and end on the second, so an end within the second of its start is none."""
    return moment and moment.replace(microsecond=0)
