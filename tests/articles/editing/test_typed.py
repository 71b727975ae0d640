"""A frozen form as the fields of its form, and back: nothing is lost on the way."""

import uuid
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.editing.typed import (
    ARTICLE,
    aside_typed,
    is_of_rows,
    keep_aside,
    presentable,
    read,
    with_keys,
    write,
)
from articles.publishing.content import row_as_it_was
from guides.admin.guide import SHAPE as GUIDE

FORM = "3b241101-e2bb-4255-8caf-4136c566a962"

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")).map(str.strip)
words = texts.filter(bool)
lines = texts.map(lambda text: " ".join(text.split()))
numbers = st.none() | st.integers(1, 10**17)
dates = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
keys = st.uuids().map(str)


def rows_of(**parts):
    return st.lists(st.fixed_dictionaries({"key": keys, **parts}), unique_by=lambda row: row["key"])


articles = st.fixed_dictionaries(
    {
        **dict.fromkeys(("kind", "title", "slug", "dek", "introduction"), texts),
        **dict.fromkeys(("search_title", "search_description"), texts),
        **dict.fromkeys(("topic", "reviewer", "hero"), numbers),
        "authors": st.lists(st.integers(1, 10**17), unique=True).map(sorted),
        "reviewed_on": dates,
        "tags": st.lists(
            st.text("abc, é", min_size=1).map(str.strip).filter(bool), unique=True
        ).map(sorted),
        "sections": rows_of(heading=words, body=texts),
        "faqs": rows_of(question=words, answer=texts),
        "references": rows_of(
            title=words, publisher=texts, url=texts, year=numbers, accessed_on=dates, quote=lines
        ).map(lambda rows: [row_as_it_was(row) for row in rows]),
    }
)
guides = st.fixed_dictionaries(
    {
        **dict.fromkeys(("title", "slug", "dek", "introduction", "closing"), texts),
        **dict.fromkeys(("search_title", "search_description"), texts),
        "hero": numbers,
        "chapters": rows_of(article=numbers, title=words, body=texts),
    }
)


@settings(max_examples=60, deadline=None, database=None)
@given(articles, st.data())
def test_article_is_the_same_after_a_trip_through_its_form(content, data):
    check_round_trip(content, ARTICLE, data)


@settings(max_examples=60, deadline=None, database=None)
@given(guides, st.data())
def test_guide_is_the_same_after_a_trip_through_its_form(content, data):
    check_round_trip(content, GUIDE, data)


def check_round_trip(content, shape, data):
    """Also where some of its rows exist, and others are to go."""
    ids = {}
    for name in shape.rows:
        known = [row["key"] for row in content[name]] + data.draw(st.lists(keys, max_size=2))
        ids[name] = {key: number for number, key in enumerate(known, 1) if data.draw(st.booleans())}
    assert read(write(content, shape, ids), shape, FORM) == content
    assert presentable(content, shape) == content


def typed(**fields):
    return {name.replace("__", "-"): [value] for name, value in fields.items()}


def test_rows_stand_in_the_order_of_their_positions_and_those_without_come_last():
    content = read(
        typed(
            sections__0__heading="No place",
            sections__1__heading="Second",
            sections__1__position="2",
            sections__2__heading="First",
            sections__2__position="1",
            sections__3__heading="Nonsense",
            sections__3__position="first",
        ),
        ARTICLE,
        FORM,
    )
    assert [row["heading"] for row in content["sections"]] == [
        "First",
        "Second",
        "No place",
        "Nonsense",
    ]


def test_blank_new_row_is_none_and_blank_saved_row_is_one():
    content = read(typed(sections__0__heading=" ", faqs__0__id="7"), ARTICLE, FORM)
    assert (content["sections"], [row["question"] for row in content["faqs"]]) == ([], [""])


def test_new_row_has_the_same_key_whenever_it_is_read_and_another_in_another_form():
    fields = typed(sections__4__heading="New")
    first, again = (read(fields, ARTICLE, FORM)["sections"] for _ in range(2))
    other = read(fields, ARTICLE, str(uuid.uuid4()))["sections"]
    assert first == again
    assert first[0]["key"] != other[0]["key"]
    assert with_keys(fields, ARTICLE, FORM)["sections-4-key"] == [first[0]["key"]]


def test_source_without_a_key_is_called_by_its_place():
    content = read(typed(references__0__title="Study"), ARTICLE, FORM)
    assert [row["key"] for row in content["references"]] == ["source-1"]


@pytest.mark.parametrize(
    ("field", "value", "sound"),
    [
        ("reviewed_on", "yesterday", None),
        ("topic", "peace", None),
        ("topic", "9" * 30, None),
        ("topic", "", None),
    ],
)
def test_what_is_no_number_or_date_stays_as_it_was_typed_and_is_not_shown(field, value, sound):
    content = read(typed(**{field: value}), ARTICLE, FORM)
    assert content[field] == (value or None)
    assert write(content, ARTICLE, {})[field] == [value]
    assert presentable(content, ARTICLE)[field] == sound


def test_line_ends_of_a_browser_are_ours():
    assert read(typed(introduction="a\r\nb"), ARTICLE, FORM)["introduction"] == "a\nb"


class Subject:
    owner_id = 5
    review_due_on = date(2031, 5, 6)


@pytest.mark.parametrize(
    ("owner", "due", "kept", "is_typed"),
    [
        ("3", "01/01/2030", {"owner": ["5"], "review_due_on": ["06/05/2031"]}, False),
        ("4", "2030-01-01", {"review_due_on": ["06/05/2031"]}, True),
        ("3", "", {"owner": ["5"]}, True),
    ],
)
def test_field_outside_the_versions_is_todays_where_nobody_typed_another(
    owner, due, kept, is_typed
):
    fields = {"owner": [owner], "initial-owner": ["3"]}
    fields |= {"review_due_on": [due], "initial-review_due_on": ["2030-01-01"]}
    assert keep_aside(fields, ARTICLE, Subject()) == kept
    assert bool(aside_typed(fields, ARTICLE)) == is_typed


def test_author_has_no_owner_to_type():
    assert keep_aside({}, ARTICLE, Subject()) == {}
    assert aside_typed({}, ARTICLE) == {}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sections-0-body", True),
        ("faqs-TOTAL_FORMS", True),
        ("title", False),
        ("initial-owner", False),
    ],
)
def test_fields_of_rows_are_told_from_others(name, expected):
    assert is_of_rows(name) == expected
