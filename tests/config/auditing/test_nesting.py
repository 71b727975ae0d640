"""HTML as a browser would mend it."""

import pytest

from config.auditing.nesting import read_faults


@pytest.mark.parametrize(
    "html",
    [
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head></html>',
        '<p>One<br>two<img src="a" alt="b"> <a href="/">c</a></p>',
        '<svg viewBox="0 0 1 1" aria-hidden="true"><g><circle cx="1" /></g><path d="m1" /></svg>',
        '<ul><li><p>x</p></li></ul><dl><div><dt>a</dt><dd>b</dd></div></dl><hr data-x="1" />',
        "<script>if (a < b) { '<p>' }</script><template><li>x</li></template>",
    ],
)
def test_good_html_has_no_faults(html):
    assert read_faults(html) == ()


@pytest.mark.parametrize(
    ("html", "kind", "words"),
    [
        ("<div><p>x</div>", "nesting", "<p> is open where </div> stands (line 1)"),
        ("</p>", "nesting", "</p> closes nothing (line 1)"),
        ("<div/>", "nesting", "<div/> closes nothing"),
        ("<main>", "nesting", "<main> is never closed"),
        ("<ul><p>x</p></ul><li>x</li>", "place", "<li> in <> (line 1)"),
        ("<p><ul></ul></p>", "place", "<ul> in <p> (line 1)"),
        ("<button><a>x</a></button>", "place", "<a> in a link or button (line 1)"),
        ("<form><form></form></form>", "place", "<form> in <form> (line 1)"),
        ("<font>x</font>", "name", "<font> is no element"),
        ('<p align="left">x</p>', "name", "align on <p>"),
        ('<p id="a" id="b">x</p>', "name", "id twice on <p>"),
        ('<br clear="all" />', "name", "clear on <br>"),
    ],
)
def test_fault_is_told_with_its_place(html, kind, words):
    assert [(one.kind, one.words) for one in read_faults(html)] == [(kind, words)]
