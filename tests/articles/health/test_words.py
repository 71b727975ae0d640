import pytest

from articles.health.passages import holds, normalise
from articles.health.web import Answer
from articles.health.words import read_html, read_page

SHOWN = {
    "inline": ("<p>un<b>break</b>able</p>", "unbreakable"),
    "blocks": ("<td>one</td><td>two</td>", "one two"),
    "break": ("one<br>two", "one two"),
    "entities": ("Tom &amp; Jerry&#8217;s &hellip;", "tom & jerrys..."),
    "script and style": ("a<script>if (a<b) '</p>'</script><style>p{}</style>b", "ab"),
    "comment": ("a<!-- <p> -->b<!---->c", "abc"),
    "attributes": ('<p title="a > b">one</p>', "one"),
    "stray mark": ('<p class="a"">one</p><p>two "</p>', "one two"),
    "note": ('men<sup><a href="#n">[1]</a></sup> say 10<sup>6</sup>', "men say 106"),
    "ruby": ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
    "less than": ("a < b and 1<2", "a < b and 1<2"),
    "unfinished": ("one <a href='", "one"),
    "capitals": ("<SCRIPT>a</Script>İ<P>b", "i̇ b"),
}


@pytest.mark.parametrize(("html", "shown"), SHOWN.values(), ids=SHOWN)
def test_words_are_those_that_are_shown(html, shown):
    assert normalise(read_html(html).shown) == shown


def test_scripts_and_tags_as_spaces_are_read_too():
    page = read_html('<span>one</span><span>two</span><script>{"a": "three"}</script>')
    assert holds(normalise(page.spaced), "one two")
    assert holds(normalise(page.hidden), "three")


def answer(body, mime="text/html", **headers):
    return Answer("GET", ("http://a.test/",), 200, {"content-type": mime, **headers}, body)


ENCODED = {
    "header": ("é", "iso-8859-1", "text/html; charset=ISO-8859-1"),
    "meta": ('<meta charset="windows-1251">ж', "cp1251", "text/html"),
    "xml": ('<?xml version="1.0" encoding="koi8-r"?>ж', "koi8-r", "application/xhtml+xml"),
    "wrong header": ("é", "utf-8", "text/html; charset=latin-1"),
    "said nothing": ("é", "cp1252", "text/html"),
    "no encoding": ("é", "utf-8", "text/html; charset=hex"),
    "a codec of Python": ("é", "cp1252", "text/html; charset=utf-7"),
    "byte order": ("\ufeffé", "utf-16-le", "text/html"),
    "Japanese": ("日本", "shift_jis", "text/plain;charset=Shift_JIS"),
    "seven bits": ("日本", "iso2022_jp", "text/plain;charset=iso-2022-jp"),
}


@pytest.mark.parametrize(("text", "codec", "mime"), ENCODED.values(), ids=ENCODED)
def test_page_is_decoded(text, codec, mime):
    page = read_page(answer(text.encode(codec), mime))
    assert page.shown.strip()[-1] == text[-1]


@pytest.mark.parametrize(
    ("body", "mime", "headers"),
    [
        (b"%PDF-1.7", "application/pdf", {}),
        (b"%PDF-1.7", "text/html", {}),
        (b"PNG", "image/png", {}),
        (b"no tags", "", {}),
        (b"<p>x", "text/html", {"content-encoding": "gzip"}),
    ],
)
def test_what_is_no_text_is_not_read(body, mime, headers):
    assert read_page(answer(body, mime, **headers)) is None


N = 200_000
HOSTILE = {
    "nested": "<div>" * N,
    "less thans": "<" * N,
    "comments": "<!--" * N,
    "tags": "<b =\">\"" * N,
    "quotes": "<a =' x" * N,
    "scripts": "<script>" * N,
    "raised": "<sup><a>" * N,
    "number": "&#" + "9" * N,
    "entities": "&" * N,
    "marks": "a" + "\u0301\u0327" * N,
    "spaces": " \n" * N,
    "hyphens": "a- " * N,
}  # fmt: skip


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_is_read_in_one_pass(html):
    # What is quadratic takes minutes here, and the suite has a limit of its own.
    page = read_html(html)
    assert not holds(normalise(page.shown), "a passage")
