import json

import pytest

from articles.importing.readers.ghost.cards import Notes
from articles.importing.readers.ghost.mobiledoc import write_mobiledoc


def written(*sections, notes: Notes | None = None) -> str:
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "/tea"]], ["blink"], ["em", []]],
        "atoms": [["soft-return", "", {}], ["mention", "Mary", {}]],
        "cards": [["hr", {}], ["quiz", {"lead": "Do you?"}]],
        "sections": sections,
    }
    return write_mobiledoc(json.dumps(document), notes or Notes())


@pytest.mark.parametrize(
    ("section", "html"),
    [
        ([1, "p", [[0, [], 0, "a<b"]]], "<p>a&lt;b</p>"),
        ([1, "H2", [[0, [], 0, "Tea"]]], "<h2>Tea</h2>"),
        ([1, "aside", []], "<blockquote></blockquote>"),
        ([1, "center", [[0, [], 0, "x"]]], "<p>x</p>"),
        (
            [1, "p", [[0, [0], 0, "a"], [0, [1], 2, "b"], [0, [], 0, "c"]]],
            '<p><strong>a<a href="/tea">b</a></strong>c</p>',
        ),
        ([1, "p", [[0, [3], 0, "a"]]], "<p><em>a</em></p>"),
        ([1, "p", [[0, [2], 5, "a"]]], "<p>a</p>"),
        ([1, "p", [[1, [], 0, 0], [1, [], 0, 1]]], "<p><br>Mary</p>"),
        ([3, "ol", [[[0, [], 0, "a"]], [[0, [], 0, "b"]]]], "<ol><li>a</li><li>b</li></ol>"),
        ([3, "x", []], "<ul></ul>"),
        ([2, "a.png"], '<figure><img src="a.png" alt=""></figure>'),
        ([10, 0], "<hr>"),
        ([10, 1], "<div>Do you?</div>"),
    ],
)
def test_section_is_written_as_html(section, html):
    assert written(section) == html


@pytest.mark.parametrize(
    "section", [[9], [], 3, [1, "p", [3]], [1, 3, []], [10, 7], [1, "p", [[0, [9], 0, 1]]]]
)
def test_section_out_of_place_is_refused(section):
    with pytest.raises(ValueError, match=r"it is no Mobiledoc|a section of kind 9"):
        written(section)


@pytest.mark.parametrize("text", ["", "3", "[]", "{}", "[" * 100_000], ids=lambda text: text[:9])
def test_what_is_no_mobiledoc_is_refused(text):
    with pytest.raises(ValueError, match=r"it is no|Expecting"):
        write_mobiledoc(text, Notes())
