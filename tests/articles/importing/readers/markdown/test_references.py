import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '[a b][P] [p] [p][]\n\n[P]: /x "T"', ["[a b](/x) [p](/x) [p](/x)"], id="links"
        ),
        pytest.param(
            "![a][p] ![p]\n\n[p]: <x y.png>", ["![a](x%20y.png) ![p](x%20y.png)"], id="images"
        ),
        pytest.param(
            "[![a][p]][q]\n\n[p]: a.png\n[q]: /b", ["[![a](a.png)](/b)"], id="image in a link"
        ),
        pytest.param(
            "[a] [b](/c) [d][e] \\[p]\n\n[p]: /x\n[p]: /y",
            ["[a] [b](/c) [d][e] \\[p]"],
            id="others",
        ),
        pytest.param("[a\nb][p]\n\n[P]: /x_(y", ["[a b](/x_\\(y)"], id="on two lines"),
        pytest.param("[a](b", ["[a](b"], id="none"),
    ],
)
def test_references_are_written_out(blocks, text, expected):
    assert blocks(text) == expected


def test_references_that_no_link_needs_are_left_out(read):
    assert [row.text for row in read("[a]\n\n[a]: /x\n[b]: /y").left_out] == ["[b]: /y"]


def test_footnotes_stay_where_they_are_defined(blocks):
    text = "x[^1] y[^2]\n\n# B\n\nz\n\n[^1]: One\n    more\n[^2]: /two"
    assert blocks(text) == [
        "x[^1] y[^2]",
        ("heading1", "B"),
        "z",
        "[^1]: One\n    more\n[^2]: /two",
    ]
