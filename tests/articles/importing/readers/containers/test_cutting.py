import io

import pytest

from articles.importing.readers import limits
from articles.importing.readers.containers.cutting import Piece, cut


def pieces(text: str) -> list[Piece]:
    return list(cut(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [Piece(b"")]),
        ("<rss>", [Piece(b"<rss>")]),
        ("<rss><item>a</item></rss>", [Piece(b"<rss>"), Piece(b"a")]),
        ("h<item>a</item>\n<item >b</item >", [Piece(b"h"), Piece(b"a"), Piece(b"b")]),
        (
            "h<item>a<![CDATA[x</item><item>]]>b</item>",
            [Piece(b"h"), Piece(b"a<![CDATA[x</item><item>]]>b")],
        ),
        (
            "h<item>a<item>b</item>",
            [Piece(b"h"), Piece(b"a", is_whole=False), Piece(b"b")],
        ),
        ("h<item>a", [Piece(b"h"), Piece(b"a", is_whole=False)]),
        ("h<item>a<![CDATA[b", [Piece(b"h"), Piece(b"a<![CDATA[b]]>", is_whole=False)]),
    ],
    ids=[
        *("empty", "head alone", "one item", "white space in tags", "item in CDATA"),
        *("end tag missing", "breaks off", "breaks off in CDATA"),
    ],
)
def test_cut_finds_the_head_and_the_items(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize("size", [1, 2, 5, 40])
def test_cut_finds_the_same_whatever_the_chunks(size, monkeypatch):
    text = "head<item>one<![CDATA[</item>]]>two</item> \n <item>three</item>tail" + " " * 600
    whole = pieces(text * 2)
    monkeypatch.setattr(limits, "CHUNK", size)
    assert pieces(text * 2) == whole


def test_cut_keeps_no_more_of_an_item_than_a_post_may_have(monkeypatch):
    monkeypatch.setattr(limits, "CHUNK", 100)
    monkeypatch.setattr(limits, "MAX_POST", 1_000)
    found = pieces(f"h<item>{'x' * 5_000}</item><item>b</item>")
    assert [len(piece.data) <= 1_000 for piece in found] == [True, True, True]
    assert [piece.is_too_large for piece in found] == [False, True, False]
    assert found[2] == Piece(b"b")
