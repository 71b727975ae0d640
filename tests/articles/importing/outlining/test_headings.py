"""Headings as an article has them, whatever they were in the document."""

import pytest

from articles.importing.document import Block, Document, Format, Kind, LeftOut, Meta
from articles.importing.outlining.headings import EMPTY, clean, settle_headings
from articles.importing.outlining.titles import REPEATED
from articles.importing.outlining.working import Working

PROSE = Block(Kind.PARAGRAPH, "Peas like cool nights and company.")
LIST = Block(Kind.LIST, "- a can")


def heading(text: str, level: int = 2) -> Block:
    return Block(Kind.HEADING, text, level=level)


def bold(text: str) -> Block:
    return Block(Kind.PARAGRAPH, f"**{text}**")


def settled(blocks: list[Block], title: str = "", **meta) -> Working:
    working = Working.of(Document(Format.MARKDOWN, "peas", Meta(**meta), tuple(blocks), ""))
    working.title = title or working.title
    settle_headings(working)
    return working


def shown(working: Working) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in working.blocks if block.kind == Kind.HEADING]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Sow Early**", "Sow Early"),
        ("***Sow* Early**", "*Sow* Early"),
        ("_**Sow Early**_", "Sow Early"),
        ("**Sow** and **Pick**", "**Sow** and **Pick**"),
        ("Sow Early {#sow}", "Sow Early"),
        ("Sow Early {: .big }", "Sow Early"),
        ("Sow Early ##", "Sow Early"),
        ("<!-- 1 --> Sow <a name='sow'></a>Early", "Sow Early"),
        ("1\\. Sow Early", "1\\. Sow Early"),
        ("SOW EARLY! 🌱", "SOW EARLY! 🌱"),
    ],
)
def test_clean_strips_marks_and_no_words(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([3, 3], [2, 2]),
        ([1, 2, 1], [2, 3, 2]),
        ([2, 4, 2, 4], [2, 3, 2, 3]),
        ([2, 5, 3], [2, 3, 3]),
        ([3, 2], [2, 2]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_levels_start_at_two_and_skip_none(levels, expected):
    working = settled([heading(f"Peas {place}", level) for place, level in enumerate(levels)])
    assert [level for level, _ in shown(working)] == expected


def test_a_heading_of_a_picture_alone_is_a_paragraph():
    working = settled([heading("![Peas](peas.jpg)"), PROSE])
    assert working.blocks == [Block(Kind.PARAGRAPH, "![Peas](peas.jpg)"), PROSE]


@pytest.mark.parametrize(("text", "left_out"), [("***", [LeftOut("***", EMPTY)]), ("", [])])
def test_a_heading_without_words_is_dropped(text, left_out):
    working = settled([heading(text), PROSE])
    assert (working.blocks, working.left_out) == ([PROSE], left_out)


def test_the_title_as_a_heading_is_left_out():
    working = settled([heading("Sow"), heading("**Growing peas!**"), PROSE], title="Growing Peas")
    assert working.blocks == [heading("Sow"), PROSE]
    assert working.left_out == [LeftOut("Growing peas!", REPEATED)]


def test_a_heading_too_long_for_one_is_a_bold_paragraph():
    working = settled([heading("Peas " * 40), PROSE])
    assert working.blocks == [bold(("Peas " * 40).strip()), PROSE]
    assert working.doubts == [
        f"A heading was too long and is a paragraph now: {('Peas ' * 12)[:60]}…"
    ]


def test_bold_lines_are_headings_where_there_are_few():
    blocks = [bold("Sow Early"), PROSE, bold("Water"), PROSE, bold("Will they climb?"), PROSE]
    assert shown(settled(blocks)) == [(2, "Sow Early"), (2, "Water"), (2, "Will they climb?")]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param([bold("Sow"), PROSE, bold("Pick"), PROSE], id="two alone"),
        pytest.param([bold("Sow:"), LIST] * 3, id="lead-ins"),
        pytest.param([bold("Peas " * 21), PROSE] * 3, id="long"),
        pytest.param([Block(Kind.PARAGRAPH, "**Sow**\nin May"), PROSE] * 3, id="lines"),
        pytest.param([PROSE, bold("The end")], id="last"),
    ],
)
def test_other_bold_lines_stay(blocks):
    assert settled(blocks).blocks == blocks


def test_bold_lines_beside_headings_stay():
    blocks = [heading("Sow"), heading("Water"), heading("Pick"), *[bold("So"), PROSE] * 3]
    assert len(shown(settled(blocks))) == 3


@pytest.mark.parametrize(
    ("title", "doubts"), [("Peas and I", 1), ("All That a Gardener Must Know of Peas", 0)]
)
def test_a_title_like_the_headings_is_doubted(title, doubts):
    blocks = [Block(Kind.LINE, "x"), heading("When to Sow Peas"), heading("Where to Sow Them")]
    assert len(settled(blocks, title=title).doubts) == doubts


def test_a_title_of_the_front_matter_is_not_doubted():
    blocks = [Block(Kind.LINE, "x"), heading("When to Sow Peas"), heading("Where to Sow Them")]
    assert settled(blocks, title="").doubts == []
    working = Working.of(Document(Format.PLAIN, "peas", Meta(title="Peas"), tuple(blocks), ""))
    settle_headings(working)
    assert working.doubts == []
