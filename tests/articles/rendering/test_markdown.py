import pytest

from articles.rendering.library import Page
from articles.rendering.markdown import markdownify, render
from articles.rendering.tree import parse


def test_render_gives_plain_markdown_plainly():
    text = "Some *words* and `code`.\n\n- a\n- ~~b~~\n\n> c\n"

    assert render(text, Page()) == (
        "<p>Some <em>words</em> and <code>code</code>.</p>\n"
        "<ul>\n<li>a</li>\n<li><s>b</s></li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n"
    )


@pytest.mark.parametrize("text", ["", " \n\t\n", "<!-- a -->", "[a]: /b", "[^a]: b"])
def test_render_of_nothing_is_empty(text):
    assert render(text, Page()).strip() == ""


def test_render_twice_gives_the_same(page, library):
    text = "# a\n\nb[^smith] [c](go:lamp)[^1]\n\n[^1]: d\n\n::: note\ne\n:::"

    assert render(text, page) == render(text, Page(library))


def test_markdownify_renders_a_text_on_its_own():
    assert markdownify("*a*") == "<p><em>a</em></p>\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_alike(end, page):
    text = "# a\n\n::: note\nb\n:::\n\n```\nc\nd\n```\n\n|e|\n|-|\n|f|\n"

    assert render(text.replace("\n", end), page).count("\r") == 0
    assert render(text.replace("\n", end), Page()) == render(text, Page())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\0b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\udfff\ud800b", "a\ufffd\ufffdb"),
        ("a&#0;&#xd800;b", "a\ufffd\ufffdb"),
        ("a\u202eb", "a\u202eb"),
        ("a\ue000b", "a\ue000b"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
    ids=["NUL", "lone surrogate", "surrogates", "entities", "right to left", "private", "emoji"],
)
def test_odd_character_is_rendered(text, words):
    assert render(text, Page()) == f"<p>{words}</p>\n"


def test_table_names_what_its_heads_are_for():
    assert render("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|", Page()) == (
        '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
        '<thead>\n<tr>\n<th scope="col">a</th>\n<th class="align-center" scope="col">b</th>\n'
        '<th class="align-right" scope="col">c</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="align-center">2</td>\n'
        '<td class="align-right">3</td>\n</tr>\n</tbody>\n</table></div>\n'
    )


def test_table_in_a_table_scrolls_too():
    html = render("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", Page())

    assert len(parse(html).css("div.table-scroll > table")) == 2
    assert len(parse(html).css("div.table-scroll td div.table-scroll td")) == 1


def test_footnote_links_there_and_back():
    html = render("a[^n]\n\n[^n]: b", Page())

    assert html == (
        '<p>a<sup class="footnote-ref"><a href="#fn-1-1" id="fnref-1-1">a</a></sup></p>\n<hr>\n'
        '<section class="footnotes">\n<ol class="footnotes-list">\n'
        '<li id="fn-1-1" class="footnote-item"><p>b '
        '<a href="#fnref-1-1" class="footnote-backref" aria-label="Back to the text">↩︎</a></p>\n'
        "</li>\n</ol>\n</section>\n"
    )


@pytest.mark.parametrize(
    "text",
    ["a[^b", "a[^]", "a[^b c]\n\n[^b]: d", "a[^c]\n\n[^b]: d"],
    ids=["unclosed", "empty", "space", "undefined"],
)
def test_what_is_no_footnote_is_text(text):
    assert render(text, Page()) == f"<p>{text.split(chr(10))[0]}</p>\n"


@pytest.mark.parametrize(
    "html",
    [
        "<details><summary>a</summary>b</details>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<p>H<sub>2</sub>O, <kbd>Ctrl</kbd>, <mark>a</mark>, <abbr title='b'>c</abbr></p>",
        '<p lang="fr">a</p>',
    ],
)
def test_harmless_html_is_kept(html):
    assert render(html, Page()) == html.replace("'", '"')


def test_id_of_another_element_is_not_taken_twice():
    html = render('<a id="cite-1-1" href="/a">a</a> <a id="cite-1-1" href="/b">b</a>', Page())

    assert html == '<p><a id="cite-1-1" href="/a">a</a> <a href="/b">b</a></p>\n'
