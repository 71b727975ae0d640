"""What writers left for later is found, and what only looks like it is not."""

import pytest

from articles.rendering.library import Page, Problem
from articles.rendering.markdown import render
from articles.rendering.placeholders import MESSAGE


def placeholders_in(text):
    page = Page()
    render(text, page)
    return [problem.quote for problem in page.problems if problem.message == MESSAGE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("See [[the other one]].", "[[the other one]]", id="wiki-link"),
        pytest.param("Dear {{ name }},", "{{ name }}", id="template"),
        pytest.param("It costs TKTK a year.", "TKTK", id="tktk"),
        pytest.param("So says [TK: who?].", "[TK: who?]", id="tk-in-brackets"),
        pytest.param("TODO: ask Maren", "TODO:", id="todo"),
        pytest.param("- [TODO] ask Maren", "[TODO]", id="todo-in-brackets"),
        pytest.param("Lorem ipsum dolor sit amet.", "Lorem ipsum dolor", id="lorem-ipsum"),
        pytest.param("[a link]({{ url }})", "{{ url }}", id="in-an-address"),
        pytest.param("| [[a]] |\n| --- |", "[[a]]", id="in-a-table"),
    ],
)
def test_a_placeholder_is_reported(text, found):
    assert placeholders_in(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Write `{{ name }}` there, or `[[a page]]`.", id="code"),
        pytest.param("    TODO: indented", id="code-block"),
        pytest.param("Printers set “Lorem ipsum dolor” for no words.", id="quoted"),
        pytest.param("See [[1]](https://example.org/).", id="link-in-brackets"),
        pytest.param("She shops at TK Maxx, size XXXL.", id="shop-and-size"),
        pytest.param("A todo: ring your mother. The to-do list.", id="small-letters"),
        pytest.param("Say: “I feel [insert a feeling].”", id="words-to-fill-in"),
        pytest.param("[x] [[] ]] [[]] {} {{}}", id="empty"),
    ],
)
def test_what_only_looks_like_one_is_not(text):
    assert placeholders_in(text) == []


def test_the_problem_names_what_is_left():
    page = Page()
    render("So says [TK].", page)
    assert page.problems == [Problem("A placeholder is left here:", "[TK]")]
