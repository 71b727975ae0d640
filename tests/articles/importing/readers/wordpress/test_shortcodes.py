import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.readers.wordpress.shortcodes import Shortcode, expand, read_attributes


def written(text: str) -> str:
    return expand(
        text, lambda code: f"({code.name}{'' if code.inner is None else ':' + code.inner})"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[button url="/a"]Go[/button]', "(button:Go)"),
        ("[a]x[b]y[/b]z[/a]", "(a:x(b:y)z)"),
        ("[a][a]x[/a][/a]", "(a:(a:x))"),
        ("[a][b]x[/a]y[/b]", "(a:(b:x))y"),
        ("[gallery] and [TOC]", "(gallery) and (toc)"),
        ("[form id=3 /]", "(form)"),
        ("[br /]", "(br)"),
        ("[youtube https://v.example]", "(youtube)"),
        ("[youtube=https://v.example]", "(youtube)"),
        ("[su_divider]", "(su_divider)"),
        ("x[/b_c]y", "xy"),
        ("[b_c]x", "(b_c)x"),
        ("[[gallery]] and [[/gallery]]", "[gallery] and [/gallery]"),
        ("[[a]]x[/a]", "[a]x"),
    ],
)
def test_shortcodes_are_written(text, expected):
    assert written(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Dear [his name],", "[name]", "[1]", "[citation needed]", "[sic]", "[brother-in-law]",
     "[a] [b](c)", "[x", "[ gallery]", "a[0] = b[1]"],
)  # fmt: skip
def test_words_in_brackets_are_no_shortcodes(text):
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (' id="a b" class=\'c\' width=3', {"id": "a b", "class": "c", "width": "3"}),
        (" https://v.example w=3", {"0": "https://v.example", "w": "3"}),
        ("=https://v.example", {"0": "https://v.example"}),
        (' “curly” title=”a b”', {"0": "curly", "title": "a b"}),
        (' title="a &amp; b" /', {"title": "a & b"}),
        (' Title="x" empty=""', {"title": "x", "empty": ""}),
        ("", {}),
    ],
)  # fmt: skip
def test_attributes_are_read(text, expected):
    assert read_attributes(text) == expected


@pytest.mark.parametrize(
    ("text", "alone"),
    [("[a_b]", True), ("x\n[a_b]\ny", True), ("<p>[a_b]</p>", True), ("x [a_b]", False)],
)
def test_shortcode_knows_whether_it_is_alone(text, alone):
    found: list[Shortcode] = []
    expand(text, lambda code: found.append(code) or "")
    assert [code.is_alone for code in found] == [alone]


def test_attribute_that_says_something_is_found():
    code = Shortcode("a", {"url": "", "link": "/a"})
    assert (code.get("url", "link"), code.get("href")) == ("/a", "")


def test_deep_shortcodes_lose_their_meaning_and_not_their_words():
    text = "[a]" * 5_000 + "word" + "[/a]" * 5_000
    assert written(text).count("word") == 1


@given(st.lists(st.sampled_from(["[a]", "[/a]", "[b x=1]", "[/b]", "[[a]]", "w ", "[", "]"])))
def test_words_between_shortcodes_are_never_lost(parts):
    text = expand("".join(parts), lambda code: code.inner or "")
    assert text.count("w ") == parts.count("w ")
