from django import forms


class ReasonForm(forms.Form):
    """Why a piece of advice is no problem here."""

    reason = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Say in a few words why it is no problem here.",
            "max_length": "Say it in at most 300 letters: these are %(show_value)d.",
        },
    )
