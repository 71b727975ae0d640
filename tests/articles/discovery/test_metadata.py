"""What the head of each page says of it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from articles.discovery.metadata import (
    Image,
    Metadata,
    absolute,
    describe,
    describe_article,
    describe_author,
    describe_home,
    describe_listing,
    describe_preview,
    describe_revision,
    full_title,
    image_of,
    share,
    spell_moment,
)
from articles.discovery.share_image import Poster
from articles.publishing.windows import publish, save_revision
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def meta_of(title="T", description="D", canonical="http://testserver/", **fields):
    return Metadata(title=title, description=description, canonical=canonical, **fields)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/articles/", "http://testserver/articles/"),
        ("https://media.example.org/a.jpg", "https://media.example.org/a.jpg"),
    ],
)
def test_absolute_is_on_the_public_site(address, expected):
    assert absolute(address) == expected


def test_revision_is_described_by_what_is_for_search(time_machine):
    time_machine.move_to(NOON, tick=False)
    photo = make_photo(alt="A lake")
    revision = publish_article(
        slug="repair",
        title="Repair",
        dek="How to",
        search_title="Repair, found",
        search_description="Described",
        hero=photo,
    )

    assert describe_revision(revision) == Metadata(
        title="Repair, found",
        description="Described",
        canonical="http://testserver/articles/repair/",
        kind="article",
        published=spell_moment(NOON),
        modified=spell_moment(NOON),
        markdown="/articles/repair.md",
        image=Image(f"http://testserver{photo.file.url}", 1200, 800, "A lake"),
    )


def test_article_has_more_to_say_of_itself():
    revision = publish_article(
        topic=make_topic(title="Conflict"), authors=[make_author(slug="ada")], tags=["b", "a"]
    )

    meta = describe_article(revision)

    assert (meta.section, meta.tags, meta.authors) == (
        "Conflict",
        tuple(revision.facts["tags"]),
        ("http://testserver/authors/ada/",),
    )


def test_article_without_facts_is_described_all_the_same():
    revision = publish_article(dek="")
    revision.facts = {}

    meta = describe_article(revision)

    assert (meta.description, meta.tags, meta.authors) == ("", (), ())


def test_guide_is_described_by_its_title_and_dek():
    revision = publish_guide(slug="course", title="A course", dek="In order", chapters=[("a", "b")])

    meta = describe_revision(revision)

    assert (meta.title, meta.description, meta.canonical, meta.kind) == (
        "A course",
        "In order",
        "http://testserver/guides/course/",
        "article",
    )


def test_page_is_no_article_to_networks():
    assert describe_revision(publish_article(kind="page")).kind == "website"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("", ""), ""),
        (("", "Only this"), "Only this"),
        (("Short", "and what follows it"), "Short. and what follows it"),
        (("Short.", "What follows"), "Short. What follows"),
        (("x" * 50, "more"), "x" * 50),
        (("word " * 40,), "word " * 31 + "word…"),
    ],
)
def test_describe_takes_as_much_as_is_shown(texts, expected):
    assert describe(*texts) == expected


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Repair after a row", "The Gazette", "Repair after a row – The Gazette"),
        ("The Gazette: words", "The Gazette", "The Gazette: words"),
        ("T" * 60, "The Gazette", "T" * 60),
        ("About", "N" * 60, f"About – {'N' * 60}"),
    ],
)
def test_full_title_bears_the_name_where_it_helps(title, name, expected):
    assert full_title(meta_of(title=title), name) == expected


@pytest.mark.parametrize(
    ("page", "title", "canonical"),
    [
        (1, "All", "http://testserver/articles/"),
        (2, "All, page 2", "http://testserver/articles/?page=2"),
    ],
)
def test_each_page_of_a_list_is_canonical_itself(page, title, canonical):
    described = describe_listing("All", "Every one", "/articles/", page=page)

    assert described == Metadata(title=title, description="Every one", canonical=canonical)


def test_author_is_described_by_what_they_are():
    author = make_author(name="Ada", slug="ada", credentials="MSc")

    meta = describe_author(author, "She listens for a living.")

    assert (meta.title, meta.description, meta.kind) == (
        "Ada",
        "Ada, MSc: profile and articles. She listens for a living.",
        "profile",
    )


@pytest.mark.parametrize(
    ("fields", "title", "description"),
    [
        (
            {"tagline": "In plain words"},
            "The Test Gazette: In plain words",
            "The Test Gazette: In plain words. In plain words",
        ),
        ({"tagline": "w" * 60, "footer_note": "f" * 60}, "The Test Gazette", "f" * 60),
        ({}, "The Test Gazette", "The Test Gazette"),
    ],
)
def test_home_is_described_by_the_publication(fields, title, description):
    meta = describe_home(make_publication(**fields))

    assert (meta.title, meta.description) == (title, description)


def test_preview_is_for_one_pair_of_eyes():
    assert describe_preview("A draft") == Metadata(
        title="A draft", description="", canonical="", robots="noindex, nofollow"
    )


def test_no_photo_is_no_image():
    assert image_of(None) is None


def test_shared_page_has_the_image_drawn_for_it():
    poster = Poster("a1", "Repair", "The Gazette", byline="Ada")

    assert share(meta_of(), poster).image == Image(
        f"http://testserver/share/a1/{poster.digest}.jpg", 1200, 630, "Repair – Ada – The Gazette"
    )


@pytest.mark.parametrize(("language", "locale"), [("en-gb", "en_GB"), ("de", "")])
def test_locale_needs_a_country(language, locale):
    with translation.override(language):
        assert meta_of().locale == locale


@pytest.mark.parametrize(("url", "kind"), [("a.jpg", "image/jpeg"), ("a", "")])
def test_image_knows_its_type(url, kind):
    assert Image(url, 1, 1, "").type == kind


def test_head_of_an_article_says_it_all(client):
    revision = publish_article(
        slug="repair",
        title="Repair & care",
        dek="How <to> mend what was said in anger, before night falls",
        topic=make_topic(title="Conflict"),
        authors=[make_author(name="Ada", slug="ada")],
        tags=["calm"],
    )

    text = client.get("/articles/repair/").content.decode()

    for words in (
        "<title>Repair &amp; care – Untitled publication</title>",
        '<meta name="description" content="How &lt;to&gt; mend what was said in anger',
        '<meta name="robots" content="index, follow, max-image-preview:large">',
        '<link rel="canonical" href="http://testserver/articles/repair/">',
        '<meta property="og:title" content="Repair &amp; care">',
        '<meta property="og:url" content="http://testserver/articles/repair/">',
        '<meta property="og:locale" content="en_GB">',
        f'<meta property="og:image" content="http://testserver/share/{revision.source}/',
        '<meta property="og:image:type" content="image/jpeg">',
        '<meta property="og:image:alt" content="Repair &amp; care – Ada – Untitled publication">',
        '<meta property="article:author" content="http://testserver/authors/ada/">',
        '<meta property="article:section" content="Conflict">',
        '<meta property="article:tag" content="calm">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert words in text


def test_dates_of_a_page_agree_to_the_second(client, time_machine):
    time_machine.move_to("2026-03-03T23:30:05.700000+00:00", tick=False)
    publish(save_revision(make_article(slug="dated")))

    text = client.get("/articles/dated/").content.decode()

    moment = "2026-03-04T00:30:05+01:00"
    assert text.count(moment) == 6
    for words in (
        f'<meta property="article:published_time" content="{moment}">',
        f'<meta property="article:modified_time" content="{moment}">',
        f'<time datetime="{moment}">4 March 2026</time>',
        f'"datePublished":"{moment}","dateModified":"{moment}"',
    ):
        assert words in text


def test_addresses_never_come_from_the_host_header(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish_article(slug="repair")

    response = client.get("/articles/repair/", headers={"Host": "evil.example"})

    assert "evil.example" not in response.content.decode()
