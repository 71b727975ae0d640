"""What the head of each page says of it."""

import pytest

from articles.discovery.metadata import (
    Image,
    Metadata,
    absolute,
    describe_listing,
    describe_preview,
    describe_revision,
    image_of,
)
from tests.factories import make_photo, publish_article, publish_guide

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/articles/", "http://testserver/articles/"),
        ("https://media.example.org/a.jpg", "https://media.example.org/a.jpg"),
    ],
)
def test_absolute_is_on_the_public_site(address, expected):
    assert absolute(address) == expected


def test_revision_is_described_by_what_is_for_search():
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
        markdown="/articles/repair.md",
        image=Image(f"http://testserver{photo.file.url}", 1200, 800, "A lake"),
    )


def test_revision_is_described_by_its_title_and_dek_otherwise():
    revision = publish_guide(slug="course", title="A course", dek="In order", chapters=[("a", "b")])

    assert describe_revision(revision) == Metadata(
        title="A course",
        description="In order",
        canonical="http://testserver/guides/course/",
        kind="article",
    )


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


def test_preview_is_for_one_pair_of_eyes():
    assert describe_preview("A draft") == Metadata(
        title="A draft", description="", canonical="", robots="noindex, nofollow"
    )


def test_no_photo_is_no_image():
    assert image_of(None) is None


def test_head_of_an_article_says_it_all(client):
    photo = make_photo(alt="A “lake”")
    publish_article(slug="repair", title="Repair & care", dek="How <to>", hero=photo)

    text = client.get("/articles/repair/").content.decode()

    for words in (
        "<title>Repair &amp; care – Untitled publication</title>",
        '<meta name="description" content="How &lt;to&gt;">',
        '<meta name="robots" content="index, follow, max-image-preview:large">',
        '<link rel="canonical" href="http://testserver/articles/repair/">',
        '<meta property="og:title" content="Repair &amp; care">',
        '<meta property="og:url" content="http://testserver/articles/repair/">',
        f'<meta property="og:image" content="http://testserver{photo.file.url}">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert words in text


def test_head_prints_nothing_empty(client):
    publish_article(slug="bare")

    assert 'content=""' not in client.get("/articles/bare/").content.decode()


def test_addresses_never_come_from_the_host_header(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    publish_article(slug="repair")

    response = client.get("/articles/repair/", headers={"Host": "evil.example"})

    assert "evil.example" not in response.content.decode()
