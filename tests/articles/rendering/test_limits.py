from contextlib import suppress

import pytest

from articles.rendering.library import Page
from articles.rendering.limits import (
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_FIELD_LENGTH,
    TextTooLarge,
    check_size,
    check_tree,
)
from articles.rendering.markdown import render
from articles.rendering.tree import parse
from tests.articles.rendering.hostile import HOSTILE, table

DEEP = "This text is nested too deeply"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_rendered_or_refused(text, page):
    with suppress(TextTooLarge):
        assert len(render(text[:5_000], page)) < 10 * MAX_FIELD_LENGTH


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 100_001, "This text has 100,001 bytes; a field holds 100,000."),
        ("é" * 50_001, "This text has 100,002 bytes; a field holds 100,000."),
        ("a\n" * 4_001, "This text has 4,001 line ends; a field holds 4,000."),
        ("[" * 4_001, "This text has 4,001 opening brackets; a field holds 4,000."),
        ("*" * 20_001, "This text has 20,001 marks such as * or <; a field holds 20,000."),
        ("- " * 10_001, "This text has 10,001 list and quotation marks; a field holds 10,000."),
        ("HTTP://a " * 4_001, "This text has 4,001 addresses; a field holds 4,000."),
        ("<image " * 1_001, "This text has 1,001 images; a field holds 1,000."),
        ("::: " * 2_001, "This text has 2,001 block marks :::; a field holds 2,000."),
        (table(7, 2_000), "This text has 14,000 table cells; a field holds 12,000."),
    ],
)
def test_check_size_refuses(text, message):
    with pytest.raises(TextTooLarge) as refusal:
        check_size(text)

    assert str(refusal.value) == f"{message} Split it into several sections."


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "é" * 50_000, "a\n" * 4_000, "[" * 4_000, "*" * 20_000, table(5, 1_900)],
)
def test_check_size_passes_what_just_fits(text):
    check_size(text)


def test_real_article_fits_several_times():
    sentence = "Rest *well*, eat [enough](https://example.org/a), and see a friend, they say.[^k]\n"
    text = (
        (sentence * 4 + "\n") * 25
        + "".join(f"- item {n}\n" for n in range(60))
        + "\n" + table(8, 40, "a cell")
        + "\n## Heading\n\n> A quotation.\n\n::: note\nA note.\n:::\n"
    )  # fmt: skip

    check_size(text * 4)
    assert len(parse(render(text * 4, Page())).css("a")) == 400


def test_table_is_counted_up_to_its_end():
    check_size((table(10, 40) + "\n\n") * 20 + "a\n" * 2_000)


@pytest.mark.parametrize(
    "text",
    [
        "- " * 21 + "a",
        "> " * 40 + "a",
        "".join("  " * n + "- a\n" for n in range(21)),
        "a\n\n" + "> - " * 14 + "a",
        "[^a]: " + "- " * 25 + "a",
        ":" * 50 + "".join(" note\n" + ":" * n for n in range(49, 3, -1)) + " note\n",
        "<div>" * 101,
        "<b>" * 101,
        "*a **b " * 60 + "c** d*" * 60,
    ],
    ids=["lists", "quotations", "indented lists", "both", "footnote", "callouts", "div", "b", "em"],
)
def test_text_nested_too_deeply_is_refused(text, page):
    with pytest.raises(TextTooLarge, match=DEEP):
        render(text, page)


@pytest.mark.parametrize(
    "text",
    [
        "".join("  " * n + f"- item{n}\n" for n in range(19)),
        ">" * 37 + " item",
        "<i>" * 90 + "item",
    ],
    ids=["lists", "quotations", "HTML"],
)
def test_text_nested_deeply_keeps_what_follows(text, page):
    html = render(text + "\n\nAnd so on.", page)

    assert text.count("item") == html.count("item")
    assert "And so on." in html


def test_check_tree_counts_depth():
    check_tree("<p>" * MAX_DEPTH + "</p>" * MAX_DEPTH + "<br>" * 200)
    with pytest.raises(TextTooLarge, match=DEEP):
        check_tree("<p>" * (MAX_DEPTH + 1))


def test_check_tree_counts_elements():
    check_tree("<p></p>" * MAX_ELEMENTS)
    with pytest.raises(TextTooLarge, match="40,001 elements; a field holds 40,000"):
        check_tree("<p></p>" * (MAX_ELEMENTS + 1))
