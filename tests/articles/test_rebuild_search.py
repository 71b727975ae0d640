import pytest
from django.core.management import call_command

from articles.models import SearchDocument, Subject
from articles.search import index
from articles.search.finding import find
from tests.factories import publish_article


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "words"), [(1, "1 page is found."), (2, "2 pages are found.")])
def test_what_is_found_is_made_anew(capsys, count, words):
    for _ in range(count):
        publish_article(title="Green leaves")
    SearchDocument.objects.all().delete()

    call_command("rebuild_search")

    assert capsys.readouterr().out == f"{words}\n"
    assert SearchDocument.objects.count() == count
    assert Subject.objects.count() == count


@pytest.mark.django_db
def test_who_breaks_it_off_is_told_and_may_begin_again(capsys, monkeypatch):
    publish_article(title="Green leaves")
    document_of = index.document_of

    def break_off(revision):
        raise KeyboardInterrupt

    monkeypatch.setattr(index, "document_of", break_off)
    with pytest.raises(KeyboardInterrupt):
        call_command("rebuild_search")

    assert capsys.readouterr().err.startswith("Broken off: not everything was made anew.")
    assert len(find("leaves").results) == 1
    monkeypatch.setattr(index, "document_of", document_of)
    call_command("rebuild_search")
    assert capsys.readouterr().out == "1 page is found.\n"
