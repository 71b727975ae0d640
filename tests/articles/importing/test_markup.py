import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import markup
from articles.importing.document import Block, Kind, Unreadable


def test_parse_blocks_keeps_what_the_writer_typed():
    text = "Water *slowly*,\nnot often.\n\n## Tools ##\n\n1. A can\n   - with a rose\n2. A fork\n"
    assert markup.parse_blocks(text, 10) == [
        Block(Kind.PARAGRAPH, "Water *slowly*,\nnot often.", line=10),
        Block(Kind.HEADING, "Tools", level=2, line=13),
        Block(Kind.LIST, "1. A can\n   - with a rose\n2. A fork", line=15),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("> Sow early.", Kind.QUOTE, id="quotation"),
        pytest.param("```\nsow()\n```", Kind.CODE, id="fence"),
        pytest.param("    sow()", Kind.CODE, id="indented"),
        pytest.param("| a |\n| - |\n| b |", Kind.TABLE, id="table"),
        pytest.param("***", Kind.RULE, id="rule"),
        pytest.param("<div>Sow early.</div>", Kind.PARAGRAPH, id="html"),
    ],
)
def test_parse_blocks_tells_kinds_apart(text, kind):
    assert markup.parse_blocks(text) == [Block(kind, text, line=1)]


def test_parse_blocks_reads_underlined_headings():
    assert markup.parse_blocks("Tools for\nthe shed\n---\n") == [
        Block(Kind.HEADING, "Tools for the shed", level=2, line=1)
    ]


def test_parse_blocks_keeps_definitions_that_no_page_shows():
    text = "\nSee[^1].\n\n[^1]: https://garden.example\n\n    And a word.\n\nEnd.\n\n[a]: /b\n"
    assert [(block.text, block.line) for block in markup.parse_blocks(text)] == [
        ("See[^1].", 2),
        ("[^1]: https://garden.example\n\n    And a word.", 4),
        ("End.", 8),
        ("[a]: /b", 10),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("> " * 100 + "a", "nested too deeply", id="deep"),
        pytest.param("a\n" * 8_000, "more than 8,000 lines", id="long"),
    ],
)
def test_parse_blocks_refuses_what_would_hold_a_worker(text, message):
    with pytest.raises(Unreadable, match=message):
        markup.parse_blocks(text)


def test_items_are_markdown_of_their_own():
    block = Block(Kind.LIST, "1) Dig\n\n   and rest.\n2) Sow\n   - peas\n   - beans\n3)")
    assert markup.items(block) == ["Dig\n\nand rest.", "Sow\n- peas\n- beans", ""]


@pytest.mark.parametrize(
    ("text", "is_markdown"),
    [
        pytest.param("# Peas\n\nSow.\n\n## Beans\n\nSow.", True, id="headings"),
        pytest.param("<!-- a -->## Peas\n\nSow.\n\n<!-- b -->## Beans", True, id="after comments"),
        pytest.param("# Peas\n\nSee [beans](/beans).", True, id="heading and link"),
        pytest.param("**Peas** grow.\n**Beans** too.\n**Leeks** as well.", True, id="bold"),
        pytest.param("---\ntitle: Peas\n---\nSow early.", True, id="front matter"),
        pytest.param("Tools:\n- a fork\n- a can\n1. Sow.\n* Wait.", False, id="lists"),
        pytest.param("Peas * 2 and #peas [1] (early)\n\n#beans", False, id="stray marks"),
        pytest.param("See [beans](/beans).", False, id="one link"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_looks_like_markdown_weighs_marks(text, is_markdown):
    assert markup.looks_like_markdown(text) is is_markdown


@pytest.mark.parametrize(
    ("text", "ordered"), [("1. Dig\n2. Sow", True), ("- Dig\n  1. Sow", False)]
)
def test_is_ordered_looks_at_the_outer_list(text, ordered):
    assert markup.is_ordered(Block(Kind.LIST, text)) is ordered


def test_plain_is_what_a_reader_sees():
    text = "**Peas**,\n`beans` & [leeks &amp; *kale*](/k) ![a **sieve**](s.png)<br>\\*"
    assert markup.plain(text) == "Peas, beans & leeks & kale a sieve*"


@given(st.text("a9 \n\t.:;-#(]!?/'\"é豆", max_size=30))
def test_plain_of_a_text_without_marks_is_what_the_parser_reads(text):
    known_to_parser = f"{text}\n&amp;"
    assert markup.plain(text) == markup.plain(known_to_parser).removesuffix("&").rstrip()


def test_plain_of_a_long_text_is_read_all_the_same():
    assert markup.plain("**peas** " * 300) == " ".join(["peas"] * 300)


def test_plain_of_a_hostile_text_is_the_text():
    assert markup.plain("[" * 5_000) == "[" * 5_000


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        pytest.param("**When to sow?**", True, id="wholly"),
        pytest.param("👉 **When to sow**:", True, id="signs around it"),
        pytest.param("[**Sow now**](/sow)", True, id="within a link"),
        pytest.param("<strong>Sow</strong> <b>now</b>", True, id="html"),
        pytest.param("**When** to sow?", False, id="in part"),
        pytest.param("1\\. **When**", False, id="number before it"),
        pytest.param("*When to sow?*", False, id="italic"),
        pytest.param("👉", False, id="no words"),
    ],
)
def test_is_bold_looks_at_all_words(text, bold):
    assert markup.is_bold(text) is bold


def test_links_are_found_in_any_block():
    text = (
        "- [a *seed*](https://s.example/ä?a=1&amp;b=2)\n\n> <https://auto.example>\n\n"
        "See https://bare.example/x_y, not ![a fork](fork.png). [![pea](pea.png)](/peas)"
    )
    assert markup.links(text) == [
        ("a seed", "https://s.example/ä?a=1&b=2"),
        ("https://auto.example", "https://auto.example"),
        ("https://bare.example/x_y", "https://bare.example/x_y"),
        ("pea", "/peas"),
    ]


def test_images_are_found_in_any_block():
    text = "- ![a *long* row](row.png)\n\n[![pea](pea.png)](/peas) [text](/text)"
    assert markup.images(text) == [("a long row", "row.png"), ("pea", "pea.png")]


def test_links_of_a_hostile_text_are_none():
    assert markup.links("[a](b)" * 5_000) == []


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. Dig *deep*", r"1\. Dig \*deep\*"),
        ("- peas", r"\- peas"),
        ("# of peas", r"\# of peas"),
        ("see https://a.example/_b_?c=1&d=2 _now_", r"see https://a.example/_b_?c=1&d=2 \_now\_"),
        ("https://a.example", "https://a.example"),
        ("snake_case, __init__", r"snake_case, \_\_init\_\_"),
    ],
)
def test_escape_leaves_words_and_addresses(text, escaped):
    assert markup.escape(text) == escaped


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")))
def test_escaped_text_is_shown_as_it_stands(text):
    words = " ".join(text.split())
    blocks = markup.parse_blocks(markup.escape(words))
    assert " ".join(markup.plain(block.text) for block in blocks) == words
