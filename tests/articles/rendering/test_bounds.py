"""What the parser's rules do is tested in their places; here, that they look at each part once."""

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from articles.rendering.bounds import bounds_plugin
from articles.rendering.limits import MAX_NESTING, TextTooLarge


def parser(*, bounded: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark").use(footnote_plugin, inline=False).enable("linkify")
    md.options.update(linkify=True, maxNesting=MAX_NESTING + 2)
    return md.use(bounds_plugin) if bounded else md


@pytest.mark.parametrize(
    "text",
    [
        "a https://a.example/b_c_d *https://a.example/b* (HTTP://A.example/b_(c)).",
        "x.https://a.example https:// ://a.example https[https://a.example](/b)",
        "[https://a.example](/b) <https://a.example> <a href=/b>https://a.example</a>",
        "https://a.example/?b=1&c=2&amp;d \\https://a.example https\\://a.example",
        "a[^b] [^c] [^b [^] [^b][^b]\n\n[^b]: c",
        "[^a[b]] [^é] [^" + "a" * 190 + "]\n\n[^é]: b",
    ],
    ids=["addresses", "schemes", "links", "entities", "footnotes", "labels"],
)
def test_bounds_change_nothing_else(text):
    assert parser(bounded=True).render(text) == parser(bounded=False).render(text)


def test_bounds_refuse_what_the_parser_would_leave_out():
    text = ">" * (MAX_NESTING + 2) + "a\n\nb"

    assert "a" not in parser(bounded=False).render(text).replace("blockquote", "")
    with pytest.raises(TextTooLarge):
        parser(bounded=True).render(text)
