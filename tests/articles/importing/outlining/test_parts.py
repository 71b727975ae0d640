"""Blocks become the parts of an outline, in reading order."""

from articles.importing.document import Block, Document, Format, Kind, Meta
from articles.importing.outline import Part, Role
from articles.importing.outlining import outline
from articles.importing.outlining.parts import build_parts
from articles.importing.outlining.working import Question, Working


def test_parts_begin_with_the_text_before_the_first_heading(work):
    working = work("Rain.\n\n## **Sun**\n\nShine.\n\n### Noon\n\n## Night")
    working.questions = [Question("Is it *late*?", [Block(Kind.PARAGRAPH, "No.")], line=9)]
    assert build_parts(working).parts == (
        Part(Role.SECTION, 0, "", "Rain."),
        Part(Role.SECTION, 2, "Sun", "Shine.", line=3),
        Part(Role.SECTION, 3, "Noon", "", line=7),
        Part(Role.SECTION, 2, "Night", "", line=9),
        Part(Role.FAQ, 0, "Is it late?", "No.", line=9),
    )


def test_parts_write_toggles_and_headings_of_answers_as_markdown(work):
    toggle = Block(Kind.TOGGLE, "More", children=(Block(Kind.PARAGRAPH, "Shade."),))
    working = work([toggle])
    working.questions = [Question("Where?", [Block(Kind.HEADING, "Ferns", level=4), toggle])]
    assert [part.body for part in build_parts(working).parts] == [
        "**More**\n\nShade.",
        "#### Ferns\n\n**More**\n\nShade.",
    ]


def test_parts_list_no_counting_pictures():
    urls = ("https://fern.example/fern.jpg", "https://ir-na.amazon-adsystem.com/e/ir?t=me")
    document = Document(Format.HTML, "x", Meta(), (), "", remote_pictures=urls)
    assert build_parts(Working.of(document)).remote_pictures == urls[:1]


def test_outline_runs_every_pass(work):
    working = work(
        "## Rain\n\nIt falls [1]. [Buy a can](https://amzn.to/3can)\n\n---\n\n"
        "**Note:** mind the step."
        "\n\n## FAQ\n\n### Is it wet?\n\nYes.\n\n## References\n\n1. Leaf Times, 2020\n\n#rain"
    )
    found = outline(working.document)
    assert [(part.role, part.heading) for part in found.parts] == [
        (Role.SECTION, "Rain"),
        (Role.FAQ, "Is it wet?"),
    ]
    assert [row.key for row in found.references] == ["1"]
    assert [row.url for row in found.links] == ["https://amzn.to/3can"]
    assert [row.text for row in found.calls] == ["Buy a can"]
    assert [row.text for row in found.left_out] == ["#rain", "References", "FAQ"]
