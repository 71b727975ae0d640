import pytest

from articles.importing.readers.containers.items import Item, parse_item

CONTENT = "content:encoded"


def test_item_has_its_fields_terms_and_metadata():
    item = parse_item(
        b"<title>Tea</title><wp:post_id>7</wp:post_id><dc:creator><![CDATA[mary]]></dc:creator>"
        b'<category domain="post_tag" nicename="pots"><![CDATA[Pots]]></category>'
        b"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        b"<wp:meta_value>5</wp:meta_value></wp:postmeta>"
        b"<wp:comment><wp:comment_content>Nice</wp:comment_content></wp:comment>"
        b"<wp:author><wp:author_login>mary</wp:author_login></wp:author>"
        b"<content:encoded><![CDATA[<p>Warm the pot.</p>]]></content:encoded>"
        b"<excerpt:encoded><![CDATA[Short]]></excerpt:encoded>",
        "",
    )
    assert item == Item(
        texts={"title": "Tea", "post_id": "7", "creator": "mary"},
        meta={"_thumbnail_id": "5"},
        terms=[("post_tag", "Pots")],
        rows=[{"author_login": "mary"}],
        comments=1,
        content="<p>Warm the pot.</p>",
        excerpt="Short",
    )


@pytest.mark.parametrize(
    ("xml", "title"),
    [
        ("<title>Tom & Ann</title>", "Tom & Ann"),
        ("<title>AT&T; R&amp;D</title>", "AT&T; R&D"),
        ("<title>Tea&nbsp;&hellip;</title>", "Tea\xa0…"),
        ("<title>&#8220;Tea&#8221;</title>", "“Tea”"),
        ("<title>Tea\x0b\x00 pot</title>", "Tea pot"),
        ("<title>Tea\ufffe pot</title>", "Tea pot"),
        ("<title><![CDATA[Tom & <b>Ann</b>]]></title>", "Tom & <b>Ann</b>"),
        ("<odd:thing>x</odd:thing><title>Tea</title>", "Tea"),
        ("<title>Tea</title></stray><title>Two</title>", "Tea"),
        ("<title>Tea", "Tea"),
        ("<!-- a note --><title>Tea</title>", "Tea"),
    ],
    ids=[
        *("ampersand", "ampersand before a letter", "names of HTML", "numbers", "controls"),
        *("no character", "CDATA", "unbound prefix", "stray end tag", "breaks off", "comment"),
    ],
)
def test_item_is_read_from_broken_xml(xml, title):
    assert parse_item(xml.encode(), "")["title"] == title


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
        ("<![CDATA[a ]]> b]]>", "a ]]> b"),
        ("<![CDATA[cut]]>", "cut"),
        ("&lt;p&gt;Tea&lt;/p&gt;", "<p>Tea</p>"),
        ("<p>Tea &amp; talk</p>", "<p>Tea &amp; talk</p>"),
        ("", ""),
    ],
    ids=["split CDATA", "stray end of CDATA", "CDATA", "escaped", "bare markup", "empty"],
)
def test_content_is_what_was_written(inside, content):
    assert parse_item(f"<{CONTENT}>{inside}</{CONTENT}>".encode(), "").content == content


def test_content_without_an_end_is_not_taken_for_one():
    item = parse_item(b"<title>Tea</title><content:encoded><![CDATA[Warm]]>", "")
    assert (item["title"], item.content) == ("Tea", "")


@pytest.mark.parametrize(
    "xml", [b"<content:encoded>x</content:encoded>", b"</content:encoded>", b""]
)
def test_brief_item_has_all_but_its_content(xml):
    item = parse_item(
        b"<title>Tea</title>" + xml + b"<wp:status>draft</wp:status>", "", is_brief=True
    )
    assert item.content == ""
    assert item["title"] == "Tea"


def test_item_in_another_encoding_is_decoded():
    assert parse_item("<title>Café</title>".encode("cp1252"), "windows-1252")["title"] == "Café"


def test_entities_of_its_own_are_not_resolved():
    item = parse_item(b'<!DOCTYPE x [<!ENTITY b "beans">]><title>&b;</title>', "")
    assert "beans" not in item["title"]
