"""Two edits of one text: by paragraph, and by line inside a paragraph that both changed."""

import time

import pytest

from articles.publishing.diff3 import merge, settle

BASE = "Say what you saw.\n\nSay what you felt.\n\nAsk for one thing."


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param(BASE, BASE, BASE, id="nobody"),
        pytest.param(
            BASE.replace("saw", "heard"),
            BASE.replace("one", "a small"),
            "Say what you heard.\n\nSay what you felt.\n\nAsk for a small thing.",
            id="two-paragraphs",
        ),
        pytest.param(
            BASE.replace("saw", "heard"),
            BASE.replace("felt", "fear"),
            "Say what you heard.\n\nSay what you fear.\n\nAsk for one thing.",
            id="neighbours",
        ),
        pytest.param(
            f"Mine.\n\n{BASE}", f"Theirs.\n\n{BASE}", f"Mine.\n\nTheirs.\n\n{BASE}", id="both-add"
        ),
        pytest.param(
            f"Same.\n\n{BASE}", f"Same.\n\n{BASE}", f"Same.\n\n{BASE}", id="both-add-the-same"
        ),
        pytest.param(
            f"{BASE}\n\nWait.",
            f"{BASE}\n\nWait.\n\nListen.",
            f"{BASE}\n\nWait.\n\nListen.",
            id="one-adds-the-same-and-more",
        ),
        pytest.param(
            "Say what you saw.\n\nAsk for one thing.",
            BASE.replace("saw", "heard"),
            "Say what you heard.\n\nAsk for one thing.",
            id="removed-beside-changed",
        ),
        pytest.param(
            "Say what you felt.\n\nAsk for one thing.", "Say what you saw.", "", id="both-remove"
        ),
        pytest.param("", BASE, "", id="all-removed"),
    ],
)
def test_edits_of_different_paragraphs_are_both_there(mine, theirs, expected):
    assert merge(BASE, mine, theirs) == (expected, [])


def test_removed_paragraph_does_not_drag_along_the_one_changed_after_it():
    mine = "Say what you truly felt.\n\nBreathe.\n\nAsk for one thing."
    theirs = BASE.replace("Say what you saw.", "Tell what was there.")
    text, clashes = merge(BASE, mine, theirs)
    assert clashes == [("", "Tell what was there.")]
    assert settle(text, *clashes[0], "theirs") == (
        "Tell what was there.\n\nSay what you truly felt.\n\nBreathe.\n\nAsk for one thing."
    )


def test_two_new_texts_for_all_of_one_clash_once():
    base = "I went home and put it down.\n\nWhat would she say to it?\n\nThey were both late."
    mine, theirs = "I had better begin anew.\n\nThe end of it.", "Nobody came home, we thought."
    assert merge(base, mine, theirs) == (f"{mine}\n\n{theirs}", [(mine, theirs)])


def test_lines_of_one_paragraph_are_merged():
    base = "- one\n- two\n- three"
    assert merge(base, "- one!\n- two\n- three", "- one\n- two\n- three\n- four") == (
        "- one!\n- two\n- three\n- four",
        [],
    )


def test_one_line_changed_by_both_clashes_and_keeps_both():
    mine, theirs = BASE.replace("felt", "feared"), BASE.replace("felt", "hoped")
    assert merge(BASE, mine, theirs) == (
        "Say what you saw.\n\nSay what you feared.\n\nSay what you hoped.\n\nAsk for one thing.",
        [("Say what you feared.", "Say what you hoped.")],
    )


def test_paragraph_removed_by_one_and_changed_by_the_other_clashes():
    mine = "Say what you saw.\n\nAsk for one thing."
    theirs = BASE.replace("felt", "hoped")
    assert merge(BASE, mine, theirs) == (theirs, [("", "Say what you hoped.")])


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("mine", "A.\n\nC."), ("theirs", "B.\n\nC."), ("both", "A.\n\nB.\n\nC.")],
)
def test_choice_settles_a_clash_in_the_text(choice, expected):
    assert settle("A.\n\nB.\n\nC.", "A.", "B.", choice) == expected


@pytest.mark.parametrize("text", ["A.\n\nX.\n\nB.", "A, B.", ""])
def test_clash_that_no_longer_stands_in_the_text_cannot_be_settled(text):
    with pytest.raises(ValueError, match="no longer stand"):
        settle(text, "A.", "B.", "mine")


@pytest.mark.parametrize("lead", ["", "\n", "  \n\n"])
def test_white_space_around_is_carried_along(lead):
    assert merge(f"{lead}A.\n\n\nB.\n", f"{lead}A!\n\n\nB.\n", f"{lead}A.\n\n\nB!\n") == (
        f"{lead}A!\n\n\nB!\n",
        [],
    )


def test_text_of_too_many_lines_is_one_passage():
    base = "x\n" * 5_000
    assert merge(base, f"{base}a", f"{base}b") == (
        f"{base}a\n\n{base}b",
        [(f"{base}a", f"{base}b")],
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["w " * 500] * 60, id="all-alike"),
        pytest.param([f"{n}" for n in range(1_900)], id="all-different"),
    ],
)
def test_hostile_texts_are_merged_in_bounded_time(words):
    texts = ["\n\n".join(f"{word}{side}" for word in words) for side in "abc"]
    started = time.process_time()
    merge(*texts)
    assert time.process_time() - started < 1
