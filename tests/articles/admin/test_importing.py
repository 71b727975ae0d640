"""The start of an import and the list of its documents, as editors use them."""

import io
import zipfile

import pytest
from django.utils import timezone

from articles.bin import throw_away
from articles.importing import turns
from articles.models import Article, Event, Import, ImportedDocument
from tests.articles.admin.forms import messages_of, parse
from tests.factories import (
    make_article,
    make_import,
    make_imported_document,
    make_outline,
    make_topic,
    upload,
)

ADD = "/admin/articles/import/add/"
TEA = b"---\ntitle: Tea time\n---\n\nBegin anywhere.\n\n## Leaves\n\n- One spoon\n- Two spoons\n"


def address(batch, page="change"):
    return f"/admin/articles/import/{batch.pk}/{page}/"


def text_of(response, selector):
    """The words of each element, on one line."""
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


# Start


def test_one_file_leads_to_its_proposal(author_client, author):
    response = author_client.post(ADD, {"documents": [upload(TEA, "tea.md")]})
    row = ImportedDocument.objects.get()
    assert response.url == f"/admin/articles/import/{row.batch_id}/documents/{row.pk}/"
    assert (row.batch.name, row.batch.started_by, row.title) == ("tea.md", author, "Tea time")


def test_many_files_lead_to_their_list(author_client):
    files = [upload(TEA, "tea.md"), upload(b"\0\1\2" * 99, "noise.md"), upload(TEA, "other.md")]
    response = author_client.post(ADD, {"documents": files, "may_fetch_pictures": "on"})
    batch = Import.objects.get()
    assert response.url == address(batch)
    assert (batch.name, batch.may_fetch_pictures) == ("tea.md and 2 more", True)
    assert list(batch.documents.values_list("name", "state")) == [
        ("tea.md", "proposed"),
        ("noise.md", "failed"),
        ("other.md", "proposed"),
    ]


def test_zip_is_opened(author_client):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("drafts/tea.md", TEA)
        archive.writestr("drafts/cake.md", TEA.replace(b"Tea", b"Cake"))
    author_client.post(ADD, {"documents": [upload(buffer.getvalue(), "all.zip")]})
    assert list(ImportedDocument.objects.values_list("title", flat=True)) == [
        "Tea time",
        "Cake time",
    ]


def test_a_few_hundred_files_are_taken(author_client):
    files = [upload(TEA, f"{number}.md") for number in range(300)]
    author_client.post(ADD, {"documents": files})
    assert ImportedDocument.objects.count() == 300


def test_too_many_files_are_refused_in_words(author_client):
    files = [upload(b"Tea", f"{number}.md") for number in range(1001)]
    response = author_client.post(ADD, {"documents": files})
    assert (response.status_code, ImportedDocument.objects.count()) == (400, 0)
    assert text_of(response, "h1") == ["This could not be taken"]


def test_pasted_text_is_a_document(author_client):
    author_client.post(ADD, {"pasted": TEA.decode().replace("\n", "\r\n")})
    row = ImportedDocument.objects.get()
    assert (row.name, row.title, bytes(row.data)) == (
        "Pasted: title: Tea time",
        "Tea time",
        TEA.rstrip(b"\n"),
    )


def test_file_that_cannot_be_read_leads_to_the_list(author_client):
    author_client.post(ADD, {"documents": [upload(b"\0\1\2" * 99, "noise.md")]})
    page = author_client.get(address(Import.objects.get()))
    assert text_of(page, ".import-list .import-alarm") == ["Could not be read"]


@pytest.mark.parametrize("data", [{}, {"pasted": " \n"}], ids=["nothing", "blank"])
def test_nothing_is_asked_for_again(author_client, data):
    page = author_client.post(ADD, data)
    assert text_of(page, ".errorlist") == ["Choose a file, or paste a text."]
    assert Import.objects.count() == 0


def test_empty_file_is_refused(author_client):
    page = author_client.post(ADD, {"documents": [upload(b"", "tea.md")]})
    assert text_of(page, ".errorlist") == ["The submitted file is empty."]


def test_too_much_at_once_is_refused(author_client, monkeypatch):
    monkeypatch.setattr("articles.importing.forms.MAX_UPLOAD", 10)
    page = author_client.post(ADD, {"documents": [upload(TEA, "tea.md")]})
    assert text_of(page, ".errorlist") == ["These are more than 0 MB together."]


def test_start_offers_files_and_a_text(author_client):
    page = parse(author_client.get(ADD))
    assert "multiple" in page.css_first("input[type=file]").attributes
    assert page.css_first("#content-main form").attributes["enctype"] == "multipart/form-data"


# The list of an import


def test_list_says_what_was_found(editor_client, editor):
    batch = make_import(name="drafts.zip", started_by=editor)
    found = {"words": 150, "sections": 2, "faqs": 1, "sources": 3, "links": 1, "doubts": 2}
    make_imported_document(batch, make_outline(title="Tea"), name="tea.md", found=found)
    make_imported_document(batch, name="odd.md", state="failed", title="", error="It is odd.")
    page = editor_client.get(address(batch))
    tea, odd = text_of(page, ".import-list tbody tr")
    assert tea.removeprefix("Tea tea.md To be looked at ") == (
        "150 2 sections, 1 question, 3 sources, 1 product address 2 doubts"
    )
    assert odd == "odd.md Could not be read It is odd."


ARTICLE, NOW = object(), timezone.now()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"found": {"earlier": {"title": "Tea", "needs_choice": False}}}, "Updates “Tea”"),
        (
            {"found": {"earlier": {"title": "Tea", "needs_choice": True}}},
            "“Tea” is there already: say what becomes of it",
        ),
        ({"error": "Too long."}, "Too long."),
        ({"state": "unchanged", "article": ARTICLE}, "Since it became My tea"),
        (
            {"state": "drafted", "drafted_at": NOW},
            "Its article is gone for good. Import it again to have another.",
        ),
        ({"state": "dropped", "error": "A style sheet."}, "A style sheet."),
        ({"found": {"lost": 2}}, "2 lost"),
        ({"found": {"invented": 1}}, "1 invented"),
        ({"state": "waiting"}, "Waiting"),
    ],
    ids=[
        *("update", "choice", "refused", "unchanged", "gone", "dropped"),
        *("lost", "invented", "waiting"),
    ],
)
def test_list_says_where_each_stands(editor_client, fields, words):
    values = {key: make_article(title="My tea") if v is ARTICLE else v for key, v in fields.items()}
    row = make_imported_document(**values)
    assert words in text_of(editor_client.get(address(row.batch)), ".import-list tbody")[0]


def test_list_says_what_lies_in_the_bin(editor_client, editor):
    article = make_article(title="My tea")
    row = make_imported_document(state="drafted", drafted_at=NOW, article=article)
    throw_away(article, by=editor)
    page = editor_client.get(address(row.batch))
    assert text_of(page, ".import-note") == ["My tea, in the bin"]


def test_list_is_narrowed_by_state(editor_client):
    batch = make_import()
    make_imported_document(batch, make_outline(title="Tea"))
    make_imported_document(batch, name="odd.md", state="failed", title="")
    page = editor_client.get(address(batch) + "?state=failed")
    assert text_of(page, ".import-list tbody th") == ["odd.md"]
    assert text_of(page, ".import-states a") == [
        "All 2",
        "To be looked at 1",
        "Could not be read 1",
    ]


def test_list_of_no_such_state_shows_all(editor_client):
    row = make_imported_document()
    page = editor_client.get(address(row.batch) + "?state=odd")
    assert len(text_of(page, ".import-list tbody tr")) == 1


def test_list_of_many_documents_has_pages(editor_client, monkeypatch):
    monkeypatch.setattr("articles.admin.importing.PER_PAGE", 1)
    batch = make_import()
    for _ in range(3):
        make_imported_document(batch)
    page = editor_client.get(address(batch) + "?page=2")
    assert text_of(page, ".import-pages") == ["Earlier Page 2 of 3 Later"]


def test_empty_list_says_so(editor_client):
    page = editor_client.get(address(make_import()))
    assert text_of(page, "#content-main form p") == ["There is nothing here."]


def test_list_costs_the_same_with_forty_documents(editor_client, django_assert_num_queries):
    batch = make_import()
    make_imported_document(batch, article=make_article(), state="unchanged")
    make_imported_document(batch)
    editor_client.get(address(batch))
    with django_assert_num_queries(13):
        editor_client.get(address(batch))
    for _ in range(40):
        make_imported_document(batch, article=make_article(), topic=make_topic())
    with django_assert_num_queries(13):
        editor_client.get(address(batch))


def test_import_that_is_gone_leads_home(editor_client):
    assert editor_client.get("/admin/articles/import/99/change/").url == "/admin/"


# Going on


def waiting(**fields):
    return make_imported_document(state="waiting", data=TEA, title="", **fields)


def test_import_that_is_not_done_can_go_on(editor_client):
    page = editor_client.get(address(waiting().batch))
    assert text_of(page, ".import-progress [data-words]") == ["0 of 1 done; 1 to be read."]
    assert parse(page).css_first("[data-progress]").attributes["data-url"].endswith("/go-on/")


def test_button_goes_on_without_scripts(editor_client):
    row = waiting()
    response = editor_client.post(address(row.batch, "go-on"), {"resume": "1"})
    row.refresh_from_db()
    assert (response.url, row.state) == (address(row.batch), "proposed")


def test_script_is_told_how_far_it_is(editor_client):
    row = waiting()
    response = editor_client.post(
        address(row.batch, "go-on"),
        "{}",
        "application/json",
        headers={"accept": "application/json"},
    )
    assert response.json() == {
        "total": 1,
        "done": 1,
        "left": 0,
        "words": "1 of 1 done.",
        "isStopped": False,
    }


def test_stopped_import_goes_on_only_by_its_button(editor_client):
    row = waiting()
    response = editor_client.post(address(row.batch, "stop"), follow=True)
    assert messages_of(response) == ["Stopped. What is read stays; go on whenever you like."]
    assert text_of(response, ".import-progress h2") == ["Stopped"]
    editor_client.post(address(row.batch, "go-on"))
    row.refresh_from_db()
    assert row.state == "waiting"
    editor_client.post(address(row.batch, "go-on"), {"resume": "1"})
    row.refresh_from_db()
    assert row.state == "proposed"


# Drafts of many


def test_chosen_documents_become_drafts(author_client, author):
    batch, topic = make_import(started_by=author), make_topic()
    rows = [make_imported_document(batch, make_outline(title=t)) for t in ("Tea", "Cake", "Pie")]
    data = {"document": [rows[0].pk, rows[2].pk], "topic": topic.pk}
    response = author_client.post(address(batch, "drafts"), data, follow=True)
    assert messages_of(response) == ["Made 2 of 2."]
    assert list(Article.objects.order_by("pk").values_list("title", "topic", "owner")) == [
        ("Tea", topic.pk, author.pk),
        ("Pie", topic.pk, author.pk),
    ]
    assert text_of(response, ".import-list .state") == [
        "In the desk",
        "To be looked at",
        "In the desk",
    ]


def test_all_documents_become_drafts(editor_client):
    batch = make_import()
    make_article(title="Tea")
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title))
    response = editor_client.post(address(batch, "drafts"), {"everything": "1"}, follow=True)
    assert messages_of(response) == ["Made 1 of 2. 1 could not be made: the list says why."]
    assert Article.objects.count() == 2


def test_nothing_chosen_is_said(editor_client):
    row = make_imported_document()
    response = editor_client.post(address(row.batch, "drafts"), {"document": "x"}, follow=True)
    assert messages_of(response) == ["Choose the documents first."]
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    "key", ["9" * 19, "9" * 5_000, "٣", "-1", "\0"], ids=["great", "huge", "arabic", "minus", "nul"]
)
def test_document_of_no_key_is_said(editor_client, key):
    batch = make_import()
    response = editor_client.post(address(batch, "drafts"), {"document": [key]}, follow=True)
    assert messages_of(response) == ["Choose the documents first."]


def test_documents_of_another_import_are_not_touched(author_client, author):
    own, other = make_import(started_by=author), make_imported_document()
    author_client.post(address(own, "drafts"), {"document": [other.pk]})
    assert Article.objects.count() == 0


def test_drafts_that_take_longer_are_told_by_the_page(editor_client, monkeypatch):
    monkeypatch.setattr(turns, "monotonic", iter(range(0, 1000, 10)).__next__)
    batch = make_import()
    for title in ("Tea", "Cake"):
        make_imported_document(batch, make_outline(title=title))
    response = editor_client.post(address(batch, "drafts"), {"everything": "1"}, follow=True)
    assert messages_of(response) == []
    assert text_of(response, ".import-progress [data-words]") == [
        "1 of 2 done; 1 to become drafts."
    ]
    assert "Its draft is being made." in text_of(response, ".import-list tbody")[0]


def test_authors_add_nobody(author_client, author):
    page = author_client.get(address(make_imported_document(make_import(started_by=author)).batch))
    assert "add_authors" not in page.context["form"].fields


# All imports


def test_everybody_sees_their_own_imports_and_editors_all(author_client, author, client, editor):
    make_imported_document(make_import(name="mine", started_by=author))
    make_import(name="theirs", started_by=editor)
    make_import(name="the system's")
    names = [
        row.name for row in author_client.get("/admin/articles/import/").context["cl"].result_list
    ]
    client.force_login(editor)
    page = client.get("/admin/articles/import/")
    assert (names, text_of(page, ".field-by"), text_of(page, ".field-to_look_at")) == (
        ["mine"],
        ["The system", "editor", "author"],
        ["0", "0", "1"],
    )


def test_import_is_deleted_and_articles_stay(author_client, author):
    batch = make_import(name="drafts", started_by=author)
    row = make_imported_document(batch, make_outline(title="Tea"))
    author_client.post(address(batch, "drafts"), {"document": [row.pk]})
    page = author_client.get(address(batch, "delete"))
    assert "with 1 documents: their sources, proposals and your choices" in " ".join(
        parse(page).css_first("#content-main").text().split()
    )
    author_client.post(address(batch, "delete"), {"post": "yes"})
    assert (Import.objects.count(), Article.objects.get().title) == (0, "Tea")
    assert Event.objects.first().verb == "deleted"
