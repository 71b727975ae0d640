import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.contents import make_anchor
from articles.rendering.library import Page
from articles.rendering.markdown import INTRODUCTION_LEVEL, SECTION_LEVEL, render
from articles.rendering.tree import parse

HEADING = re.compile(r'<h(\d) id="([^"]*)">')


def levels(html: str) -> list[int]:
    return [int(level) for level, _ in HEADING.findall(html)]


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("How to rest", "how-to-rest"),
        ("  Ünïcode & co.  ", "unicode-co"),
        ("日本語", "part"),
        ("", "part"),
        ("?!", "part"),
        ("word " * 30, "word-" * 11 + "word"),
    ],
    ids=["words", "accents", "no Latin letter", "empty", "punctuation", "long"],
)
def test_make_anchor_keeps_words(title, anchor):
    assert make_anchor(title, Page()) == anchor


def test_make_anchor_numbers_repeated_titles():
    page = Page(anchors={"main"})

    anchors = [make_anchor(title, page) for title in ["Rest", "Main", "Rest", "Rest", "Rest 2"]]

    assert anchors == ["rest", "main-2", "rest-2", "rest-3", "rest-2-2"]


@given(st.lists(st.text("ab-2 é", max_size=6), max_size=40))
def test_make_anchor_never_repeats(titles):
    page = Page()

    anchors = [make_anchor(title, page) for title in titles]

    assert len(set(anchors)) == len(titles)


def test_headings_start_at_base():
    text = "# One\n\n### Two\n\n## Three\n\n# Four"

    assert render(text, Page(), base_level=INTRODUCTION_LEVEL) == (
        '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>\n'
        '<h3 id="three">Three</h3>\n<h2 id="four">Four</h2>\n'
    )


@given(st.lists(st.integers(1, 6), max_size=30), st.integers(2, 4))
def test_headings_never_skip_a_level(typed, base):
    text = "\n\n".join("#" * level + " Words" for level in typed)

    found = levels(render(text, Page(), base_level=base))

    assert len(found) == len(typed)
    assert all(base <= level <= 6 for level in found)
    assert all(
        after <= before + 1 for before, after in zip([base - 1, *found], found, strict=False)
    )


@given(st.lists(st.integers(1, 6), max_size=30))
def test_headings_keep_their_order_of_depth(typed):
    text = "\n\n".join("#" * level + " Words" for level in typed)

    found = levels(render(text, Page(), base_level=1))

    for (before, shown), (after, then) in zip(
        zip(typed, found, strict=True), list(zip(typed, found, strict=True))[1:], strict=False
    ):
        assert (after > before) == (then > shown)


def test_heading_inside_heading_is_levelled_too():
    html = render("<h1><b>One <h4>Two</h4></b></h1>", Page())

    assert levels(html) == [SECTION_LEVEL, SECTION_LEVEL + 1]


def test_heading_keeps_marks_links_and_sources(page):
    html = render("## *Rest* with `care`[^smith] and [lamp](go:lamp)", page)

    heading = parse(html).css_first("h3")
    assert heading.attributes == {"id": "rest-with-care-and-lamp"}
    assert [node.tag for node in heading.iter()] == ["em", "code", "sup", "a"]


def test_anchor_leaves_out_numbers_of_sources(page):
    html = render("# Sleep[^smith][^n] on H<sub>2</sub>O\n\n# [^smith]\n\n[^n]: a", page)

    assert [anchor for _, anchor in HEADING.findall(html)] == ["sleep-on-h2o", "part"]


def test_headings_of_two_fields_have_different_anchors():
    page = Page()

    html = render("# Rest", page) + render("# Rest", page)

    assert [anchor for _, anchor in HEADING.findall(html)] == ["rest", "rest-2"]
