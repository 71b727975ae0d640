"""The form that gives a version its name."""

from django import forms

from articles.models import RevisionBase

MAX_NAME = RevisionBase._meta.get_field("name").max_length


class NameForm(forms.Form):
    """A name for a version; empty, it takes the name away."""

    name = forms.CharField(
        max_length=MAX_NAME,
        required=False,
        help_text="Such as “As submitted”. Leave it empty to take the name away.",
    )
