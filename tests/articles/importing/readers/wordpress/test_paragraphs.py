import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.readers.wordpress.paragraphs import add_paragraphs


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One", "<p>One</p>"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\ntwo \n three", "<p>One<br>\ntwo<br>\nthree</p>"),
        ("One\n \t\n\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("<h2>Head</h2>\nAfter", "<h2>Head</h2><p>After</p>"),
        ("One <b>two</b>\n\n<ul>\n<li>a</li>\n</ul>",
         "<p>One <b>two</b></p><ul>\n<li>a</li>\n</ul>"),
        ("<li>a\n\nb</li>", "<li>a<br><br>\nb</li>"),
        ("<div>One\n\nTwo</div>", "<div><p>One</p>\n<p>Two</p></div>"),
        ("<blockquote>One</blockquote>", "<blockquote><p>One</p></blockquote>"),
        ("<p>One\ntwo</p>\nThree", "<p>One\ntwo</p><p>Three</p>"),
        ("One<hr />Two", "<p>One</p><hr /><p>Two</p>"),
        ("</div>One", "</div><p>One</p>"),
        ("One<pre>a\n\nb</pre>Two", "<p>One</p><pre>a\n\nb</pre><p>Two</p>"),
        ("<PRE class='x'>a\n\n<pre>b</PRE>", "<PRE class='x'>a\n\n<pre>b</PRE>"),
        ("<pre>a\n\nb", "<pre>a<br><br>\nb"),
        ("<script>a\n\nb</script>", "<script>a\n\nb</script>"),
        (" \n\n ", " \n\n "),
    ],
)  # fmt: skip
def test_paragraphs_are_those_of_blank_lines(text, html):
    assert add_paragraphs(text) == html


PIECES = ["a", "b c", "\n", "\n\n", " ", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>",
          "<pre>", "</pre>", "<div>", "</div>", "<b>", "<hr>", "<script>",
          "</script>", "<", ">"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_character_is_lost(text):
    added = re.sub(r"<p>|</p>|<br>|\s", "", add_paragraphs(text))
    assert added == re.sub(r"<p>|</p>|\s", "", text)
