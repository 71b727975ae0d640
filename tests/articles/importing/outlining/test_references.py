"""Lists of sources leave the text; numbers that mean them become citations."""

import pytest

from articles.importing.document import LeftOut
from articles.importing.outlining.references import take_references


def sources(working):
    take_references(working)
    return [(row.key, row.text) for row in working.references]


def rest(working):
    return [block.text for block in working.blocks]


@pytest.mark.parametrize("heading", ["## References", "## 📚 Sources:", "**Quellen**", "Sources:"])
def test_sources_under_a_heading_leave_the_text(work, heading):
    working = work(f"Rain.\n\n{heading}\n\n- [Leaf Times](https://leaf.example)\n- A book on rain")
    assert [text for _, text in sources(working)] == ["Leaf Times", "A book on rain"]
    assert rest(working) == ["Rain."]
    assert [row.why for row in working.left_out] == ["the heading of the sources"]


@pytest.mark.parametrize(
    "entries",
    [
        "[1] Leaf Times, 2020\n[2] Moss Review, 2021",
        "Leaf Times, 2020\n\nMoss Review, 2021",
        "1. Leaf Times, 2020\n2. Moss Review, 2021",
        "> Leaf Times, 2020\n> Moss Review, 2021",
    ],
    ids=["brackets", "paragraphs", "numbers", "quotation"],
)
def test_sources_may_be_lines_of_any_kind(work, entries):
    working = work(f"## References\n\n{entries}")
    assert [text for _, text in sources(working)] == ["Leaf Times, 2020", "Moss Review, 2021"]


def test_sources_may_be_wrapped(work):
    working = work("## References\n\nFern, B. (2019). Wet\nwood. Leaf Press.")
    assert [text for _, text in sources(working)] == ["Fern, B. (2019). Wet wood. Leaf Press."]


def test_sources_end_at_the_next_heading_or_rule(work):
    working = work("## Sources\n\n- Leaf Times\n\n---\n\nMind the step.\n\n## More\n\n- Ferns")
    assert [text for _, text in sources(working)] == ["Leaf Times"]
    assert rest(working) == ["---", "Mind the step.", "More", "- Ferns"]


def test_sources_leave_other_words_in_the_text(work):
    code = "```\nrain = 1\n```"
    working = work(f"## Sources\n\nThe links were read in spring.\n\n- Leaf Times\n\n{code}")
    assert [text for _, text in sources(working)] == ["Leaf Times"]
    assert rest(working) == ["The links were read in spring.", code]


def test_sources_are_not_made_of_a_shopping_list(work):
    working = work("## Sources\n\n- [Spade](https://amzn.to/3spade)\n- [Can](https://amzn.to/3can)")
    assert sources(working) == []
    assert len(working.blocks) == 2


@pytest.mark.parametrize(
    ("reading", "count"),
    [
        ("- [Leaf Times](https://leaf.example)", 1),
        ("- [My ferns](/ferns)\n- [Leaf Times](https://leaf.example)", 0),
        ("[A spade](https://amzn.to/3spade)", 0),
    ],
)
def test_further_reading_is_a_source_only_if_all_of_it_leads_away(work, reading, count):
    assert len(sources(work(f"## Further reading\n\n{reading}"))) == count


def test_sources_need_a_heading_or_a_label(work):
    assert sources(work("Sources\n\n- Leaf Times")) == []


def test_sources_listed_twice_stand_once(work):
    working = work("## Sources\n\n- Leaf Times\n- Leaf Times")
    assert sources(working) == [("leaf-times", "Leaf Times")]
    assert working.left_out[1] == LeftOut("Leaf Times", "a source that is listed twice")


def test_last_line_may_name_the_sources(work):
    working = work("Rain falls.\n\n*Sources: [Leaf Times](https://leaf.example); My aunt*")
    assert [text for _, text in sources(working)] == ["Leaf Times", "My aunt"]
    assert rest(working) == ["Rain falls."]
    assert working.left_out == [LeftOut("Sources: Leaf Times; My aunt", "the line of the sources")]


@pytest.mark.parametrize(
    "text", ["Source: " + "rain " * 200, "## Source: rain", "The source: rain"]
)
def test_last_line_is_not_made_of_other_text(work, text):
    assert sources(work(text)) == []


LIST = "## References\n\n1. Leaf Times, 2020\n2. Moss Review, 2021\n3. Fern Post, 2022"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain falls [1].", "Rain falls [^1]."),
        ("Rain falls.[1, 3]", "Rain falls.[^1][^3]"),
        (r"Rain falls \[1-3\]", "Rain falls [^1][^2][^3]"),
        ("Rain falls.<sup>2</sup>", "Rain falls.[^2]"),
        ("Rain falls.<sup>[2]</sup>", "Rain falls.[^2]"),
        ("Rain falls.[[2]](#ref-2)", "Rain falls.[^2]"),
        ("Rain falls.²", "Rain falls.[^2]"),
        ("Rain falls [9].", "Rain falls [9]."),
        ("Rain falls [1-99].", "Rain falls [1-99]."),
        ("In `rain[1]` and [1](/one)", "In `rain[1]` and [1](/one)"),
    ],
)
def test_numbers_of_sources_become_citations(work, text, expected):
    working = work(f"{text}\n\n{LIST}")
    take_references(working)
    assert rest(working) == [expected]


def test_cited_sources_have_their_number_as_key(work):
    working = work(f"Rain falls [2].\n\n    rain[1]\n\n{LIST}")
    assert [key for key, _ in sources(working)] == ["leaf-times-2020", "2", "fern-post-2022"]
    assert rest(working)[1] == "    rain[1]"


def test_numbers_without_a_list_of_sources_stay(work):
    working = work("Rain falls [1].")
    assert sources(working) == []
    assert rest(working) == ["Rain falls [1]."]


def test_claims_without_a_source_are_named(work):
    claims = " ".join(f"A study from Fern {number} shows this." for number in range(4))
    working = work(f"It rains. {claims}\n\nStudies show [this](/x).\n\n- Research shows that")
    take_references(working)
    assert working.doubts == [
        (
            "No source is given for: “A study from Fern 0 shows this.”; “A study from Fern 1 shows "
            "this.”; “A study from Fern 2 shows this.” and 1 more"
        )
    ]


def test_long_claims_are_shortened(work):
    working = work(f"About 70% of people have {'very ' * 20}old ferns.")
    take_references(working)
    assert working.doubts == [
        "No source is given for: “About 70% of people have very very very very very very very …”"
    ]
