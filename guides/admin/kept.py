"""A form whose file outlives an error in another field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.html import format_html

from guides.kits.files import recognise
from guides.kits.keeping import KeptUpload, find_kept, keep
from guides.kits.ledger import plan_forgetting


class UploadForm(forms.ModelForm):
    """Has a file as its field `upload`: chosen now or, if none is, kept of the time before.

    `user` is who sends it; `extension` says what was chosen now.
    """

    user: Any
    kept = forms.CharField(label="File", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extension = ""
        self.kept_upload: KeptUpload | None = None

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors:
            self._keep()

    def clean_upload(self) -> File | None:
        upload = self.cleaned_data["upload"]
        if upload:
            self.extension = recognise(upload)
        return upload

    def find_kept_upload(self) -> KeptUpload | None:
        """What was kept; one that is gone is an error, and asked for no second time."""
        token = self.cleaned_data.get("kept")
        try:
            self.kept_upload = find_kept(token, by=self.user) if token else None
        except ValidationError as error:
            self.add_error("upload", error)
            self._carry("")
        return self.kept_upload

    def _keep(self) -> None:
        if self.extension:
            upload: Any = self.files[self.add_prefix("upload")]
            token = keep(upload, self.extension, by=self.user)
            self._carry(token)
            self.kept_upload = find_kept(token, by=self.user)
            transaction.on_commit(plan_forgetting)
        if self.kept_upload:
            self["upload"].help_text = format_html(
                "<strong>{}</strong> is kept until tomorrow, and taken unless you choose another.",
                self.kept_upload.original_name,
            )

    def _carry(self, token: str) -> None:
        sent: Any = self.data
        self.data = carrying = sent.copy()  # what was sent cannot be changed
        carrying[self.add_prefix("kept")] = token
