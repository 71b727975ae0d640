import pytest

from articles.discovery.feeds.content import printable, to_content

ADDRESS = "http://testserver/articles/calm/"


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ('<p>a</p><div class="disclosure"><p>We earn.</p></div>',
         '<div class="disclosure"><p>We earn.</p></div><p>a</p>'),
        ('<h1>Title</h1><p class="dek">Words</p>', "<p>Words</p>"),
        ('<a href="/go/lamp/?from=feed" rel="sponsored nofollow" data-go="lamp">x</a>',
         '<a href="http://testserver/go/lamp/?from=feed" rel="sponsored nofollow">x</a>'),
        ('<a href="#part">x</a>', f'<a href="{ADDRESS}#part">x</a>'),
        ('<a href="http://[">x</a>', "<a>x</a>"),
        ('<a aria-disabled="true">x</a>', "<a>x</a>"),
        ('<picture><source srcset="/a.avif"><img src="/a.jpg" alt="A" loading="lazy"></picture>',
         '<img src="http://testserver/a.jpg" alt="A">'),
        ('<form action="/kits/a/ask/"><input name="email"><button>Send</button></form>', ""),
        ("<script>alert(1)</script><style>a{}</style><p onclick=a() style=b id=c>x</p>",
         "<p>x</p>"),
        ('<div class="kit"><p>x</p><div data-slot="kit/1"></div></div>', "<p>x</p>"),
        ('<details id="why"><summary>Why?</summary><div class="answer"><p>So.</p></div></details>',
         "<h3>Why?</h3><p>So.</p>"),
        ('<div class="callout callout-note" role="note"><p>x</p></div>',
         "<blockquote><p>x</p></blockquote>"),
        ("<nav class=contents><p>Contents</p></nav><div class=byline-facts>5 min read</div>", ""),
        ("<p>a\x0bb\x00</p>", "<p>ab</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_content_is_words_and_pictures(html, content):
    assert to_content(html, ADDRESS) == content


def test_what_xml_cannot_hold_is_left_out():
    assert printable("a\x00\x0b\x1f\ud800\ufffe\uffffb\t\nc\U0001f600") == "ab\t\nc\U0001f600"
