"""What is pasted becomes clean Markdown: whole documents beside what they become, and parts."""

from contextlib import suppress
from html import escape
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles.editing.pasting import to_markdown
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import markdownify

PASTED = Path(__file__).parent / "pasted"


@pytest.mark.parametrize("source", sorted(PASTED.glob("*.html")), ids=lambda path: path.stem)
def test_document_becomes_the_markdown_beside_it(source):
    assert to_markdown(source.read_text()) + "\n" == source.with_suffix(".md").read_text()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p> &nbsp; </p><!-- no --><br>", ""),
        ("Only words", "Only words"),
        ("a</>b", "ab"),
        ("<blockquote>" * 23 + "<table><tr><td>a<td>b", "> " * 22 + "> a\n" + ("> " * 22 + ">\n")
         + "> " * 22 + "> b"),
        ("a<br>b<br><br>c<br>", "a\\\nb\n\nc"),
        ("<p>a <b>b </b><b>c</b> d</p>", "a **b c** d"),
        ("<p style='font-weight:bold'>a<span style='font-weight:normal'>b</span></p>", "**a**b"),
        ("<i style='font-style:normal'>a</i><i>b</i>", "a*b*"),
        ("<span style='text-decoration-line:line-through'>a</span>", "~~a~~"),
        ("<h1>A</h1><h4>B</h4><h2><b>C</b></h2>", "### A\n\n##### B\n\n#### C"),
        ("<p role=heading aria-level=2>A</p><p role=heading aria-level=x>B</p>", "### A\n\nB"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><p>d", "- a\n- b\n  - c\n\nd"),
        ("<li>a</li><li><p>b</p></li>", "- a\n- b"),
        ("<ol start=x><li>a</ol><ol start=0><li>b</ol>", "1. a\n\n1. b"),
        ("<ul><li><h2>a</h2><p>b</p></li></ul>", "- a\n\n  b"),
        ("<blockquote><ul><li>a</ul></blockquote>", "> - a"),
        ("<pre> \n </pre><pre>a*b</pre>", "```\na*b\n```"),
        ("<table><tr><td>a<td><pre>b</pre><hr>c</table>", "| a | b c |\n| --- | --- |"),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\n\nb"),
        (
            "<table><tr><td>a<td><table><tr><td>b<td>c</table></table>",
            "| a | b c |\n| --- | --- |",
        ),
        ("<a href='https://a.example/'>https://a.example/</a>", "<https://a.example/>"),
        ("<a href='mailto:a@b.example'><b>Write</b></a>", "[**Write**](mailto:a@b.example)"),
        ("<a href='file:///c:/a'>a</a> <a href='//[x'>b</a> <a href='/c'>c</a>", "a b c"),
        ("<a href='https://www.google.com/url?sa=D'>a</a>", "[a](https://www.google.com/url?sa=D)"),
        (f"<a href='https://a.example/{'x' * 2000}'>a</a>", "a"),
        ("<img alt='👍' src=x> <img alt=A src='data:,'><img src=x>", "👍"),
        ("<code>a_`b</code> c_`d", "`` a_`b `` c\\_\\`d"),
        ("<p>- a</p><p>+ b</p><p>2) c</p><p>::: note</p><p>---</p>",
         "\\- a\n\n\\+ b\n\n2\\) c\n\n\\::: note\n\n\\---"),
        ("&amp;amp; &lt;b&gt; 1 &lt; 2 \\* ~~a~~ [^b]",
         "\\&amp; \\<b> 1 < 2 \\\\\\* \\~~a\\~~ \\[^b]"),
        ("<svg><text>a</text></svg><select><option>b</select><p hidden>c</p>d", "d"),
        ("<p class=MsoListParagraph>- a</p><p class=MsoListBullet>o b</p>", "- a\n- b"),
        ("<p class=MsoListParagraph>no marker</p>", "no marker"),
        ("<p class=MsoListNumber>a) x</p>", "a) x"),
        ("<p style='mso-list:l0 level3 lfo1'>1. a</p><p style='mso-list:l0 level1 lfo1'>- b</p>",
         "1. a\n\n- b"),
        ("<p style='mso-list:l0 level1 lfo1'>3. a</p><p style='mso-list:l1 level1 lfo2'>· b</p>",
         "3. a\n\n- b"),
        ("<p style='mso-list:none' class=MsoNormal>a</p>", "a"),
        ("<blockquote>" * 24 + "<p class=MsoListBullet>· a", "> " * 23 + "> a"),
        ("<br>a<img alt='' src=x> <br> b", "a\\\nb"),
        ("<table><tr><td><p class=MsoListBullet>· a</p><td>b</table>",
         "| - a | b |\n| --- | --- |"),
    ],
)  # fmt: skip
def test_part_becomes_markdown(html, markdown):
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "x" * 100_001,
        "<p>" + "&lt;a" * 60_000,
        " " * 2_000_001,
        "<br>" * 20_001,
        "<p>x" * 10_001,
        "<pre>" + "x" * 200_001,
        "<div>" * 10_000 + "</p>" * 10_001,
        "<p" + "".join(f" a{n}" for n in range(201)) + ">x",
        "<p x='>'" + "".join(f'/a{n}="1"' for n in range(201)) + ">x",
        "<!-- <a x=' --><p" + "".join(f" a{n}" for n in range(201)) + ">x",
        "<body>" * 21,
        "<a" * 10_000,
    ],
    ids=[
        *("long", "escaped", "bytes", "tags", "elements", "code"),
        *("ends", "attributes", "quoted", "comment", "roots", "names"),
    ],
)
def test_paste_beyond_a_field_is_refused(html):
    with pytest.raises(TextTooLarge, match="Paste it in parts"):
        to_markdown(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 6_000 + "x",
        "<blockquote>" * 6_000 + "x",
        "<ul><li>" * 3_000 + "x",
        "<b>x<p>" * 3_000,
        "<p>" + "".join(f"<b id={n}>" for n in range(3_000)) + "</p>" + "<p>x</p>" * 3_000,
        "<table><tr><td>" * 2_000 + "x",
        "<table>" * 5_000,
        "<ol>" + "<li>x" * 2_000,
        "<!--" * 400_000,
        "<" * 90_000,
    ],
    ids=["div", "quote", "list", "bold", "reopened", "cells", "tables", "items", "comment", "<"],
)
def test_hostile_paste_is_bounded(html):
    with suppress(TextTooLarge):
        assert len(to_markdown(html)) <= 100_000


@pytest.mark.parametrize(
    "html",
    [
        "<p" + "".join(f" a{n}" for n in range(250_000)) + ">x",
        "<div>" * 19_000 + "</p>" * 260_000,
        "".join(f"<body{''.join(f' a{n}x{m}' for n in range(190))}>" for m in range(1_000)),
    ],
    ids=["attributes", "ends", "roots"],
)
def test_paste_that_parsers_take_minutes_for_is_refused_at_once(html):
    start = process_time()
    with pytest.raises(TextTooLarge, match="Paste it in parts"):
        to_markdown(html)
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "some words = more / " * 500,
        "<p" + "".join(f" a{n}='x > y'" for n in range(200)) + ">x</p>",
        "<p>1 < 2 " + "and so on " * 500,
        "<span style='font-weight: ²'>x</span>",
    ],
    ids=["words", "attributes", "sign", "weight"],
)
def test_words_are_no_attributes(html):
    assert to_markdown(html) != ""


@given(st.text(alphabet="ab *_`[]()<>&#-+1.:|~=\\!\n", max_size=60))
def test_words_of_a_paste_are_shown_as_they_were(text):
    shown = markdownify(to_markdown(f"<p>{escape(text)}</p>"))
    words = LexborHTMLParser(f"<div>{shown}</div>").body.text()
    assert words.split() == text.split()
