"""The form that takes a network's report."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.earnings.tables import MAX_BYTES
from articles.models import Network


class ReportForm(forms.Form):
    """A file, and whose it is. `cleaned_data["file"]` is an uploaded file of bearable size."""

    network = forms.ModelChoiceField(
        Network.objects.all(),
        empty_label=None,
        help_text="Its mapping says which columns are read, and how days and amounts are written.",
    )
    file = forms.FileField(
        label="Report",
        max_length=200,
        help_text=f"The network’s CSV file, at most {MAX_BYTES // 1_000_000} MB. Nothing is "
        "imported before you have seen what it holds.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
        return file
