"""Whatever bytes come under whatever name: documents, or a sentence on why not."""

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import Document, Refused, Source, Unreadable
from articles.importing.readers import read, split
from tests.articles.importing.work import growth

TEXT = {"text": "Sow", "type": "text"}
LEXICAL = {"root": {"children": [{"type": "paragraph", "children": [TEXT]}]}}
WXR = (
    b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    b"<link>https://x.example</link><item><title>Beans</title><wp:post_id>7</wp:post_id>"
    b"<wp:postmeta><wp:meta_key>a</wp:meta_key><wp:meta_value>b</wp:meta_value></wp:postmeta>"
    b'<content:encoded><![CDATA[[caption width="3"]<img src="a.png"> Row[/caption]\n\n'
    b'<!-- wp:embed {"url":"https://v.example"} /--> [toggle title="Why?"]So[/toggle]]]>'
    b"</content:encoded></item></channel></rss>"
)
GHOST = json.dumps(
    {"db": [{"data": {"posts": [{"uuid": "u", "title": "B", "lexical": json.dumps(LEXICAL)}]}}]}
).encode()
MARKDOWN = b"---\ntitle: B\n---\n\n# Beans\n\n- sow\n\n![Row](a.png)\n\n> [!note]\n> Yes\n"
PAGE = b"<!doctype html><html><head><title>B</title></head><body><h1>B</h1><p>Sow</p></body></html>"


def packed(*files: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return file.getvalue()


SAMPLES = [
    *(WXR, GHOST, MARKDOWN, PAGE, MARKDOWN.decode().encode("utf-16")),
    packed(("a.md", MARKDOWN), ("a.png", b"png"), ("b/site.xml", WXR), ("c.json", GHOST)),
    packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")),
]
#: In quadratic time it would be four times.
TWICE = 2.2
NAMES = ["a.md", "a.docx", "a.xml", "a.json", "a.zip", "a.html", "a", "../../a.txt", "\x00"]


def check(name: str, data: bytes) -> None:
    for found in split(name, io.BytesIO(data)):
        assert found.why if isinstance(found, Refused) else _is_read(found)


def _is_read(source: Source) -> bool:
    try:
        return isinstance(read(source), Document)
    except Unreadable as error:
        return source.name[:20] in str(error)


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_noise_gives_documents_or_reasons(name, data):
    check(name, data)


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.text(max_size=200), st.sampled_from(["utf-8", "utf-16"]))
def test_any_text_gives_documents_or_reasons(name, text, encoding):
    check(name, text.encode(encoding, "ignore"))


EDIT = st.tuples(st.integers(0, 3_000), st.integers(0, 20), st.binary(max_size=8))


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.sampled_from(NAMES), st.lists(EDIT, max_size=6))
def test_damaged_documents_give_documents_or_reasons(sample, name, edits):
    data = bytearray(sample)
    for at, length, piece in edits:
        start = at % (len(data) + 1)
        data[start : start + length] = piece
    check(name, bytes(data))


@pytest.mark.parametrize(
    "sample", SAMPLES, ids=["wxr", "ghost", "md", "html", "utf-16", "zip", "word"]
)
@given(cut=st.floats(0, 1))
@settings(max_examples=20, deadline=None)
def test_documents_that_break_off_give_documents_or_reasons(sample, cut):
    check("a.txt", sample[: int(len(sample) * cut)])


def export(item: str) -> str:
    head = '<rss xmlns:wp="wordpress.org/export/1.2/"><channel>'
    return f"{head}<item>{item}</item></channel></rss>"


HOSTILE = [
    *(("[", 50_000), ("{", 50_000), ("[a ", 25_000), ("[[a]", 25_000), ('[b x="', 12_000)),
    *(
        (f"[b {'x' * 3_900} {'y=' * 20}]", 100),
        ("<!--", 25_000),
        ("<pre>", 15_000),
        ("<p ", 25_000),
    ),
    *(("\n \n", 25_000), (".png", 25_000), ("&", 75_000), ("<![CDATA[", 12_000), ("]]>", 25_000)),
    ("<wp:postmeta>", 12_000),
]
WRITERS = [
    *((lambda count, piece=piece: piece * count, count) for piece, count in HOSTILE),
    (lambda count: "[a]" * count + "[/a]" * count, 12_000),
    (lambda count: "<!-- wp:a " * count + "-->", 12_000),
]


@pytest.mark.parametrize(("write", "count"), WRITERS, ids=[row[0](1)[:12] for row in WRITERS])
@pytest.mark.parametrize(
    "around",
    [
        lambda text: export(f"<content:encoded><![CDATA[{text}]]></content:encoded>"),
        export,
        str,
    ],
    ids=["in the text of a post", "in a post", "alone"],
)
def test_hostile_posts_take_twice_the_work_for_twice_the_text(write, count, around):
    grown = growth(lambda count: check("a.xml", around(write(count)).encode()), count)
    assert grown <= TWICE
