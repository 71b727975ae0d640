import pytest

from articles.rendering.library import Problem
from articles.rendering.markdown import render
from articles.rendering.tree import parse


def cited(html: str) -> list[tuple[str, str]]:
    return [(n.attributes["id"], n.attributes["href"]) for n in parse(html).css(".citation a")]


def test_citation_links_to_source(page):
    assert render("So it is.[^smith]", page) == (
        '<p>So it is.<sup class="citation"><a id="cite-2-1" href="#source-2" '
        'aria-label="Source 2">2</a></sup></p>\n'
    )


def test_citations_are_numbered_by_source_and_place(page):
    html = render("a[^smith] b[^walker]\n\n- c[^smith]", page)

    assert cited(html) == [
        ("cite-2-1", "#source-2"),
        ("cite-1-1", "#source-1"),
        ("cite-2-2", "#source-2"),
    ]
    assert page.citations == {"smith": ["cite-2-1", "cite-2-2"], "walker": ["cite-1-1"]}


def test_citations_are_numbered_through_fields(page):
    html = render("a[^smith]", page) + render("b[^smith]", page)

    assert [name for name, _ in cited(html)] == ["cite-2-1", "cite-2-2"]


@pytest.mark.parametrize(
    "text",
    [
        "# A[^smith]",
        "> a[^smith]",
        "[a [^smith]](/b)",
        "|a[^smith]|\n|-|",
        "*a[^smith]*",
        "::: note\na[^smith]\n:::",
    ],
    ids=["heading", "quotation", "link", "table", "emphasis", "callout"],
)
def test_citation_works_in(text, page):
    assert cited(render(text, page)) == [("cite-2-1", "#source-2")]


def test_unknown_key_stays_and_is_reported(page):
    html = render("So it is.[^nobody]", page)

    assert html == "<p>So it is.[^nobody]</p>\n"
    assert page.problems == [Problem("There is no source of this key:", "[^nobody]")]


@pytest.mark.parametrize("text", ["`[^smith]`", "    [^nobody]", "```\n[^smith] [^nobody]\n```"])
def test_key_in_code_is_left_alone(text, page):
    html = render(text, page)

    assert cited(html) == []
    assert page.problems == []


def test_footnote_is_not_a_citation(page):
    html = render("a[^1]\n\n[^1]: See [^smith].", page)

    assert cited(html) == [("cite-2-1", "#source-2")]
    assert page.problems == []


def test_footnote_wins_over_source_of_the_same_key(page):
    html = render("a[^smith]\n\n[^smith]: A footnote.", page)

    assert cited(html) == []
    assert len(parse(html).css(".footnote-item")) == 1


def test_footnote_without_reference_is_reported(page):
    html = render("a[^n]\n\n[^n]: b\n\n[^m]: c", page)

    assert "c</p>" not in html
    assert page.problems == [Problem("Nothing refers to this footnote:", "[^m]")]


@pytest.mark.parametrize("text", ["[^]", "[^a b]", "[^", "[^a", "[^^]"])
def test_what_is_no_key_is_text(text, page):
    assert render(text, page) == f"<p>{text}</p>\n"
    assert page.problems == []


def test_footnotes_of_two_fields_have_different_ids(page):
    html = render("a[^n]\n\n[^n]: b", page) + render("c[^n]\n\n[^n]: d", page)

    ids = [node.attributes["id"] for node in parse(html).css("[id]")]
    assert ids == ["fnref-1-1", "fn-1-1", "fnref-2-1", "fn-2-1"]


def test_footnotes_are_lettered(page):
    text = "".join(f"[^n{n}]" for n in range(28)) + "".join(f"\n\n[^n{n}]: x" for n in range(28))

    letters = [node.text() for node in parse(render(text, page)).css(".footnote-ref")]

    assert letters == [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]
