"""Documents come in together, are read one by one, and become drafts; one spoils no other."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.importing import batches
from articles.importing.album import digest_of
from articles.importing.batches import (
    BROKEN,
    BROKEN_OFF,
    Progress,
    begin,
    go_on,
    leave_out,
    progress_of,
    read_again,
    resume,
    stop,
    sweep,
    want_drafts,
)
from articles.models import Article, Event, Import, ImportedDocument, ImportedPicture
from tests.articles.health.web import FakeWeb
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_import,
    make_imported_document,
    make_outline,
    make_topic,
)

pytestmark = pytest.mark.django_db

TEA = b"---\ntitle: Tea time\n---\n\nBegin anywhere.\n\n## Leaves\n\nTwo spoons of them.\n"
CAKE = b"# Cake\n\nOne slice is enough.\n\n## Plates\n\n- One\n- Two\n"
BED = image_bytes(size=(40, 30))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def start(*files, **choices):
    """An import of files as (name, bytes)."""
    opened = [(name, io.BytesIO(data)) for name, data in files]
    return begin(opened, **{"by": None, "name": "drafts"} | choices)


def zipped(**files):
    """The bytes of a ZIP of files by name, with "_" for the dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


def states(batch):
    return list(batch.documents.values_list("name", "state"))


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


# Read


def test_documents_are_read():
    topic, author = make_topic(title="Kitchen"), make_author(name="Maren Holt")
    front = b"---\nauthor: Maren Holt\ncategory: kitchen\n"
    batch = start(("tea.md", front + TEA.removeprefix(b"---\n")))
    assert go_on(batch, seconds=5) == Progress(1, 0, 0, {"proposed": 1})
    row = batch.documents.get()
    assert (row.title, row.author, row.topic, row.error) == ("Tea time", author, topic, "")
    assert row.found | {"words": 0} == {
        "words": 0,
        "sections": 1,
        "faqs": 0,
        "sources": 0,
        "links": 0,
        "doubts": 0,
        "lost": 0,
        "invented": 0,
        "earlier": None,
    }
    assert "Two spoons of them." in row.text
    assert (row.proof["lost"], row.proof["share_kept"]) == ([], 1)


def test_document_that_is_known_is_not_read_again():
    article = make_article(title="Tea time")
    first = start(("tea.md", TEA)).documents.get()
    ImportedDocument.objects.filter(pk=first.pk).update(
        state="drafted", article=article, title="Tea time", drafted_at=timezone.now()
    )
    batch = start(("other.md", TEA))
    go_on(batch, seconds=5)
    row = batch.documents.get()
    assert (row.state, row.article, row.title, row.outline) == (
        "unchanged",
        article,
        "Tea time",
        None,
    )


@pytest.mark.parametrize("title", ["Tea time", "Coffee"])
def test_list_knows_what_is_there_already(title):
    make_article(title=title)
    batch = start(("tea.md", TEA))
    go_on(batch, seconds=5)
    expected = {"title": "Tea time", "needs_choice": True} if title == "Tea time" else None
    assert batch.documents.get().found["earlier"] == expected


def test_pictures_that_no_text_shows_are_not_kept():
    batch = start(("all.zip", zipped(tea_md=TEA + b"![A bed](bed.png)", bed_png=BED)))
    go_on(batch, seconds=5)
    row = batch.documents.get(name="tea.md")
    assert [(p.address, bytes(p.data)) for p in row.pictures.all()] == [("bed.png", BED)]


def test_document_that_cannot_be_read_says_so():
    batch = make_import()
    row = make_imported_document(batch, state="waiting", format="docx", data=b"PK no zip")
    go_on(batch, seconds=5)
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.name in row.error


def test_whatever_is_wrong_with_a_document_is_told_and_logged(caplog):
    batch = make_import()
    make_imported_document(batch, state="waiting", format="no format")
    make_imported_document(batch, state="waiting", data=TEA)
    go_on(batch, seconds=5)
    assert list(batch.documents.values_list("state", "error")) == [
        ("failed", BROKEN),
        ("proposed", ""),
    ]
    assert "could not be read" in caplog.text


def test_time_is_over_before_anything_is_begun():
    batch = start(("tea.md", TEA))
    assert go_on(batch, seconds=0).left == 1


def test_stopped_import_does_nothing_until_it_goes_on():
    batch = start(("tea.md", TEA))
    stop(batch)
    assert go_on(batch, seconds=5).waiting == 1
    resume(batch)
    assert go_on(batch, seconds=5).waiting == 0


def test_nobody_reads_what_somebody_is_reading():
    batch = start(("tea.md", TEA), ("cake.md", CAKE))
    batch.documents.filter(name="tea.md").update(claimed_at=timezone.now())
    go_on(batch, seconds=5)
    assert states(batch) == [("tea.md", "waiting"), ("cake.md", "proposed")]


def test_reading_that_was_broken_off_is_told():
    batch = start(("tea.md", TEA))
    batch.documents.update(claimed_at=timezone.now() - timedelta(minutes=5))
    go_on(batch, seconds=5)
    assert list(batch.documents.values_list("state", "error", "claimed_at")) == [
        ("failed", BROKEN_OFF, None)
    ]


def test_import_that_is_deleted_meanwhile_is_not_brought_back():
    batch = start(("tea.md", TEA))
    row = batch.documents.get()
    batch.delete()
    batches._save(row, [])
    assert ImportedDocument.objects.count() == 0


def test_document_is_read_anew_without_its_choices():
    batch = make_import()
    row = make_imported_document(batch, data=TEA, choices={"aim": "new"}, error="No.")
    read_again(row)
    go_on(batch, seconds=5)
    row.refresh_from_db()
    assert (row.state, row.title, row.choices, row.error) == ("proposed", "Tea time", {}, "")


def test_draft_is_not_read_anew():
    row = make_imported_document(state="drafted", drafted_at=timezone.now())
    read_again(row)
    row.refresh_from_db()
    assert row.state == "drafted"


def test_document_is_left_out():
    row = make_imported_document()
    leave_out(row)
    row.refresh_from_db()
    assert row.state == "dropped"


# Fetch


@pytest.fixture
def internet():
    internet = FakeWeb()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(BED)}\r\n\r\n".encode()
    internet.sites["pictures.test"] = lambda request: [head + BED]
    yield internet
    internet.close()


REMOTE = TEA + b"\n![A bed](http://pictures.test/bed.png) ![No](http://10.0.0.1/a.png)\n"


def test_pictures_elsewhere_are_fetched_if_wanted(internet):
    batch = start(("tea.md", REMOTE), may_fetch_pictures=True)
    assert go_on(batch, seconds=5, web=internet.web()).left == 0
    row = batch.documents.get()
    assert [(p.address, bytes(p.data)) for p in row.pictures.all()] == [
        ("http://pictures.test/bed.png", BED)
    ]
    assert row.told == [
        "The picture at http://10.0.0.1/a.png was not fetched: it is no public address."
    ]


def test_pictures_elsewhere_are_only_listed_without_it(internet):
    batch = start(("tea.md", REMOTE))
    assert go_on(batch, seconds=5, web=internet.web()).left == 0
    assert batch.documents.get().outline["remote_pictures"] == [
        "http://pictures.test/bed.png",
        "http://10.0.0.1/a.png",
    ]
    assert internet.requests == []


# Drafts


def test_drafts_are_made_as_the_import_goes_on(editor):
    batch, topic = make_import(), make_topic()
    author = make_author()
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title))
    assert want_drafts(batch.documents.all(), by=editor, topic=topic, author=author) == 2
    assert progress_of(batch).words == "0 of 2 done; 2 to become drafts."
    assert go_on(batch, seconds=5) == Progress(2, 0, 0, {"drafted": 2})
    assert [
        (row.title, row.owner, row.topic, row.authors.get()) for row in Article.objects.all()
    ] == [("Cake", editor, topic, author), ("Tea", editor, topic, author)]


def test_what_each_document_says_holds_where_nothing_is_chosen(editor):
    row = make_imported_document(topic=make_topic())
    want_drafts(row.batch.documents.all(), by=editor)
    go_on(row.batch, seconds=5)
    assert Article.objects.get().topic == row.topic


def test_authors_are_added_once_for_many_documents(editor):
    batch = make_import()
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title, author="Maren Holt"))
    want_drafts(batch.documents.all(), by=editor, add_authors=True)
    go_on(batch, seconds=5)
    names = [list(row.authors.values_list("name", flat=True)) for row in Article.objects.all()]
    assert names == [["Maren Holt"]] * 2


def test_draft_that_needs_a_choice_spoils_no_other(editor):
    make_article(title="Tea")
    batch = make_import()
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title))
    want_drafts(batch.documents.all(), by=editor)
    assert go_on(batch, seconds=5).left == 0
    assert list(batch.documents.values_list("state", "error", "drafting_by")) == [
        ("proposed", "An article has this title. Say first what becomes of “Tea”.", None),
        ("drafted", "", None),
    ]


def test_whatever_is_wrong_with_a_draft_is_told_and_logged(editor, caplog):
    row = make_imported_document()
    ImportedDocument.objects.update(outline={"broken": True})
    want_drafts(row.batch.documents.all(), by=editor)
    go_on(row.batch, seconds=5)
    row.refresh_from_db()
    assert (row.state, row.error) == ("proposed", BROKEN)
    assert "could not be made" in caplog.text


def test_draft_that_was_broken_off_is_told(editor):
    row = make_imported_document()
    want_drafts(row.batch.documents.all(), by=editor)
    ImportedDocument.objects.update(claimed_at=timezone.now() - timedelta(minutes=5))
    go_on(row.batch, seconds=5)
    row.refresh_from_db()
    assert (row.state, row.error, row.claimed_at) == ("proposed", BROKEN_OFF, None)


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
