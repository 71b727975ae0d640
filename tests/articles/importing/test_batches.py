"""Documents come in together, each a row of its own, and go when their time is over."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.importing import batches
from articles.importing.album import digest_of
from articles.importing.batches import BROKEN, begin, progress_of, sweep
from articles.models import Event, Import, ImportedDocument, ImportedPicture
from tests.articles.importing.files import BED, CAKE, TEA, start, states, zipped
from tests.factories import make_import, make_imported_document

pytestmark = pytest.mark.django_db


# Begin


def test_files_become_documents_that_wait(editor):
    batch = start(("tea.md", TEA), ("cake.md", CAKE), by=editor, may_fetch_pictures=True)
    assert (batch.name, batch.started_by, batch.may_fetch_pictures) == ("drafts", editor, True)
    rows = batch.documents.values_list("name", "key", "format", "state")
    assert list(rows) == [
        ("tea.md", "tea.md", "markdown", "waiting"),
        ("cake.md", "cake.md", "markdown", "waiting"),
    ]
    assert bytes(batch.documents.first().data) == TEA
    assert Event.objects.get().verb == "started"


def test_name_of_no_characters_is_stored_without_them():
    assert str(start(("tea.md", TEA), name="te\udcffa\0.md")) == "tea.md"


def test_pictures_come_along_with_their_document():
    text = TEA + b"\n![A bed](bed.png)\n"
    batch = start(("all.zip", zipped(tea_md=text, bed_png=BED)))
    [picture] = ImportedPicture.objects.filter(document__batch=batch)
    assert (picture.address, bytes(picture.data), picture.digest) == (
        "bed.png",
        BED,
        digest_of(BED),
    )


def test_file_that_cannot_be_read_is_told_and_spoils_no_other():
    batch = start(("noise.md", bytes(range(256)) * 40), ("tea.md", TEA))
    assert states(batch) == [("noise.md", "failed"), ("tea.md", "waiting")]
    assert "noise.md" in batch.documents.first().error


def test_what_is_no_document_is_told_without_alarm():
    batch = start(("all.zip", zipped(tea_md=TEA, style_css=b"p {}")))
    assert states(batch) == [("tea.md", "waiting"), ("all.zip", "dropped")]


class Unruly(io.BytesIO):
    """A file that is not what anybody thought of."""

    def read(self, *args):
        raise ZeroDivisionError


def test_whatever_is_wrong_with_a_file_is_told_and_logged(caplog):
    batch = begin([("odd.md", Unruly(TEA))], by=None, name="odd")
    assert list(batch.documents.values_list("state", "error")) == [("failed", BROKEN)]
    assert "ZeroDivisionError" in caplog.text


def test_documents_beyond_the_limit_are_told(monkeypatch):
    monkeypatch.setattr(batches, "MAX_DOCUMENTS", 2)
    batch = start(*[(f"{n}.md", TEA) for n in range(4)])
    assert [state for _, state in states(batch)] == ["waiting", "waiting", "failed"]
    assert "more than 2 documents" in batch.documents.last().error


@pytest.mark.parametrize("limit", ["CHUNK", "CHUNK_BYTES"])
def test_rows_are_written_in_chunks(monkeypatch, limit):
    monkeypatch.setattr(batches, limit, 1)
    batch = start(("tea.md", TEA), ("cake.md", CAKE))
    assert [name for name, _ in states(batch)] == ["tea.md", "cake.md"]


# Care


def test_progress_costs_two_queries(django_assert_num_queries):
    batch = make_import()
    make_imported_document(batch, state="waiting")
    make_imported_document(batch, to_fetch=["http://pictures.test/a.png"])
    with django_assert_num_queries(2):
        progress = progress_of(batch)
    assert (progress.total, progress.done, progress.left, progress.words) == (
        2,
        0,
        2,
        "0 of 2 done; 1 to be read, 1 whose pictures are fetched.",
    )


def test_old_proposals_go_and_drafts_leave_their_sources():
    batch = make_import()
    make_imported_document(batch)
    kept = make_imported_document(
        batch, state="drafted", drafted_at=timezone.now(), content={}, text="Words."
    )
    ImportedPicture.objects.create(document=kept, address="a.png", data=BED)
    gone = make_imported_document()
    new = make_imported_document()
    old = timezone.now() - timedelta(days=91)
    Import.objects.exclude(pk=new.batch_id).update(started_at=old)
    assert sweep() == 2
    kept.refresh_from_db()
    assert (bytes(kept.data), kept.text, kept.outline, kept.content) == (b"", "", None, {})
    assert list(Import.objects.all()) == [new.batch, batch]
    assert (gone.batch_id != batch.pk, ImportedPicture.objects.count()) == (True, 0)


def test_old_proposals_go_in_passing():
    row = make_imported_document()
    Import.objects.update(started_at=timezone.now() - timedelta(days=91))
    start(("tea.md", TEA))
    assert not ImportedDocument.objects.filter(pk=row.pk).exists()
