"""A passage is found again where it stood, or is told to be gone; the work is bounded."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.reviewing.anchors import CONTEXT, MAX_QUOTE, Quote, anchor, find

CASES = json.loads((Path(__file__).parent / "anchors.json").read_text())


def read_marks(text):
    """A text without its marks, and what stood between them."""
    before, opening, rest = text.partition("⟦")
    words, _, after = rest.partition("⟧")
    span = (len(before), len(before) + len(words)) if opening else None
    return before + words + after, span


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_passage_is_found_where_it_is_now(case):
    was, (start, end) = read_marks(case["was"])
    now, expected = read_marks(case["now"])

    assert find(now, anchor(was, start, end)) == expected


def test_anchor_keeps_the_words_and_what_stands_around_them():
    text = "a" * 50 + "words" + "b" * 50

    assert anchor(text, 50, 55) == Quote("words", "a" * CONTEXT, "b" * CONTEXT)


def test_anchor_of_a_long_passage_keeps_its_first_letters():
    text = "one two " * 200

    assert anchor(text, 8, 1_500) == Quote(text[8:608], "one two ", text[608:648])
    assert len(text[8:608]) == MAX_QUOTE


@pytest.mark.parametrize("words", ["", " ", "\n\u00a0"])
def test_nothing_is_found_nowhere(words):
    assert find("Some words.", Quote(words)) is None


texts = st.text(alphabet="ab c.\n", max_size=400) | st.text(max_size=200)


@st.composite
def passages(draw):
    """A text, and where a passage of it begins and ends."""
    text = draw(texts.filter(str.strip))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    return text, start, end


@given(passages())
def test_passage_is_found_in_the_text_it_is_of(passage):
    text, start, end = passage
    quote = anchor(text, start, end)

    found = find(text, quote)

    # Where the same words stand in the same surroundings twice, either is right.
    there = anchor(text, *found)
    assert there.text == quote.text
    assert there.before.endswith(quote.before)
    assert there.after.startswith(quote.after)
    if text.count(quote.before + quote.text + quote.after) == 1:
        assert found == (start, start + len(quote.text))


@given(passages(), st.text(max_size=60), st.text(max_size=60))
def test_passage_survives_what_is_written_elsewhere(passage, above, below):
    text, start, end = passage
    quote = anchor(text, start, end)
    end = start + len(quote.text)
    first, last = max(0, start - CONTEXT), end + CONTEXT
    changed = above + text[first:last] + below
    assume(changed.count(quote.before + quote.text + quote.after) == 1)

    found = find(changed, quote)

    assert found == (len(above) + start - first, len(above) + end - first)


@given(texts, texts.filter(str.strip), texts, texts)
def test_what_is_found_is_a_stretch_of_the_text(text, words, before, after):
    found = find(text, Quote(words[:MAX_QUOTE], before[-CONTEXT:], after[:CONTEXT]))

    if found:
        start, end = found
        assert 0 <= start < end <= len(text)


HOSTILE = {
    "one letter": "a" * 100_000,
    "two letters": "ab" * 50_000,
    "words everywhere": "one two " * 12_500,
    "spaces": " " * 99_990 + "a",
    "nearly": ("a" * 300 + "b") * 333,
    "emoji": "👩‍👩‍👧" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "quote",
    [
        Quote("a" * 600, "a" * 40, "a" * 40),
        Quote("a" * 300 + "c" + "a" * 299, "b" * 40, "b" * 40),
        Quote("one tow " * 75, "two one ", "one two "),
        Quote("👩‍👩‍👧" * 99 + "x"),
        Quote(" a" * 300),
    ],
    ids=["letters", "broken letters", "words", "emoji", "spaced"],
)
def test_work_on_hostile_texts_is_bounded(text, quote):
    began = time.process_time()

    find(text, quote)

    assert time.process_time() - began < 0.5  # seconds; a tenth of it here
