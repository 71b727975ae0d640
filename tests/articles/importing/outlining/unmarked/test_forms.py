"""The form of a line tells how it ends, how long it is and how it is set."""

import pytest

from articles.importing.outlining.unmarked import forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Sow in April.", ".", id="stop"),
        pytest.param("“Sow in April.”", ".", id="stop-in-quotation"),
        pytest.param("Sow early 🌱", "", id="sign"),
        pytest.param("It grew. 🌱", ".", id="stop-before-sign"),
        pytest.param("Will it grow?)", "?", id="question-in-brackets"),
        pytest.param("春に種をまく。", ".", id="japanese"),
        pytest.param("You need:", ":", id="colon"),
        pytest.param("Dear Ann,", ",", id="comma"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_ending_is_the_mark_that_closes_a_line(text, expected):
    assert forms.ending(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Sow peas and beans", 4), ("春に種をまく", 3), ("Don’t over-water", 2), ("…", 0)],
)
def test_count_words_takes_two_ideographs_for_one(text, expected):
    assert forms.count_words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sow now. Water later.", 2),
        ("Clay vs. sand", 1),
        ("Ask Dr. Green about it", 1),
        ("“Sow now.” They did.", 2),
        ("まく。待つ。", 2),
    ],
)
def test_count_sentences_passes_over_abbreviations(text, expected):
    assert forms.count_sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("👉 See the book", True), ("Here is how »", True), ("🌱 Sow early", False)],
)
def test_is_pointer_knows_signs_that_lead_away(text, expected):
    assert forms.is_pointer(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Shall we sow?”", True),
        ("„Säen wir?“", True),
        ("“Sow” is a short word", False),
        ("“”", False),
    ],
)
def test_is_quoted_means_from_end_to_end(text, expected):
    assert forms.is_quoted(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Ann Green", True),
        ("—Ann Green", True),
        ("“It grows.” — Ann Green", True),
        ("Ann Green", False),
    ],
)
def test_is_attribution_knows_who_said_it(text, expected):
    assert forms.is_attribution(text) is expected


def test_title_case_counts_the_longer_words_after_the_first():
    assert [forms.title_case(text) for text in ("How to Grow Peas", "How to grow Peas", "春")] == [
        1.0,
        0.5,
        0.0,
    ]
