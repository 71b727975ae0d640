"""Pages that can put their reader at risk: what they show, and what they leave behind."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.models import Topic
from articles.publishing.windows import NotPublishable, withdraw
from articles.sensitive import is_sensitive
from tests.factories import (
    make_article,
    make_author,
    make_merchant,
    make_product,
    make_publication,
    make_share_link,
    make_topic,
    publish_article,
    publish_guide,
)

EXIT = "https://weather.example.org/"
PAYING = "Take [a lamp](go:lamp) and [a bed](https://shop.example.com/bed).\n\n::: offer lamp\n:::"
#: Where readers meet an article called “safe” of the topic “home”.
PAGES = {
    "article": "/articles/safe/",
    "chapter": "/guides/course/safe/",
    "cover of its guide": "/guides/course/",
    "end of its guide": "/guides/course/end/",
    "topic": "/topics/home/",
    "what was taken down": "/articles/gone/",
    "draft that is shared": "/preview/{key}/",
    "search for help": "/search/?q=suicide",
}


@pytest.fixture
def site(db):
    """The addresses of all pages of an article, its topic being of any sensitivity."""

    def make(sensitivity: str) -> dict[str, str]:
        make_publication(exit_address=EXIT, help_lines="Call 112.", help_words="suicide")
        topic = make_topic(slug="home", sensitivity=sensitivity)
        article = publish_article(slug="safe", topic=topic).article
        publish_guide(slug="course", chapters=[article])
        withdraw(publish_article(slug="gone", topic=topic).article)
        key = make_share_link(article).key
        return {name: path.format(key=key) for name, path in PAGES.items()}

    return make


def exits(html: str) -> list[tuple]:
    """The ways out, and the modules that help with it."""
    root = LexborHTMLParser(html)
    links = [(a.attributes["href"], a.attributes["rel"]) for a in root.css("a.exit")]
    scripts = [s for s in root.css("script[src]") if "/exit" in s.attributes["src"]]
    return [*links, *("script" for _ in scripts)]


def headers(response) -> tuple:
    return response.headers.get("Cache-Control"), response.headers["Referrer-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_sensitive_page_is_left_quickly_and_leaves_no_trace(client, site, page):
    response = client.get(site("sensitive")[page])
    assert exits(response.text) == [(EXIT, "nofollow noreferrer noopener"), "script"]
    kept, told = headers(response)
    assert ("no-store" in kept, told, "ETag" in response.headers) == (True, "no-referrer", False)


ORDINARY = [name for name, path in PAGES.items() if "{" not in path and "?" not in path]


@pytest.mark.parametrize("page", ORDINARY)
def test_ordinary_page_has_no_way_out_and_may_be_kept(client, site, page):
    response = client.get(site("ordinary")[page])
    assert exits(response.text) == []
    assert headers(response) == (None, "strict-origin-when-cross-origin")


def test_way_out_comes_right_after_the_way_to_the_text(client, site):
    root = LexborHTMLParser(client.get(site("sensitive")["article"]).text)
    first = [link.attributes["class"] for link in root.css("body a")[:2]]
    assert first == ["skip-link", "exit"]


def test_words_that_call_for_no_help_leave_the_search_as_it_is(client, site):
    site("sensitive")
    response = client.get("/search/?q=tea")
    assert (exits(response.text), headers(response)) == ([], (None, "no-referrer"))


def test_page_follows_where_the_way_out_leads_and_the_topic(client, site):
    path = site("sensitive")["article"]
    client.get(path)
    make_publication(exit_address="https://news.example.org/")
    assert exits(client.get(path).text)[0][0] == "https://news.example.org/"
    Topic.objects.update(sensitivity="ordinary")
    assert exits(client.get(path).text) == []


def test_markdown_of_a_sensitive_article_leaves_no_trace_either(client, site):
    site("sensitive")
    assert headers(client.get("/articles/safe.md")) == ("private, no-store", "no-referrer")


def test_sensitive_article_costs_three_queries(client, site, django_assert_num_queries):
    path = site("sensitive")["article"]
    client.get(path)
    with django_assert_num_queries(3):
        client.get(path)


def test_what_has_no_topic_is_not_sensitive():
    assert [is_sensitive(None), is_sensitive(object())] == [False, False]


# What pays


@pytest.fixture
def shop(db):
    make_publication(help_lines="Call 112.")
    make_product(slug="lamp", merchant=make_merchant(hosts="shop.example.com"))


@pytest.mark.parametrize(
    "fields",
    [
        {"introduction": "[A lamp](go:lamp)"},
        {"sections": [("One", "::: offer lamp\n:::")]},
        {"faqs": [("Why?", "https://shop.example.com/bed")]},
        {"references": [{"key": "a", "title": "Bed", "url": "https://shop.example.com/bed"}]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_article_that_pays_is_not_published_on_a_sensitive_topic(shop, fields):
    topics = make_topic(), make_topic(sensitivity="sensitive")
    ordinary, sensitive = (make_article(topic=topic, **fields) for topic in topics)
    publish_article(ordinary)
    with pytest.raises(NotPublishable, match="A sensitive topic earns nothing"):
        publish_article(sensitive)


@pytest.mark.parametrize("path", ["/articles/safe/", "/articles/safe.md", "/feeds/feed.json"])
def test_page_whose_topic_became_sensitive_pays_nowhere(client, shop, path):
    revision = publish_article(slug="safe", introduction=PAYING)
    assert "sponsored" in client.get(path).text
    # Not through the desk, which makes such pages anew.
    Topic.objects.filter(pk=revision.topic_id).update(sensitivity="sensitive")
    text = client.get(path).text
    assert [word in text for word in ("sponsored", "/go/", "shop.example")] == [False] * 3
    assert "Take a lamp and a bed." in text


def test_chapter_and_version_of_what_became_sensitive_pay_nowhere(client, editor_client, shop):
    revision = publish_article(slug="safe", introduction=PAYING)
    publish_guide(slug="course", chapters=[revision.article])
    version = f"/admin/articles/article/{revision.article_id}/revisions/{revision.pk}/"
    read = [(client, "/guides/course/safe/"), (editor_client, version)]
    assert ["sponsored" in who.get(path).text for who, path in read] == [True, True]
    Topic.objects.filter(pk=revision.topic_id).update(sensitivity="sensitive")
    assert ["sponsored" in who.get(path).text for who, path in read] == [False, False]


def test_author_of_a_sensitive_page_sells_nothing_on_it(shop):
    ada = make_author(bio="She sells [a lamp](go:lamp).")
    topics = make_topic(), make_topic(sensitivity="sensitive")
    rows = [publish_article(authors=[ada], topic=topic) for topic in topics]
    assert ["sponsored" in row.html for row in rows] == [True, False]
    assert "She sells a lamp." in rows[1].html
    assert "commission" not in rows[1].html
