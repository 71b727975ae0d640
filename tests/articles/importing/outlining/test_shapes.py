"""How one question and its answer are written."""

import pytest

from articles.importing.document import Block, Kind
from articles.importing.markup import parse_blocks
from articles.importing.outlining import shapes


def pairs(shape, text):
    """Question, answer as one text, and marks of each pair in the first block of a text."""
    return [
        (pair.question, "\n\n".join(row.text for row in pair.answer), pair.marks)
        for pair in shape(parse_blocks(text)[0])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Is it late?\nA: No.", [("Is it late?", "No.", ("Q: Is it late?", "A: No."))]),
        (
            "**Q1.** Is it late? **A1.** No.",
            [("Is it late?", "No.", ("Q1. Is it late?", "A1. No."))],
        ),
        ("**Q: Is it late?**\n**A: No.**", [("Is it late?", "No.", ("Q: Is it late?", "A: No."))]),
        ("### Q. Is it late?", [("Is it late?", "", ("Q. Is it late?",))]),
        ("- Q: Late?\n- A: No.", [("Late?", "No.", ("Q: Late?", "A: No."))]),
        ("P: ¿Es tarde?\nR: No.", [("¿Es tarde?", "No.", ("P: ¿Es tarde?", "R: No."))]),
        ("Q: Rain\nfell. Late?\nNo.", [("Rain fell. Late?", "No.", ("Q: Rain",))]),
        (
            "Q: The bread is flat\nWait.",
            [("The bread is flat", "Wait.", ("Q: The bread is flat",))],
        ),
        ("Q: One?\nYes.\nQ: Two?", [("One?", "Yes.", ("Q: One?",)), ("Two?", "", ("Q: Two?",))]),
        ("Some words.\nQ: One?", []),
        ("> Q: One?", []),
    ],
)
def test_marked_reads_letters_before_questions_and_answers(text, expected):
    assert pairs(shapes.marked, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Is it late?**  \nNo.", [("Is it late?", "No.", ())]),
        ("**Is it late?** – No.", [("Is it late?", "No.", ())]),
        ("**Is it late**? No.", [("Is it late?", "No.", ())]),
        ("**1. Is it late?**\nA: No.", [("Is it late?", "No.", ("1. Is it late?", "A: No."))]),
        ("**One?**\nYes.\n**Two?**\nNo.", [("One?", "Yes.", ()), ("Two?", "No.", ())]),
        ("<strong>One?</strong><br>\nYes.", [("One?", "Yes.", ())]),
        ("**The garden**", [("The garden", "", ())]),
        ("**Tip:** water it.", []),
        ("Is it **late**?", []),
        ("- **One?** Yes.", []),
    ],
)
def test_bold_reads_paragraphs_that_begin_with_bold_words(text, expected):
    assert pairs(shapes.bold, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- **One?** Yes.\n- **Two?** No.", [("One?", "Yes.", ()), ("Two?", "No.", ())]),
        ("- One?\n\n  Yes.", [("One?", "Yes.", ())]),
        ("- Is it dry? It is, mostly.", [("Is it dry?", "It is, mostly.", ())]),
        ("2. How much?", [("How much?", "", ("2. How much?",))]),
        ("- One?\n- Two?", []),
        ("- One? Yes.\n- A spade", []),
        ("One?", []),
    ],
)
def test_listed_reads_items_that_are_questions_with_answers(text, expected):
    assert pairs(shapes.listed, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!faq]- One?\n> Yes.\n>\n> Always.", [("One?", "Yes.\n\nAlways.", ())]),
        ("> One?", [("One?", "", ())]),
        ("> [!faq]\n> One?", [("One?", "", ())]),
        ("> One.", []),
        ("> One?\n> Two?", []),
        ("One?", []),
    ],
)
def test_quoted_reads_questions_in_quotations(text, expected):
    assert pairs(shapes.quoted, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Is it late already?\nNo.", [("Is it late already?", "No.", ())]),
        ("(2) Is it late already?", [("Is it late already?", "", ("(2) Is it late already?",))]),
        ("It is late already.", []),
        ("Late?", []),
        ("- Is it late already?", []),
    ],
)
def test_plain_line_reads_a_line_that_asks(text, expected):
    assert pairs(shapes.plain_line, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can it stay out? Until the frost.", [("Can it stay out?", "Until the frost.", ())]),
        ("Can it stay out?", []),
        ("# Can it stay out? Yes.", []),
    ],
)
def test_run_in_reads_a_question_before_its_answer(text, expected):
    assert pairs(shapes.run_in, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "| Question | Answer |\n| --- | --- |\n| One? | Yes. |\n| Two? | No. |",
            [("One?", "Yes.", ("Question Answer",)), ("Two?", "No.", ())],
        ),
        (
            "| One? | Yes. |\n| --- | --- |\n| Two? | No. |",
            [("One?", "Yes.", ()), ("Two?", "No.", ())],
        ),
        ("| Plant | Water |\n| --- | --- |\n| Fern | Much |\n| Sage | Little |", []),
        ("| One? | Two | Three |\n| --- | --- | --- |", []),
        ("One?", []),
    ],
)
def test_tabled_reads_rows_of_questions_and_answers(text, expected):
    assert pairs(shapes.tabled, text) == expected


def test_headed_takes_off_numbers_and_letters():
    blocks = parse_blocks("## 2. Is it **late**?\n\n## Q: When?\n\n## 🌱 Ferns?\n\nIt is.")
    assert [[pair.question for pair in shapes.headed(block)] for block in blocks] == [
        ["Is it late?"],
        ["When?"],
        ["Ferns?"],
        [],
    ]


def test_headed_passes_over_a_heading_without_words():
    assert shapes.headed(Block(Kind.HEADING, "**", level=2)) == []


def test_toggled_answers_with_what_is_hidden():
    hidden = (Block(Kind.PARAGRAPH, "No."),)
    found = [
        shapes.toggled(Block(Kind.TOGGLE, text, children=hidden)) for text in ("Late?", "Q: Late?")
    ]
    assert [[(pair.question, pair.answer) for pair in row] for row in found] == [
        [("Late?", list(hidden))],
        [("Late?", list(hidden))],
    ]


def test_toggled_passes_over_what_has_no_summary():
    assert shapes.toggled(Block(Kind.TOGGLE, " ")) == []
    assert shapes.toggled(Block(Kind.PARAGRAPH, "Late?")) == []


@pytest.mark.parametrize(
    ("text", "is_marked", "expected"),
    [
        ("A: No.", False, ("No.", "A: No.")),
        ("A. No.", True, ("No.", "A. No.")),
        ("**A:** No, *never*.", False, ("No, *never*.", "A: No, never.")),
        ("A. Smith says no.", False, ("A. Smith says no.", "")),
        ("No.", True, ("No.", "")),
    ],
)
def test_unmark_answer_takes_the_letter_only_where_it_is_one(text, is_marked, expected):
    assert shapes.unmark_answer(text, is_marked=is_marked) == expected
