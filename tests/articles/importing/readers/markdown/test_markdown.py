import contextlib

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import (
    Block,
    Document,
    Format,
    Kind,
    LeftOut,
    Meta,
    Repair,
    Source,
    Unreadable,
)
from articles.importing.outlining.parts import join_blocks
from articles.importing.readers import markdown

SHARED = settings.BASE_DIR.parent / "shared" / "documents"
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_read_makes_a_document_of_a_file(read):
    text = (
        "---\ntitle: Sweet peas\nhero: https://a.example/hero.jpg\nmood: calm and slow\n---\n\n"
        "# When to sow\n\nDonâ€™t wait. ![A row](https://a.example/row.jpg)\n<!-- ask Ben -->\n"
    )
    assert read(text) == Document(
        format=Format.MARKDOWN,
        name="peas.md",
        meta=Meta(
            title="Sweet peas",
            image="https://a.example/hero.jpg",
            fields={"mood": "calm and slow"},
        ),
        blocks=(
            Block(Kind.HEADING, "When to sow", level=1, line=7),
            Block(Kind.PARAGRAPH, "Don’t wait. ![A row](https://a.example/row.jpg)", line=9),
        ),
        words="When to sow\nDon’t wait.",
        remote_pictures=("https://a.example/hero.jpg", "https://a.example/row.jpg"),
        repairs=(Repair("mojibake", "â€™", "’", line=9),),
        left_out=(
            LeftOut("calm and slow", "“mood” in the front matter: an article has no place for it."),
            LeftOut("ask Ben", "A comment, which readers did not see.", is_text=False),
        ),
    )


def test_read_takes_pictures_along():
    source = Source(
        "peas.md", "peas.md", Format.MARKDOWN, f"![Dot]({DOT})".encode(), {"row.png": b"x"}
    )
    document = markdown.read(source)
    assert [block.text for block in document.blocks] == ["![Dot](picture:1)"]
    assert sorted(document.pictures) == ["picture:1", "row.png"]


def test_read_tells_of_pictures_that_are_lost(read):
    document = read("![Dot](data:image/png;base64,A)")
    assert document.doubts == ("Pictures within the text that cannot be read: 1.",)


def test_read_finds_remote_pictures_in_toggles(read):
    text = "> [!faq]- When?\n> ![Row](//a.example/row.jpg)\n"
    assert read(text).remote_pictures == ("//a.example/row.jpg",)


def test_read_counts_the_lines_of_the_file(read):
    text = (
        "---\ntitle: Peas\n---\n<center>\n\nSow\n\n</center>\n\n<script>\na\n</script>\n"
        "Wait<br><br>Eat\n"
    )
    assert [(block.text, block.line) for block in read(text).blocks] == [
        ("Sow", 6),
        ("Wait", 13),
        ("Eat", 13),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("> " * 200 + "a", "nested too deeply", id="deep"),
        pytest.param("a" * 2_000_001, "more than 2 MB of text", id="long"),
        pytest.param("a" * 500_001, "more text than an article: 500,000 char", id="article"),
        pytest.param("a\n" * 8_001, "more text than an article", id="lines"),
        pytest.param("|a" * 99 + "\n" + "|-" * 99 + "\n" + "|b\n" * 150, "cells", id="cells"),
    ],
)
def test_read_refuses_by_name(read, text, message):
    with pytest.raises(Unreadable, match=rf"peas\.md.*{message}"):
        read(text)


SIGNS = """
    a b # - * ** _ ` ``` ~~~ [ ] ( ) ![ ]( [^ ]: > | --- === <b> </b> <div> </div> <br>
    <a href='/x'> </a> <li> <details> <summary> </summary> </details> <h2> </h2> <p> {{< >}}
    {% %} text="x" {: } :: ::: {#a} [[ ]] == %% <!-- --> <script> </script> <img src=x> \\ &
    &nbsp; 1. • import export <Note> </Note> url='/y' [a b=c] [/a] 日本 「 」 ~ + ! {/* */}
"""
PIECES = st.sampled_from([*SIGNS.split(), "\n", "\n\n", "\t"])


@given(st.lists(PIECES | st.text(max_size=4), max_size=30).map(" ".join))
def test_read_takes_any_text_or_names_it(text):
    data = text.encode("utf-8", "ignore")
    with contextlib.suppress(Unreadable):
        assert markdown.read(Source("peas.md", "", Format.MARKDOWN, data)).name == "peas.md"


WORDS = st.lists(st.sampled_from(["peas", "beans", "sow", "early", "wait", "grow"]), min_size=1)
SHAPES = st.sampled_from(
    [
        "{}",
        "## {}",
        "##{} and more",
        "- {}",
        "> {}",
        "**{}**",
        "[{}](https://a.example)",
        "<b>{}</b>",
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<details>\n<summary>{}</summary>\n\nyes\n\n</details>",
        "{{{{< cta url='/x' text=\"{}\" >}}}}",
        "[note x=y]{}[/note]",
        "::tip\n{}\n::",
        "<Note>{}</Note>",
        "<!-- {} -->",
        "%%{}%%",
        "[[{}]]",
        "=={}==",
        "[^1]: {}",
        "```\n{}\n```",
        "| {} |\n| --- |",
        "{}  ",
        "{}\n---",
    ]
)


@given(st.lists(st.tuples(SHAPES, WORDS), max_size=8))
def test_read_keeps_every_word(parts):
    words = [word for _, row in parts for word in row]
    text = "\n\n".join(shape.format(" ".join(row)) for shape, row in parts)
    document = markdown.read(Source("peas.md", "peas.md", Format.MARKDOWN, text.encode()))
    left = " ".join(row.text for row in document.left_out)
    kept = f"{join_blocks(list(document.blocks))} {left}"
    assert [word for word in set(words) if kept.count(word) < words.count(word)] == []


@pytest.mark.skipif(not SHARED.exists(), reason="no documents beside the checkout")
def test_read_finds_the_headings_of_a_document_beside_the_checkout():
    (path,) = SHARED.glob("001_*.txt")
    document = markdown.read(Source("a.md", "a.md", Format.MARKDOWN, path.read_bytes()))
    assert [block.level for block in document.blocks if block.kind == Kind.HEADING] == [1, 3] + [
        2
    ] * 9
