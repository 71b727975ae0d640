"""manage.py empty_bin: what is past its time goes for good."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.bin import throw_away
from articles.models import Event, Import, ImportedDocument, Photo
from tests.factories import make_imported_document, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    """One that was thrown away a hundred days ago."""
    photo = throw_away(make_photo(alt="A bench"))
    photo.binned_at -= timedelta(days=100)
    photo.save()
    return photo


def run(*arguments):
    out = StringIO()
    call_command("empty_bin", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command_says_what_it_removed(photo):
    assert run() == ["photo “A bench”", "1 removed."]
    assert Photo.everything.count() == 0


def test_dry_run_removes_nothing(photo, django_capture_on_commit_callbacks):
    events = Event.objects.count()

    with django_capture_on_commit_callbacks(execute=True):
        printed = run("--dry-run")

    assert printed == ["photo “A bench”", "1 to remove."]
    assert (Photo.everything.get(), Event.objects.count()) == (photo, events)
    assert default_storage.exists(photo.file.name) is True


@pytest.mark.parametrize(("days", "count"), [("101", 0), ("99", 1), ("0", 1)])
def test_days_are_another_time_to_stay(photo, days, count):
    assert run("--days", days)[-1] == f"{count} removed."


@pytest.mark.parametrize("days", ["-1", "9999999999"])
def test_days_that_cannot_be_are_refused(days):
    with pytest.raises(CommandError, match="from 0 to 36500"):
        run("--days", days)


def test_old_imports_go_too():
    document = make_imported_document()
    Import.objects.update(started_at=timezone.now() - timedelta(days=91))
    assert run("--dry-run") == ["0 to remove."]
    assert run() == ["1 imported documents that became nothing.", "0 removed."]
    assert not ImportedDocument.objects.filter(pk=document.pk).exists()
