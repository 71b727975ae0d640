import json

import pytest

from articles.importing.readers.ghost import lexical
from articles.importing.readers.ghost.cards import Notes
from articles.importing.readers.ghost.lexical import write_lexical


def text(words: str, bits: int = 0) -> dict:
    return {"type": "extended-text", "text": words, "format": bits}


def node(kind: str, *children: dict, **more) -> dict:
    return {"type": kind, "children": list(children), **more}


def written(*children: dict, notes: Notes | None = None) -> str:
    return write_lexical(json.dumps({"root": node("root", *children)}), notes or Notes())


@pytest.mark.parametrize(
    ("part", "html"),
    [
        (node("paragraph", text("a<b")), "<p>a&lt;b</p>"),
        (node("extended-heading", text("Tea"), tag="h3"), "<h3>Tea</h3>"),
        (node("heading", text("Tea"), tag="h9"), "<h2>Tea</h2>"),
        (node("extended-quote", text("Tea")), "<blockquote>Tea</blockquote>"),
        (node("aside", text("Tea")), "<blockquote>Tea</blockquote>"),
        (node("list", node("listitem", text("a")), tag="ol"), "<ol><li>a</li></ol>"),
        (
            node("list", node("listitem", text("a")),
                 node("listitem", node("list", node("listitem", text("b"))))),
            "<ul><li>a</li><ul><li>b</li></ul></ul>",
        ),
        (node("list", node("listitem")), "<ul><li></li></ul>"),
        (node("link", text("tea"), url='/"t'), '<a href="/&quot;t">tea</a>'),
        (node("paragraph", text("a"), {"type": "linebreak"}, {"type": "tab"}), "<p>a<br> </p>"),
        ({"type": "horizontalrule"}, "<hr>"),
        (node("paragraph", node("zwnj"), node("odd", text("kept"))), "<p>kept</p>"),
        (text("x", 1), "<strong>x</strong>"),
        (text("x", 2), "<em>x</em>"),
        (text("x", 3), "<strong><em>x</em></strong>"),
        (text("x", 4), "<s>x</s>"),
        (text("x", 8), "x"),
        (text("x", 16), "<code>x</code>"),
        (text("x", 32), "<sub>x</sub>"),
        (text("x", 64), "<sup>x</sup>"),
        (text(" ", 1), " "),
        ({"type": "text", "text": "x", "format": "odd"}, "x"),
    ],
)  # fmt: skip
def test_node_is_written_as_html(part, html):
    assert written(part) == html


def test_node_of_an_unknown_kind_is_a_card():
    notes = Notes()
    assert written({"type": "quiz", "lead": "Do you?"}, notes=notes) == "<div>Do you?</div>"
    assert notes.unknown == {"quiz": None}


@pytest.mark.parametrize(
    "given", ["", "[", "3", "{}", '{"root": 3}', "[" * 100_000], ids=lambda given: given[:9]
)
def test_what_is_no_lexical_is_refused(given):
    with pytest.raises(ValueError, match=r"it |Expecting"):
        write_lexical(given, Notes())


def test_children_that_are_none_are_passed_over():
    assert written(node("paragraph", 3, text("x")), {"type": "paragraph", "children": "y"}) == (
        "<p>x</p><p></p>"
    )


def test_tree_is_walked_however_deep():
    tree = text("x")
    for _ in range(300):
        tree = node("paragraph", tree)
    assert written(tree) == "<p>" * 300 + "x" + "</p>" * 300


def test_tree_with_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(lexical, "MAX_NODES", 3)
    with pytest.raises(ValueError, match="it has too many parts"):
        written(*[text("x")] * 3)
