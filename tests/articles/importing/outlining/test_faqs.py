"""Questions and answers are told from sections that ask, and from interviews."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Block, Document, Format, Kind, LeftOut, Meta
from articles.importing.markup import parse_blocks
from articles.importing.outlining.faqs import MARKS_WHY, is_faq_name, take_faqs
from articles.importing.outlining.parts import join_blocks
from articles.importing.outlining.wording import bare
from articles.importing.outlining.working import Working


def faqs(working):
    """The questions of a document with their answers, once its pass is done."""
    take_faqs(working)
    return [(row.text, join_blocks(row.answer)) for row in working.questions]


def rest(working):
    """What is left of the text."""
    return [block.text for block in working.blocks]


SHED = [("Can it get wet?", "A little."), ("Does it need paint?", "Every other year.")]


@pytest.mark.parametrize(
    "text",
    [
        (
            "## FAQ\n\n### Can it get wet?\n\nA little.\n\n### Does it need paint?\n\n"
            "Every other year."
        ),
        "## FAQ\n\n## Can it get wet?\n\nA little.\n\n## Does it need paint?\n\nEvery other year.",
        "## FAQ\n\n**Can it get wet?**\nA little.\n\n**Does it need paint?**\nEvery other year.",
        "**FAQ**\n\nCan it get wet?\n\nA little.\n\nDoes it need paint?\n\nEvery other year.",
        "## FAQ\n\nCan it get wet? A little.\n\nDoes it need paint? Every other year.",
        "## FAQ\n\n1. Can it get wet?\n\nA little.\n\n2. Does it need paint?\n\nEvery other year.",
        "## FAQ\n\n- **Can it get wet?** A little.\n- **Does it need paint?** Every other year.",
        (
            "## FAQ\n\nQ: Can it get wet?\nA: A little.\n\n"
            "Q: Does it need paint?\nA: Every other year."
        ),
        (
            "## FAQ\n\n### Q: Can it get wet?\n\n**A:** A little.\n\n### Q: Does it need paint?\n\n"
            "**A:** Every other year."
        ),
        "## FAQ\n\n> Can it get wet?\n\nA little.\n\n> Does it need paint?\n\nEvery other year.",
        (
            "## FAQ\n\n| Q | A |\n| - | - |\n| Can it get wet? | A little. |\n"
            "| Does it need paint? | Every other year. |"
        ),
        (
            "> [!faq]- Can it get wet?\n> A little.\n\n"
            "> [!faq] Does it need paint?\n> Every other year."
        ),
    ],
    ids=[
        "deeper-headings",
        "headings-of-its-rank",
        "bold",
        "lines",
        "run-in",
        "numbered",
        "list",
        "letters",
        "headings-with-letters",
        "quotations",
        "table",
        "obsidian",
    ],
)
def test_faqs_are_found_in_every_common_shape(work, text):
    working = work(text)
    assert faqs(working) == SHED
    assert rest(working) == []


@pytest.mark.parametrize(
    "heading",
    [
        "FAQ",
        "💬 FAQs (quick answers)",
        "Frequently Asked Questions about sheds",
        "Common questions",
        "Your Questions, Answered",
        "Q&A",
        "People Also Ask",
        "Häufige Fragen",
        "Preguntas frecuentes",
        "Foire aux questions",
        "Perguntas frequentes",
        "Sıkça Sorulan Sorular",
        "よくある質問",
        "常见问题",
    ],
)
def test_is_faq_name_knows_headings_of_many_languages(heading):
    assert is_faq_name(heading)


@pytest.mark.parametrize(
    "heading",
    ["Why sheds lean", "Q&A with a roofer", "Common questions to ask a roofer"],
)
def test_is_faq_name_leaves_other_headings_alone(heading):
    assert not is_faq_name(heading)


@pytest.mark.parametrize(
    "text",
    [
        "## Why do sheds lean?\n\nRain. Sound familiar?\n\n## What helps?\n\nA gutter.",
        "**Why do sheds lean?**\n\nRain.\n\n**What helps?**\n\nA gutter.",
        "## Common questions about rain\n\nIt falls. We ask why. Nobody knows.",
        "## Questions answered by rain\n\n- What is wet?\n- What is dry?",
        "## FAQ",
    ],
    ids=["sections", "bold-sections", "no-questions", "questions-to-ask", "nothing"],
)
def test_faqs_are_not_made_of_sections_that_ask(work, text):
    working = work(text)
    before = list(working.blocks)
    assert faqs(working) == []
    assert working.blocks == before


def test_faqs_end_at_the_next_heading_of_their_rank(work):
    working = work("## FAQ\n\n### Is it dry?\n\nYes.\n\n## What next?\n\nA roof.")
    assert faqs(working) == [("Is it dry?", "Yes.")]
    assert rest(working) == ["What next?", "A roof."]
    assert working.left_out == [LeftOut("FAQ", "the heading of the questions")]


@pytest.mark.parametrize(
    "closing",
    [
        "---\n\nMind the step.",
        "👉 [Get the plan](https://fern.example/plan)",
        "**[Start now](https://fern.example/plan)**",
        "*Fern builds sheds.*",
        "Ready to build yours?",
        "Download [the plan](https://fern.example/plan)",
        "### Final thoughts\n\nBuild small.",
        "### Still have questions?\n\nWrite to us.",
        "**A last word**\n\nBuild small.",
    ],
    ids=["rule", "sign", "link", "italic", "parting", "invitation", "heading", "asking", "bold"],
)
def test_faqs_do_not_swallow_what_closes_the_text(work, closing):
    working = work(f"## FAQ\n\n**Is it dry?**\n\nYes.\n\n**Is it warm?**\n\nNo.\n\n{closing}")
    assert faqs(working) == [("Is it dry?", "Yes."), ("Is it warm?", "No.")]
    assert rest(working) == [block.text for block in parse_blocks(closing)]


def test_faqs_under_headings_end_at_a_heading_that_does_not_ask(work):
    working = work("## FAQ\n\n### Is it dry?\n\nYes.\n\n### My own shed\n\nIt leans.")
    assert faqs(working) == [("Is it dry?", "Yes.")]
    assert rest(working) == ["My own shed", "It leans."]


def test_faqs_keep_whole_answers(work):
    text = "Two things:\n\n- a roof\n- a floor\n\n#### In short\n\nThink of rain. Who will paint?"
    working = work(f"## FAQ\n\n### What does it need?\n\n{text}\n\n### Is it warm?\n\n---\n\nNo.")
    assert faqs(working) == [("What does it need?", text), ("Is it warm?", "No.")]


def test_faqs_take_headings_that_do_not_ask_among_those_that_do(work):
    working = work(
        "## FAQ\n\n### How to paint\n\nThinly.\n\n### Old wood\n\nSand it.\n\n"
        "### Is it dry?\n\nYes."
    )
    assert [question for question, _ in faqs(working)] == ["How to paint", "Old wood", "Is it dry?"]


def test_faqs_take_bold_lines_that_do_not_ask_among_those_that_do(work):
    working = work(
        "## FAQ\n\n**Is it dry?**\n\nYes.\n\n**Old wood**\n\nSand it.\n\n**Warm?**\n\nNo."
    )
    assert [question for question, _ in faqs(working)] == ["Is it dry?", "Old wood", "Warm?"]


def test_faqs_pass_over_headings_that_gather_them(work):
    working = work(
        "## FAQ\n\n### Wood\n\n#### Oak?\n\nYes.\n\n### Paint\n\n---\n\n#### Blue?\n\nNo."
    )
    assert faqs(working) == [("Oak?", "Yes."), ("Blue?", "No.")]
    assert rest(working) == []


def test_faqs_leave_text_before_them_with_its_heading(work):
    working = work("## FAQ\n\nWe are asked this often.\n\n### Is it dry?\n\nYes.")
    assert faqs(working) == [("Is it dry?", "Yes.")]
    assert rest(working) == ["FAQ", "We are asked this often."]


def test_faqs_may_answer_by_asking(work):
    working = work("## FAQ\n\nIs the wood dry?\n\nDid it rain this week?\n\nThen no.")
    assert faqs(working) == [("Is the wood dry?", "Did it rain this week?\n\nThen no.")]


def test_faqs_note_the_letters_that_they_lose(work):
    working = work("## FAQ\n\nQ: Is the old wood dry?\nA: Yes.\n\nQ: Warm?\n\n- A: No, it is cold.")
    assert faqs(working) == [("Is the old wood dry?", "Yes."), ("Warm?", "No, it is cold.")]
    assert working.left_out[1:] == [
        LeftOut(text, MARKS_WHY)
        for text in ("Q: Is the old wood", "A: Yes.", "Q: Warm?", "A: No, it is cold.")
    ]


def test_faqs_of_two_areas_are_all_found(work):
    working = work("## FAQ\n\n**Dry?**\n\nYes.\n\n## Wood\n\nOak.\n\n**FAQ**\n\n**Warm?**\n\nNo.")
    assert faqs(working) == [("Dry?", "Yes."), ("Warm?", "No.")]
    assert [row.index for row in working.questions] == [0, 2]


def test_faqs_after_faqs_of_the_same_shape_are_found(work):
    working = work("**FAQ**\n\nWords.\n\n**More FAQs**\n\n**Warm?**\n\nNo.")
    assert faqs(working) == [("Warm?", "No.")]
    assert rest(working) == ["**FAQ**", "Words."]


def test_faqs_of_a_page_that_is_one(work):
    text = "Ask away.\n\n## Is it dry?\n\nYes.\n\n## Is it warm?\n\nNo."
    working = work(text, title="Frequently asked questions about sheds")
    assert faqs(working) == [("Is it dry?", "Yes."), ("Is it warm?", "No.")]
    assert rest(working) == ["Ask away."]


def test_faqs_are_toggles_that_ask_if_there_are_several(work):
    blocks = [
        Block(Kind.TOGGLE, "Is it dry?", children=(Block(Kind.PARAGRAPH, "Yes."),)),
        Block(Kind.TOGGLE, "The plan", children=(Block(Kind.PARAGRAPH, "Four walls."),)),
        Block(Kind.TOGGLE, "Is it warm?", children=(Block(Kind.PARAGRAPH, "No."),)),
    ]
    working = work(blocks)
    assert faqs(working) == [("Is it dry?", "Yes."), ("Is it warm?", "No.")]
    assert rest(working) == ["The plan"]


def test_faqs_are_in_reading_order(work):
    working = work("> [!faq]- Dry?\n> Yes.\n\n## FAQ\n\n**Warm?**\n\nNo.", faqs=[("Dark?", "No.")])
    assert [question for question, _ in faqs(working)] == ["Dry?", "Warm?", "Dark?"]


def test_faqs_are_not_a_single_toggle(work):
    working = work([Block(Kind.TOGGLE, "Is it dry?", children=(Block(Kind.PARAGRAPH, "Yes."),))])
    assert faqs(working) == []


def test_faqs_under_their_heading_may_be_one_toggle(work):
    toggle = Block(Kind.TOGGLE, "The roof", children=(Block(Kind.PARAGRAPH, "It is tin."),))
    working = work([Block(Kind.HEADING, "FAQ", level=2), toggle])
    assert faqs(working) == [("The roof", "It is tin.")]


def test_faqs_are_what_the_source_calls_so(work):
    blocks = [
        Block(Kind.HEADING, "Old wood", level=3, is_question=True),
        Block(Kind.PARAGRAPH, "Sand it."),
        Block(Kind.PARAGRAPH, "Then oil it."),
        Block(Kind.HEADING, "Tools", level=3),
        Block(Kind.PARAGRAPH, "A saw."),
    ]
    working = work(blocks)
    assert faqs(working) == [("Old wood", "Sand it.\n\nThen oil it.")]
    assert rest(working) == ["Tools", "A saw."]


ARTICLE = "\n\n".join(f"Paragraph {number} of a long text." for number in range(9))


def test_faqs_marked_by_letters_need_no_heading(work):
    working = work(f"{ARTICLE}\n\nQ: Is it dry?\nA: Yes.\n\nQ: Warm?\n\nA: No.\n\nThe end.")
    assert faqs(working) == [("Is it dry?", "Yes."), ("Warm?", "No.")]
    assert rest(working) == [*ARTICLE.split("\n\n"), "The end."]


def test_faqs_marked_by_letters_may_share_a_paragraph(work):
    working = work(f"{ARTICLE}\n\nQ: Is it dry?\nA: Yes.\nQ: Warm?\nA: No.")
    assert faqs(working) == [("Is it dry?", "Yes."), ("Warm?", "No.")]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Is it dry?\n\nA: Yes.\n\nQ: Is it warm?\n\nA: No.",
        f"{ARTICLE}\n\nQ: Dry?\nA: Yes.\n\n## Later\n\nQ: Warm?\nA: No.",
    ],
    ids=["whole-text", "over-sections"],
)
def test_faqs_are_not_made_of_an_interview(work, text):
    working = work(text)
    assert faqs(working) == []
    assert working.doubts == [
        "Questions and answers make up the text, as in an interview; they stay in it."
    ]


def test_faqs_are_not_made_of_one_letter(work):
    working = work("Words.\n\nQ: Is it dry?\n\nA: Yes.")
    assert faqs(working) == []


def test_faqs_of_the_front_matter_stand_once(work):
    rows = (("Is it dry?", "Yes."), ("Warm?", "No, *never*."), ("Is it dry?", "Only in June."))
    working = work("## FAQ\n\n### Is it dry?\n\nYes.", faqs=rows)
    assert faqs(working) == [("Is it dry?", "Yes."), ("Warm?", "No, *never*.")]
    assert working.left_out[1:] == [
        LeftOut("Is it dry? Only in June.", "the text answers this question of the front matter")
    ]


WORDS = st.sampled_from(["fern", "moss", "rain", "spade", "seven", "quiet"])
SENTENCE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PIECE = st.one_of(
    SENTENCE.map(lambda text: f"{text}."),
    SENTENCE.map(lambda text: f"{text}?"),
    SENTENCE.map(lambda text: f"**{text}?**"),
    SENTENCE.map(lambda text: f"**{text}**\n{text}."),
    SENTENCE.map(lambda text: f"### {text}?"),
    SENTENCE.map(lambda text: f"## {text}"),
    SENTENCE.map(lambda text: f"- {text}? {text}.\n- {text}? No."),
    SENTENCE.map(lambda text: f"Q: {text}?\nA: {text}."),
    SENTENCE.map(lambda text: f"> [!faq]- {text}?\n> {text}"),
    st.sampled_from(["## FAQ", "**FAQ**", "---"]),
)


@given(st.lists(PIECE, max_size=14).map("\n\n".join))
def test_faqs_lose_no_word_and_add_none(text):
    working = Working.of(Document(Format.MARKDOWN, "x.md", Meta(), tuple(parse_blocks(text)), text))
    before = sorted(bare(" ".join(row.text for row in working.blocks)).split())
    take_faqs(working)
    after = [row.text for row in working.blocks]
    after += [row.text for row in working.questions]
    after += [join_blocks(row.answer) for row in working.questions]
    after += [row.text for row in working.left_out]
    letters = {"q:", "a:", "-", ">", "[!faq]-", "---", "…", "faq", "###", "1."}
    kept = {word for word in bare(" ".join(after)).lower().split() if word not in letters}
    assert kept == {word for word in " ".join(before).lower().split() if word not in letters}
