"""manage.py import_documents: what is in files and folders, and drafts of it."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.importing.batches import begin
from articles.importing.turns import stop
from articles.management.commands import import_documents
from articles.models import Article, Import, ImportedDocument
from tests.factories import make_article, make_topic

TEA = "---\ntitle: Tea time\n---\n\nBegin anywhere.\n\n## Leaves\n\n- One spoon\n- Two spoons\n"
CAKE = TEA.replace("Tea", "Cake")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "tea.md").write_text(TEA)
    (tmp_path / "more" / "cake.md").write_text(CAKE)
    (tmp_path / ".hidden.md").write_text(TEA)
    return tmp_path


def run(*arguments):
    """What is printed: as lines, or as the objects of --json; and how many failed."""
    out, failed = StringIO(), ""
    try:
        call_command("import_documents", *map(str, arguments), stdout=out, stderr=out)
    except CommandError as error:
        failed = str(error)
    printed = out.getvalue()
    return json.loads(printed) if "--json" in arguments else printed.splitlines(), failed


def test_dry_run_prints_objects_and_writes_nothing(folder):
    found, failed = run(folder, "--dry-run", "--json")
    assert [(row["source"], row["title"]) for row in found] == [
        (str(folder / "more" / "cake.md"), "Cake time"),
        (str(folder / "tea.md"), "Tea time"),
    ]
    assert found[1]["sections"] == [
        {"level": 2, "heading": "", "body": "Begin anywhere."},
        {"level": 2, "heading": "Leaves", "body": "- One spoon\n- Two spoons"},
    ]
    assert failed == ""


def test_dry_run_needs_no_database(folder):
    # Without the mark of the database, any query fails this test.
    assert run(folder / "tea.md", "--dry-run")[0] == [
        f"{folder / 'tea.md'}: “Tea time”, 1 section",
        "1 of 1 documents.",
    ]


def test_what_cannot_be_read_is_told_and_fails(folder):
    (folder / "noise.docx").write_bytes(b"\0\1\2" * 99)
    found, failed = run(
        folder / "noise.docx", folder / "none.md", folder / "tea.md", "--dry-run", "--json"
    )
    assert [row.get("title") for row in found] == [None, None, "Tea time"]
    assert [sorted(row) for row in found[:2]] == [["error", "source"]] * 2
    assert found[1]["error"] == f"{folder / 'none.md'} cannot be read: No such file or directory."
    assert failed == "2 could not be imported."


def test_document_that_cannot_be_read_is_told(folder):
    (folder / "deep.md").write_text("> " * 500 + "deep\n\n## Heading\n\n- One\n- Two\n")
    (folder / "empty.md").write_text("")
    lines, failed = run(folder / "deep.md", folder / "empty.md", "--dry-run")
    assert len(lines) > 1
    assert "Traceback" not in "".join(lines) + failed


def test_whatever_is_wrong_with_a_document_is_told(folder, monkeypatch):
    monkeypatch.setattr("articles.importing.readers.READERS", {})
    found, failed = run(folder / "tea.md", "--dry-run", "--json")
    assert "Something is wrong that should not be: KeyError" in found[0]["error"]
    assert failed == "1 could not be imported."


@pytest.mark.django_db
def test_documents_become_drafts(folder, editor):
    topic = make_topic(slug="kitchen")
    lines, failed = run(folder, "--user", "editor", "--topic", "kitchen")
    assert (lines[1], lines[-1], failed) == (
        "  In the desk as “Cake time”.",
        "2 of 2 documents.",
        "",
    )
    assert list(Article.objects.values_list("title", "owner", "topic")) == [
        ("Tea time", editor.pk, topic.pk),
        ("Cake time", editor.pk, topic.pk),
    ]
    assert (Import.objects.get().name, Import.objects.get().started_by) == ("2 files", editor)


@pytest.mark.django_db
def test_drafts_are_objects_too(folder):
    [found], failed = run(folder / "tea.md", "--json")
    assert (found["title"], found["article"], failed) == ("Tea time", Article.objects.get().pk, "")
    assert found["warnings"][0] == "In the desk as “Tea time”."


@pytest.mark.django_db
def test_import_goes_on_to_its_end(folder, monkeypatch):
    monkeypatch.setattr("articles.management.commands.import_documents.TURN", 0)
    assert run(folder)[0][-1] == "2 of 2 documents."


@pytest.mark.django_db
def test_import_that_is_stopped_in_the_desk_ends(folder, monkeypatch):
    def begin_stopped(*arguments, **choices):
        batch = begin(*arguments, **choices)
        stop(batch)
        return batch

    monkeypatch.setattr(import_documents, "begin", begin_stopped)
    printed, failed = run(folder / "tea.md")
    assert (printed[1:], failed) == (
        ["  No draft is made.", "0 of 1 documents."],
        "1 could not be imported.",
    )


@pytest.mark.django_db
def test_file_whose_name_is_no_characters_is_imported(folder):
    (folder / os.fsdecode(b"caf\xe9.md")).write_text(TEA)
    found, _ = run(folder, "--json")
    assert str(folder / "caf�.md") in [row["source"] for row in found]


@pytest.mark.django_db
def test_second_run_changes_nothing(folder):
    run(folder)
    lines, failed = run(folder)
    assert lines[1] == "  Unchanged since it became “Cake time”."
    assert (Article.objects.count(), failed) == (2, "")


@pytest.mark.django_db
def test_changed_document_updates_its_draft(folder):
    run(folder / "tea.md")
    (folder / "tea.md").write_text(TEA + "- Three spoons\n")
    run(folder / "tea.md")
    assert "Three spoons" in Article.objects.get().sections.get().body


@pytest.mark.django_db
def test_twin_waits_in_the_desk(folder):
    make_article(title="Tea time")
    lines, failed = run(folder / "tea.md")
    assert lines[1].startswith("  No draft is made. An article has this title.")
    assert (failed, Article.objects.count()) == ("1 could not be imported.", 1)
    assert ImportedDocument.objects.get().state == "proposed"


@pytest.mark.django_db
def test_file_that_cannot_be_read_spoils_no_other(folder):
    (folder / "noise.docx").write_bytes(b"\0\1\2" * 99)
    _, failed = run(folder)
    assert (failed, Article.objects.count()) == ("1 could not be imported.", 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tea.md", "--user", "nobody"], "Nobody has the user name “nobody”."),
        (["tea.md", "--topic", "none"], "No topic has the slug “none”. There are: none yet."),
        (["none.md"], "none.md cannot be read: No such file or directory."),
    ],
)
def test_wrong_arguments_are_told(folder, monkeypatch, arguments, words):
    monkeypatch.chdir(folder)
    assert run(*arguments)[1] == words


def test_help_tells_of_the_format(capsys):
    with pytest.raises(SystemExit):
        call_command("import_documents", "--help")
    assert "affiliate_urls, ctas (text, url), left_out, warnings" in capsys.readouterr().out


DOCUMENTS = settings.BASE_DIR.parent / "shared" / "documents"


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="there are no documents beside the checkout")
def test_real_documents_have_the_titles_that_an_editor_gives_them():
    files = sorted(DOCUMENTS.glob("*.txt"))
    found, failed = run(*files, "--dry-run", "--json")
    expected = [json.loads(Path(f).with_suffix(".expected.json").read_text()) for f in files]
    assert [row["title"] for row in found] == [row["title"] for row in expected]
    assert failed == ""
