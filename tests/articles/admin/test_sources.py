"""Sources in the form of an article: the passage they quote, and what is wrong with them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.health.addresses import take_stock
from articles.health.quotes import GONE
from articles.models import CheckedAddress, CheckedQuote
from tests.articles.admin.forms import article_form, errors, parse, still_typed
from tests.factories import make_article, publish_article

pytestmark = pytest.mark.django_db


def change_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def sources(*rows):
    return [{"key": f"s{n}", "title": "A study", **row} for n, row in enumerate(rows)]


def test_quoted_passage_is_kept_in_one_line(editor_client):
    article = make_article()
    rows = sources({"quote": "  Men who talk\r\nsleep  better. "})
    editor_client.post(change_of(article), article_form(article, references=rows))
    editor_client.post(change_of(article), article_form(article))
    assert article.references.get().quote == "Men who talk sleep better."
    assert article.revisions.count() == 1


def test_quoted_passage_that_is_too_long_is_refused_and_kept(editor_client):
    article = make_article()
    data = article_form(article, references=sources({"quote": "x" * 601}))
    response = editor_client.post(change_of(article), data)
    message = "Ensure this value has at most 600 characters (it has 601)."
    assert errors(response) == {"references-0-quote": [message]}
    assert still_typed(response, data) == {}


def test_form_says_beside_a_source_what_is_wrong_with_it(editor_client, django_assert_num_queries):
    rows = sources(
        {"url": "https://one.example/#x", "quote": "Gone."},
        {"url": "https://one.example/", "quote": "Found."},
        {"url": "https://two.example/"},
        {"url": ""},
    )
    article = publish_article(references=rows).article
    take_stock()
    with CaptureQueriesContext(connection) as before:
        assert troubles(editor_client, article) == ["", "", "", ""]
    CheckedQuote.objects.filter(text="Gone.").update(verdict="gone")
    broken = CheckedAddress.objects.filter(url="https://two.example/")
    broken.update(verdict="broken", reason="Not found (404)")
    with django_assert_num_queries(len(before)):
        found = troubles(editor_client, article)
    assert found == [f"{GONE}.", "", "This address is broken: Not found (404).", ""]


def troubles(client, article):
    """What the form says of each source."""
    rows = parse(client.get(change_of(article))).css("[data-rows=references] .row")
    found = [row.css_first(".row-trouble") for row in rows if "__prefix__" not in row.id]
    return [node.text() if node else "" for node in found][: article.references.count()]
