import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "##beans\n\n#Growing peas",
            [("heading2", "beans"), ("heading1", "Growing peas")],
            id="glued",
        ),
        pytest.param(
            "#love #peas\n\n#peas\n\n#peas are good",
            ["#love #peas", "#peas", "#peas are good"],
            id="hashtags",
        ),
        pytest.param(
            "## **Peas**\n\n### *__Peas__*:\n\n# **A** b **C**",
            [("heading2", "Peas"), ("heading3", "Peas:"), ("heading1", "**A** b **C**")],
            id="bold headings",
        ),
        pytest.param("## [**Sow**](/x)", [("heading2", "[**Sow**](/x)")], id="link in a heading"),
        pytest.param(
            "## ![A row](a.png)\n\n## [![b](c.png)](/d)",
            ["![A row](a.png)", "[![b](c.png)](/d)"],
            id="image for a heading",
        ),
        pytest.param("Sow&nbsp;now\n\n&nbsp;\n\nWait&shy;", ["Sow now", "Wait"], id="spaces"),
        pytest.param("• a\n  ◦ b\n• c", ["- a\n  - b\n- c"], id="bullets"),
        pytest.param("Bring:\n\n– a\n  – b\n– c", ["Bring:", "- a\n  - b\n- c"], id="dashes"),
        pytest.param("– Sow.\n\nSo she said.", ["– Sow.", "So she said."], id="speech"),
        pytest.param(
            "Sow early.\n---\nPeas\n---\nWait",
            ["Sow early.", ("rule", "---"), ("heading2", "Peas"), "Wait"],
            id="rule under prose",
        ),
        pytest.param("- a.\n---\n", ["- a.", ("rule", "---")], id="rule under a list"),
        pytest.param(
            "Roses  \nPeas\\\nBeans.  \nEnd", ["Roses\\\nPeas\\\nBeans.\nEnd"], id="verse"
        ),
        pytest.param("**When?**  \nNow.  ", ["**When?**\nNow."], id="question"),
        pytest.param(
            "- a  \n- b  \n\n# c  \n| d |  \n  \nx",
            ["- a\n- b", ("heading1", "c"), "| d |", "x"],
            id="before blocks",
        ),
        pytest.param("a" * 130 + "  \nb", ["a" * 130 + "\nb"], id="long line"),
        pytest.param(
            "これは**「太字」**です",
            ["これは<strong>「太字」</strong>です"],
            id="bold beside signs",
        ),
        pytest.param(
            "a **b** c**「d」**", ["a **b** c<strong>「d」</strong>"], id="bold at the end"
        ),
        pytest.param("**Mind: **sow ** now**", ["**Mind:** sow  **now**"], id="bold with spaces"),
        pytest.param("**a:**b **", ["**a:**b **"], id="odd marks"),
        pytest.param("a **** b ** ** c", ["a **** b ** ** c"], id="empty marks"),
        pytest.param("\\**a** b", ["\\**a** b"], id="escaped"),
        pytest.param("***a*** b", ["***a*** b"], id="bold and italic"),
    ],
)
def test_lines_say_what_the_writer_meant(blocks, text, expected):
    assert blocks(text) == expected
