"""Whatever HTML a page is made of, its words come out as sound blocks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guides.books.html import MAX_DEPTH, Reader
from guides.books.tree import Node, count_of, ids_of, photos_of, without_dead_links


def read(html, photos=None, prefix=""):
    def resolve(node):
        href = node.attributes.get("href")
        return (href, "") if href else None

    return Reader(resolve, photos or {}, prefix).read(html)


def words(nodes):
    return [
        word
        for node in nodes
        for word in (node.split() if isinstance(node, str) else words(node.children))
    ]


def outline(nodes):
    """Kinds one in another; words as they are."""
    return [
        node if isinstance(node, str) else (node.kind, *outline(node.children)) for node in nodes
    ]


INLINE = ("b", "em", "a href='#x'", "code", "sup", "small", "span", "sub", "q", "mark", "abbr")
TAGS = (
    *INLINE,
    *("p", "div", "section", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "h1", "h2", "h6"),
    *("table", "tr", "td", "th", "caption", "pre", "details", "summary", "figure", "figcaption"),
)
ONLY = {"list": "item", "table": "row", "row": "cell"}
WORDS = {"strong", "emphasis", "link", "code", "superscript", "small", "subscript", "quotation"}
WORDS |= {"mark", "deleted", "break", "anchor", "image"}
HOLDS_WORDS = WORDS | {"paragraph", "heading", "cell", "figure", "preformatted"}


@st.composite
def pages(draw, depth=6):
    html = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            tag = draw(st.sampled_from(TAGS))
            html.append(f"<{tag}>{draw(pages(depth=depth - 1))}</{tag.split()[0]}>")
        else:
            html.append(f" word{draw(st.integers(0, 99))} ")
    return "".join(html)


@given(pages())
@example("<dl><dt><dt> word0 </dt></dt></dl>")
@example("<li><div><li> word0 </li></div> word0 </li>")
def test_no_word_is_lost_and_every_block_is_where_it_may_stand(html):
    blocks = read(html)
    assert sorted(words(blocks)) == sorted(
        part for part in html.replace("<", " <").replace(">", "> ").split() if part[:4] == "word"
    )
    check(blocks, within="page")


def check(nodes, within):
    for node in nodes:
        if isinstance(node, str):
            assert within in HOLDS_WORDS, f"words in {within}"
            continue
        if within in ONLY:
            assert node.kind == ONLY[within]
        else:
            assert (node.kind in WORDS) == (within in HOLDS_WORDS), f"{node.kind} in {within}"
        assert node.children or node.kind in ("rule", "break", "anchor", "image", "figure", "cell")
        check(node.children, node.kind)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("loose", [("paragraph", "loose")]),
        ("<p> a  <b> b </b>\n c </p>", [("paragraph", "a ", ("strong", " b "), " c")]),
        (
            "<p><b>a<i>b<b>c</b></i></b></p>",
            [("paragraph", ("strong", "a", ("emphasis", "b", "c")))],
        ),
        ("<b>a<p>b</p>c</b>", [("paragraph", ("strong", part)) for part in "abc"]),
        ("<a href='/x'><p>a</p></a>", [("paragraph", ("link", "a"))]),
        ("<a>nowhere</a>", [("paragraph", "nowhere")]),
        ("<p>a<br>b<br></p>", [("paragraph", "a", ("break",), "b")]),
        ("<hr>", [("rule",)]),
        ("<p> </p><h2></h2><ul><li></li></ul><blockquote></blockquote>", []),
        ("<pre>  a\n b</pre>", [("preformatted", "  a\n b")]),
        ("<li>alone</li>", [("paragraph", "alone")]),
        (
            "<ul><p>in</p><li>a</li></ul>",
            [("list", *(("item", ("paragraph", w)) for w in ("in", "a")))],
        ),
        (
            "<dl><dt>Term</dt><dd>Meaning</dd></dl>",
            [("paragraph", ("strong", "Term")), ("indent", ("paragraph", "Meaning"))],
        ),
        ("<table><tr><td>a</td></tr></table>", [("paragraph", "a")]),
        (
            "<table><caption>C</caption><tr><td>a<td>b<tr><td>c</table>",
            [
                ("paragraph", "C"),
                ("table", ("row", ("cell", "a"), ("cell", "b")), ("row", ("cell", "c"), ("cell",))),
            ],
        ),
        ("<table><tr></tr></table>", []),
        ("<details><summary>Q</summary>A</details>", [("heading", "Q"), ("paragraph", "A")]),
        ("<form><input></form><script>x</script>a<!--slot-->", [("paragraph", "a")]),
        ('<div class="kit"><p>Get it</p><div data-slot="kit/3"></div></div>', []),
    ],
)
def test_blocks_stand_in_blocks_and_words_in_words(html, expected):
    assert outline(read(html)) == expected


def test_headings_begin_below_the_chapters_and_skip_no_level():
    blocks = read("<h1>a</h1><h6>b</h6><h6>c</h6><h2>d</h2><h4>e</h4>")
    assert [node.facts["level"] for node in blocks] == [2, 3, 4, 2, 3]


def test_each_id_stands_once_and_is_the_chapters_own():
    blocks = read(
        "<h2 id=a>a</h2><p>x<a id=a href='#a'>y</a></p><details id=b><summary>b</summary></details>"
        "<ol class=footnotes-list><li id=fn-1>n</li></ol>",
        prefix="chapter-1-",
    )
    assert list(ids_of(blocks)) == ["chapter-1-a", "chapter-1-b", "chapter-1-fn-1"]
    assert blocks[-1].facts == {"ordered": True, "start": 1, "role": "notes"}


def test_links_to_places_that_are_not_there_lose_the_link():
    blocks = read("<p><a href='#a'>here</a> <a href='#b'>there</a> <a href='/c'>out</a></p>")
    assert outline(without_dead_links(blocks, {"b"})) == [
        ("paragraph", "here", " ", ("link", "there"), " ", ("link", "out"))
    ]


def test_callout_has_a_label_and_a_title():
    html = (
        '<div class="callout callout-script"><p class="callout-title">'
        '<span class="callout-label">Words to say</span><span class="callout-name">At night</span>'
        "</p><p>Hush.</p></div>"
    )
    assert read(html) == (
        Node(
            "callout",
            (Node("paragraph", ("Hush.",)),),
            {"kind": "script", "label": "Words to say", "title": "At night"},
        ),
    )


def test_nested_callout_keeps_its_own_title():
    inner = _callout("Note", "Inner", "")
    (outer,) = read(_callout("The point", "", inner))
    assert outer.facts["title"] == ""
    assert outer.children[0].facts["title"] == "Inner"


def _callout(label, name, body):
    title = f'<span class="callout-label">{label}</span>'
    title += f'<span class="callout-name">{name}</span>' if name else ""
    return f'<div class="callout callout-note"><p class="callout-title">{title}</p>{body}</div>'


def test_photos_are_known_by_the_name_of_their_file():
    photos = {"/media/a.jpg": "a.jpg", "/media/b.jpg": "b.jpg"}
    html = (
        "<figure><img src=/media/a.jpg alt=A><img src=/media/b.jpg><figcaption>Both</figcaption>"
        "</figure><p>in <img src=/media/a.jpg alt=line> text</p><p><img src=/x.jpg alt=lost></p>"
    )
    blocks = read(html, photos)
    assert list(photos_of(blocks)) == ["a.jpg", "b.jpg", "a.jpg"]
    assert outline(blocks) == [
        ("figure",),
        ("figure", "Both"),
        ("paragraph", "in ", ("image",), " text"),
        ("paragraph", "lost"),
    ]


def test_figure_of_a_photo_that_is_not_ours_keeps_its_words():
    html = "<figure><img src=/x.jpg alt=A><figcaption>B</figcaption></figure>"
    assert words(read(html)) == ["A", "B"]


def test_card_of_a_product_shows_its_photo_and_name():
    html = (
        '<div class="offer"><p class="offer-label">We earn</p>'
        '<div class="offer-picture"><img src=/media/a.jpg alt=A></div>'
        '<p class="offer-name">Lamp</p><p class="offer-action"><a href=/go/lamp/>See</a></p></div>'
    )
    assert outline(read(html, {"/media/a.jpg": "a.jpg"})) == [
        (
            "offer",
            ("paragraph", ("small", "We earn")),
            ("figure",),
            ("paragraph", ("strong", "Lamp")),
            ("paragraph", ("strong", ("link", "See"))),
        )
    ]


def test_deeper_blocks_than_a_page_holds_are_laid_flat():
    blocks = read("<blockquote>" * 90 + "deep" + "</blockquote>" * 90)
    assert count_of(blocks) == MAX_DEPTH + 1
    assert words(blocks) == ["deep"]


def test_wider_tables_than_a_page_are_told_in_lines():
    blocks = read("<table><tr>" + "<td>a</td>" * 13 + "<td></td></tr></table>")
    assert outline(blocks) == [("paragraph", "a")] * 13


def test_what_no_document_may_hold_is_left_out():
    assert words(read("<p>a\x01\x0b\ufffe\ufdd0\x85b</p>")) == ["ab"]
