import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "See [[Peas]], [[Beans|the beans]] and [[Peas#Soil]]",
            ["See Peas, the beans and Peas > Soil"],
            id="links",
        ),
        pytest.param(
            "![[row 1.png]] ![[a.jpg|300]] ![[b.png|A bed]]",
            ["![](row%201.png) ![](a.jpg) ![A bed](b.png)"],
            id="pictures",
        ),
        pytest.param(
            "A ==marked== word, 1 == 2 == 3",
            ["A <mark>marked</mark> word, 1 == 2 == 3"],
            id="marks",
        ),
        pytest.param("Sow early. ^block-1", ["Sow early."], id="block"),
        pytest.param("> [!note] Mind\n> Sow", ["> [!note] Mind\n> Sow"], id="callout"),
        pytest.param(
            "> [!faq]- When?\n> Now.\n>\n> - a",
            [("question", "When?", "Now.", "- a")],
            id="question",
        ),
        pytest.param(
            "> [!question] When?\n> Now.", [("question", "When?", "Now.")], id="open question"
        ),
        pytest.param("> [!faq]\n> Now.", ["> [!faq]\n> Now."], id="question without words"),
        pytest.param("> [!tip]+\n> Sow", [("toggle", "Tip", "Sow")], id="folded"),
        pytest.param(
            "> [!tip]- A\n> > [!faq]- B\n> > C",
            [("toggle", "A", ("question", "B", "C"))],
            id="in one another",
        ),
        pytest.param(":::tip[Mind]\nSow\n:::", ["> [!tip] Mind\n> Sow"], id="docusaurus"),
        pytest.param(":::tip Mind\n\nSow\n:::", ["> [!tip] Mind\n>\n> Sow"], id="docusaurus title"),
        pytest.param("::: note Mind\nSow\n:::", ["::: note Mind\nSow\n:::"], id="ours"),
        pytest.param(
            '!!! tip "Mind"\n    Sow\n\n    Wait\n\nEat',
            ["> [!tip] Mind\n> Sow\n>\n> Wait", "Eat"],
            id="mkdocs",
        ),
        pytest.param(
            '??? faq "When?"\n    Now.', [("question", "When?", "Now.")], id="mkdocs folded"
        ),
        pytest.param(
            "## Peas {#sow .x}\n\nSow{: .lead} [a](b){:target=x} [c](d){target=x} e\n{: .g}",
            [("heading2", "Peas"), "Sow [a](b) [c](d) e"],
            id="attributes",
        ),
        pytest.param("A {b} c {1: 2}", ["A {b} c {1: 2}"], id="braces"),
    ],
)
def test_wiki_marks_become_markdown(blocks, text, expected):
    assert blocks(text) == expected


def test_wiki_links_are_told_to_the_editor(read):
    assert read("[[a]] [[b]] [[a]]").doubts == (
        "Links between notes, of which only the words are kept: a, b.",
    )
    assert read(" ".join(f"[[{n}]]" for n in range(7))).doubts == (
        "Links between notes, of which only the words are kept: 0, 1, 2, 3, 4 …",
    )
