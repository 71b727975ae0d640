"""`revive_rows`: rows that are gone from the database become new ones in the form's data."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.forms import revive_rows


def data(ids, new=0, **more):
    """Form data with a saved row for each of `ids`, then `new` ones; each body names its row."""
    form = QueryDict(mutable=True)
    form["s-INITIAL_FORMS"], form["s-TOTAL_FORMS"] = str(len(ids)), str(len(ids) + new)
    for number, pk in enumerate([*ids, *[""] * new]):
        form[f"s-{number}-id"] = pk
        form[f"s-{number}-body"] = f"row {number}"
    form.update(more)
    return form


def rows(form):
    total = int(form["s-TOTAL_FORMS"])
    return [(form[f"s-{number}-id"], form[f"s-{number}-body"]) for number in range(total)]


def test_rows_that_are_all_there_stay_as_they_are():
    form = data(["1", "2"], new=1)
    assert revive_rows(form, "s", {"1", "2", "3"}) is form


def test_row_that_is_gone_comes_after_those_that_are_there():
    form = revive_rows(data(["1", "2", "3"]), "s", {"1", "3"})
    assert rows(form) == [("1", "row 0"), ("3", "row 2"), ("", "row 1")]
    assert (form["s-INITIAL_FORMS"], form["s-TOTAL_FORMS"]) == ("2", "3")


def test_new_rows_come_after_revived_ones():
    form = revive_rows(data(["1", "2"], new=2), "s", {"2"})
    assert rows(form) == [("2", "row 1"), ("", "row 0"), ("", "row 2"), ("", "row 3")]


def test_all_rows_gone_are_all_new():
    form = revive_rows(data(["1", "2"]), "s", set())
    assert rows(form) == [("", "row 0"), ("", "row 1")]
    assert form["s-INITIAL_FORMS"] == "0"


def test_row_without_an_id_is_a_new_one():
    form = data(["1"])
    del form["s-0-id"]
    assert revive_rows(form, "s", {"1"})["s-INITIAL_FORMS"] == "0"


def test_other_fields_and_repeated_values_are_kept():
    form = data(["1"], title="A title")
    form.setlist("authors", ["4", "5"])
    revived = revive_rows(form, "s", set())
    assert (revived["title"], revived.getlist("authors")) == ("A title", ["4", "5"])


def test_rows_of_other_kinds_are_left_alone():
    form = data(["1"]) | {}
    form = data(["1"])
    form["faqs-0-id"], form["other-s-0-id"] = "7", "8"
    revived = revive_rows(form, "s", set())
    assert (revived["faqs-0-id"], revived["other-s-0-id"]) == ("7", "8")


def test_data_that_came_in_is_not_changed():
    form = data(["1", "2"])
    before = form.copy()
    revive_rows(form, "s", set())
    assert form == before


@pytest.mark.parametrize("count", ["abc", "-1", "1.5", "1e3", "999999999999", "٣", "\0", "1 "])
def test_count_that_is_none_is_left_to_the_form_set(count):
    form = data(["1"], **{"s-INITIAL_FORMS": count})
    form.setlist("s-INITIAL_FORMS", [count])
    assert revive_rows(form, "s", {"1"}) is form


def test_form_without_counts_is_left_as_it_is():
    form = QueryDict("title=A")
    assert revive_rows(form, "s", {"1"}) is form


@given(
    st.lists(st.integers(1, 9), max_size=9, unique=True),
    st.sets(st.integers(1, 9)),
    st.integers(0, 3),
)
def test_no_text_is_lost_and_none_doubled(ids, existing, new):
    form = data([str(pk) for pk in ids], new)
    revived = revive_rows(form, "s", {str(pk) for pk in existing})
    assert sorted(body for _, body in rows(revived)) == sorted(body for _, body in rows(form))
    kept = [pk for pk, _ in rows(revived) if pk]
    assert kept == [str(pk) for pk in ids if pk in existing]
    assert int(revived["s-INITIAL_FORMS"]) == len(kept)
