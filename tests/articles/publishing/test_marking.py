"""Two texts as one: the words that changed, and how much of the rest is shown."""

import re
from html import unescape
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.publishing.marking import Passage, mark_list, mark_text, mark_words, show_text

ALIKE = [f"Paragraph {number} of a text." for number in range(6)]


def text(*paragraphs):
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "<ins>New.</ins>"),
        ("Old.", "", "<del>Old.</del>"),
        (
            "Say sorry, then wait a day.",
            "Say sorry, and wait two days.",
            ("Say sorry, <del>then</del><ins>and</ins> wait <del>a day</del><ins>two days</ins>."),
        ),
        (
            "One",
            "One and many more words than that",
            "One<ins> and many more words than that</ins>",
        ),
        (
            "The cat sat on the mat in the sun",
            "A dog lay in a basket at the back of it",
            (
                "<del>The cat sat on the mat in the sun</del>"
                "<ins>A dog lay in a basket at the back of it</ins>"
            ),
        ),
        (
            "They were quiet and sad in the long evening",
            "They were loud and glad in the long evening",
            "They were <del>quiet and sad</del><ins>loud and glad</ins> in the long evening",
        ),
        (
            "We sat by the fire and we talked",
            "Late we sat by the big fire and we talked",
            "<del>We</del><ins>Late we</ins> sat by the<ins> big</ins> fire and we talked",
        ),
    ],
    ids=[
        "nothing",
        "same",
        "added",
        "removed",
        "some words",
        "many added to few",
        "another text",
        "short word between",
        "word put in",
    ],
)
def test_words_that_came_and_went_are_marked(old, new, marked):
    assert mark_words(old, new) == marked


def test_texts_are_escaped():
    marked = mark_words("<b>a</b> & c", "<b>a</b> & <script>c</script>")

    assert "<script" not in marked
    assert "<b>" not in marked
    assert "&lt;b&gt;a&lt;/b&gt; &amp; " in marked


def test_members_that_came_and_went_are_marked():
    assert mark_list(["Ada", "Ben"], ["Ben", "<Cy>"]) == (
        "Ben, <ins>&lt;Cy&gt;</ins>, <del>Ada</del>"
    )


def test_words_are_marked_in_the_paragraph_that_changed():
    old = text(*ALIKE[:2], "The last one is short.")
    new = text(*ALIKE[:2], "The last one is long.")

    assert mark_text(old, new)[-1] == Passage(("The last one is <del>short</del><ins>long</ins>.",))


def test_paragraphs_removed_and_added_stand_whole():
    (same, changed) = mark_text(text("Stays here.", "Goes."), text("Stays here.", "Comes!"))

    assert same == Passage(("Stays here.",), is_same=True)
    assert changed == Passage(("<del>Goes.</del>", "<ins>Comes!</ins>"))


def test_paragraphs_between_changes_are_folded_but_for_those_beside_them():
    old, new = text("First old", *ALIKE, "Last old"), text("First new", *ALIKE, "Last new")

    passages = mark_text(old, new)

    assert [
        (passage.is_same, passage.is_folded, len(passage.paragraphs)) for passage in passages
    ] == [
        (False, False, 1),
        (True, False, 1),
        (True, True, 4),
        (True, False, 1),
        (False, False, 1),
    ]
    assert passages[2].paragraphs == tuple(ALIKE[1:5])


def test_beginning_and_end_are_folded_up_to_the_change():
    old, new = text(*ALIKE, "Mid old", *ALIKE), text(*ALIKE, "Mid new", *ALIKE)

    folded = [len(passage.paragraphs) for passage in mark_text(old, new) if passage.is_folded]

    assert folded == [5, 5]


def test_single_paragraph_is_not_folded():
    passages = mark_text(text(*ALIKE[:2], "Old"), text(*ALIKE[:2], "New"))

    assert [passage.is_folded for passage in passages] == [False, False]


def test_text_in_which_only_space_changed_is_shown_whole():
    assert mark_text("A\n\nB\n\nC", "A\n\n\nB\n\nC\n") == (Passage(("A", "B", "C"), is_same=True),)


def test_text_is_shown_in_its_paragraphs():
    assert show_text("A <b>\n\nB") == (Passage(("A &lt;b&gt;", "B"), is_same=True),)
    assert show_text(" \n") == ()


WORDS = st.lists(st.sampled_from(["a", "the", "house", "home", ",", "<", "\n", "  "]), max_size=30)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_what_is_marked(old, new):
    old, new = " ".join(old), " ".join(new)

    marked = mark_words(old, new)

    assert unescape(re.sub(r"<ins>.*?</ins>|</?del>", "", marked, flags=re.DOTALL)) == old
    assert unescape(re.sub(r"<del>.*?</del>|</?ins>", "", marked, flags=re.DOTALL)) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a b " * 25_000, "b a " * 25_000, id="one-line"),
        pytest.param("a\n" * 50_000, "b\n" * 50_000, id="many-lines"),
        pytest.param("a\nb\n" * 25_000, "b\na\nc\n" * 16_000, id="lines-that-recur"),
        pytest.param(
            "".join(f"{n}\n" for n in range(14_000)),
            "".join(f"{n}\n" for n in range(14_000, 0, -1)),
            id="lines-reversed",
        ),
        pytest.param(
            "".join(f"{n * 7919 % 101}\n" for n in range(30_000)),
            "".join(f"{n * n % 103}\n" for n in range(30_000)),
            id="lines-at-random",
        ),
        pytest.param("(" * 2_900, ")(" * 1_450, id="marks-only"),
        pytest.param(
            " ".join(str(n) for n in range(14_000)),
            " ".join(str(n) for n in range(14_000, 0, -1)),
            id="words-reversed",
        ),
        pytest.param(
            "".join(f"x{n} {'a b c d e f g h ' * 2}" for n in range(2_000)),
            "".join(f"x{n} {'h g f e d c b a ' * 2}" for n in range(2_000)),
            id="short-stretches-reversed",
        ),
        pytest.param(
            text(*(f"a b c {n}" for n in range(1_900))),
            text(*(f"b a c {n % 7}" for n in range(1_900))),
            id="paragraphs-alike",
        ),
    ],
)
def test_largest_fields_are_compared_in_bounded_time(old, new):
    start = perf_counter()

    passages = mark_text(old, new)

    assert perf_counter() - start < 3
    marked = sum(len(html) for passage in passages for html in passage.paragraphs)
    assert marked < 5 * (len(old) + len(new))
