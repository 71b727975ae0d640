from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.importing.document import Block, Format, Kind, Source, Unreadable
from articles.importing.readers import plain
from articles.importing.repair import mend


def read(text: str):
    return plain.read(Source("peas.txt", "peas.txt", Format.PLAIN, text.encode()))


def test_read_makes_a_block_of_each_line():
    document = read("Sweet peas\n\n\n  • Sow *early*.\n\tThen wait.\n")
    assert document.blocks == (
        Block(Kind.LINE, "Sweet peas", line=1),
        Block(Kind.LINE, "• Sow *early*.", line=4, gap=2, indent=2),
        Block(Kind.LINE, "Then wait.", line=5, indent=4),
    )
    assert document.words == "Sweet peas\n• Sow *early*.\nThen wait."


def test_read_takes_the_lines_of_a_header():
    document = read("Title: Sweet peas\nBy: Ada\nDate: March 5, 2024\nTags: peas, beans\n\nSow.\n")
    assert document.blocks == (Block(Kind.LINE, "Sow.", line=6, gap=1),)
    meta = document.meta
    assert (meta.title, meta.author, meta.tags) == ("Sweet peas", "Ada", ("peas", "beans"))
    assert meta.published_at == datetime(2024, 3, 5, tzinfo=UTC)


def test_read_drops_what_the_clipboard_left():
    document = read("<!--StartFragment-->Sow early.&nbsp;Wait.\n&#160;\nEat.<!--EndFragment-->")
    assert document.words == "Sow early. Wait.\nEat."


def test_read_tells_what_was_mended():
    document = read("Donâ€™t wait.")
    assert document.blocks == (Block(Kind.LINE, "Don’t wait.", line=1),)
    assert [repair.after for repair in document.repairs] == ["’"]


@pytest.mark.parametrize("text", ["a\n" * 8_001, "a" * 500_001], ids=["lines", "length"])
def test_read_refuses_more_than_an_article(text):
    with pytest.raises(Unreadable, match=r"peas\.txt has more text than an article"):
        read(text)


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]) | st.just("\n")))
def test_read_keeps_every_word(text):
    assume(mend(text)[0] == text)  # letters in a row may happen to be mojibake
    document = read(text)
    told = [*document.words.split(), *(row.text for row in document.left_out)]
    kept = "".join(filter(str.isalnum, "".join(told)))
    assert kept == "".join(filter(str.isalnum, text))
