import json

import pytest

from articles.importing.readers.wordpress import blocks
from articles.importing.readers.wordpress.blocks import insert_blocks, write_blocks
from articles.importing.readers.wordpress.meanings import Notes


def block(name: str, **attributes: object) -> str:
    return f"<!-- wp:{name} {json.dumps(attributes)} /-->"


RANK_MATH = (
    '<!-- wp:rank-math/faq-block {"questions":'
    '[{"title":"Why?","content":"u003cpu003eSo.u003c/pu003e"}]} -->'
)


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("<!-- wp:paragraph --><p>One\ntwo</p><!-- /wp:paragraph -->", "<p>One\ntwo</p>"),
        ("<!-- wp:group --><!-- wp:list {} --><ul></ul><!-- /wp:list -->a<!-- /wp:group -->b",
         "<ul></ul>\n\na\n\n<p>b</p>"),
        ("One<!--more-->Two", "<p>One</p>\n\n<p>Two</p>"),
        ("<!-- wp:freeform -->One<!-- /wp:freeform -->", "<p>One</p>"),
        ("<!-- /wp:odd -->One", "<p>One</p>"),
        ("One <!-- never closed", "<p>One <!-- never closed</p>"),
        (block("acme/cta", title="Tea", url="https://t.example"),
         '<p><a href="https://t.example">Tea</a></p>'),
        (block("acme/cta", title="Tea", url="javascript:x", text="Hot"),
         "<p>Tea</p>\n\n<p>Hot</p>"),
        (block("core/rank-math/faq-block", questions=[{"title": "Why?", "content": "So."}, 3]),
         "<details x-question><summary>Why?</summary>So.</details>"),
        (block("yoast/faq-block", questions=[{"jsonQuestion": "Why?", "jsonAnswer": "So."}]),
         "<details x-question><summary>Why?</summary>So.</details>"),
        (RANK_MATH + "<div id='x'></div><!-- /wp:rank-math/faq-block -->",
         "<details x-question><summary>Why?</summary><p>So.</p></details>\n\n<div id='x'></div>"),
        (RANK_MATH + "<div>Why? So.</div><!-- /wp:rank-math/faq-block -->", "<div>Why? So.</div>"),
        ("<!-- wp:odd [broken /-->", ""),
        ("<!-- wp:odd 3 /-->", ""),
        ("<!-- wp:odd " + "[" * 100_000 + " /-->", ""),
    ],
    ids=["classic", "block", "inner block", "more", "classic in a block", "stray end",
         "open comment", "words in attributes", "no address", "rank math", "yoast",
         "unwritten", "written", "broken",
         "number", "deep"],
)  # fmt: skip
def test_blocks_are_written_as_html(content, html):
    assert write_blocks(content, Notes({})).strip() == html


def test_block_without_words_is_noted():
    notes = Notes({})
    write_blocks(block("latest-posts", count=5), notes)
    assert notes.filled == {"latest-posts": None}


def test_reusable_blocks_are_put_in():
    notes = Notes({"blocks": {"4": "Tea"}})
    content = f"<!-- wp:a -->{block('block', ref=4)}<!-- /wp:a -->"
    assert insert_blocks(content, notes) == "<!-- wp:a -->Tea<!-- /wp:a -->"
    assert notes.doubts == []


def test_reusable_block_that_is_missing_is_told():
    notes = Notes({"blocks": {}})
    assert insert_blocks(block("block", ref=4), notes) == ""
    assert notes.doubts == ["A reusable block (4) is not in the file."]


def test_reusable_blocks_are_put_in_only_up_to_a_size(monkeypatch):
    monkeypatch.setattr(blocks, "MAX_REUSED", 7)
    notes = Notes({"blocks": {"4": "Tea."}})
    assert insert_blocks(block("block", ref=4) * 2, notes) == "Tea."
