"""Uploads of a form that could not be saved yet: browsers cannot fill in a file again.

A file is known by content before it is kept. The form carries a signed token of it, which is of
use to one person for a day.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils import timezone

from guides.models import Kit

FOLDER = "uploads"
FOR = timedelta(days=1)
SALT = "guides.kits.keeping"
OVER = "The file that was kept for this form is gone, or was another person’s. Choose it again."


def kept_in() -> Storage:
    """Where uploads are kept: in the storage of the kits' own files."""
    return Kit._meta.get_field("file").storage


@dataclass(frozen=True)
class KeptUpload:
    """A file in the storage, and what it is called on the computer that it came from."""

    name: str
    original_name: str

    @property
    def extension(self) -> str:
        return PurePath(self.name).suffix.removeprefix(".")

    def open(self) -> File:
        """The file; whoever asks closes it."""
        return kept_in().open(self.name)


def keep(upload: File, extension: str, *, by: Any) -> str:
    """Keep a recognised file for somebody; the token by which they find it. No query."""
    upload.seek(0)
    name = kept_in().save(f"{FOLDER}/{secrets.token_hex(16)}.{extension}", upload)
    return signing.dumps([by.pk, name, (upload.name or "")[-100:]], salt=SALT)


def find_kept(token: str, *, by: Any) -> KeptUpload:
    """What was kept for this person. Raises `ValidationError` for whatever else. No query."""
    try:
        owner, name, original_name = signing.loads(token, salt=SALT, max_age=FOR)
    except signing.BadSignature:
        raise ValidationError(OVER) from None
    if owner != by.pk or not kept_in().exists(name):
        raise ValidationError(OVER)
    return KeptUpload(name, original_name)


def throw_away_old(now: datetime | None = None) -> int:
    """Delete the files that nobody can find any more. Returns how many are still kept."""
    storage, until = kept_in(), (now or timezone.now()) - FOR
    try:
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:  # nothing was ever kept
        return 0
    old = [name for name in names if storage.get_modified_time(name) <= until]
    for name in old:
        storage.delete(name)
    return len(names) - len(old)
