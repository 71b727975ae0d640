"""Clashes as fields of a form, and settled by them."""

import json

import pytest

from articles.editing.clashes import ask, clashes_in, is_of_clash, settle_clashes, spell_clashes
from articles.publishing.merge import Clash

TITLE = Clash("", "", "title", "Title", "Mine", "Theirs")
BODY = Clash("sections", "one", "body", "Section “One”: body", "Mine.", "Theirs.")
CONTENT = {
    "title": "Mine",
    "tags": ["a"],
    "sections": [{"key": "one", "heading": "One", "body": "Before.\n\nMine.\n\nTheirs."}],
}


def test_only_passages_of_a_text_can_both_stay():
    assert [choice.keeps_both for choice in spell_clashes([TITLE, BODY])] == [False, True]


def test_asking_and_reading_are_each_others_inverse():
    assert clashes_in(ask([TITLE, BODY])) == [("clash-0", TITLE), ("clash-1", BODY)]


def test_each_clash_is_settled_by_its_own_choice():
    typed = ask([TITLE, BODY]) | {"clash-0-choice": ["theirs"], "clash-1-choice": ["mine"]}
    content = settle_clashes(CONTENT, typed)
    assert (content["title"], content["sections"][0]["body"]) == ("Theirs", "Before.\n\nMine.")


def test_clash_without_a_choice_or_with_both_stays_as_it_is():
    assert settle_clashes(CONTENT, ask([TITLE, BODY]) | {"clash-1-choice": ["both"]}) == CONTENT


def test_clash_that_was_settled_in_the_text_does_not_hide_the_next():
    typed = ask([TITLE, BODY]) | {"clash-1-choice": ["theirs"]}
    del typed["clash-0"]
    assert settle_clashes(CONTENT, typed)["sections"][0]["body"] == "Before.\n\nTheirs."


def test_passage_edited_by_hand_stands():
    content = CONTENT | {"sections": [CONTENT["sections"][0] | {"body": "Ours."}]}
    typed = ask([BODY]) | {"clash-0-choice": ["theirs"]}
    assert settle_clashes(content, typed) == content


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("nonsense", id="no-json"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("{}", id="nothing"),
        pytest.param("[]", id="a-list"),
        pytest.param(json.dumps(TITLE.to_json() | {"field": "tags"}), id="of-a-list"),
        pytest.param(json.dumps(TITLE.to_json() | {"field": "nonsense"}), id="of-no-field"),
        pytest.param(json.dumps(TITLE.to_json() | {"field": {}}), id="of-no-name"),
        pytest.param(json.dumps(TITLE.to_json() | {"rows": "nonsense"}), id="of-no-rows"),
    ],
)
def test_clash_that_nobody_asked_about_changes_nothing(hidden):
    typed = {"clash-0": [hidden], "clash-0-choice": ["theirs"], "clash-1000": [hidden]}
    assert settle_clashes(CONTENT, typed) == CONTENT


@pytest.mark.parametrize(("name", "expected"), [("clash-0-choice", True), ("title", False)])
def test_fields_of_a_clash_are_told_from_others(name, expected):
    assert is_of_clash(name) == expected
