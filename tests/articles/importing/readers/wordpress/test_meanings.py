import base64

import pytest

from articles.importing.readers.wordpress.meanings import Notes, spoken, write_shortcode
from articles.importing.readers.wordpress.shortcodes import Shortcode, expand

PICTURE = {"url": "/a.png", "alt": "Pot", "caption": "Hot", "title": ""}


def notes() -> Notes:
    return Notes({"pictures": {"5": PICTURE, "6": PICTURE | {"caption": ""}}, "gallery": ["6"],
                  "links": {"9": "https://pots.example"}})  # fmt: skip


def written(text: str) -> str:
    return expand(text, lambda code: write_shortcode(code, notes())).strip()


IMG = '<img src="a.png" />'
RAW = base64.b64encode(b"%3Cb%3ETea%3C%2Fb%3E").decode()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f'[caption width="3"]{IMG} A <i>pot</i>[/caption]',
         f"<figure>{IMG}<figcaption>A <i>pot</i></figcaption></figure>"),
        (f'[caption width="3"]<a href="/b">{IMG}</a> Pot[/caption]',
         f'<figure><a href="/b">{IMG}</a><figcaption>Pot</figcaption></figure>'),
        (f'[wp_caption caption="A & b"]{IMG}[/wp_caption]',
         f"<figure>{IMG}<figcaption>A &amp; b</figcaption></figure>"),
        ("[caption]no picture[/caption]", "no picture"),
        ('[gallery ids="5, 7"]',
         '<figure><img src="/a.png" alt="Pot"><figcaption>Hot</figcaption></figure>'),
        ("[gallery]", '<figure><img src="/a.png" alt="Pot"></figure>'),
        ('[et_pb_gallery gallery_ids="6"]', '<figure><img src="/a.png" alt="Pot"></figure>'),
        ('[vc_single_image image="6"]', '<figure><img src="/a.png" alt="Pot"></figure>'),
        ('[et_pb_image src="https://t.example/b.png" alt="Cup"]',
         '<figure><img src="https://t.example/b.png" alt="Cup"></figure>'),
        ("[fusion_imageframe]/b.png[/fusion_imageframe]",
         '<figure><img src="/b.png" alt=""></figure>'),
        ('[su_image image="8"]A pot[/su_image]', "A pot"),
        ("[embed]https://v.example[/embed]", "https://v.example"),
        ('[video mp4="https://v.example/a.mp4"][/video]', "https://v.example/a.mp4"),
        ("[youtube=https://v.example?a&b]", "https://v.example?a&amp;b"),
        ("[video_x]x[/video_x]", "x"),
        ("[iframe]<iframe></iframe>[/iframe]", "<iframe></iframe>"),
        ("Tea[ref]Of pots[/ref].", "Tea (Of pots)."),
        ("Tea[ref][/ref].", "Tea."),
        ('[su_quote cite="Mary"]Warm it[/su_quote]',
         "<blockquote>\n\nWarm it\n\nMary\n\n</blockquote>"),
        ("[quote]Warm it[/quote]", "<blockquote>\n\nWarm it\n\n</blockquote>"),
        ("[code]a[/code]", "<pre><code>a</code></pre>"),
        (f"[vc_raw_html]{RAW}[/vc_raw_html]", "<b>Tea</b>"),
        ("[vc_raw_html]no base[/vc_raw_html]", "no base"),
        ('[vc_custom_heading text="Tea" font_container="tag:h3|a:b"]', "<h3>Tea</h3>"),
        ('[heading tag="h4"]Tea[/heading]', "<h4>Tea</h4>"),
        ("[su_heading]Tea[/su_heading]", "<h2>Tea</h2>"),
        ("[su_heading][/su_heading]", ""),
        ('[toggle title="Why?"]So.[/toggle]',
         "<details><summary>Why?</summary>\n\nSo.\n\n</details>"),
        ('[faq question="Why?" answer="So."]',
         "<details><summary>Why?</summary>\n\nSo.\n\n</details>"),
        ('[button url="/a"]Go[/button]', '<a href="/a">Go</a>'),
        ('[vc_btn title="Go" link="url:https%3A%2F%2Fa.example|title:x"]',
         '<a href="https://a.example">Go</a>'),
        ('[et_pb_cta title="Tea" button_text="Go" button_url="/a"]Hot[/et_pb_cta]',
         'Tea\n\nHot\n\n<a href="/a">Go</a>'),
        ('[button url="/a"]<a href="/b">Go</a>[/button]', '<a href="/b">Go</a>'),
        ('[button url="javascript:x"]Go[/button]', "Go"),
        ('[cta url="/a"]', ""),
        ('[thirstylink linkid="9"]pot[/thirstylink]', '<a href="https://pots.example">pot</a>'),
        ('[lasso url="https://p.example" title="Pot"]', '<a href="https://p.example">Pot</a>'),
        ('[lasso url="https://p.example"]', '<a href="https://p.example">https://p.example</a>'),
        ('[easyazon_link identifier="B000123456"]a pot[/easyazon_link]', "a pot"),
        ("[b]Tea[/b]", "Tea"),
        ('[et_pb_blurb title="Tea"]Hot[/et_pb_blurb]', "<h3>Tea</h3>\n\nHot"),
        ('[promo title="Tea" link_text="Go" url="/a"]', 'Tea\n\n<a href="/a">Go</a>'),
        ('x [b_c]y[/b_c] z', "x y z"),
        ("[vc_row][vc_column]y[/vc_column][/vc_row]", "y"),
        ('[contact-form-7 id="3" title="Write to us"]', ""),
    ],
)  # fmt: skip
def test_shortcode_is_written_as_html(text, html):
    assert written(text) == html


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[b]x[/b] [form id=3]",
         "Shortcodes were taken out; the words in them are kept: [b], [form]."),
        ('[aawp box="B000123456"]',
         "Products were shown by a plug-in, and their links are lost: [aawp] B000123456."),
        ("[asa id=77]",
         "Products were shown by a plug-in, and their links are lost: [asa] 77."),
        ('[amazon_link title="Pot"]',
         "Products were shown by a plug-in, and their links are lost: [amazon_link] Pot."),
        ('[vc_single_image image="8"]', "A picture was here, and it is not in the file."),
        ('[vimeo id="77"]', "[vimeo] showed “77” from another site."),
        ('[gallery ids="8"]', "A gallery was here, and its pictures are not in the file."),
    ],
)  # fmt: skip
def test_what_is_lost_is_told(text, told):
    found = notes()
    expand(text, lambda code: write_shortcode(code, found))
    assert found.tell() == [told]


def test_gallery_without_pictures_is_told():
    found = Notes({"pictures": {}, "gallery": [], "links": {}})
    assert write_shortcode(Shortcode("gallery", {}), found).strip() == ""
    assert found.tell() == ["A gallery was here, and its pictures are not in the file."]


def test_blocks_filled_in_at_each_view_are_told():
    assert Notes({}, filled={"query": None}).tell() == [
        "Blocks that the old site filled in at each view are left out: query."
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (Shortcode("promo", {"title": "Tea", "text": "Hot", "id": "x y"}), ["Tea", "Hot"]),
        (Shortcode("promo", {"title": "yes", "text": "#fff", "content": "12"}), ["#fff"]),
        (Shortcode("contact-form-7", {"title": "Write"}), []),
    ],
)
def test_attributes_that_readers_see_are_told_apart(code, words):
    assert spoken(code) == words
