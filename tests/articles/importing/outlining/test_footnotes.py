"""Footnotes stand in the section that cites them, and sources among the sources."""

from articles.importing.document import Block, Kind
from articles.importing.outlining.footnotes import take_footnotes


def texts(working):
    take_footnotes(working)
    return [block.text for block in working.blocks]


def test_footnotes_move_to_the_section_that_cites_them(work):
    working = work("Rain.[^a]\n\n## Sun\n\nShine.[^b]\n\n[^a]: It was wet.\n[^b]: It was warm.")
    assert texts(working) == [
        "Rain.[^a]",
        "[^a]: It was wet.",
        "Sun",
        "Shine.[^b]",
        "[^b]: It was warm.",
    ]


def test_footnotes_that_name_a_source_are_one_under_their_own_key(work):
    working = work(
        "Rain.[^1] Sun.[^sun]\n\n"
        "[^1]: Fern, B. (2019). Wet. https://fern.example\n[^sun]: Leaf Times, 2020"
    )
    assert texts(working) == ["Rain.[^1] Sun.[^sun]"]
    assert [(row.key, row.year) for row in working.references] == [("1", 2019), ("sun", 2020)]


def test_footnotes_of_nobody_stay_at_the_end(work):
    working = work("Rain.\n\n## Sun\n\nShine.\n\n[^a]: It was wet.")
    assert texts(working)[-1] == "[^a]: It was wet."


def test_footnotes_cited_in_two_sections_are_doubted(work):
    working = work("Rain.[^a]\n\n## Sun\n\nShine.[^a]\n\n## Snow\n\nCold.[^a]\n\n[^a]: A remark.")
    assert texts(working)[:2] == ["Rain.[^a]", "[^a]: A remark."]
    assert working.doubts == [
        "A footnote is cited in several sections and stands in the first: [^a]"
    ]


def test_footnotes_keep_the_words_before_them(work):
    working = work([Block(Kind.PARAGRAPH, "Rain.[^a]\n[^a]: It was wet.")])
    assert texts(working) == ["Rain.[^a]", "[^a]: It was wet."]


def test_texts_without_footnotes_are_left_alone(work):
    assert texts(work("Rain.")) == ["Rain."]


def test_footnotes_of_one_name_lose_no_words(work):
    working = work("Rain.[^a]\n\n[^a]: It was wet.\n[^a]: It was cold.\n[^a]: It was wet.")
    assert texts(working) == ["Rain.[^a]", "[^a]: It was wet."]
    assert [row.text for row in working.left_out] == ["It was cold."]


def test_footnotes_without_words_before_them_leave_no_block(work):
    assert texts(work("[^a]: It was wet.\n\nRain.[^a]")) == ["Rain.[^a]", "[^a]: It was wet."]
