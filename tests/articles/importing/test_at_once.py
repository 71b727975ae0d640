"""One document, and several who make its draft in the same moment."""

import pytest
from django.db import connection

from articles.importing.drafts import draft
from articles.models import Article, ImportedDocument
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_imported_document, make_outline

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


@pytest.mark.parametrize("together", [{"key": "tea.md"}, {"digest": "d" * 64}])
def test_document_that_came_in_thrice_is_one_article(together):
    outline = make_outline((2, "Tea", "Two minutes."), title="Tea time")
    rows = [make_imported_document(outline=outline, **together) for _ in range(3)]
    run_together(*(lambda row=row: draft(row, by=None) for row in rows))
    assert Article.objects.filter(title="Tea time").count() == 1
    assert set(ImportedDocument.objects.values_list("article__title", flat=True)) == {"Tea time"}
