"""What machines find the site by, over HTTP."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
    make_kit,
    make_photo,
    make_topic,
    publish_article,
    publish_guide,
)

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

pytestmark = pytest.mark.django_db


def read(client, address: str):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/xml; charset=utf-8",
    )
    return etree.fromstring(response.getvalue())


def told(root, name: str) -> list[str]:
    return [node.text for node in root.iter(SITEMAP + name)]


@pytest.fixture
def site(db, time_machine):
    """One of everything that has an address, and of what has none now."""
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    author = make_author(slug="ann")
    article = publish_article(
        slug="calm", topic=make_topic(slug="rest"), authors=[author], hero=make_photo()
    )
    publish_article(slug="about", kind="page")
    publish_guide(slug="row", chapters=[article.article, ("Own", "Words.")])
    make_kit(slug="gift")
    withdraw(publish_article(slug="gone").article)
    publish(save_revision(make_article(slug="soon")), at=timezone.now() + timedelta(days=1))
    make_topic(slug="empty")
    return article


def test_every_address_in_the_sitemaps_is_found_indexable_and_canonical(client, site):
    found = []
    for sitemap in told(read(client, "/sitemap.xml"), "loc"):
        found += told(read(client, sitemap), "loc")

    assert sorted(found) == [
        f"http://testserver{path}"
        for path in (
            *("/", "/about/", "/articles/", "/articles/calm/", "/authors/ann/", "/feeds/"),
            *("/guides/", "/guides/row/", "/guides/row/own/", "/kits/gift/", "/topics/rest/"),
        )
    ]
    for address in found:
        response = client.get(address)
        text = response.content.decode()
        assert response.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in text, address
        assert "noindex" not in text + response.get("X-Robots-Tag", ""), address


def test_lastmod_is_the_revisions_to_the_second(client, site):
    shown = "2026-03-03T12:00:00Z"

    root = read(client, "/sitemaps/articles-1.xml")

    assert told(root, "lastmod") == [shown]
    index = {node[0].text: node[1].text for node in read(client, "/sitemap.xml") if len(node) > 1}
    assert index["http://testserver/sitemaps/articles-1.xml"] == shown


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemaps/articles-1.xml"])
def test_who_has_a_sitemap_already_is_told_so(client, site, address, time_machine):
    etag = client.get(address)["ETag"]
    assert re.fullmatch(r'"[\x21\x23-\x7e]+"', etag)  # RFC 9110, 8.8.3

    again = client.get(address, headers={"if-none-match": etag})
    time_machine.shift(1)
    withdraw(site.article)
    publish_article()
    after = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert after.status_code == 200


@pytest.mark.parametrize(
    "name", ["articles-0", "articles-2", "articles-99999999999999999999", "tags-1", "kits-1"]
)
def test_a_sitemap_that_there_is_not_is_not_found(client, name):
    publish_article()

    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_index_of_an_empty_site_names_its_pages_only(client):
    assert told(read(client, "/sitemap.xml"), "loc") == [
        "http://testserver/sitemaps/pages-1.xml",
        "http://testserver/sitemaps/guides-1.xml",
    ]


def test_a_file_costs_three_queries(client, site, django_assert_num_queries):
    for _ in range(3):
        publish_article(hero=make_photo())

    with django_assert_num_queries(3):
        read(client, "/sitemaps/articles-1.xml")


def test_llms_txt_lists_markdown_that_is_there(client, site, django_assert_num_queries):
    with django_assert_num_queries(4):
        response = client.get("/llms.txt")

    assert (response.status_code, response["Content-Type"], response["X-Robots-Tag"]) == (
        200,
        "text/plain; charset=utf-8",
        "noindex",
    )
    found = re.findall(r"^- \[.*?\]\((.*?)\)", response.text, re.MULTILINE)
    assert found == [
        "http://testserver/articles/calm.md",
        "http://testserver/guides/row/",
        "http://testserver/about.md",
    ]
    assert [client.get(address).status_code for address in found] == [200, 200, 200]


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemaps/pages-1.xml", "/llms.txt"])
def test_address_can_only_be_read(client, db, address):
    assert (client.head(address).status_code, client.post(address).status_code) == (200, 405)


def test_front_page_changed_when_the_newest_of_both_apps_came(client, site, time_machine):
    def shown():
        return told(read(client, "/sitemaps/pages-1.xml"), "lastmod")[:2]

    article, guide = "2026-03-03T12:00:00Z", "2026-03-03T13:00:00Z"
    assert shown() == [article, article]
    time_machine.shift(timedelta(hours=1))
    publish_guide(chapters=[("Own", "Words.")])
    assert shown() == [guide, article]
