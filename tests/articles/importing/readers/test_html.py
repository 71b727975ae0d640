"""HTML in: a body or a page becomes blocks of Markdown; what is left out is named."""

from articles.importing.document import Block, Kind, LeftOut
from articles.importing.readers.html import read_html


def test_body_becomes_blocks():
    body = read_html(
        "<h2>Planting <em>beans</em></h2><p>Water <b>well</b>.</p><ul><li>Once<li>Twice</ul><hr>"
        "<details><summary>How deep?</summary><p>A thumb.</p></details>"
    )
    assert body.blocks == (
        Block(Kind.HEADING, "Planting beans", level=2),
        Block(Kind.PARAGRAPH, "Water **well**."),
        Block(Kind.LIST, "- Once\n- Twice"),
        Block(Kind.RULE, "---"),
        Block(Kind.TOGGLE, "How deep?", children=(Block(Kind.PARAGRAPH, "A thumb."),)),
    )
    assert body.words == "Planting beans\nWater well.\nOnce\nTwice\nHow deep?\nA thumb."


def test_hidden_words_are_left_out_by_name():
    body = read_html("<p>Seen.</p><p style='display:none'>Not seen.</p>")
    assert body.left_out == (LeftOut("Not seen.", "Hidden from readers."),)
