"""Headings of texts without markup are told from their form and their place."""

import pytest

from articles.importing.document import Block, Kind

LONG = (
    "Peas like cool nights and the company of other peas. Sow them close, give them a stick to "
    "climb, and pick them every other day, or they will think that their work is done."
)


def section(heading: str) -> str:
    return f"{heading}\n{LONG}\n"


@pytest.mark.parametrize("between", ["\n", ""], ids=["blank lines", "dense"])
def test_a_title_like_line_before_text_is_a_heading(headings, between):
    text = between.join([f"{LONG}\n", section("When to Sow"), section("Where Peas Grow")])
    assert headings(text) == ["## When to Sow", "## Where Peas Grow"]


def test_a_line_with_nothing_after_it_is_no_heading(tell):
    assert tell(f"{LONG}\n\nThe Green Team") == [LONG, "The Green Team"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("sown by hand", id="small letter"),
        pytest.param("“A pea is a promise”", id="quotation"),
        pytest.param("👉 See the Pea Book", id="pointer"),
        pytest.param("Read more: How to Dry Peas", id="related"),
        pytest.param("Share this", id="page"),
        pytest.param("www.peas.example", id="address"),
        pytest.param("Photo by Ann Green on a ladder", id="credit"),
        pytest.param("Green, A. (1997) Peas and People", id="source"),
        pytest.param("— Ann Green", id="attribution"),
        pytest.param("As the gardener says of the", id="cut short"),
        pytest.param(" ".join(["Peas"] * 30), id="long"),
        pytest.param("Sow early, sow thinly,", id="comma"),
    ],
)
def test_lines_of_other_kinds_are_no_headings(headings, line):
    assert headings(f"{LONG}\n{line}\n{LONG}\n{section('When to Sow')}") == ["## When to Sow"]


def test_a_line_that_goes_on_below_is_no_heading(headings):
    assert headings(f"{LONG}\nSome peas, as is known,\nAnn Green\nand beans grow.\n{LONG}") == []


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Sow Early", "2. Water Late", "3. Pick Often"],
        ["1) Sow Early", "2) Water Late", "3) Pick Often"],
        ["#1 Sow Early", "#2: Water Late", "#3 Pick Often"],
        ["Step 1: Sow Early", "Step 2: Water Late", "Step 3: Pick Often"],
        ["Week One: Sow Early", "Week Two: Water Late", "Week Three: Pick Often"],
        ["1. They climb.", "2. Do they sting?", "3. They feed you."],
        ["3. Sow Early", "2. Water Late", "1. Pick Often"],
        ["一、早播", "二、晚浇", "三、勤收"],
    ],
    ids=lambda lines: lines[0],
)
def test_numbers_with_text_between_are_headings(headings, lines):
    text = LONG + "\n" + "".join(map(section, lines))
    assert headings(text) == [
        f"## {line}".replace(". ", "\\. ").replace(") ", "\\) ")
        if line[0].isdigit()
        else f"## {line}"
        for line in lines
    ]


def test_numbers_in_direct_succession_are_a_list(tell):
    text = f"{LONG}\nYou need:\n1. A can\n2. A fork\n3. A stick\n{LONG}"
    assert tell(text) == [LONG, "You need:", "1. A can\n2. A fork\n3. A stick", LONG]


def test_a_numbered_list_inside_a_numbered_section_is_its_own(tell):
    text = section("1. Sow") + "1. Rake\n2. Water\n" + section("2. Wait") + section("3. Pick")
    assert tell(text) == [
        *("## 1\\. Sow", LONG, "1. Rake\n2. Water"),
        *("## 2\\. Wait", LONG, "## 3\\. Pick", LONG),
    ]


def test_numbered_paragraphs_are_no_headings(headings):
    text = "".join(f"{number}. {LONG}\n{LONG}\n" for number in (1, 2, 3))
    assert headings(text) == []


def test_a_numbered_paragraph_among_numbered_headings_is_text(headings):
    text = "".join(section(f"{number}. Sow") for number in (1, 2, 3)) + f"4. {LONG} {LONG}\n{LONG}"
    assert headings(text) == ["## 1\\. Sow", "## 2\\. Sow", "## 3\\. Sow"]


def test_a_number_alone_is_part_of_its_line(tell):
    assert tell(f"12. March was warm.\n{LONG}") == ["12\\. March was warm.", LONG]


@pytest.mark.parametrize("between", ["\n", ""], ids=["blank lines", "dense"])
def test_questions_with_a_place_of_their_own_are_headings(headings, between):
    text = between.join(
        [f"{LONG}\n", section("What do peas like?"), section("When are they ripe?")]
    )
    assert headings(text) == ["## What do peas like?", "## When are they ripe?"]


def test_a_question_in_chatty_text_is_prose(headings):
    text = "Peas climb.\nAnd beans?\nThey climb too.\nWhat Do They Need?\nA stick, and some days."
    assert headings(f"{text}\nThat is all.") == ["## What Do They Need?"]


def test_a_question_that_opens_the_text_is_prose(headings):
    assert headings(f"Have you ever grown peas?\n{LONG}\n{section('When to Sow')}") == [
        "## When to Sow"
    ]


def test_questions_after_an_faq_heading_stand_below_it(headings):
    text = section("When to Sow") + "FAQ\n" + section("can they freeze?") + "Do they climb?\nYes\n"
    assert headings(f"{text}Are they sweet?\nVery.\n{section('Your First Bowl')}") == [
        *("## When to Sow", "## FAQ", "### can they freeze?"),
        *("### Do they climb?", "### Are they sweet?", "## Your First Bowl"),
    ]


def test_questions_run_to_the_end_and_letters_are_left(tell):
    text = "FAQ\nDo they climb?\nYes, they do.\nQ: Do they sting?\nA: No.\nMust I dig?\nYes"
    assert tell(text) == [
        *("## FAQ", "### Do they climb?", "Yes, they do.", "Q: Do they sting?", "A: No."),
        *("### Must I dig?", "Yes"),
    ]


def test_numbered_steps_end_the_questions(headings):
    text = f"FAQ\nDo they climb?\n{LONG}\n" + section("Step 1: Sow") + section("Step 2: Wait")
    assert headings(text) == ["## FAQ", "### Do they climb?", "## Step 1: Sow", "## Step 2: Wait"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["When to Sow", "Where to Sow", "Do not dig!"], f"{LONG}\n\n{LONG}", id="two"),
        pytest.param(["When to Sow", "Where to Sow", "How to Sow", "Do not dig!"], LONG, id="none"),
    ],
)
def test_blank_lines_as_headings_have_them_tell_a_heading(headings, lines, text):
    between = "\n\n\n" if "\n" in text else "\n\n"
    after = "\n\n" if "\n" in text else "\n"
    told = headings(between.join([LONG, *(f"{line}{after}{text}" for line in lines)]))
    assert told == [f"## {line}" for line in lines]


def test_labels_are_headings_where_there_are_no_others(headings):
    text = LONG + "\n" + section("In spring:") + section("In autumn:")
    assert headings(text) == ["## In spring:", "## In autumn:"]
    assert headings(text + section("When to Sow") + section("Where to Sow")) == [
        *("## When to Sow", "## Where to Sow"),
    ]


def test_short_sentences_are_headings_where_there_are_no_others(headings):
    text = f"{LONG}\n\nPeas need company.\n\n{LONG}\n\nPeas love rain.\n\n{LONG}\n"
    assert headings(text) == ["## Peas need company.", "## Peas love rain."]


def test_sentences_side_by_side_are_prose(headings):
    assert headings(f"{LONG}\n\nPeas climb.\n\nBeans climb.\n\n{LONG}\n\n{LONG}") == []


def test_a_short_text_has_no_weak_headings(headings):
    assert headings("In spring:\n\nSow.\n\nIn autumn:\n\nRest.") == []


def test_glued_labels_are_parted(tell):
    text = "What to say:\n“Shall we sow today?”When it rains:\n“Shall we sow on Monday?”"
    assert tell(text) == [
        *("What to say:", "“Shall we sow today?”"),
        *("When it rains:", "“Shall we sow on Monday?”"),
    ]


def test_bold_paragraphs_head_a_page_without_headings(headings):
    texts = ["Peas and I", "**When to sow?**", LONG, "**Where they grow.**", LONG]
    blocks = [Block(Kind.PARAGRAPH, text) for text in texts]
    assert headings([Block(Kind.PARAGRAPH, LONG), *blocks[1:]]) == [
        *("## **When to sow?**", "## **Where they grow.**"),
    ]


def test_beside_bold_headings_no_others_are_told(headings):
    texts = ["**When to sow:**", "**Where they grow.**", "**“Do they climb?”**"]
    blocks = [Block(Kind.PARAGRAPH, text) for head in texts for text in (head, LONG, "Peas", LONG)]
    assert headings(blocks) == [f"## {text}" for text in texts]


def test_a_bold_label_of_a_list_is_no_heading(headings):
    blocks = [
        *(Block(Kind.PARAGRAPH, LONG), Block(Kind.PARAGRAPH, "**You need:**")),
        *(Block(Kind.LIST, "- a can"), Block(Kind.PARAGRAPH, "**What is left:**")),
    ]
    assert headings(blocks) == []


def test_blocks_with_marks_stay_as_they_are(tell):
    blocks = [
        Block(Kind.PARAGRAPH, "When to Sow"),
        Block(Kind.TABLE, "| a |\n| - |"),
        Block(Kind.PARAGRAPH, "One line\nand another"),
    ]
    assert tell(blocks) == ["## When to Sow", "| a |\n| - |", "One line\nand another"]


def test_documents_with_headings_are_left_alone(tell):
    blocks = [Block(Kind.HEADING, "Peas", level=2), Block(Kind.PARAGRAPH, "When to Sow")]
    assert tell(blocks) == ["## Peas", "When to Sow"]


def test_a_document_of_no_text_is_left_alone(tell):
    assert tell([Block(Kind.RULE, "---")]) == ["---"]


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        pytest.param(["PEAS", "When to Sow", "BEANS", "Where to Sow"], [2, 3, 2, 3], id="capitals"),
        pytest.param(
            ["\n\nPeas", "\nWhen", "\n\nBeans", "\nWhere"], [2, 3, 2, 3], id="blank lines"
        ),
        pytest.param(
            ["1. Peas", "When", "2. Beans", "Where", "Conclusion"],
            [2, 3, 2, 3, 2],
            id="numbers above",
        ),
        pytest.param(
            ["Peas", "Step 1: Sow", "Step 2: Wait", "Beans", "Beets"],
            [2, 3, 3, 2, 2],
            id="steps below",
        ),
        pytest.param(["Peas", "1. Sow", "2. Wait", "3. Pick"], [2, 2, 2, 2], id="listicle"),
        pytest.param(["Peas", "Beans"], [2, 2], id="alike"),
    ],
)
def test_levels_come_from_what_tells_headings_apart(headings, lines, levels):
    found = headings(LONG + "\n" + "".join(map(section, lines)))
    assert [len(heading.split()[0]) for heading in found] == levels


def test_what_follows_the_questions_is_on_top(headings):
    text = section("1. Peas") + section("How") + section("2. Beans") + "FAQ\n"
    assert headings(text + section("Do they climb?") + section("Your Path")) == [
        *("## 1\\. Peas", "### How", "## 2\\. Beans", "## FAQ", "### Do they climb?"),
        "## Your Path",
    ]
