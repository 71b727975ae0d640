"""What is typed when something is submitted or decided."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.http import QueryDict

from articles.reviewing.forms import MAX_NOTE, DecisionForm, SubmitForm

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
PASSED, LATER = "2026-06-01T11:59:59", "2026-06-02T09:00:00"


def decide(current=1, newest=1, **data):
    """The form that was sent about version 1, while `current` is the one that waits."""
    query = QueryDict(mutable=True)
    query.update({"seen": "1", "decision": "approve"} | data)
    return DecisionForm(query, seen=current, newest=newest)


def test_note_may_be_empty_and_keeps_its_lines():
    forms = [SubmitForm({"note": note}) for note in ("", "One\r\nTwo")]
    assert [form.is_valid() and form.cleaned_data["note"] for form in forms] == ["", "One\nTwo"]


def test_note_that_is_too_long_is_refused():
    assert list(SubmitForm({"note": "x" * (MAX_NOTE + 1)}).errors) == ["note"]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("data", "errors"),
    [
        pytest.param({}, {}, id="approve"),
        pytest.param({"decision": "return", "answer": "Too long"}, {}, id="return"),
        pytest.param({"decision": "publish"}, {}, id="publish"),
        pytest.param({"decision": "publish", "at": LATER}, {}, id="schedule"),
        pytest.param(
            {"decision": "return", "answer": "  "},
            {"answer": ["Say what is missing: the author has nothing else to go by."]},
            id="return without a word",
        ),
        pytest.param(
            {"decision": "publish", "at": PASSED},
            {"at": ["This moment has passed."]},
            id="publish in the past",
        ),
        pytest.param(
            {"decision": "publish", "until": PASSED},
            {"until": ["The end must come after the start."]},
            id="end before the start",
        ),
        pytest.param(
            {"decision": "publish", "version": "3"},
            {"version": ["It was saved again while you looked: choose anew."]},
            id="publish an unknown version",
        ),
        pytest.param({"at": PASSED, "until": "x", "version": "3"}, {}, id="approve with a window"),
        pytest.param(
            {"decision": ""},
            {"decision": ["Nothing is decided yet: press the button that says what."]},
            id="no decision",
        ),
        pytest.param(
            {"decision": "burn"},
            {"decision": ["Select a valid choice. burn is not one of the available choices."]},
            id="another decision",
        ),
    ],
)
def test_decision_is_checked(data, errors):
    assert decide(**data).errors == errors


def test_newest_version_can_be_chosen_where_there_is_one():
    form = decide(newest=2, decision="publish", version="2")
    assert (form.is_valid(), form.cleaned_data["version"]) == (True, 2)
    assert [key for key, _ in form.fields["version"].choices] == [1, 2]


@pytest.mark.parametrize("seen", ["1", "x", ""])
def test_decision_on_another_version_is_refused_and_can_be_pressed_once_more(seen):
    form = decide(current=5, newest=5, seen=seen, answer="Good", version="1")

    assert form.non_field_errors() == ["A newer version was submitted meanwhile. Look at it first."]
    assert [form[name].value() for name in ("seen", "version", "answer")] == ["5", "5", "Good"]
