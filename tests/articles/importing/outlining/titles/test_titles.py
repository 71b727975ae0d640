"""The title of a document and the lines around it."""

from datetime import UTC, datetime

import pytest

from articles.importing.document import Block, Document, Format, Kind, LeftOut, Meta
from articles.importing.outlining.titles import (
    BYLINE,
    CRUMBS,
    REPEATED,
    REVIEWER,
    SITE,
    same_words,
    take_title,
)
from articles.importing.outlining.working import Working
from articles.importing.readers.plain import lines_of

PROSE = (
    "Peas like cool nights and company. Sow them close, give them a stick to climb, and pick them "
    "every other day, or they will think that their work is done."
)
NO_TITLE = "No title was found in the document."


def titled(text: str, **meta) -> Working:
    """A text without markup once its title is taken."""
    return taken(lines_of(text), **meta)


def taken(blocks: list[Block], **meta) -> Working:
    working = Working.of(Document(Format.PLAIN, "peas", Meta(**meta), tuple(blocks), ""))
    take_title(working)
    return working


def heading(text: str, level: int = 1) -> Block:
    return Block(Kind.HEADING, text, level=level)


def paragraph(text: str = PROSE) -> Block:
    return Block(Kind.PARAGRAPH, text)


def rest(working: Working) -> list[str]:
    return [block.text for block in working.blocks]


@pytest.mark.parametrize(
    "title",
    [
        "Growing Peas for the First Time",
        "Do Peas Like Rain? A Gardener Answers",
        "7 Ways to Grow Peas!",
        "🌱 Peas for All",
        "春の豆の育て方",
        "Step 1: Peas",
        "Peas need company.",
    ],
)
def test_the_first_line_is_the_title(title):
    working = titled(f"{title}\n\n{PROSE}")
    assert (working.title, rest(working), working.doubts) == (title, [PROSE], [])


def test_a_labelled_title_is_taken_without_its_label():
    assert titled(f"Title: Growing Peas\n{PROSE}").title == "Growing Peas"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(PROSE, id="prose"),
        pytest.param("1. Sow Early", id="number"),
        pytest.param("• a can", id="bullet"),
        pytest.param("sown by hand", id="small letter"),
        pytest.param("Dear Ann,", id="greeting"),
        pytest.param("You need:", id="lead-in"),
        pytest.param("Peas climb. So do beans. Beets do not", id="sentences"),
        pytest.param("…", id="no words"),
        pytest.param("Summary: It is about peas", id="label"),
    ],
)
def test_a_first_line_of_another_kind_is_no_title(first):
    working = titled(f"{first}\n{PROSE}")
    assert (working.title, working.doubts) == ("", [NO_TITLE])


def test_a_document_of_one_sentence_has_no_title():
    assert titled("Peas climb.").title == ""


def test_a_document_of_nothing_has_no_title():
    assert taken([]).doubts == [NO_TITLE]


def test_the_lines_of_the_page_before_the_title_are_passed_over():
    working = titled(f"Home > Garden > Peas\nShare\nMarch 3, 2024\nGrowing Peas\n{PROSE}")
    assert (working.title, rest(working)) == ("Growing Peas", ["Share", PROSE])
    assert LeftOut("Home > Garden > Peas", CRUMBS) in working.left_out


def test_a_page_of_nothing_but_its_frame_has_no_title():
    assert titled("Share\nTweet\n").title == ""


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        pytest.param([heading("Peas"), paragraph()], "Peas", id="first"),
        pytest.param([paragraph(), heading("*Peas*"), paragraph()], "Peas", id="alone, later"),
        pytest.param([heading("Peas"), heading("Sow"), heading("Pick")], "Peas", id="of many"),
        pytest.param([heading("Peas", 2), heading("Sow", 3)], "Peas", id="above the others"),
        pytest.param([heading("Sow", 2), heading("Pick", 2)], "", id="one of its kind"),
        pytest.param([heading("Peas", 2)], "", id="alone below"),
        pytest.param([paragraph(), heading("Sow"), heading("Pick")], "", id="sections"),
        pytest.param([paragraph("Peas and I"), heading("Sow", 2)], "Peas and I", id="paragraph"),
        pytest.param([Block(Kind.TABLE, "| a |"), heading("Sow", 2)], "", id="table"),
    ],
)
def test_the_title_of_a_document_with_headings(blocks, title):
    assert taken(blocks).title == title


def test_a_title_may_run_over_two_lines():
    assert taken([paragraph("Peas\nand I"), paragraph()]).title == "Peas and I"


def test_the_title_is_kept_once():
    blocks = [heading("“Growing Peas”"), paragraph(), heading("Growing Peas", 2), paragraph()]
    working = taken(blocks, title="Growing Peas")
    assert (working.title, rest(working)) == ("Growing Peas", [PROSE, PROSE])
    assert working.left_out == [
        LeftOut("“Growing Peas”", REPEATED),
        LeftOut("Growing Peas", REPEATED),
    ]


def test_a_title_without_words_is_never_repeated():
    assert not same_words("…", "!")


def test_the_name_of_the_site_is_left_out_where_the_heading_has_none():
    working = taken([heading("Peas - and I"), paragraph()], title="Peas – and I | The Garden")
    assert working.title == "Peas - and I"
    assert working.left_out[0] == LeftOut("The Garden", SITE)


@pytest.mark.parametrize("title", ["Peas | The Garden", "Beans"])
def test_a_title_that_is_not_the_heading_stays_whole(title):
    assert taken([heading("Peas and I"), paragraph()], title=title).title == title


def test_lines_about_the_article_leave_the_text():
    working = titled(
        f"Growing Peas\nJane Green, MSc, gardener in Leeds\nMarch 3, 2024 · 7 min read\n"
        f"Reviewed by Ann Green\n{PROSE}"
    )
    assert (working.author, working.credential) == ("Jane Green", "MSc, gardener in Leeds")
    assert working.meta.published_at == datetime(2024, 3, 3, tzinfo=UTC)
    assert rest(working) == [PROSE]
    assert working.left_out == [
        LeftOut("Jane Green, MSc, gardener in Leeds", BYLINE),
        LeftOut("March 3, 2024 · 7 min read", BYLINE),
        LeftOut("Reviewed by Ann Green", REVIEWER),
    ]


def test_front_matter_outweighs_the_byline():
    published = datetime(2020, 1, 1, tzinfo=UTC)
    working = titled(
        f"Growing Peas\nBy Jane Green, March 3, 2024\n{PROSE}",
        author="Ann Moss",
        published_at=published,
    )
    assert (working.author, working.meta.published_at) == ("Ann Moss", published)


def test_a_name_alone_is_the_author_where_a_date_follows():
    assert titled(f"Growing Peas\nJane Green\nMarch 3, 2024\n{PROSE}").author == "Jane Green"
    assert titled(f"Growing Peas\nJane Green\n{PROSE}").author == ""


@pytest.mark.parametrize("byline", ["By Jane Green", "Jane Green\nFollow\nMarch 3, 2024"])
def test_a_line_above_the_byline_is_the_description(byline):
    working = titled(f"Growing Peas\nWhat they like, and what you can do\n{byline}\n{PROSE}")
    assert working.author == "Jane Green"
    assert working.description == "What they like, and what you can do"


@pytest.mark.parametrize("line", ["Garden and Home", "Share this post", "What they like, and why"])
def test_other_lines_above_a_byline_are_text(line):
    following = "Sow Them Early" if "why" in line else "By Jane Green"
    assert titled(f"Growing Peas\n{line}\n{following}\n{PROSE}").description == ""


def test_a_byline_is_found_below_the_lines_of_the_page():
    lines = ["Peas for all", "Share", PROSE, *["Peas climb."] * 7]
    text = "\n".join(["Growing Peas", *lines[:2], "By Jane Green", *lines[2:], "By Ann Moss"])
    working = titled(text)
    assert (working.author, rest(working)) == ("Jane Green", [*lines, "By Ann Moss"])


def test_the_head_of_a_page_ends_at_its_first_heading():
    blocks = [heading("Peas"), heading("Sow", 2), paragraph("By Jane Green"), paragraph()]
    assert taken(blocks).author == ""


@pytest.mark.parametrize(
    "line",
    [
        "*What peas like, and what you can do.*",
        "_What peas like, and what you can do._",
        "Description: What peas like, and what you can do.",
        "Subtitle: What peas like, and what you can do.",
    ],
)
def test_a_marked_sentence_under_the_title_is_the_description(line):
    working = taken([heading("Peas"), paragraph(line), paragraph()])
    assert working.description == "What peas like, and what you can do."
    assert rest(working) == [PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "What peas like, and what you can do.",
        "*This post contains affiliate links, as you may know.*",
        "*What* peas like, and what *you can do.*",
        f"*{'peas ' * 79}peas*",
        f"Description: {'peas ' * 80}",
    ],
    ids=["plain", "disclosure", "partly", "long", "long and labelled"],
)
def test_other_sentences_under_the_title_are_text(line):
    working = taken([heading("Peas"), paragraph(line), paragraph()])
    assert (working.description, rest(working)) == ("", [line, PROSE])


def test_a_second_description_is_text():
    working = taken([heading("Peas"), paragraph("*Peas for all of us here.*")], description="Beans")
    assert (working.description, rest(working)) == ("Beans", ["*Peas for all of us here.*"])
