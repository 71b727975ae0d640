import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from articles.importing.document import (
    Block,
    Document,
    Format,
    Kind,
    LeftOut,
    Meta,
    Source,
    Unreadable,
)
from articles.importing.readers import read, split


def document(content="Warm the pot.", more="", extra="", *, last=False, **fields) -> Document:
    return read(sources(content, more, extra, **fields)[-1 if last else 0])


def sources(content, more="", extra="", **fields) -> list[Source]:
    told = "".join(f"<wp:{name}>{text}</wp:{name}>" for name, text in fields.items())
    title = "" if "untitled" in fields else "<title>Tea &amp; talk</title>"
    data = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<link>https://tea.example</link><wp:author><wp:author_login>mary</wp:author_login>"
        "<wp:author_display_name>Mary Field</wp:author_display_name></wp:author>"
        "<wp:category><wp:term_id>3</wp:term_id><wp:cat_name>Drinks</wp:cat_name></wp:category>"
        f"<item>{title}<link>https://tea.example/tea/</link><dc:creator>mary</dc:creator>{told}"
        f"<wp:post_id>7</wp:post_id>{more}<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"</item>{extra}</channel></rss>"
    )
    found = split("tea.xml", io.BytesIO(data.encode()))
    return [part for part in found if isinstance(part, Source)]


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
    )


def term(domain: str, name: str) -> str:
    return f'<category domain="{domain}"><![CDATA[{name}]]></category>'


def test_post_is_read():
    terms = term("category", "Drinks") + term("category", "Home") + term("post_tag", "pots")
    excerpt = "<excerpt:encoded><![CDATA[A <b>short</b> one]]></excerpt:encoded>"
    assert document(
        "One\n\n[b_c]Two[/b_c]",
        terms + excerpt + meta("_yoast_wpseo_canonical", "https://t.example/tea"),
        post_date_gmt="2020-01-02 03:04:05",
        post_name="tea-%C3%A9",
        status="publish",
    ) == Document(
        Format.WORDPRESS,
        "tea.xml: Tea & talk",
        Meta(
            title="Tea & talk",
            description="A short one",
            author="Mary Field",
            tags=("Home", "pots"),
            topic="Drinks",
            published_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
            canonical="https://t.example/tea",
            slug="tea-é",
        ),
        (Block(Kind.PARAGRAPH, "One"), Block(Kind.PARAGRAPH, "Two")),
        "One\nTwo",
        doubts=("Shortcodes were taken out; the words in them are kept: [b_c].",),
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("One\n\n[promo title='Two' id='x']three[/promo]", "One\nTwo\nthree"),
        ("[gallery ids='5']", "Hot"),
        ("<!-- wp:block {\"ref\":4} /-->", "Reused words"),
        ("<p>One</p><!-- a note --><script>x()</script>", "One"),
    ],
)  # fmt: skip
def test_words_are_those_that_readers_saw(content, words):
    extra = (
        "<item><wp:post_type>attachment</wp:post_type><wp:post_id>5</wp:post_id>"
        "<excerpt:encoded>Hot</excerpt:encoded></item>"
        "<item><wp:post_type>wp_block</wp:post_type><wp:post_id>4</wp:post_id>"
        "<content:encoded><![CDATA[<p>Reused words</p>]]></content:encoded></item>"
    )
    assert document(content, extra=extra).words == words


def test_questions_of_plug_ins_are_questions():
    (block,) = document(
        '<!-- wp:yoast/faq-block {} --><div class="schema-faq-section">'
        '<strong class="schema-faq-question">Why?</strong>'
        '<p class="schema-faq-answer">So.</p></div><!-- /wp:yoast/faq-block -->'
    ).blocks
    assert (block.kind, block.text, block.is_question) == (Kind.TOGGLE, "Why?", True)


@pytest.mark.parametrize(
    ("fields", "doubts"),
    [
        ({"status": "draft"}, ["It is a draft on the old site."]),
        ({"status": "pending"}, ["It waits for review on the old site."]),
        ({"status": "private"}, ["It is private on the old site."]),
        ({"status": "future"}, ["It is scheduled on the old site, for the date it has."]),
        ({"post_type": "page"}, ["It is a page on the old site, not a post."]),
        ({"post_password": "kettle"}, ["It is protected by a password on the old site."]),
        ({"untitled": "1"}, ["It has no title on the old site."]),
        ({"status": "publish"}, []),
    ],
)
def test_what_an_editor_should_know_is_told(fields, doubts):
    assert list(document(**fields).doubts) == doubts


def test_posts_of_the_same_address_are_told():
    twin = "<item><title>Other</title><wp:post_name>tea</wp:post_name></item>"
    assert document(extra=twin, post_name="tea").doubts == (
        "Another post has the same address: tea.",
    )


def test_post_where_the_file_breaks_off_is_told():
    twin = "<item><title>Other</title><content:encoded><![CDATA[Warm]]></content:encoded>"
    assert document(extra=twin, last=True).doubts == (
        "The file breaks off within this post, or the post is not closed.",
    )


def test_hero_picture_comes_with_its_words():
    hero = (
        "<item><wp:post_type>attachment</wp:post_type><wp:post_id>5</wp:post_id>"
        "<wp:attachment_url>https://tea.example/a.png</wp:attachment_url>"
        f"{meta('_wp_attachment_image_alt', 'A pot')}</item>"
    )
    found = document(more=meta("_thumbnail_id", "5"), extra=hero).meta
    assert (found.image, found.fields) == ("https://tea.example/a.png", {"image_alt": "A pot"})


def test_pictures_that_came_along_are_kept_by_whole_addresses():
    (source,) = sources('<img src="/uploads/a.png"><img src="//[a.png">')
    found = read(replace(source, pictures={"/uploads/a.png": b"1", "//[a.png": b"2"}))
    address = "https://tea.example/uploads/a.png"
    assert [block.text for block in found.blocks] == [f"![]({address})"]
    assert (found.pictures[address], found.remote_pictures) == (b"1", ())


@pytest.mark.parametrize(
    ("more", "description", "fields"),
    [
        (meta("_yoast_wpseo_metadesc", "Hot tea"), "Hot tea", {}),
        (meta("rank_math_description", "%title% %sep%"), "", {}),
        (meta("_yoast_wpseo_title", "Hot %%sep%% tea"), "", {}),
        (meta("_aioseo_title", "Hot"), "", {"search_title": "Hot"}),
        (meta("mood", "Calm") + meta("_edit_last", "1") + meta("empty", ""), "", {"mood": "Calm"}),
        (
            meta("_genesis_description", "Hot")
            + "<excerpt:encoded><![CDATA[Short &amp; hot]]></excerpt:encoded>",
            "Short & hot",
            {"search_description": "Hot"},
        ),
    ],
    ids=["yoast", "pattern", "title pattern", "all in one", "own fields", "excerpt"],
)
def test_metadata_of_plug_ins_is_read(more, description, fields):
    found = document(more=more).meta
    assert (found.description, found.fields) == (description, fields)


def test_words_of_own_fields_are_left_out_by_name():
    why = "“mood” in the post's fields: an article has no place for it."
    assert document(more=meta("mood", "Calm and slow")).left_out == (LeftOut("Calm and slow", why),)


@pytest.mark.parametrize(
    ("terms", "primary", "topic", "tags"),
    [
        (["Uncategorized"], "", "", ()),
        (["Uncategorized", "Drinks"], "", "Drinks", ()),
        (["Home", "Drinks"], "", "Home", ("Drinks",)),
        (["Home", "Drinks"], "3", "Drinks", ("Home",)),
        (["Home"], "3", "Home", ()),
    ],
)
def test_topic_is_the_first_category_or_the_one_named(terms, primary, topic, tags):
    more = "".join(term("category", name) for name in terms)
    found = document(more=more + meta("_yoast_wpseo_primary_category", primary)).meta
    assert (found.topic, found.tags) == (topic, tags)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"post_date_gmt": "2020-01-02 03:04:05"}, datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (
            {"post_date_gmt": "0000-00-00 00:00:00", "post_date": "2020-01-02 03:04:05"},
            datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        ),
        ({"post_date_gmt": "2020-01-02 03:04:05", "status": "draft"}, None),
        ({}, None),
    ],
    ids=["gmt", "local", "draft", "none"],
)
def test_date_is_read(fields, expected):
    assert document(**fields).meta.published_at == expected


def test_date_of_the_feed_is_read_where_there_is_no_other():
    more = "<pubDate>Thu, 02 Jan 2020 03:04:05 +0000</pubDate>"
    assert document(more=more).meta.published_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_post_of_endless_shortcodes_is_refused_by_name():
    with pytest.raises(Unreadable, match=r"^tea\.xml: Tea & talk has more than 10,000 brackets\."):
        document("[" * 10_001)


def test_mojibake_is_mended():
    found = document("<p>CafÃ©</p>", term("post_tag", "CafÃ©"))
    assert (found.words, found.meta.tags) == ("Café", ("Café",))
    assert [repair.after for repair in found.repairs] == ["é", "é"]
