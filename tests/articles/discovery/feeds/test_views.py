import json
import re

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Author, ClickCount, Topic
from articles.publishing.windows import publish, save_revision
from tests.articles.affiliates.headers import CHROME
from tests.factories import (
    make_author,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

FILES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
FOLDERS = ["/feeds/", "/topics/rest/", "/authors/ann/"]
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db, time_machine):
    """An article that was published at noon and changed an hour later."""
    make_publication(name="The Gazette", tagline="Plain & short")
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    authors = [make_author(name="Ann", slug="ann"), make_author(name="Bob", slug="bob")]
    row = publish_article(
        title="Calm & <quiet>", slug="calm", dek="Less < more", authors=authors,
        topic=make_topic(title="Rest", slug="rest"), tags=["sleep"], hero=make_photo(),
    ).article  # fmt: skip
    time_machine.shift(3600)
    row.introduction = "Changed."
    row.save()
    return publish(save_revision(row), is_update=True)


def get(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(("file", "mime"), FILES.items())
def test_feed_tells_what_it_is_and_where(client, article, folder, file, mime):
    response = get(client, folder + file)

    assert (response["Content-Type"], response["Link"], response["X-Robots-Tag"]) == (
        mime,
        f'<http://testserver{folder}{file}>; rel="self"',
        "noindex",
    )


def test_rss_is_complete(client, article):
    root = etree.fromstring(get(client, "/feeds/rss.xml").content)
    image = f"http://testserver{article.hero.file.url}"

    def told(path: str) -> list[str]:
        return root.xpath(f"string({path})", namespaces=NAMES)

    assert (root.tag, root.get("version"), len(root.findall("channel/item"))) == ("rss", "2.0", 1)
    assert {path: told(path) for path in (
        "//channel/title", "//channel/link", "//channel/description", "//lastBuildDate",
        "//channel/atom:link[@rel='self']/@href", "//item/title", "//item/link",
        "//item/description", "//item/guid", "//item/guid/@isPermaLink", "//item/pubDate",
        "//item/atom:updated", "//item/media:content/@url",
    )} == {
        "//channel/title": "The Gazette",
        "//channel/link": "http://testserver/",
        "//channel/description": "Plain & short",
        "//lastBuildDate": "Tue, 03 Mar 2026 13:00:00 +0000",
        "//channel/atom:link[@rel='self']/@href": "http://testserver/feeds/rss.xml",
        "//item/title": "Calm & <quiet>",
        "//item/link": "http://testserver/articles/calm/",
        "//item/description": "Less &lt; more",
        "//item/guid": f"tag:testserver,2026:articles/{article.article_id}",
        "//item/guid/@isPermaLink": "false",
        "//item/pubDate": "Tue, 03 Mar 2026 12:00:00 +0000",
        "//item/atom:updated": "2026-03-03T13:00:00+00:00",
        "//item/media:content/@url": image,
    }  # fmt: skip
    assert root.xpath("//item/dc:creator/text()", namespaces=NAMES) == ["Ann", "Bob"]
    assert root.xpath("//item/category/text()") == ["Rest", "sleep"]
    assert "<p>Changed.</p>" in told("//item/content:encoded")


def test_atom_is_complete(client, article):
    root = etree.fromstring(get(client, "/topics/rest/atom.xml").content)

    def told(path: str) -> list[str]:
        return root.xpath(path, namespaces=NAMES)

    assert {path: told(path) for path in (
        "atom:id/text()", "atom:title/text()", "atom:updated/text()",
        "atom:link[@rel='self']/@href", "atom:author/atom:name/text()",
        "//atom:entry/atom:id/text()",
        "//atom:entry/atom:title/text()", "//atom:entry/atom:link/@href",
        "//atom:published/text()", "//atom:entry/atom:updated/text()",
        "//atom:entry/atom:author/atom:name/text()", "//atom:entry/atom:author/atom:uri/text()",
        "//atom:category/@term", "//atom:summary/text()", "//atom:content/@type",
    )} == {
        "atom:id/text()": [f"tag:testserver,2026:feeds/topics/{article.topic_id}"],
        "atom:title/text()": ["The Gazette: Rest"],
        "atom:updated/text()": ["2026-03-03T13:00:00+00:00"],
        "atom:link[@rel='self']/@href": ["http://testserver/topics/rest/atom.xml"],
        "atom:author/atom:name/text()": ["The Gazette"],
        "//atom:entry/atom:id/text()": [f"tag:testserver,2026:articles/{article.article_id}"],
        "//atom:entry/atom:title/text()": ["Calm & <quiet>"],
        "//atom:entry/atom:link/@href": ["http://testserver/articles/calm/"],
        "//atom:published/text()": ["2026-03-03T12:00:00+00:00"],
        "//atom:entry/atom:updated/text()": ["2026-03-03T13:00:00+00:00"],
        "//atom:entry/atom:author/atom:name/text()": ["Ann", "Bob"],
        "//atom:entry/atom:author/atom:uri/text()": [
            "http://testserver/authors/ann/", "http://testserver/authors/bob/",
        ],
        "//atom:category/@term": ["Rest", "sleep"],
        "//atom:summary/text()": ["Less &lt; more"],
        "//atom:content/@type": ["html"],
    }  # fmt: skip


def test_json_feed_is_complete(client, article):
    feed = json.loads(get(client, "/authors/ann/feed.json").content)
    html = feed["items"][0].pop("content_html")

    assert "<p>Changed.</p>" in html
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Gazette: Ann",
        "home_page_url": "http://testserver/authors/ann/",
        "feed_url": "http://testserver/authors/ann/feed.json",
        "description": "The newest that Ann wrote for The Gazette",
        "authors": [{"name": "The Gazette", "url": "http://testserver/"}],
        "language": "en-gb",
        "items": [
            {
                "id": f"tag:testserver,2026:articles/{article.article_id}",
                "url": "http://testserver/articles/calm/",
                "title": "Calm & <quiet>",
                "summary": "Less < more",
                "image": f"http://testserver{article.hero.file.url}",
                "date_published": "2026-03-03T12:00:00+00:00",
                "date_modified": "2026-03-03T13:00:00+00:00",
                "authors": [
                    {"name": "Ann", "url": "http://testserver/authors/ann/"},
                    {"name": "Bob", "url": "http://testserver/authors/bob/"},
                ],
                "tags": ["Rest", "sleep"],
            }
        ],
    }


def test_all_formats_hold_the_same(client, article):
    make_product(slug="lamp")
    publish_article(introduction="[a](go:lamp) & <b>b</b>\n\n::: note\nc\n:::")
    rss, atom = (etree.fromstring(get(client, f"/feeds/{f}.xml").content) for f in ("rss", "atom"))
    items = json.loads(get(client, "/feeds/feed.json").content)["items"]

    assert (
        rss.xpath("//content:encoded/text()", namespaces=NAMES)
        == atom.xpath("//atom:content/text()", namespaces=NAMES)
        == [item["content_html"] for item in items]
    )


def ids_in(client, folders):
    """The ids in each format of each feed."""
    texts = [get(client, folder + file).text for folder in folders for file in FILES]
    return [re.findall(r"tag:[^<\"]+", text) for text in texts]


def test_ids_stay_when_titles_and_addresses_change(client, article):
    before = ids_in(client, FOLDERS)
    Topic.objects.update(title="Sleep", slug="sleep")
    Author.objects.filter(slug="ann").update(name="Anna", slug="anna")
    Article.objects.update(title="Calmer", slug="calmer")
    publish(save_revision(Article.objects.get()))

    assert ids_in(client, ["/feeds/", "/topics/sleep/", "/authors/anna/"]) == before
    assert [len(ids) for ids in before] == [1, 2, 1] * 3  # of feeds themselves only Atom's has one
    assert "http://testserver/articles/calmer/" in get(client, "/feeds/rss.xml").text


@pytest.mark.parametrize("file", FILES)
def test_feed_of_nothing_is_one(client, file):
    get(client, f"/feeds/{file}")
    first = get(client, f"/feeds/{file}")

    # Nothing in it is of now, so whoever has it is told so.
    assert client.get(f"/feeds/{file}", headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("file", FILES)
def test_who_has_a_feed_already_is_told_so(client, article, file, time_machine):
    etag = get(client, f"/feeds/{file}")["ETag"]
    time_machine.shift(60)

    again = client.get(f"/feeds/{file}", headers={"if-none-match": etag})
    publish_article(title="New")
    after = client.get(f"/feeds/{file}", headers={"if-none-match": etag})

    assert (again.status_code, again.content, after.status_code) == (304, b"", 200)


@pytest.mark.parametrize("file", FILES)
def test_feed_names_its_hub(client, article, settings, file):
    settings.WEBSUB_HUB = "https://hub.example.org/"

    response = get(client, f"/feeds/{file}")

    assert response["Link"] == (
        f'<http://testserver/feeds/{file}>; rel="self", <https://hub.example.org/>; rel="hub"'
    )
    assert response.text.count("https://hub.example.org/") == 1


@pytest.mark.parametrize("folder", FOLDERS)
def test_twenty_entries_cost_as_many_queries_as_one(client, folder, django_assert_num_queries):
    make_product(slug="lamp")
    make_product(slug="book", merchant=make_merchant(may_cloak=False))
    publish_guide(slug="row", chapters=[("Own", "Words.")])
    topic, author = make_topic(slug="rest"), make_author(slug="ann")
    texts = {"introduction": "[a](go:lamp) [b](go:book) [c](guide:row) [d](article:first)"}
    own = {"topic": topic, "authors": [author], "tags": ["sleep"], "hero": make_photo()}
    publish_article(slug="first", **own)

    for count in (1, 21):
        for _ in range(count):
            publish_article(**own, **texts)
        with django_assert_num_queries(7 if folder == "/feeds/" else 8):
            get(client, f"{folder}rss.xml")


def test_a_click_in_a_feed_counts_for_no_page(client, article):
    make_product(slug="lamp")
    publish_article(introduction="[a](go:lamp)")
    html = json.loads(get(client, "/feeds/feed.json").content)["items"][0]["content_html"]
    address = LexborHTMLParser(html).css_first('a[href*="/go/"]').attributes["href"]

    response = client.get(address, headers=CHROME)

    assert (address, response.status_code) == ("http://testserver/go/lamp/?from=feed", 302)
    assert list(ClickCount.objects.values_list("source", "placement", "clicks")) == [("", "", 1)]


@pytest.mark.parametrize(
    "address", ["/topics/no/rss.xml", "/authors/no/atom.xml", "/feeds/rss", "/feeds/other.xml"]
)
def test_feed_of_nobody_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_feeds_can_only_be_read(client, article):
    for address in ("/feeds/", "/feeds/rss.xml", "/topics/rest/rss.xml", "/authors/ann/rss.xml"):
        assert (client.head(address).status_code, client.post(address).status_code) == (200, 405)


def test_blogs_usual_address_leads_to_the_feed(client):
    response = client.get("/feed/")

    assert (response.status_code, response["Location"]) == (301, "/feeds/rss.xml")


def test_people_find_the_feeds(client, article, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = LexborHTMLParser(get(client, "/feeds/").text)

    assert [link.attributes["href"] for link in page.css("main a")] == [
        folder + file for folder in ("/feeds/", "/topics/rest/") for file in FILES
    ]
    assert page.css_first('footer a[href="/feeds/"]').text() == "Follow by feed"
