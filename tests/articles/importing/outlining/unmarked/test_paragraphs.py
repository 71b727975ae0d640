"""Lines are joined to paragraphs, and not a word is lost on the way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import Block, Document, Format, Kind, Meta
from articles.importing.markup import plain
from articles.importing.outlining.unmarked import tell_lines
from articles.importing.outlining.working import Working
from articles.importing.readers.plain import lines_of
from tests.articles.importing.work import growth

WRAPPED = """You have waited a long time for the rain, and now that it is here
you may find that the cans are all in use. Take a bucket instead, and
put it where the gutter ends. That is enough for a day and a well-
loved row of beans.

 - a bucket that does not leak, with a lid on it so that nothing falls
   in
 - a cup

The rest is patience, and a chair by the door from which you can see
all of it at once without getting wet.
"""


def test_lines_broken_at_a_column_are_joined(tell):
    assert tell(WRAPPED) == [
        (
            "You have waited a long time for the rain, and now that it is here you may find that "
            "the cans are all in use. Take a bucket instead, and put it where the gutter ends. "
            "That is enough for a day and a well-loved row of beans."
        ),
        "- a bucket that does not leak, with a lid on it so that nothing falls in\n- a cup",
        (
            "The rest is patience, and a chair by the door from which you can see all of it at "
            "once without getting wet."
        ),
    ]


def test_a_sentence_on_each_line_makes_paragraphs_of_a_few(tell):
    lines = [f"Peas climb on day {number}." for number in range(1, 7)]
    assert tell("\n".join(lines)) == [" ".join(lines[:3]), " ".join(lines[3:])]


def test_a_sign_opens_a_paragraph_of_its_own(tell):
    text = "Peas climb.\nThey do.\n👉 See the Pea Book\nIt is long.\nIt is good."
    assert tell(text) == ["Peas climb. They do.", "👉 See the Pea Book", "It is long. It is good."]


def test_what_goes_on_after_a_sign_stays_with_it(tell):
    text = "Peas climb.\n✨ Next: We sow beans.\nAnd then we wait.\nThat takes a while."
    assert tell(text) == [
        "Peas climb.",
        "✨ Next: We sow beans. And then we wait.",
        "That takes a while.",
    ]


def test_a_remark_with_a_name_is_a_paragraph_of_its_own(tell):
    text = "Peas climb.\nThey do.\nRemember: beans climb too.\nThat is all.\nGood night."
    assert tell(text) == [
        *("Peas climb. They do.", "Remember: beans climb too.", "That is all. Good night."),
    ]


@pytest.mark.parametrize("rule", ["---", "* * *", "⁂", "_____", "•••", "~ ~ ~"])
def test_a_line_of_marks_is_a_rule(tell, rule):
    assert tell(f"Peas climb.\n{rule}\nBeans climb.") == ["Peas climb.", "---", "Beans climb."]


def test_a_line_that_ends_no_sentence_is_kept_apart(tell):
    text = "Peas climb, and beans do.\n\nWarmly,\nAnn\n\nThat was all of it for today, friends."
    assert tell(text)[1] == "Warmly,\\\nAnn"


def test_what_markdown_would_read_is_escaped(tell):
    assert tell("Peas *love* rain, and #sun.\n\n1. is a number.") == [
        *("Peas \\*love\\* rain, and #sun.", "1\\. is a number."),
    ]


@pytest.mark.parametrize(
    ("write", "count"),
    [
        pytest.param(lambda count: "word " * count, 100_000, id="one line"),
        pytest.param(lambda count: "." + " " * count + "x.", 100_000, id="spaces"),
        pytest.param(lambda count: "x" * count, 300_000, id="one word"),
        pytest.param(lambda count: "🌱 " * count + "x", 50_000, id="signs"),
        pytest.param(lambda count: ("word " * 13 + "\n") * count, 3_000, id="wrapped"),
        pytest.param(lambda count: "Contents\n" * count, 3_000, id="contents"),
        pytest.param(lambda count: "1. x\n2. y\n" * count, 1_500, id="numbers"),
        pytest.param(
            lambda count: "\n".join(" " * depth + "- x" for depth in range(count)),
            1_500,
            id="depth",
        ),
    ],
)
def test_twice_the_text_takes_twice_the_work(tell, write, count):
    assert tell(write(count))
    assert growth(lambda count: tell(write(count)), count) <= 2.2  # in quadratic time 4


SIGNS = ["", "• ", "- ", "1. ", "2. ", "Step 1: ", "Q: ", "🌱 ", "  o ", "→ ", "“", "FAQ "]
ENDS = ["", ".", "?", ":", "!", "…", ".”", ","]
LINES = st.builds(
    lambda sign, words, end, gap: "\n" * gap + sign + " ".join(words) + end,
    st.sampled_from(SIGNS),
    st.lists(st.text("abcABCÄß春*_[]#", min_size=1, max_size=8), min_size=1, max_size=12),
    st.sampled_from(ENDS),
    st.integers(0, 2),
)
MARKS = re.compile(r"^ *(?:- |\d+\. )|\\\n|\\(?=[^\w\s])", re.MULTILINE)


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_word_is_kept_in_its_order(lines):
    text = "\n".join(lines)
    blocks = lines_of(text)
    working = Working.of(Document(Format.PLAIN, "garden.txt", Meta(), tuple(blocks), ""))

    tell_lines(working)

    written = letters("".join(MARKS.sub("", block.text) for block in working.blocks))
    numbers = re.compile(r"[12o]")
    assert numbers.sub("", written) == numbers.sub("", letters(text))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("ab *_.?:#1-•", min_size=1, max_size=30), max_size=20))
def test_paragraphs_keep_their_markdown(texts):
    blocks = [Block(Kind.PARAGRAPH, text.strip() or "a") for text in texts]
    working = Working.of(Document(Format.HTML, "garden.html", Meta(), tuple(blocks), ""))

    tell_lines(working)

    before = letters("".join(plain(block.text) for block in blocks))
    after = letters("".join(block.text for block in working.blocks))
    assert re.sub("1", "", after) == re.sub("1", "", before)
