"""Rows stand in the order their numbers give, and are numbered through when saved."""

import pytest

from tests.articles.admin.forms import article_form, errors, row_of
from tests.factories import make_article


def save(client, article, rows):
    address = f"/admin/articles/article/{article.pk}/change/"
    return client.post(address, article_form(article, sections=rows))


def outline(article):
    return list(article.sections.values_list("position", "heading"))


@pytest.fixture
def article(db):
    return make_article(sections=[("A", ""), ("B", ""), ("C", "")])


@pytest.fixture
def rows(article):
    return [row_of(row) for row in article.sections.all()]


def test_rows_are_numbered_from_one(editor_client, article, rows):
    save(editor_client, article, rows)
    assert outline(article) == [(1, "A"), (2, "B"), (3, "C")]


def test_rows_with_gaps_close_up(editor_client, article, rows):
    for row, position in zip(rows, (10, 70, 200), strict=True):
        row["position"] = position
    save(editor_client, article, rows)
    assert outline(article) == [(1, "A"), (2, "B"), (3, "C")]


def test_swapped_rows_change_places(editor_client, article, rows):
    rows[0]["position"], rows[2]["position"] = 3, 1
    rows[1]["position"] = 2
    save(editor_client, article, rows)
    assert outline(article) == [(1, "C"), (2, "B"), (3, "A")]


def test_new_row_without_a_place_comes_last(editor_client, article, rows):
    save(editor_client, article, [*rows, {"heading": "D", "body": ""}])
    assert outline(article)[-1] == (4, "D")


def test_new_rows_without_a_place_keep_the_order_they_were_written_in(editor_client, article, rows):
    save(editor_client, article, [*rows, {"heading": "D"}, {"heading": "E"}])
    assert [heading for _, heading in outline(article)] == ["A", "B", "C", "D", "E"]


def test_new_row_with_a_place_stands_there(editor_client, article, rows):
    for row, position in zip(rows, (1, 3, 4), strict=True):
        row["position"] = position
    save(editor_client, article, [*rows, {"heading": "D", "position": 2}])
    assert [heading for _, heading in outline(article)] == ["A", "D", "B", "C"]


def test_row_whose_place_is_emptied_comes_last(editor_client, article, rows):
    rows[0]["position"] = ""
    save(editor_client, article, rows)
    assert [heading for _, heading in outline(article)] == ["B", "C", "A"]


def test_deleted_row_is_gone_and_the_rest_close_up(editor_client, article, rows):
    rows[1]["DELETE"] = "on"
    save(editor_client, article, rows)
    assert outline(article) == [(1, "A"), (2, "C")]


def test_added_row_left_empty_is_no_row(editor_client, article, rows):
    save(editor_client, article, [*rows, {"heading": "", "body": ""}])
    assert len(outline(article)) == 3


@pytest.mark.parametrize(
    ("position", "message"),
    [
        ("-1", "Ensure this value is greater than or equal to 0."),
        ("first", "Enter a whole number."),
        ("99999", "Ensure this value is less than or equal to 32000."),
    ],
)
def test_place_that_is_none_is_told_at_its_row(editor_client, article, rows, position, message):
    rows[1]["position"] = position
    response = save(editor_client, article, rows)
    assert errors(response) == {"sections-1-position": [message]}


def test_order_of_questions_and_sources_is_kept_too(editor_client):
    sources = [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}]
    article = make_article(faqs=[("A?", "Yes."), ("B?", "No.")], references=sources)
    data = article_form(article) | {"faqs-0-position": 9, "references-0-position": 9}
    editor_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert list(article.faqs.values_list("position", "question")) == [(1, "B?"), (2, "A?")]
    assert list(article.references.values_list("position", "key")) == [(1, "b"), (2, "a")]


@pytest.fixture
def sourced(db):
    return make_article(references=[{"key": "a", "title": "A"}, {"key": "b", "title": "B"}])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"references-0-key": "b", "references-1-key": "a"}, [("b", "A"), ("a", "B")]),
        ({"references-0-key": "b", "references-1-key": "c"}, [("b", "A"), ("c", "B")]),
        ({"references-0-key": "b", "references-1-DELETE": "on"}, [("b", "A")]),
    ],
    ids=["swapped", "moved on", "of a deleted one"],
)
def test_sources_may_take_each_others_keys(editor_client, sourced, typed, expected):
    address = f"/admin/articles/article/{sourced.pk}/change/"
    assert editor_client.post(address, article_form(sourced) | typed).status_code == 302
    assert list(sourced.references.values_list("key", "title")) == expected


def test_new_source_may_take_the_key_of_a_deleted_one(editor_client, sourced):
    rows = [row_of(row) for row in sourced.references.all()]
    rows[0]["DELETE"] = "on"
    data = article_form(sourced, references=[*rows, {"key": "a", "title": "New"}])
    editor_client.post(f"/admin/articles/article/{sourced.pk}/change/", data)
    assert list(sourced.references.values_list("key", "title")) == [("b", "B"), ("a", "New")]
