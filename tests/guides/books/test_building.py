from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from articles.publishing.windows import publish, save_revision, withdraw
from guides.books import building, pdf
from guides.books.building import build, open_book
from guides.models import Book, Guide
from tests.factories import make_article, make_guide, publish_article, publish_guide


def formats(books):
    return [book.format for book in books]


def publish_anew(slug, **fields):
    article = Article.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    publish(save_revision(article))


def run(*args, **options):
    out, err = StringIO(), StringIO()
    call_command("build_books", *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_both_formats_are_made_once(guide):
    assert formats(build(guide)) == ["epub", "pdf"]
    assert build(guide) == []
    epub, made = Book.objects.all()
    with open_book(guide, "epub") as file:
        assert file.read(2) == b"PK"
    with open_book(guide, "pdf") as file:
        data = file.read()
    assert (data[:5], len(data)) == (b"%PDF-", made.size)
    assert (epub.error, epub.unshown, epub.content_hash) == ("", "", made.content_hash)


def test_books_are_made_anew_when_a_chapter_changes_and_the_former_go(
    guide, django_capture_on_commit_callbacks
):
    build(guide)
    before = set(Book.objects.values_list("file", flat=True))
    publish_anew("tea", title="Green tea")
    with django_capture_on_commit_callbacks(execute=True):
        assert formats(build(guide)) == ["epub", "pdf"]
    after = set(Book.objects.values_list("file", flat=True))
    private = Book._meta.get_field("file").storage
    assert [private.exists(name) for name in before] == [False, False]
    assert [private.exists(name) for name in after] == [True, True]


def test_book_whose_file_is_lost_is_made_again(guide):
    build(guide)
    file = Book.objects.get(format="pdf").file
    file.storage.delete(file.name)
    assert open_book(guide, "pdf") is None
    assert formats(build(guide)) == ["pdf"]


def test_guide_that_is_withdrawn_loses_its_books(guide, django_capture_on_commit_callbacks):
    build(guide)
    withdraw(guide)
    with django_capture_on_commit_callbacks(execute=True):
        assert build(guide) == []
    assert open_book(guide, "epub") is None
    assert list(Book.objects.values_list("file", "error")) == [
        ("", "The guide is not published."),
        ("", "The guide is not published."),
    ]


def test_book_that_cannot_be_set_says_why_and_keeps_the_file_before(guide, monkeypatch, tmp_path):
    build(guide)
    template = tmp_path / "book.typ"
    template.write_text('#panic("no ink")')
    publish_anew("tea", title="Green tea")
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "TEMPLATE", template)
        assert formats(build(guide)) == ["epub"]
    assert "no ink" in Book.objects.get(format="pdf").error
    open_book(guide, "pdf").close()
    assert formats(build(guide)) == ["pdf"]
    assert Book.objects.get(format="pdf").error == ""


def test_longer_guide_costs_no_more_queries(guide, django_assert_max_num_queries):
    chapters = [publish_article(make_article()).article for _ in range(12)]
    longer = publish_guide(make_guide(chapters=chapters)).guide
    with django_assert_max_num_queries(30):
        build(longer)


def test_guide_has_one_book_a_format(guide):
    Book.objects.create(guide=guide, format="pdf")
    with (
        pytest.raises(IntegrityError, match=r"book_one_a_format|guides_book\.guide_id"),
        transaction.atomic(),
    ):
        Book.objects.create(guide=guide, format="pdf")


def test_format_of_a_book_is_known(guide):
    with pytest.raises(IntegrityError, match="book_format_is_known"), transaction.atomic():
        Book.objects.create(guide=guide, format="mobi")


def test_book_is_called_after_its_guide(guide):
    assert str(Book(guide=guide, format="epub")) == "Mornings (EPUB)"


def test_command_makes_what_is_stale(guide):
    out, _ = run()
    assert out.splitlines()[-1] == "2 books made."
    assert "Mornings (EPUB): " in out
    assert run()[0] == "0 books made.\n"
    assert run("mornings", force=True)[0].splitlines()[-1] == "2 books made."


def test_command_makes_what_a_schedule_changed(guide):
    article = Article.objects.get(slug="tea")
    article.title = "Green tea"
    article.save()
    publish(save_revision(article), at=timezone.now() + timedelta(days=1))
    run()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert run()[0].splitlines()[-1] == "2 books made."


def test_command_tells_what_has_no_book(db):
    make_guide(title="Later", chapters=[("One", "Words.")])
    out, err = run()
    assert out == "0 books made.\n"
    assert err == (
        "  Later (EPUB): The guide is not published.\n  Later (PDF): The guide is not published.\n"
    )


def test_command_refuses_a_guide_that_is_not_there(guide):
    with pytest.raises(CommandError, match="no guide called nights"):
        run("nights", "mornings")


def test_photo_that_cannot_be_read_is_left_out(guide):
    publish_anew("bread", hero=Article.objects.get(slug="tea").hero)
    name = Article.objects.get(slug="tea").hero.file.name
    storages["default"].delete(name)
    assert building.read_photos([name]) == {}
    assert formats(build(Guide.objects.get())) == ["epub", "pdf"]
