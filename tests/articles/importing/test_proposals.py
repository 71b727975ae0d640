import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.outline import Outline, Part, Role
from articles.importing.proposals import (
    CHOICES,
    PartChoice,
    choice_of,
    needs_heading,
    rearrange,
)

INTRO = Part(Role.SECTION, 0, "", "Begin anywhere.")
TEA = Part(Role.SECTION, 2, "Tea", "Two minutes.", line=3)
CAKE = Part(Role.SECTION, 3, "Cake *today*", "One slice.", line=7)
WHY = Part(Role.FAQ, 0, "Why tea?", "It is warm.", line=5)


def changed(parts, number, role, heading=None):
    """The parts with one choice, the others as they are."""
    choices = [choice_of(part) for part in parts]
    choices[number] = PartChoice(role, parts[number].heading if heading is None else heading)
    return list(rearrange(Outline(parts=tuple(parts)), choices).parts)


def test_choice_of_a_part_is_what_it_is():
    left_out = Part(Role.LEFT_OUT, 2, "Ads", "Buy.")
    first = Part(Role.SECTION, 1, "One", "")
    assert [choice_of(part) for part in (INTRO, TEA, WHY, left_out, first)] == [
        PartChoice("introduction", ""),
        PartChoice("2", "Tea"),
        PartChoice("faq", "Why tea?"),
        PartChoice("out", "Ads"),
        PartChoice("2", "One"),
    ]


def test_unchanged_choices_change_nothing():
    parts = (INTRO, TEA, CAKE, WHY)
    outline = Outline(title="Tea time", parts=parts)
    assert rearrange(outline, [choice_of(part) for part in parts]) == outline


@pytest.mark.parametrize(
    ("number", "role", "heading", "expected"),
    [
        (1, "3", "Tea", [INTRO, Part(Role.SECTION, 3, "Tea", "Two minutes.", line=3), CAKE]),
        (
            2,
            "2",
            "Cake  now",
            [INTRO, TEA, Part(Role.SECTION, 2, "Cake now", "One slice.", line=7)],
        ),
        (2, "faq", "Cake?", [INTRO, TEA, Part(Role.FAQ, 3, "Cake?", "One slice.", line=7)]),
        (
            1,
            "out",
            "Tea",
            [
                INTRO,
                Part(Role.LEFT_OUT, 2, "Tea", "Two minutes.", "Left out by the editor", line=3),
                CAKE,
            ],
        ),
        (
            1,
            "introduction",
            "Tea",
            [INTRO, Part(Role.SECTION, 0, "", "Tea\n\nTwo minutes.", line=3), CAKE],
        ),
    ],
    ids=["deeper", "higher and renamed", "question", "left out", "introduction"],
)
def test_part_becomes_what_is_chosen(number, role, heading, expected):
    assert changed([INTRO, TEA, CAKE], number, role, heading) == expected


def test_heading_that_becomes_text_stands_in_the_part_before_as_it_is_read():
    assert changed([INTRO, TEA, CAKE], 2, "text") == [
        INTRO,
        Part(Role.SECTION, 2, "Tea", "Two minutes.\n\nCake \\*today\\*\n\nOne slice.", line=3),
    ]


def test_text_is_never_joined_to_what_is_left_out():
    left_out = Part(Role.LEFT_OUT, 2, "Ads", "Buy.", "promotion")
    assert changed([INTRO, left_out, TEA], 2, "text") == [
        Part(Role.SECTION, 0, "", "Begin anywhere.\n\nTea\n\nTwo minutes."),
        left_out,
    ]


def test_text_before_everything_is_the_introduction():
    left_out = Part(Role.LEFT_OUT, 2, "Ads", "Buy.", "promotion")
    assert changed([left_out, TEA], 1, "text") == [
        Part(Role.SECTION, 0, "", "Tea\n\nTwo minutes.", line=3),
        left_out,
    ]


def test_question_that_becomes_a_section_goes_where_it_stood():
    assert changed([INTRO, TEA, CAKE, WHY], 3, "2") == [
        INTRO,
        TEA,
        Part(Role.SECTION, 2, "Why tea?", "It is warm.", line=5),
        CAKE,
    ]


def test_question_from_nowhere_that_becomes_a_section_is_the_last():
    asked = Part(Role.FAQ, 0, "And now?", "Rest.")
    assert changed([TEA, CAKE, asked], 2, "2")[-1] == Part(Role.SECTION, 2, "And now?", "Rest.")


def test_part_that_comes_back_keeps_no_reason():
    left_out = Part(Role.LEFT_OUT, 2, "Tea", "Two minutes.", "promotion")
    assert changed([left_out], 0, "2") == [Part(Role.SECTION, 2, "Tea", "Two minutes.")]


def test_wrong_number_of_choices_is_refused():
    with pytest.raises(ValueError, match="zip"):
        rearrange(Outline(parts=(TEA,)), [])


@pytest.mark.parametrize(
    ("role", "heading", "expected"),
    [("2", " ", True), ("faq", "", True), ("2", "Tea", False), ("text", "", False)],
)
def test_sections_and_questions_need_a_heading(role, heading, expected):
    assert needs_heading(PartChoice(role, heading)) is expected


@given(st.lists(st.sampled_from(CHOICES), min_size=4, max_size=4))
def test_no_word_goes_whatever_is_chosen(roles):
    parts = (INTRO, TEA, CAKE, WHY)
    choices = [PartChoice(role, part.heading) for role, part in zip(roles, parts, strict=True)]
    after = rearrange(Outline(parts=parts), choices).parts
    words = " ".join(f"{part.heading} {part.body}" for part in after).replace("\\", "").split()
    assert sorted(words) == sorted(
        " ".join(f"{part.heading} {part.body}" for part in parts).split()
    )
