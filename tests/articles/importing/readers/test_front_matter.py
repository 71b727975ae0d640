from datetime import date

import pytest

from articles.importing.document import LeftOut
from articles.importing.readers.front_matter import READ, Header, split

BOTH = {"title": "Sweet peas", "tags": ["garden", "spring"]}
LINES = 'title: "Sweet peas"\ntags:\n  - garden\n  - spring\n'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"---\n{LINES}---\nSow early.", id="yaml"),
        pytest.param(f"\ufeff\n\n---\n\n{LINES}\n----  \nSow early.", id="blank lines, long fence"),
        pytest.param(f"—-\n{LINES}—-\nSow early.", id="dashes corrected by a phone"),
        pytest.param(f"---\n{LINES}...\nSow early.", id="dots at the end"),
        pytest.param(f"<!--\n{LINES}-->\nSow early.", id="comment"),
        pytest.param(f"<!--\n---\n{LINES}---\n-->\nSow early.", id="fences in a comment"),
        pytest.param(
            '+++\ntitle = "Sweet peas"\ntags = ["garden", "spring"]\n+++\nSow early.', id="toml"
        ),
        pytest.param(
            "---\n# title: Sweet peas\n# tags: [garden, spring]\n---\nSow early.", id="yaml comment"
        ),
        pytest.param(
            "---\ntitle: Sweet peas\ntags:\n\t- garden\n\t- spring\n---\nSow early.", id="tabs"
        ),
        pytest.param(
            '---\n"title": "Sweet peas"\n"tags": ["garden", "spring"]\n---\nSow early.', id="json"
        ),
    ],
)
def test_split_reads_headers_that_pages_hide(text):
    header = split(text.removeprefix("\ufeff"))
    assert (header.fields, header.body, header.left_out) == (BOTH, "Sow early.", ())


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(f"{LINES}---", "\nSow early.", id="closing fence alone"),
        pytest.param(LINES.strip(), "\n\nTip: sow early.", id="no fence"),
        pytest.param(f"---\n{LINES}".strip(), "\n\nSow early, and deep.\n\n---\n", id="not closed"),
        pytest.param(
            '{"title": "Sweet peas",\n"tags": ["garden", "spring"]}', "\n\nSow.", id="json"
        ),
        pytest.param(
            ';;;\n"title": "Sweet peas",\n"tags": ["garden", "spring"]\n;;;', "\nSow.", id="pairs"
        ),
        pytest.param(f"```yaml\n{LINES}```", "\nSow early.", id="code"),
        pytest.param(f"```\n---\n{LINES}---\n```", "\nSow early.", id="fences in code"),
    ],
)
def test_split_notes_headers_that_pages_show(head, body):
    header = split(head + body)
    assert header.fields == BOTH
    assert header.body == body.removeprefix("\n")
    assert header.left_out == (LeftOut(head, READ),)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("Title: Sweet peas\nAuthor: Ada\n\nSow.", ("Title", "Author"), id="lines"),
        pytest.param("Title: Sweet peas\n\nSow early.", ("Title",), id="title alone"),
        pytest.param(
            "**Title:** Sweet peas\n\n**Meta Description**: How to.\n\n# Peas",
            ("Title", "Meta Description"),
            id="bold",
        ),
        pytest.param("# title: Peas\n# date: 2024-01-01\n\nSow.", ("title", "date"), id="behind #"),
        pytest.param("Title: Peas\n  and beans\nTags: a\n\nSow.", ("Title", "Tags"), id="goes on"),
    ],
)
def test_split_reads_lines_of_fields(text, fields):
    header = split(text)
    assert tuple(header.fields) == fields


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("---\n\nSow early.\n\n---\n\nSow late.", id="rules"),
        pytest.param("---\nNote: bring gloves.\n---\n", id="note between rules"),
        pytest.param("---\nSow early: it is cold.\nAnd deep.\nAnd far.\n---\n", id="prose"),
        pytest.param('---\n"title"\n---\n', id="quotation between rules"),
        pytest.param("Note: bring gloves.\n\nSow early.", id="note"),
        pytest.param("By: Ada Byrne\nSow early.", id="byline"),
        pytest.param("Title: Peas\nSow early.", id="title glued to the text"),
        pytest.param("# Title: how to choose one\n\nSow.", id="heading"),
        pytest.param("```\nx = 1\n```\nSow.", id="code"),
        pytest.param("```\nSow.", id="open code"),
        pytest.param("```yaml\ntitle: Peas\n---\nSow\n```\n", id="code with more"),
        pytest.param("<!-- sow early -->\nSow.", id="comment"),
        pytest.param("<!-- title: Peas --> Sow.", id="comment in a line"),
        pytest.param("<!-- title: Peas\nSow.", id="open comment"),
        pytest.param("{peas}\nSow.", id="brace"),
        pytest.param('{"title": "Peas"} and beans', id="json in a line"),
        pytest.param("[1]\nSow.", id="json list"),
        pytest.param("{{< cta >}}\nSow.", id="shortcode"),
        pytest.param("+++\nSow = early = often\n+++\n", id="sum"),
        pytest.param("+++\nsow\n+++\n", id="plus signs"),
        pytest.param(";;;\nsow\n;;;\n", id="semicolons"),
        pytest.param("    title: Peas\n\nSow.", id="indented code"),
        pytest.param('{"a":' * 30 + "1" + "}" * 30 + "\n", id="deep json"),
        pytest.param('{"a":' * 5_000, id="very deep json"),
        pytest.param(f"+++\na = {'[' * 50}{']' * 50}\n+++\n", id="deep toml"),
    ],
)
def test_split_leaves_the_text_alone(text):
    assert split(text) == Header(text)


def test_split_of_an_empty_header_takes_its_fences():
    assert split("---\n---\nSow.") == Header("Sow.", 3)


def test_split_counts_the_lines_before_the_text():
    assert split("\n---\ntitle: Peas\n---\n\nSow.").first_line == 5


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("title: Peas: a guide", "Peas: a guide", id="colon"),
        pytest.param('title: "They said "sow" again"', 'They said "sow" again', id="quotes"),
        pytest.param("title: 'It's time'", "It's time", id="apostrophe"),
        pytest.param("title: Top #1 peas", "Top #1 peas", id="number sign"),
        pytest.param("title: #1 in peas", "#1 in peas", id="number sign first"),
        pytest.param("title: @peas", "@peas", id="at sign"),
        pytest.param("title: *peas* are: good", "*peas* are: good", id="asterisk"),
        pytest.param('title: "Peas', "Peas", id="open quote"),
        pytest.param("title: >\n  Peas\n  and beans", "Peas and beans\n", id="folded"),
        pytest.param("title: Peas\n  and beans", "Peas and beans", id="goes on"),
        pytest.param("title: 2024", "2024", id="number"),
        pytest.param("title: yes", "yes", id="word that YAML takes for true"),
    ],
)
def test_split_mends_values(line, value):
    assert split(f"---\n{line}\ndraft: false # for now\n---\n").fields["title"] == value


def test_split_mends_items():
    text = (
        '---\nfaq:\n- question: When: now?\n  answer: So "soon".\n- a: b\npros:\n'
        "- Sweet peas: a: b\n- c\n---\n"
    )
    assert split(text).fields == {
        "faq": [{"question": "When: now?", "answer": 'So "soon".'}, {"a": "b"}],
        "pros": ["Sweet peas: a: b", "c"],
    }


def test_split_reads_broken_yaml_line_by_line():
    text = (
        "---\ntitle: Peas\n%%% ???\ntags: [a, b\n# note\nseo:\n  title: Sow\n  of: [\n"
        "pros:\n- 'sweet'\n- [early\nlong: one\n two\n- x\n---\nSow."
    )
    header = split(text)
    assert header.fields == {
        "title": "Peas",
        "tags": "[a, b",
        "seo": {"title": "Sow", "of": "["},
        "pros": ["sweet", "[early"],
        "long": ["one two", "x"],
    }
    assert [row.text for row in header.left_out] == ["%%% ???"]
    assert header.doubts == ("A part of the front matter is not understood.",)


def test_split_refuses_aliases():
    bomb = "---\ntitle: Peas\na: &a [x, x]\nb: [*a, *a]\n---\n"
    assert split(bomb).fields == {"title": "Peas", "a": "&a [x, x]", "b": "[*a, *a]"}


def test_split_refuses_depth():
    fields = split(f"---\ntitle: Peas\na: {'[' * 5_000}\n---\n").fields
    assert fields == {"title": "Peas", "a": "[" * 5_000}


def test_split_reads_broken_toml_line_by_line():
    header = split('+++\ntitle = "Say "peas""\ndate = 2024-03-05\nsow early\n+++\nSow.')
    assert header.fields == {"title": 'Say "peas', "date": date(2024, 3, 5)}
    assert [row.text for row in header.left_out] == ["sow early"]


def test_split_reads_broken_pairs_as_yaml():
    assert split(";;;\n\"title\": 'Peas',\n;;;\nSow.").fields == {"title": "Peas"}


def test_split_does_not_look_for_a_fence_forever():
    text = "---\ntitle: Peas\n" + "a\n" * 3_000 + "---\n"
    assert split(text).fields == {}
