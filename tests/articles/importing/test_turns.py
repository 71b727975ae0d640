"""Documents are read one by one, and become drafts; one spoils no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.importing import turns
from articles.importing.batches import (
    BROKEN,
    Progress,
    leave_out,
    progress_of,
    read_again,
    want_drafts,
)
from articles.importing.outline import Outline
from articles.importing.turns import BROKEN_OFF, go_on, resume, stop
from articles.models import Article, ImportedDocument, ImportedPicture
from tests.articles.health.web import FakeWeb
from tests.articles.importing.files import BED, CAKE, TEA, start, states, zipped
from tests.factories import (
    make_article,
    make_author,
    make_import,
    make_imported_document,
    make_outline,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


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


def test_document_that_is_what_it_was_before_is_no_unchanged_one(editor):
    for text in (TEA, TEA + b"\nLet them stand.\n", TEA):
        batch = start(("tea.md", text), by=editor)
        go_on(batch, by=editor, seconds=5)
        want_drafts(batch.documents.all(), by=editor)
        go_on(batch, by=editor, seconds=5)
    assert states(batch) == [("tea.md", "drafted")]
    assert [row.body for row in Article.objects.get().sections.all()] == ["Two spoons of them."]


def test_document_that_is_somebody_elses_article_is_read(author):
    article = make_article(title="Tea time")
    first = start(("tea.md", TEA)).documents.get()
    ImportedDocument.objects.filter(pk=first.pk).update(
        state="drafted", article=article, drafted_at=timezone.now()
    )
    batch = start(("tea.md", TEA), by=author)
    go_on(batch, by=author, seconds=5)
    assert batch.documents.get().found["earlier"] == {"title": "Tea time", "needs_choice": True}


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


def test_turn_ends_when_its_time_is_over():
    batch = start(("tea.md", TEA), ("cake.md", CAKE))
    assert [go_on(batch, seconds=0).left for _ in range(2)] == [1, 0]


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
    turns._save(row, [])
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


def test_picture_of_an_import_that_is_deleted_meanwhile_is_dropped():
    batch = start(("tea.md", REMOTE), may_fetch_pictures=True)
    go_on(batch, seconds=0)
    row = batch.documents.get()
    batch.delete()
    turns._save_fetched(row, "http://pictures.test/bed.png", BED)
    assert ImportedPicture.objects.count() == 0


def test_picture_whose_address_no_database_keeps_is_only_listed(internet):
    url = f"http://pictures.test/{'a' * 2_000}.png"
    batch = start(("tea.md", TEA + f"\n![A bed]({url})\n".encode()), may_fetch_pictures=True)
    go_on(batch, seconds=5, web=internet.web())
    row = batch.documents.get()
    assert (row.state, row.to_fetch, row.pictures.count()) == ("proposed", [], 0)
    assert Outline.from_json(row.outline).remote_pictures == (url,)


def test_what_was_told_of_a_document_goes_when_it_is_read_again():
    row = make_imported_document(data=TEA, told=["No such host."])
    read_again(row)
    go_on(row.batch, seconds=5)
    row.refresh_from_db()
    assert row.told == []


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


def test_authors_are_added_beside_what_was_chosen():
    batch = make_import()
    rows = [make_imported_document(batch, choices=own) for own in ({}, {"aim": "new"})]
    want_drafts(batch.documents.all(), by=make_user(), add_authors=True)
    assert [ImportedDocument.objects.get(pk=row.pk).choices for row in rows] == [
        {"add_author": True},
        {"aim": "new", "add_author": True},
    ]


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
