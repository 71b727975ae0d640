import json
from datetime import UTC, datetime

import pytest

from articles.importing.document import (
    Block,
    Document,
    Format,
    Kind,
    LeftOut,
    Meta,
    Source,
    Unreadable,
)
from articles.importing.readers import read


def document(*, tags=(), authors=(), meta=None, **post) -> Document:
    row = {
        "post": {"title": "Tea", "html": "<p>Warm the pot.</p>"} | post,
        "meta": meta or {},
        "tags": list(tags),
        "authors": list(authors),
    }
    return read(Source("tea", "ghost:u", Format.GHOST, json.dumps(row).encode()))


def texts(found: Document) -> list[str]:
    return [block.text for block in found.blocks]


def test_post_is_read():
    assert document(
        slug="tea",
        status="published",
        published_at="2022-01-02T03:04:05.000Z",
        custom_excerpt="A short one",
        feature_image="/content/images/a.png",
        tags=[{"name": "Pots"}, {"name": "#home"}, {"name": "In", "visibility": "internal"}],
        authors=[{"name": "Mary Field"}],
        meta={"canonical_url": "https://t.example/tea"},
    ) == Document(
        Format.GHOST,
        "tea",
        Meta(
            title="Tea",
            description="A short one",
            author="Mary Field",
            tags=("Pots",),
            topic="Pots",
            published_at=datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC),
            canonical="https://t.example/tea",
            slug="tea",
            image="/content/images/a.png",
            fields={"internal_tags": ["#home", "In"]},
        ),
        (Block(Kind.PARAGRAPH, "Warm the pot."),),
        "Warm the pot.",
    )


def test_words_for_search_pages_are_kept_and_left_out():
    found = document(custom_excerpt="Hot", meta={"meta_title": "Tea, hot", "meta_description": "D"})
    assert found.meta.fields == {"search_title": "Tea, hot", "search_description": "D"}
    why = "“search_title” in the post's fields: an article has no place for it."
    assert found.left_out == (LeftOut("Tea, hot", why),)


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ({"lexical": json.dumps({"root": {"type": "root", "children": [
            {"type": "paragraph", "children": [{"type": "text", "text": "Lexical"}]}]}})},
         ["Lexical"]),
        ({"lexical": {"root": {"type": "text", "text": "Object"}}}, ["Object"]),
        ({"mobiledoc": json.dumps({"sections": [[1, "p", [[0, [], 0, "Mobile"]]]]})}, ["Mobile"]),
        ({"html": None, "markdown": "*Mark*"}, ["*Mark*"]),
        ({"html": "", "plaintext": "One\n\nTwo <3"}, ["One", "Two <3"]),
        ({"lexical": " "}, ["Warm the pot."]),
    ],
    ids=["lexical", "lexical as an object", "mobiledoc", "markdown", "plain", "html"],
)  # fmt: skip
def test_body_is_read_in_whatever_form_it_has(post, expected):
    assert texts(document(**post)) == expected


def test_body_that_cannot_be_read_gives_way_to_what_was_shown():
    found = document(lexical="{}", mobiledoc="3")
    assert texts(found) == ["Warm the pot."]
    assert found.doubts == (
        "Its lexical cannot be read (it has no root).",
        "Its mobiledoc cannot be read (it is no Mobiledoc).",
    )


def test_what_cards_note_is_told():
    cards = [{"type": "quiz", "lead": "Do you?"}, {"type": "email", "html": "Hello"}]
    found = document(lexical={"root": {"children": [*cards, {"type": "paywall"}]}})
    assert found.left_out == (LeftOut("Hello", "Shown in e-mails alone."),)
    assert found.doubts == (
        "A part of it is for paying members alone on the old site.",
        "Cards of an unknown kind are here as their words: quiz.",
    )


@pytest.mark.parametrize(
    ("post", "doubt"),
    [
        ({"status": "draft"}, "It is a draft on the old site."),
        ({"status": "scheduled"}, "It is scheduled on the old site, for the date it has."),
        ({"status": "sent"}, "It was sent as an e-mail alone."),
        ({"visibility": "paid"}, "It is for members alone on the old site."),
        ({"type": "page"}, "It is a page on the old site, not a post."),
        ({"page": 1}, "It is a page on the old site, not a post."),
        ({"title": None}, "It has no title on the old site."),
        ({"authors": [{"name": "Mary"}, {"name": "Tom"}]}, "It is by Tom too."),
    ],
)
def test_what_an_editor_should_know_is_told(post, doubt):
    assert document(**post).doubts == (doubt,)


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        (1641092645000, "published", datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2022-01-02 03:04:05", "published", datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2022-01-02T03:04:05Z", "draft", None),
        ("in May", "published", None),
        (10**30, "published", None),
        (None, "published", None),
    ],
    ids=["milliseconds", "text", "draft", "words", "far", "none"],
)
def test_date_is_read(value, status, expected):
    assert document(published_at=value, status=status).meta.published_at == expected


def test_search_description_stands_in_for_an_excerpt():
    assert document(meta={"meta_description": "Hot"}).meta.description == "Hot"


def test_code_that_was_put_in_is_left_out():
    assert document(codeinjection_head="<script>x()</script>").left_out == (
        LeftOut(
            "<script>x()</script>",
            "Code that the old site put into the page's head.",
            is_text=False,
        ),
    )


def test_markdown_beyond_bounds_is_refused_by_name():
    with pytest.raises(Unreadable, match=r"^tea has a text that is too large: "):
        document(html="", markdown="[" * 5_000)


def test_mojibake_is_mended():
    found = document(title="CafÃ©")
    assert found.meta.title == "Café"
    assert [repair.after for repair in found.repairs] == ["é"]
