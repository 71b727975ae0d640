import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.files import Refused
from articles.exporting.framing import Piece, frame, unframe
from tests.articles.exporting.sites import ODD

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.lists(st.sampled_from([*ODD, "\n", "\\", "<!-- candor:"]), max_size=6).map("".join),
)
PIECES = st.builds(
    Piece,
    mark=st.sampled_from(["section", "faq", "closing"]),
    facts=st.dictionaries(st.sampled_from("abc"), st.text("0a-", min_size=1, max_size=3)),
    level=st.sampled_from([2, 3]),
    heading=TEXTS,
    text=TEXTS,
).map(lambda piece: piece if piece.heading else Piece(piece.mark, piece.facts, 2, "", piece.text))


@given(TEXTS, st.lists(PIECES, max_size=4))
def test_unframe_gives_exactly_what_was_framed(opening, pieces):
    text = "".join(frame("title: Tea\n", opening, pieces))
    assert unframe(text) == ("title: Tea\n", opening, pieces)


def test_frame_is_pleasant_to_read():
    pieces = [
        Piece("section", {"id": "7"}, 2, "What to say", "Start small.\n\n## Mine\n"),
        Piece("faqs", {}, 2, "Questions"),
        Piece("faq", {"id": "3"}, 3, "When?", "Soon."),
    ]
    assert "".join(frame("title: Tea\n", "Hello.", pieces)) == (
        "---\n"
        "title: Tea\n"
        "---\n"
        "\n"
        "Hello.\n"
        "\n"
        "<!-- candor:section id=7 -->\n"
        "## What to say\n"
        "\n"
        "Start small.\n"
        "\n"
        "## Mine\n"
        "\n"
        "\n"
        "<!-- candor:faqs -->\n"
        "## Questions\n"
        "\n"
        "<!-- candor:faq id=3 -->\n"
        "### When?\n"
        "\n"
        "Soon.\n"
    )


def test_frame_is_front_matter_for_other_tools():
    text = "".join(frame("title: Tea\ntags:\n- home\n", "Hello.", [Piece("closing", text="Bye.")]))
    post = frontmatter.loads(text)
    assert (post.metadata, post.content) == (
        {"title": "Tea", "tags": ["home"]},
        "Hello.\n\n<!-- candor:closing -->\n\nBye.",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Only words.\n", id="no front matter"),
        pytest.param("---\ntitle: Tea\n", id="front matter that does not end"),
        pytest.param("---\na: b\n---\n\nwords", id="text that does not end"),
        pytest.param("---\na: b\n---\n\n\n\n<!-- candor:faq -->\nwords\n", id="text at its mark"),
        pytest.param("---\na: b\n---\n\n\n\n<!-- candor:faq -->\n\nwords", id="mark without end"),
    ],
)
def test_unframe_refuses_what_it_did_not_write(text):
    with pytest.raises(Refused):
        unframe(text)
