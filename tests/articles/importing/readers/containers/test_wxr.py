import io
import json

import pytest

from articles.importing.document import Refused, Source
from articles.importing.readers import limits, split

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><title>Tea</title><link>https://www.tea.example/</link>"
    "<wp:author><wp:author_login>mary</wp:author_login>"
    "<wp:author_display_name>Mary Field</wp:author_display_name></wp:author>"
    "<wp:category><wp:term_id>3</wp:term_id><wp:cat_name>Pots</wp:cat_name></wp:category>"
)


def item(content: str = "Warm the pot.", meta: str = "", **fields: str) -> str:
    told = "".join(f"<wp:{name}>{text}</wp:{name}>" for name, text in fields.items())
    return (
        f"<item><title>{fields.get('post_name', '')}</title>"
        f"<dc:creator>mary</dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>{told}{meta}</item>"
    )


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def export(*items: str) -> bytes:
    return f"{HEAD}{''.join(items)}</channel></rss>".encode()


def found(*items: str) -> list[Source | Refused]:
    return list(split("tea.xml", io.BytesIO(export(*items))))


def post(*items: str) -> dict:
    (source,) = found(*items)
    assert isinstance(source, Source)
    return json.loads(source.data)


def test_each_post_and_page_is_a_document():
    sources = found(
        item(post_name="pot", post_id="7", post_type="post"),
        item(post_name="about", post_id="8", post_type="page"),
    )
    assert [(source.name, source.key) for source in sources] == [
        ("tea.xml: pot", "wordpress:tea.example 7"),
        ("tea.xml: about", "wordpress:tea.example 8"),
    ]


def test_post_is_cut_out_with_what_it_refers_to():
    content = (
        '<img class="wp-image-5"> [gallery ids="6, 9"] [vc_single_image image="8"] '
        '<!-- wp:block {"ref":4} /--> [thirstylink linkid="3"]pot[/thirstylink]'
    )
    data = post(
        item(
            content,
            meta("_thumbnail_id", "7") + meta("_yoast_wpseo_primary_category", "3"),
            post_id="1",
        ),
        item(
            "",
            meta("_ta_destination_url", "https://pots.example"),
            post_type="thirstylink",
            post_id="3",
        ),
        item("Reused", post_type="wp_block", post_id="4"),
        *(
            item(
                "",
                meta("_wp_attachment_image_alt", f"Pot {number}"),
                post_type="attachment",
                post_id=number,
                attachment_url=f"https://tea.example/{number}.png",
            )
            for number in "5678"
        ),
    )
    assert data == {
        "texts": {"title": "", "creator": "mary", "post_id": "1", "post_password": ""},
        "author": "Mary Field",
        "content": content,
        "excerpt": "",
        "terms": [],
        "primary": "Pots",
        "meta": {"_thumbnail_id": "7", "_yoast_wpseo_primary_category": "3"},
        "pictures": {
            number: {
                "url": f"https://tea.example/{number}.png",
                "alt": f"Pot {number}",
                "caption": "",
                "title": "",
            }
            for number in "5678"
        },
        "gallery": [],
        "blocks": {"4": "Reused"},
        "links": {"3": "https://pots.example"},
        "is_whole": True,
        "is_twin": False,
    }


def test_gallery_without_numbers_has_the_pictures_of_its_post():
    data = post(
        item("[gallery]", post_id="1"),
        item("", post_type="attachment", post_id="5", post_parent="1"),
    )
    assert (data["gallery"], list(data["pictures"])) == (["5"], ["5"])


def test_password_is_not_cut_out():
    assert post(item(post_id="1", post_password="kettle"))["texts"]["post_password"] == "yes"


def test_long_metadata_is_not_cut_out():
    assert post(item(meta=meta("layout", "x" * 6_000) + meta("mood", "calm")))["meta"] == {
        "mood": "calm"
    }


def test_posts_with_the_same_address_know_it():
    twins = found(item(post_name="pot", post_id="1"), item(post_name="pot", post_id="2"))
    assert [json.loads(twin.data)["is_twin"] for twin in twins] == [True, True]


def test_order_of_the_fields_does_not_matter():
    comment = "<wp:comment><wp:comment_content>Fine</wp:comment_content></wp:comment>"
    told = "<wp:post_name>pot</wp:post_name><wp:post_type>post</wp:post_type>"
    content = "<content:encoded>Warm the pot.</content:encoded>"
    notice, first, second = found(
        f"<item><title>A</title>{told}{comment}{content}</item>",
        f"<item><title>B</title>{content}{told}{comment}</item>",
    )
    assert notice.why == "2 comments of readers are not imported."
    assert [json.loads(twin.data)["is_twin"] for twin in (first, second)] == [True, True]


def test_what_is_no_post_is_told_once():
    assert found(
        item(post_type="nav_menu_item"),
        item(post_type="nav_menu_item"),
        item(post_type="revision"),
        item(status="trash", post_type="page"),
    ) == [
        Refused(
            "tea.xml",
            "4 items are no posts or pages (nav_menu_item: 2, revision: 1, page in the bin: 1).",
            is_failure=False,
        )
    ]


def test_comments_are_counted():
    comment = "<wp:comment><wp:comment_content>Fine</wp:comment_content></wp:comment>"
    notice, source = found(item(meta=comment * 2))
    assert notice == Refused("tea.xml", "2 comments of readers are not imported.", is_failure=False)
    assert isinstance(source, Source)


def test_post_without_text_is_left_out():
    assert found(item(" \n", post_name="pot"), item("", post_id="9")) == [
        Refused("tea.xml: pot", "“pot” has no text, so it was left out.", is_failure=False),
        Refused("tea.xml: item 2", "“item 2” has no text, so it was left out.", is_failure=False),
    ]


def test_post_that_is_too_large_is_refused_alone(monkeypatch):
    monkeypatch.setattr(limits, "MAX_POST", 2_000)
    refused, source = found(item("x" * 3_000), item(post_id="2"))
    assert refused.name == "tea.xml: item 1"
    assert source.key == "wordpress:tea.example 2"


def test_post_where_the_file_breaks_off_says_so():
    data = export(item(post_id="1", post_name="pot")).partition(b"</item>")[0]
    (source,) = split("tea.xml", io.BytesIO(data))
    assert json.loads(source.data)["is_whole"] is False


@pytest.mark.parametrize(
    ("declaration", "size"), [('<!DOCTYPE rss [<!ENTITY a "b">]>', 0), ("", 4_000)]
)
def test_entities_and_endless_heads_are_refused(declaration, size, monkeypatch):
    monkeypatch.setattr(limits, "MAX_POST", 2_000)
    data = export().replace(b"<rss", declaration.encode() + b"<rss") + b" " * size
    assert list(split("tea.xml", io.BytesIO(data))) == [
        Refused(
            "tea.xml",
            "tea.xml declares entities or has a head too large for an export.",
        )
    ]


def test_export_in_utf_16_is_split():
    data = export(item("Café", post_id="1")).decode().encode("utf-16")
    (source,) = split("tea.xml", io.BytesIO(data))
    assert json.loads(source.data)["content"] == "Café"
