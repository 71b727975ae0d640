import pytest

from articles.importing.document import LeftOut
from articles.importing.readers.ghost.cards import Notes, write_card
from articles.rendering.limits import TextTooLarge

PICTURE = '<img src="a.png" alt="">'


@pytest.mark.parametrize(
    ("name", "card", "html"),
    [
        ("image", {"src": "a.png", "alt": "Tea"}, '<figure><img src="a.png" alt="Tea"></figure>'),
        (
            "image",
            {"src": "a.png", "href": "/tea", "caption": "Hot"},
            '<figure><a href="/tea"><img src="a.png" alt=""></a></figure><p>Hot</p>',
        ),
        (
            "gallery",
            {"images": [{"src": "a.png"}, "x", {"src": "a.png"}], "caption": "Two"},
            f"<figure>{PICTURE}</figure><figure>{PICTURE}</figure><p>Two</p>",
        ),
        ("gallery", {}, ""),
        (
            "bookmark",
            {"url": "https://t.example", "metadata": {"title": "Tea & talk", "description": "Of"}},
            '<p><a href="https://t.example">Tea &amp; talk</a></p><p>Of</p>',
        ),
        ("bookmark", {"metadata": {"title": "Tea"}}, "<p>Tea</p>"),
        ("bookmark", {"url": "t", "metadata": 3}, '<p><a href="t">t</a></p>'),
        ("embed", {"url": "https://v.example"}, '<p><a href="https://v.example">https://v.example</a></p>'),
        ("embed", {"html": "<iframe></iframe>", "caption": "Film"}, "<iframe></iframe><p>Film</p>"),
        ("audio", {"src": "a.mp3", "title": "Talk"}, '<p><a href="a.mp3">Talk</a></p>'),
        (
            "file",
            {"src": "a.pdf", "fileTitle": "Plan", "fileCaption": "Print it"},
            '<p><a href="a.pdf">Plan</a></p><p>Print it</p>',
        ),
        ("button", {"buttonUrl": "/t", "buttonText": "Go"}, '<p><a href="/t">Go</a></p>'),
        (
            "callout",
            {"calloutEmoji": "!", "calloutText": "<b>Hot</b>"},
            "<blockquote><p>! <b>Hot</b></p></blockquote>",
        ),
        (
            "toggle",
            {"heading": "Why?", "content": "<p>So.</p>"},
            "<details><summary>Why?</summary><p>So.</p></details>",
        ),
        (
            "product",
            {"productTitle": "Pot", "productUrl": "/p", "productButton": "See",
             "productImageSrc": "p", "productButtonEnabled": True,
             "productDescription": "<p>Red</p>"},
            '<img src="p" alt=""><p><strong>Pot</strong></p><p>Red</p><p><a href="/p">See</a></p>',
        ),
        (
            "header",
            {"header": "Tea", "subheader": "Hot", "buttonEnabled": True, "buttonUrl": "/t"},
            '<h2>Tea</h2><p>Hot</p><p><a href="/t">/t</a></p>',
        ),
        ("header", {"subheader": "Hot"}, "<p>Hot</p>"),
        (
            "call-to-action",
            {"textValue": "<p>Join</p>", "showButton": True, "buttonUrl": "/j", "buttonText": "In"},
            '<p>Join</p><p><a href="/j">In</a></p>',
        ),
        ("call-to-action", {"textValue": "<p>Join</p>", "buttonText": "In"}, "<p>Join</p>"),
        ("html", {"html": "<b>x</b>"}, "<b>x</b>"),
        ("card-markdown", {"markdown": "*x*"}, "<p><em>x</em></p>\n"),
        (
            "code",
            {"code": "a<b", "language": "c", "caption": "Less"},
            '<pre><code class="language-c">a&lt;b</code></pre><p>Less</p>',
        ),
        ("hr", {}, "<hr>"),
    ],
)  # fmt: skip
def test_card_is_written_as_html(name, card, html):
    notes = Notes()
    assert write_card(name, card, notes) == html
    assert notes == Notes()


def test_stars_of_a_product_are_told():
    notes = Notes()
    write_card("product", {"productTitle": "Pot", "productRatingEnabled": True,
                           "productStarRating": 4}, notes)  # fmt: skip
    assert notes == Notes(doubts=["The product “Pot” had 4 of 5 stars; they are left out."])


@pytest.mark.parametrize(
    ("name", "card", "left_out"),
    [
        ("email", {"html": "<p>Hello</p>"}, [LeftOut("Hello", "Shown in e-mails alone.")]),
        (
            "email-cta",
            {"html": "Hello", "showButton": True, "buttonText": "Go"},
            [LeftOut("Hello Go", "Shown in e-mails alone.")],
        ),
        (
            "signup",
            {"header": "Join", "disclaimer": "No spam"},
            [LeftOut("Join No spam", "A form of the old site to sign up.")],
        ),
        ("signup", {}, []),
    ],
)
def test_card_that_is_no_text_of_the_article_is_left_out(name, card, left_out):
    notes = Notes()
    assert write_card(name, card, notes) == ""
    assert notes == Notes(left_out=left_out)


def test_paywall_is_told():
    notes = Notes()
    assert write_card("paywall", {}, notes) == ""
    assert notes.doubts == ["A part of it is for paying members alone on the old site."]


def test_words_of_an_unknown_card_stay():
    notes = Notes()
    card = {"type": "quiz", "lead": "Do you like tea?", "colour": "red", "size": 3}
    assert write_card("quiz", card, notes) == "<div>Do you like tea?</div>"
    assert notes == Notes(unknown={"quiz": None})


def test_markdown_beyond_bounds_is_refused():
    with pytest.raises(TextTooLarge):
        write_card("markdown", {"markdown": "[" * 5_000}, Notes())
