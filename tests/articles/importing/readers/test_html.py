"""HTML in: a body or a page becomes blocks of Markdown; what is left out is named."""

from contextlib import suppress
from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.document import Block, Format, Kind, LeftOut, Meta, Source, Unreadable
from articles.importing.markup import plain
from articles.importing.readers import html as reader
from articles.importing.readers.html import read, read_html
from tests.articles.importing.work import count_calls, growth

FAQ_BLOCK = (
    "<div class='schema-faq-section'><strong class='schema-faq-question'>Why peas?</strong>"
    "<p class='schema-faq-answer'>They climb.</p></div>"
)


def page(text: str | bytes, **options) -> Source:
    data = text if isinstance(text, bytes) else text.encode()
    return Source("page.html", "page.html", Format.HTML, data, **options)


def texts(blocks) -> list[str]:
    """Blocks as they are easiest to read here: headings with #, toggles with what they hold."""
    written = []
    for block in blocks:
        if block.kind == Kind.HEADING:
            written.append("#" * block.level + " " + block.text)
        elif block.kind == Kind.TOGGLE:
            mark = "?" if block.is_question else "+"
            written.append(f"{mark} {block.text} / " + " / ".join(texts(block.children)))
        else:
            written.append(block.text)
    return written


def test_body_becomes_blocks():
    body = read_html(
        "<h2>Planting <em>beans</em></h2><p>Water <b>well</b>.</p><ul><li>Once<li>Twice</ul><hr>"
        "<details><summary>How deep?</summary><p>A thumb.</p></details>"
    )
    assert body.blocks == (
        Block(Kind.HEADING, "Planting beans", level=2),
        Block(Kind.PARAGRAPH, "Water **well**."),
        Block(Kind.LIST, "- Once\n- Twice"),
        Block(Kind.RULE, "---"),
        Block(Kind.TOGGLE, "How deep?", children=(Block(Kind.PARAGRAPH, "A thumb."),)),
    )
    assert body.words == "Planting beans\nWater well.\nOnce\nTwice\nHow deep?\nA thumb."


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("Only words", ["Only words"]),
        ("a<br><br>b<br>c<br> <br>d", ["a", "b\\\nc", "d"]),
        ("<div><div><span>a</span></div><div><br></div><div>b</div></div>", ["a", "b"]),
        ("<center><h4>a</h4></center><h6>b</h6>", ["#### a", "###### b"]),
        ("<blockquote><h2>a</h2><p>b</blockquote>", ["> ## a\n>\n> b"]),
        ("<p><strong>All bold</strong></p>", ["**All bold**"]),
        ("<p>「<b>「大事」</b>です</p><p><b>Note:</b>text</p>",
         ["「**「大事**」です", "**Note**:text"]),
        ("<p>so<b>!yes</b></p>", ["so!**yes**"]),
        ("<p>x <q>yes</q> H<sub>2</sub>O</p>", ["x “yes” H2O"]),
        ("<dl><dt>Soil</dt><dd>Brown</dd></dl>", ["**Soil**", "Brown"]),
        ("<li><h3>a</h3></li>", ["### a"]),
        ("<ol><li><h3>a</h3><p>b</li><li><h3>c</h3></li></ol>", ["### a", "b", "### c"]),
        ("<ul><li></li><li>a</li></ul><ul><li></li></ul>", ["- a"]),
        ("<pre><code>a `b`\n```</code></pre>", ["````\na `b`\n```\n````"]),
        ("<pre>a<br>b</pre>", ["```\na\nb\n```"]),
        ("<pre><code>a <b>b<br/></b>  c<br>\nd</code></pre>", ["```\na b\n  c\n\nd\n```"]),
        ("<aside class=callout><p>Mind this</aside>", ["Mind this"]),
        (
            "<table><tr><td>a<td>b<tr><td><ul><li>c<li>d</ul><td>e<td>f</table><table></table>",
            ["| a | b |  |\n| --- | --- | --- |\n| - c - d | e | f |"],
        ),
        ("<table><tr><td><h2>a</h2><td>b</table>", ["## a", "b"]),
        ("<table role=presentation><tr><td>a<td>b</table>", ["a", "b"]),
        (
            "<blockquote class=twitter-tweet><p>a</p>— Bo</blockquote><script>b()</script>",
            ["> a\n>\n> — Bo"],
        ),
        ("<a href='#'>soon</a> <a href='#x'>up</a> <a href='javascript:x()'>c</a>",
         ["[soon](#) up c"]),
        ("<a href='//a.example/b c'>d</a>", ["[d](https://a.example/bc)"]),
        ("<p>so!<a href='https://a.example'>[b</a></p>", ["so\\![\\[b](https://a.example)"]),
        ("<p>a<sup>2</sup><a href='#n'>1</a></p>", ["a21"]),
        ("<blockquote></blockquote><details></details>", []),
        ("<ul><li><details><summary>a</summary>b</details></li></ul>", ["- a\n\n  b"]),
        ("<p>a</p><details>b</details>", ["a", "+  / b"]),
    ],
)  # fmt: skip
def test_body_keeps_its_structure(html, written):
    assert texts(read_html(html).blocks) == written


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<img src=/a.png alt='A [dog]'>", ["![A \\[dog\\]](https://g.example/a.png)"]),
        ("<img src='data:image/png;base64,aGk=' data-src=b.png>", ["![](https://g.example/b.png)"]),
        ("<img srcset='a.png 300w, b.png 600w'>", ["![](https://g.example/b.png)"]),
        ("<h2><img src=//h.example/a.png>Peas</h2>", ["## Peas", "![](https://h.example/a.png)"]),
        ("<img src=a.png alt='<b>c</b>'>", ["![\\<b>c\\</b>](https://g.example/a.png)"]),
        ("<h2><img src=a.png alt=b></h2>", ["![b](https://g.example/a.png)"]),
        ("<a href=/b><img src=a.png></a>",
         ["[![](https://g.example/a.png)](https://g.example/b)"]),
        ("<img class=emoji alt=😀 src=x.svg> a", ["😀 a"]),
        ("<img src='mailto:x' alt='b'>", ["![b](mailto:x)"]),
        ("a<iframe src='https://v.example/embed/1'></iframe>b",
         ["a", "<https://v.example/embed/1>", "b"]),
        ("<video><source src='/film.mp4'></video>", ["<https://g.example/film.mp4>"]),
        ("<iframe src='https://www.googletagmanager.com/x'></iframe><iframe></iframe>", []),
    ],
)  # fmt: skip
def test_pictures_and_embeds_keep_their_address(html, written):
    assert texts(read_html(html, base="https://g.example/").blocks) == written


def test_pictures_within_a_body_come_along():
    body = read_html("<p><img src='data:image/png;base64,aGk=' alt=Peas>"
                     "<img src='data:image/png;base64,x' alt=Lost></p>")  # fmt: skip
    assert texts(body.blocks) == ["![Peas](picture:1)"]
    assert body.pictures == {"picture:1": b"hi"}
    assert body.left_out == (LeftOut("Lost", "What describes a picture that is not there."),)
    assert body.doubts == ("Pictures within the text that cannot be read: 1.",)


def test_remote_pictures_are_listed_without_trackers():
    body = read_html(
        "<img src='https://a.example/b.jpg'><img src='https://t.example/x' width=1 height=1>"
    )
    assert body.remote_pictures == ("https://a.example/b.jpg",)
    assert body.left_out == (LeftOut("https://t.example/x", reader.walk.COUNTING, is_text=False),)


@pytest.mark.parametrize(
    ("html", "doubts"),
    [
        ("<a href=/b>c</a>", (("1 address without a site, such as /b: the page does not say "
                              "where it came from."),)),
        ("<a href=/b>c</a><img src=a.png>", (("2 addresses without a site, such as /b: the page "
                                             "does not say where it came from."),)),
        ("<a href='https://a.example'>b</a>", ()),
    ],
    ids=["one", "two", "none"],
)  # fmt: skip
def test_address_without_a_site_is_doubted(html, doubts):
    assert read_html(html).doubts == doubts


def test_broken_address_is_no_link():
    assert texts(read_html("<a href='//[x'>a</a>", base="https://[").blocks) == ["a"]
    assert texts(read_html("<a href='b'>a</a>", base="https://[").blocks) == ["[a](b)"]


@pytest.mark.parametrize(
    ("html", "left_out"),
    [
        ("<p style='display:none'>a</p>", LeftOut("a", "Hidden from readers.")),
        ("<button>Copy</button>", LeftOut("Copy", "A control of the page.")),
        ("<p class=MsoCommentText>a</p>", LeftOut("a", "A comment on the text.", is_text=False)),
        ("<video>Get a newer browser</video>",
         LeftOut("Get a newer browser", "What stands in for an embedded page.")),
        ("<div class='sharedaddy x'>Share</div>", LeftOut("Share", "Buttons to share the page.")),
        ("<nav>Home</nav>", LeftOut("Home", "Navigation of the site.")),
        ("<div role=search>Find</div>", LeftOut("Find", "A form.")),
        ("<p class=MsoToc1>Peas 3</p>",
         LeftOut("Peas 3", "A table of contents; Candor makes its own.")),
        ("<div><footer>Bye</footer></div>", LeftOut("Bye", "The foot of the page.")),
    ],
)  # fmt: skip
def test_what_is_no_text_is_left_out_by_name(html, left_out):
    body = read_html(f"<p>Enough words that are the article.</p>{html}")
    assert texts(body.blocks) == ["Enough words that are the article."]
    assert body.left_out == (left_out,)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>a</p><footer>b</footer></blockquote>",
        "<div class=social><p>a</p><p>b</p></div>",
        "<h2 class=related>a b</h2>",
    ],
    ids=["quotation", "most", "heading"],
)
def test_what_is_called_furniture_and_is_text_is_kept(html):
    assert read_html(html).left_out == ()


@pytest.mark.parametrize(
    ("attributes", "buttons"),
    [
        ("class=wp-block-button__link href=https://a.example", (("Get it", "https://a.example"),)),
        ("class='large btn' href=//a.example", (("Get it", "https://a.example"),)),
        ("class=CTA href=http://a.example", (("Get it", "http://a.example"),)),
        ("class=buttons href=https://a.example", ()),
        ("class=btn href=#kit", ()),
        ("class=btn href=/kit", ()),
        ("class=btn", ()),
        ("href=https://a.example", ()),
        ("class='btn share' href=https://a.example", ()),
    ],
    ids=[
        *("wordpress", "one class of two", "capitals", "longer name", "place in the text"),
        *("relative", "no address", "link", "share"),
    ],
)
def test_link_set_as_a_button_is_noted(attributes, buttons):
    assert read_html(f"<p>Sow in May. <a {attributes}>Get\n<b>it</b></a></p>").buttons == buttons


def test_button_without_words_is_not_noted():
    html = "<a class=btn href=https://a.example><img src=https://a.example/a.png></a>"
    assert read_html(html).buttons == ()


def test_code_and_deleted_words_leave_no_trace():
    body = read_html("<p>a<del datetime=2024>b</del></p><svg><text>c</text></svg><style>d</style>")
    assert (texts(body.blocks), body.words, body.left_out) == (["a"], "a", ())


CONTENTS = "<ul><li><a href=#a>Sow</a></li><li><a href=#b>Dig</a></li><li><a href=#c>Eat</a></ul>"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        (f"<h2>Contents</h2> {CONTENTS}<p>text", ["Contents", "Sow Dig Eat"]),
        (f"<p>One two three four five six seven</p>{CONTENTS}", ["Sow Dig Eat"]),
        (f"{CONTENTS}<p>text", ["Sow Dig Eat"]),
        (CONTENTS.replace("#b", "https://a.example"), []),
        (CONTENTS.replace("</a>", "</a> and words of its own"), []),
        (f"<ul><li>words of its own{CONTENTS}</li></ul>", []),
    ],
    ids=["heading", "paragraph", "first", "elsewhere", "words", "inner"],
)
def test_table_of_contents_is_left_out(html, left):
    assert [row.text for row in read_html(html).left_out] == left


@pytest.mark.parametrize(
    ("html", "written"),
    [
        (FAQ_BLOCK, "? Why peas? / They climb."),
        (("<div class=rank-math-list-item><h3 class=rank-math-question>Why?</h3>"
         "<div class=rank-math-answer>So.</div></div>"), "? Why? / So."),
        (("<div itemscope itemtype='https://schema.org/Question'><h3 itemprop=name>Why?</h3>"
         "<div itemprop=acceptedAnswer><p>So.</p></div></div>"), "? Why? / So."),
        (("<div class=elementor-accordion-item><div class=elementor-tab-title><a>Why?</a></div>"
         "<div class=elementor-tab-content style='display:none'>So.</div></div>"), "+ Why? / So."),
        (("<div class='kg-card kg-toggle-card' data-kg-toggle-state=close>"
         "<div class=kg-toggle-heading><h4 class=kg-toggle-heading-text><span>Why?</span></h4>"
         "<button class=kg-toggle-card-icon><svg></svg></button></div>"
         "<div class=kg-toggle-content><p>So.</p><ul><li>a</ul></div></div>"),
         "+ Why? / So. / - a"),
        (("<h3><button aria-expanded=false aria-controls=p>Why <i>now</i>?</button></h3>"
         "<div id=p hidden><p>So.</p></div>"), "+ Why *now*? / So."),
        ("<div aria-expanded=true aria-controls=p>Why?</div><div id=p>So.</div>", "+ Why? / So."),
        ("<details><summary><h3><b>Why?</b></h3></summary>So.</details>", "+ Why? / So."),
    ],
    ids=["yoast", "rank-math", "microdata", "elementor", "ghost", "button", "aria", "details"],
)  # fmt: skip
def test_question_that_folds_its_answer_is_a_toggle(html, written):
    assert texts(read_html(html).blocks) == [written]


@pytest.mark.parametrize(
    "html",
    [
        "<div aria-expanded=true aria-controls=p>Read more</div><div id=p>b</div>",
        "<div aria-expanded=true aria-controls=q>a</div><div id=p>b</div>",
        "<div id=p>a<span aria-expanded=true aria-controls=p>b</span></div>",
        "<div class=schema-faq-section>a</div>",
        "<div class=schema-faq-section><p class=schema-faq-answer>a</p></div>",
    ],
    ids=["control", "nothing", "within", "empty", "no question"],
)
def test_what_folds_no_answer_is_no_toggle(html):
    assert [block.kind for block in read_html(html).blocks if block.kind == Kind.TOGGLE] == []


def test_question_is_folded_once():
    html = f"<div class=faq-item><b class=faq-question>Who?</b><div class=faq-answer>{FAQ_BLOCK}"
    assert texts(read_html(html).blocks) == ["+ Who? / **Why peas?** / They climb."]


NOTE_LIST = "<ol><li id=n1><p>A study <a href=#r1>↩</a></p><p>of beans</p></li></ol>"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        (f"<p>a<sup>[<a href=#n1 id=r1>1</a>]</sup></p>{NOTE_LIST}",
         ["a[^1]", "[^1]: A study\n\n    of beans"]),
        (("<p>a<a href=#n1 id=r1>1</a> b<a href=#n1 id=r2>1</a></p>"
         "<div id=n1>c <a href=#r1>b</a><a href=#r2>b</a></div>"), ["a[^1] b[^1]", "[^1]: c"]),
        ("<p>a<sup><a href=#fn1>1</a></sup></p><p id=fn1>c</p>", ["a[^1]", "[^1]: c"]),
        ("<p>a<a href=#x id=r>1</a></p><div class=y><p id=x>c<a href=#r>b</a></p></div>",
         ["a[^1]", "[^1]: c"]),
        ("<p>a<a href=#x>1</a></p><p id=x>c</p>", ["a1", "c"]),
        ("<p>a<a href=#x>1</a></p><b><b><b><b><b><b id=x>c</b>", ["a1", "**c**"]),
        ("<p id=x>a<a href=#x>1</a></p>", ["a1"]),
        ("<p>a<a href=#y>1</a><b id=y>b</b></p>", ["a1**b**"]),
        (f"<blockquote><p>a<a href=#n1 id=r1>1</a></p>{NOTE_LIST}</blockquote>",
         ["> a[^1]\n>\n> - A study\n>\n> of beans"]),
    ],
    ids=["list", "twice", "named", "in a div", "no way back", "inline", "own", "same", "quoted"],
)  # fmt: skip
def test_note_that_leads_back_is_a_footnote(html, written):
    assert texts(read_html(html).blocks) == written


SAVED = """<!DOCTYPE html><html><head><title>Growing Beans | Garden Talk</title>
<meta name=description content='How beans  grow.'><link rel=canonical href=https://g.example/b/>
<meta property=og:site_name content='Garden Talk'><meta property=og:image content=https://g.example/o.jpg>
<meta property=article:published_time content=2023-04-05T10:00:00+00:00>
<meta property=article:section content=Soil><meta property=article:tag content=beans>
<script type="application/ld+json">{"@graph": [
 {"@type": "BlogPosting", "author": [{"name": "Ada Green"}]},
 {"@type": ["FAQPage"], "mainEntity": [
  {"name": "Do beans climb?", "acceptedAnswer": {"text": "<p>Most <b>do</b>.</p>"}},
  {"name": "How deep?", "acceptedAnswer": [{"text": "A thumb."}]}, "?"]}]}</script></head>
<body><header><a href=/>Garden Talk</a></header><nav>Home</nav>
<main><article><h1 class=entry-title>Growing Beans</h1><p class=byline>By Ada</p>
<div class=entry-content><p>Beans like <a href=/sun>sun</a>. How deep? A thumb.</p></div>
</article><aside class=x>Buy seeds</aside><div id=comments>Nice!</div><script>x</script></main>
<footer>Bye</footer></body></html>"""


def test_saved_page_is_its_article():
    document = read(page(SAVED))
    assert texts(document.blocks) == ["Beans like [sun](https://g.example/sun). How deep? A thumb."]
    assert document.meta == Meta(
        title="Growing Beans",
        description="How beans grow.",
        author="Ada Green",
        tags=("beans",),
        topic="Soil",
        published_at=datetime(2023, 4, 5, 10, tzinfo=UTC),
        canonical="https://g.example/b/",
        image="https://g.example/o.jpg",
        faqs=(("Do beans climb?", "Most do."),),
    )


def test_what_stands_around_the_article_is_named():
    left_out = read(page(SAVED)).left_out
    assert [(row.text, row.why) for row in left_out] == [
        ("By Ada", "The line of author, date and tags."),
        ("Buy seeds", "Beside the article."),
        ("Nice!", "Comments of readers."),
        ("Garden Talk", "The head of the page."),
        ("Home", "Navigation of the site."),
        ("Bye", "The foot of the page."),
    ]
    assert {row.is_text for row in left_out} == {False}


def test_long_part_around_the_article_is_cut():
    document = read(page(f"<p>{'word ' * 600}</p><article>{'text ' * 600}</article>"))
    assert document.left_out == (
        LeftOut("word " * 400 + "…", "Outside of the article.", is_text=False),
    )


def test_page_without_an_article_is_its_body():
    document = read(page("<header>Site</header><div><h1>Peas</h1><p>They climb.</p></div>"))
    assert texts(document.blocks) == ["# Peas", "They climb."]
    assert document.left_out == (LeftOut("Site", "The head of the page."),)


def test_empty_page_has_no_blocks():
    document = read(page("<frameset></frameset>"))
    assert (document.blocks, document.words) == ((), "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Peas – Garden Talk</title>", "Peas – Garden Talk"),
        ("<title>Peas | Garden Talk</title>", "Peas"),
        ("<title>Garden Talk: Peas</title>", "Garden Talk: Peas"),
        ("<title>Peas - G</title><meta property=og:site_name content=G>", "Peas"),
        ("<title>G - Peas</title><meta property=og:site_name content=G>", "Peas"),
        ("<title>A - B</title><meta property=og:site_name content=G>", "A - B"),
        ("<meta property=og:title content=Peas><title>x</title>", "Peas"),
        ("<title>Untitled document</title>", ""),
        ("</head><h1> </h1><h1>Peas</h1>", "Peas"),
        ("</head><p class=MsoTitle>Peas</p><h1>Sow</h1>", "Peas"),
        ("", ""),
    ],
)
def test_title_is_without_the_name_of_the_site(head, title):
    assert read(page(f"<head>{head}</head>text")).meta.title == title


@pytest.mark.parametrize(
    ("html", "meta"),
    [
        ("<a rel=author>By Ada Green</a>", Meta(author="Ada Green")),
        ("<meta name=author content=https://f.example/a><meta content=b><p>x", Meta()),
        ("<time datetime=2024-02-03>x</time>", Meta(published_at=datetime(2024, 2, 3, tzinfo=UTC))),
        ("<time datetime=spring>x</time>", Meta()),
        ("<meta name=keywords content='a, b,,a'>", Meta(tags=("a", "b"))),
        ("<link rel=canonical href=/a>", Meta()),
        ("<meta property=og:url content=https://g.example/a>",
         Meta(canonical="https://g.example/a")),
    ],
    ids=["author", "address", "date", "no date", "keywords", "relative", "url"],
)  # fmt: skip
def test_page_says_of_itself(html, meta):
    assert read(page(html)).meta == meta


@pytest.mark.parametrize(
    ("data", "meta"),
    [
        ('{"@type":"Article","keywords":["a","b, c",1],"description":["d"],"image":{"url":"e"}}',
         Meta(tags=("a", "b", "c"), description="d", image="e")),
        ('[{"@type":"Article","description":{"x":1},"articleSection":[]}]', Meta()),
        ('{"@type":"FAQPage","mainEntity":{"name":"Why?","acceptedAnswer":{"text":"So."}}}',
         Meta(faqs=(("Why?", "So."),))),
        ('{"@type":"FAQPage","mainEntity":[{"name":"Why?","acceptedAnswer":[]}]}', Meta()),
        ('{"@type":7}', Meta()),
        ("{", Meta()),
        ("7", Meta()),
        ("[" * 100_000, Meta()),
        (" " * 600_000, Meta()),
    ],
    ids=["lists", "odd", "one", "no answer", "type", "broken", "number", "deep", "long"],
)  # fmt: skip
def test_linked_data_is_read_if_it_makes_sense(data, meta):
    html = f"<script type='application/ld+json'>{data}</script>x"
    assert read(page(html)).meta == meta


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ("<!-- saved from url=(0020)https://a.example/b/ --><a href=c>d</a>",
         "[d](https://a.example/b/c)"),
        ("<base href=https://a.example/><a href=c>d</a>", "[d](https://a.example/c)"),
        ("<base href='https://[x'><a href=c>d</a>", "[d](c)"),
        ("<link rel=canonical href=https://a.example/b/><base href='//[x'><a href=c>d</a>",
         "[d](https://a.example/b/c)"),
        ("<base href=x><a href=c>d</a>", "[d](c)"),
    ],
    ids=["saved", "base", "broken", "no base", "nowhere"],
)  # fmt: skip
def test_address_is_resolved_where_the_page_says_against_what(html, link):
    assert texts(read(page(html)).blocks) == [link]


def test_picture_that_came_along_keeps_its_address():
    document = read(page("<base href=https://a.example/><img src='a b.png'>",
                         pictures={"a b.png": b"hi"}))  # fmt: skip
    assert texts(document.blocks) == ["![](a%20b.png)"]
    assert (document.remote_pictures, document.doubts) == ((), ())


def test_page_is_read_in_its_own_encoding():
    data = "<meta charset=windows-1252><p>Café “noir”</p>".encode("cp1252")
    assert texts(read(page(data)).blocks) == ["Café “noir”"]


DOCS = """<style>@media print{.c1{font-style:italic}}.c1{font-weight:700}.c2{font-style:italic}
.c3{color:red}</style><body class=c9><p class="c3 title"><span>Talking About Money</span></p>
<p class=c3><span class=c1>Bold</span> and <span class="c2 c1">both</span>
<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>
<a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D">link</a></p>
<ul class="lst-kix_a-0 start"><li>one</li></ul><ul class="lst-kix_a-1 start"><li>one a</li></ul>
<ul class="lst-kix_a-1"><li>one b</li></ul><ul class="lst-kix_a-0"><li>two</li></ul>
<ol class="lst-kix_b-0 start"><li>first</li></ol><ol class="lst-kix_b-0 start"><li>again</li></ol>
<p class="lst-kix_a-0">no list</p><ul class="lst-kix_c-1 start"><li>deep</li></ul>
<ul class="lst-kix_c-0"><li>flat</li></ul><ul class="lst-kix_d-0"></ul>
<ul class="lst-kix_d-1"><li>lone</li></ul>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> A note.</p></div>
<div class=c18><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Please check</p></div>
<p><a href="#cmnt_ref2">[b]</a>kept</p></body>"""


def test_google_docs_export_is_a_document():
    document = read(page(DOCS))
    assert document.meta.title == "Talking About Money"
    assert texts(document.blocks) == [
        "# Talking About Money",
        "**Bold** and ***both*** [^1] [link](https://a.example/x)",
        "- one\n  - one a\n  - one b\n- two",
        "1. first",
        "1. again",
        "no list",
        "- deep",
        "- flat",
        "- lone",
        "[^1]: A note.",
        "kept",
    ]
    assert document.left_out == (
        LeftOut("[a] Please check", "A comment on the text.", is_text=False),
    )


WORD = """<p class=MsoTitle>Calm Mornings<o:p></o:p></p>
<p class=MsoNormal>A text<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a> here.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>One</p>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Note.</p><p>More.</p>
</div></div>"""


def test_word_export_is_a_document():
    document = read(page(WORD))
    assert texts(document.blocks) == [
        "# Calm Mornings",
        "A text[^1] here.",
        "1. One",
        "---",
        "[^1]: Note.\n\n    More.",
    ]
    assert document.words == "Calm Mornings\nA text here.\nOne\nNote.\nMore."


@pytest.mark.parametrize(
    "html",
    [
        "x" * 5_000_001,
        "<b>" * 25_001,
        "<p" + "".join(f" a{n}" for n in range(201)) + ">",
        "<div>" * 400 + "x",
    ],
    ids=["long", "tags", "attributes", "deep"],
)
def test_page_beyond_bounds_is_refused_by_name(html):
    with pytest.raises(Unreadable, match=r"page\.html"):
        read(page(html))


def test_text_beyond_an_article_is_refused(monkeypatch):
    monkeypatch.setattr(reader.PageRewriter, "max_text", 3)
    with pytest.raises(Unreadable, match=r"page\.html has more text than an article"):
        read(page("<p>word</p>"))


@pytest.mark.parametrize(
    ("write", "count"),
    [
        (lambda count: "<div>" * count + "</p>" * count, 12_000),
        (lambda count: ("<table><tr><td>a<td>" * count + "</table>" * count) * 50, 40),
        (lambda count: (FAQ_BLOCK.removesuffix("</div>") * count + "</div>" * count) * 20, 60),
        (
            lambda count: "".join(
                f"<div id=n{n}><a href=#n{n + 1} id=r{n}>1</a>" for n in range(count)
            ),
            240,
        ),
        (lambda count: ("<div class=share-buttons>" * count + "</div>" * count) * 20, 240),
        (lambda count: "<div class=toc>" * 240 + "<p>word</p>" * count, 4_000),
    ],
    ids=["ends", "tables", "toggles", "notes", "hidden", "not hidden"],
)
def test_hostile_page_takes_twice_the_work_for_twice_the_tags(write, count):
    def run(count: int) -> None:
        with suppress(Unreadable):
            read(page(write(count)))

    assert growth(run, count) <= 2.2  # in quadratic time it would be 4


def test_what_is_hidden_is_not_looked_through():
    html = "<p>Sow.</p>" + ("<div class=share-buttons>" * 240 + "</div>" * 240) * 20
    calls = count_calls(lambda: read(page(html)))
    assert calls <= 20 * html.count("<")  # else it would be 40 for each tag


@settings(deadline=None)
@given(st.text(alphabet="<>/=\"'# abdhilpu&;[]!*_`1", max_size=120))
def test_any_html_is_read(html):
    assert read(page(f"<p>{html}")).format == Format.HTML


@settings(deadline=None)
@given(st.lists(st.text(alphabet="ab *_`[]()<>&#-+1.:|~=\\!", min_size=1, max_size=20)))
def test_words_of_a_page_are_in_its_blocks(lines):
    document = read(page("".join(f"<p>{escape(line)}</p>" for line in lines)))
    kept = [plain(block.text) for block in document.blocks]
    assert [row.split() for row in kept] == [
        row.split() for row in document.words.split("\n") if row
    ]
