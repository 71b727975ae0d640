import pytest
from django.core.management import call_command

from articles.models import SearchDocument, Subject
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
