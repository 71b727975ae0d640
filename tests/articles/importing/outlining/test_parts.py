"""Blocks become the parts of an outline, in reading order."""

from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Block, Document, Format, Kind, Meta
from articles.importing.markup import parse_blocks
from articles.importing.outline import Part, Role
from articles.importing.outlining import outline
from articles.importing.outlining.parts import build_parts
from articles.importing.outlining.working import Question, Working


def test_parts_begin_with_the_text_before_the_first_heading(work):
    working = work("Rain.\n\n## **Sun**\n\nShine.\n\n### Noon\n\n## Night")
    working.questions = [Question("Is it *late*?", [Block(Kind.PARAGRAPH, "No.")], line=9)]
    assert build_parts(working).parts == (
        Part(Role.SECTION, 0, "", "Rain."),
        Part(Role.SECTION, 2, "Sun", "Shine.", line=3),
        Part(Role.SECTION, 3, "Noon", "", line=7),
        Part(Role.SECTION, 2, "Night", "", line=9),
        Part(Role.FAQ, 0, "Is it late?", "No.", line=9),
    )


def test_parts_write_toggles_and_headings_of_answers_as_markdown(work):
    toggle = Block(Kind.TOGGLE, "More", children=(Block(Kind.PARAGRAPH, "Shade."),))
    working = work([toggle])
    working.questions = [Question("Where?", [Block(Kind.HEADING, "Ferns", level=4), toggle])]
    assert [part.body for part in build_parts(working).parts] == [
        "**More**\n\nShade.",
        "#### Ferns\n\n**More**\n\nShade.",
    ]


def test_parts_list_no_counting_pictures():
    urls = ("https://fern.example/fern.jpg", "https://ir-na.amazon-adsystem.com/e/ir?t=me")
    document = Document(Format.HTML, "x", Meta(), (), "", remote_pictures=urls)
    assert build_parts(Working.of(document)).remote_pictures == urls[:1]


def test_outline_runs_every_pass(work):
    working = work(
        "## Rain\n\nIt falls [1]. [Buy a can](https://amzn.to/3can)\n\n---\n\n"
        "**Note:** mind the step."
        "\n\n## FAQ\n\n### Is it wet?\n\nYes.\n\n## References\n\n1. Leaf Times, 2020\n\n#rain"
    )
    found = outline(working.document)
    assert [(part.role, part.heading) for part in found.parts] == [
        (Role.SECTION, "Rain"),
        (Role.FAQ, "Is it wet?"),
    ]
    assert [row.key for row in found.references] == ["1"]
    assert [row.url for row in found.links] == ["https://amzn.to/3can"]
    assert [row.text for row in found.calls] == ["Buy a can"]
    assert [row.text for row in found.left_out] == ["#rain", "References", "FAQ"]


#: Each holds two words that stand nowhere else.
PIECES = [
    "{a} falls on {b}.",
    "## {a} and {b}",
    "## FAQ of {a} {b}",
    "### Is {a} like {b}?",
    "**Is {a} dry?**\n{b}.",
    "Is it {a} for all of us?\n\n{b}.",
    "Q: Is {a} dry?\nA: {b}.",
    "- **{a}?** {b}.\n- **Why?** Rain.",
    "| {a}? | {b} |\n| --- | --- |\n| Why? | Rain |",
    "> [!faq]- {a}?\n> {b}",
    "> [!tip] {a}\n> {b}",
    "**Note:** {a} and {b} in the garden.",
    "**Try this:**\n\n{a}\n\n{b}",
    "## What to say\n\n{a}:\n\n“{b}”",
    "## References\n\n1. {a}, 2020\n2. [{b}](https://fern.example)",
    "[^1]: {a} 2020\n[^2]: {b}",
    "Source: {a}; {b}",
    "Related: [{a}](#) {b}",
    "Coming next:\n\n{a} {b}",
    "Tags: {a}, {b}",
    "#{a} #{b}",
    "- [{a}](#a)\n- [{b}](#b)\n- [More](#c)",
    "## Contents\n\n- {a}\n- {b}",
    "[{a}](#) and [{b}](https://amzn.to/3x)",
    "![{a}](https://ir-na.amazon-adsystem.com/e/ir?t=me) {b}",
    "Photo by {a} {b}",
    "---",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_outline_loses_no_word(pieces):
    rows = [(piece, f"Aa{number}x", f"Bb{number}y") for number, piece in enumerate(pieces)]
    text = "\n\n".join(piece.format(a=a, b=b) for piece, a, b in rows)
    document = Document(Format.MARKDOWN, "x.md", Meta(), tuple(parse_blocks(text)), text)
    found = outline(document)
    told = [found.title, found.description, found.author, found.credential]
    told += [f"{part.heading} {part.body}" for part in found.parts]
    told += [row.text for row in (*found.references, *found.left_out)]
    words = " ".join(told)
    assert [w for _, a, b in rows for w in (a, b) if w in text and w not in words] == []
