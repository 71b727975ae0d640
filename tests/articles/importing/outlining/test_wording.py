"""Words are read fast, and right enough to tell blocks apart."""

import pytest

from articles.importing.document import Block, Kind
from articles.importing.outlining import wording
from articles.importing.outlining.wording import (
    REMEMBERED,
    asks,
    bare,
    folded,
    items_of,
    lead,
    links_in,
    split_bold,
    walk,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Old** *wood* and `tin`", "Old wood and tin"),
        ("[![A fern](fern.jpg)](/fern) grows", "A fern grows"),
        ("snake_case and __bold__\\!&nbsp;", "snake_case and bold!"),
        ("<b>Rain</b>\n  falls", "Rain falls"),
    ],
)
def test_bare_has_the_words_without_marks(text, expected):
    assert bare(text) == expected


def test_bare_reads_long_texts_without_keeping_them():
    text = "**rain** " * REMEMBERED
    before = wording._bare.cache_info().currsize
    assert bare(text) == ("rain " * REMEMBERED).strip()
    assert wording._bare.cache_info().currsize == before


def test_lead_begins_with_the_first_word():
    assert [lead("👉 **Get it**"), lead("→ “Yes”"), lead("@fern")] == ["Get it", "“Yes”", "@fern"]


def test_folded_compares_without_signs_and_case():
    assert folded("📚 **Sources:** 💗") == "sources"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("**Dry?**", True), ("Dry? 🤔", True), ("“Dry?”", True), ("乾いた？", True), ("Dry.", False)],
)
def test_asks_tells_questions(text, expected):
    assert asks(text) is expected


def test_split_bold_parts_what_is_bold_first():
    assert split_bold("**Dry?** Yes.") == ("Dry?", " Yes.")
    assert split_bold("Yes, **dry**.") == ("", "Yes, **dry**.")


def test_links_in_and_items_of_read_long_texts_too():
    row = "- [fern](/fern)\n"
    block = Block(Kind.LIST, row * REMEMBERED)
    assert len(items_of(block)) == REMEMBERED
    assert len(links_in("[fern](/fern) " * REMEMBERED)) == REMEMBERED
    assert links_in("No link.") == ()


def test_walk_goes_through_what_is_hidden_in_reading_order():
    inner = Block(Kind.TOGGLE, "b", children=(Block(Kind.PARAGRAPH, "c"),))
    blocks = [Block(Kind.TOGGLE, "a", children=(inner,)), Block(Kind.PARAGRAPH, "d")]
    assert [block.text for block in walk(blocks)] == ["a", "b", "c", "d"]
