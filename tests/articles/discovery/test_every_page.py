"""What holds for every page there is: of a full site, a bare one and an empty one."""

import re
from collections import defaultdict
from urllib.parse import parse_qsl, urljoin

import pytest
from django.urls import URLPattern, get_resolver
from selectolax.lexbor import LexborHTMLParser

from articles.search.documents import plain, text_of
from tests.articles.discovery.crawl import SITE, name_of, walk
from tests.articles.discovery.sites import ALSO

#: Views that answer with no page, whatever they are asked.
NO_PAGES = {
    "articles.affiliates.views": {"note_click", "note_view"},
    "articles.discovery.feeds.views": {"author", "site", "topic"},
    "articles.discovery.pings.views": {"key_file"},
    "articles.discovery.views": {"crop", "share_image"},
    "articles.photos.views": {"photo_file"},
    "articles.reviewing.guests": {"preview_comment"},
    "articles.search.views": {"suggestions"},
    "articles.views": {"article_markdown", "page_markdown"},
    "config.discovery": {"llms", "sitemap", "sitemap_index"},
    "config.views": {"health", "robots"},
    "django.views.generic.base": {"view"},
    "guides.kits.views": {"ask_for", "note_shown"},
}
#: Given up by search engines, or never to be claimed of oneself.
FORBIDDEN = {
    *("HowTo", "ClaimReview", "Course", "CourseInstance", "Book", "ReadAction", "Clip"),
    *("LearningResource", "SpecialAnnouncement", "Review", "Rating", "AggregateRating"),
    *("review", "reviewRating", "aggregateRating"),
}
#: What is named in the text of a page, or links to where it is read.
SEEN = {"CreativeWork", "CreativeWorkSeries", "ListItem", "Person", "Question"}
FEEDS = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

pytestmark = pytest.mark.django_db


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield name_of(pattern.callback)
        elif pattern.app_name != "admin":
            yield from views(pattern.url_patterns)


@pytest.mark.parametrize("crawled", ["full"], indirect=True)
def test_no_kind_of_page_is_left_out(crawled):
    no_pages = {f"{module}.{name}" for module, names in NO_PAGES.items() for name in names}
    others = {name for name in views(get_resolver().url_patterns) if "markdownx" not in name}

    assert {page.kind for page in crawled.pages} == others - no_pages
    assert {"archive", "topic", "tag", "author", "reviewed"} == {
        page.kind.rpartition(".")[2] for page in crawled.indexable if "page=2" in page.address
    }
    assert {page.status for page in crawled.pages} == {200, 403, 404, 410}


def test_what_is_no_page_to_find_asks_not_to_be_indexed_and_tells_machines_nothing(crawled):
    hidden = [page for page in crawled.pages if not page.is_indexable]

    assert {page.kind for page in hidden if page.status == 200} <= {
        "articles.history.views.changes",
        "articles.history.views.version",
        "articles.search.views.search",
        "articles.views.topic",
        "guides.kits.views.asked",
        "guides.letters.views.leave",
    }
    for page in hidden:
        assert "noindex" in page.robots, page.address
        assert (page.canonical, page.graph, page.meta("og:url")) == ("", [], []), page.address


def test_page_has_one_canonical_address_which_is_its_own(crawled):
    for page in crawled.indexable:
        links = page.html.css("link[rel=canonical]")
        assert [link.attributes["href"] for link in links] == [canonical_of(page)], page.address
        assert page.meta("og:url") == [canonical_of(page)], page.address
        assert crawled[page.canonical].is_canonical, page.address


def canonical_of(page):
    """Its address with no more than the number of its page; of a chapter, perhaps its article's."""
    if page.kind == "guides.views.chapter" and articles_of(page):
        return articles_of(page)[0]["@id"].partition("#")[0]
    path, _, query = page.address.partition("?")
    number = dict(parse_qsl(query)).get("page", "1")
    return SITE + (path if number == "1" else f"{path}?page={number}")


def test_page_asks_for_large_previews_once(crawled):
    for page in crawled.indexable:
        assert page.meta("robots") == ["index, follow, max-image-preview:large"], page.address
        assert "X-Robots-Tag" not in page.headers, page.address


def test_head_prints_nothing_empty(crawled):
    for page in crawled.pages:
        values = [
            (node.tag, name, value)
            for node in page.html.css("head title, head meta, head link")
            for name, value in node.attributes.items()
            if not (value or "").strip() and name != "crossorigin"
        ]
        assert values == [], page.address
        assert [bool(node.text().strip()) for node in page.html.css("head title")] == [True]


def test_graph_is_one_and_holds_nothing_empty(crawled):
    for page in crawled.indexable:
        assert len(page.html.css('script[type="application/ld+json"]')) == 1, page.address
        values = [value for one in walk(page.graph) for value in one.values()]
        assert [value for value in values if value in ("", None, [], {}, 0)] == [], page.address


def test_every_id_is_absolute_and_stands_for_one_node(crawled):
    for page in crawled.indexable:
        nodes = [one["@id"] for one in page.graph]
        named = {one["@id"] for one in walk(page.graph) if "@id" in one}
        assert len(nodes) == len(set(nodes)), page.address
        assert named == set(nodes), page.address
        assert all(one.startswith(f"{SITE}/") for one in nodes), page.address


def test_every_node_is_reached_from_the_page(crawled):
    for page in crawled.indexable:
        near = defaultdict(set)
        for node in page.graph:
            for other in walk(node):
                if "@id" in other:
                    near[node["@id"]].add(other["@id"])
                    near[other["@id"]].add(node["@id"])
        reached, waiting = set(), [f"{page.canonical}#page"]
        while waiting:
            reached.add(node := waiting.pop())
            waiting += near[node] - reached
        assert reached == {node["@id"] for node in page.graph}, page.address


def test_graph_claims_nothing_that_was_given_up(crawled):
    for page in crawled.indexable:
        kinds = {kind for one in walk(page.graph) for kind in types_of(one)}
        names = {name for one in walk(page.graph) for name in one}
        assert (kinds | names) & FORBIDDEN == set(), page.address
        assert page.html.css("[itemscope], [typeof]") == [], page.address


def types_of(node):
    kind = node.get("@type", [])
    return [kind] if isinstance(kind, str) else kind


def test_breadcrumb_is_the_one_that_readers_see(crawled):
    for page in crawled.indexable:
        steps = [
            (item.text().strip(), link.attributes["href"] if (link := item.css_first("a")) else "")
            for item in page.html.css(".breadcrumb li")
        ]
        told = [step for one in page.graph for step in one.get("itemListElement", ())]
        assert [(step["name"], step.get("item", "")) for step in told] == [
            (name, address and SITE + address) for name, address in steps
        ], page.address
        assert [step["position"] for step in told] == list(range(1, len(steps) + 1)), page.address
        assert len(steps) != 1, page.address
        assert {crawled[step["item"]].status for step in told[:-1]} <= {200}, page.address


def test_graph_names_only_what_readers_see(crawled):
    for page in crawled.indexable:
        (main,) = page.html.css("main")
        links = {urljoin(SITE, link.attributes["href"]) for link in main.css("a[href]")}
        named = [one for one in walk(page.graph) if SEEN & set(types_of(one))]
        told = {one["name"] for one in named}
        assert {name for name in told if plain(name) not in text_of(main)} == set(), page.address
        itself = {page.canonical, SITE + page.address.partition("?")[0]}
        assert {one["url"] for one in named if "url" in one} <= links | itself, page.address
        tags = [plain(tag.text()) for tag in main.css(".tags a")]
        assert [one.get("keywords", []) for one in articles_of(page)] in ([tags], []), page.address


def test_questions_are_told_where_readers_see_them_and_nowhere_else(crawled):
    for page in crawled.indexable:
        told = [one["mainEntity"] for one in page.graph if "FAQPage" in one["@type"]]
        seen = [
            (text_of(row.css_first("summary")), text_without_notes(row.css_first(".answer").html))
            for row in page.html.css(".faq")
        ]
        assert [
            (row["name"], row["acceptedAnswer"]["text"]) for rows in told for row in rows
        ] == seen, page.address
        assert all(told), page.address


def text_without_notes(html):
    root = LexborHTMLParser(html)
    for note in root.css("sup"):
        note.decompose()
    return text_of(root.body)


def test_review_is_told_where_readers_see_it(crawled):
    for page in crawled.indexable:
        told = [one for one in page.graph if {"reviewedBy", "lastReviewed"} & one.keys()]
        line = page.html.css_first(".byline-reviewer")
        names = {one["@id"]: one["name"] for one in page.graph if one["@type"] == "Person"}
        for one in told:
            assert one["@type"] in ("WebPage", ["WebPage", "FAQPage"]), page.address
            by = names[one["reviewedBy"]["@id"]] if "reviewedBy" in one else None
            assert by == (line.css_first("a") and line.css_first("a").text()), page.address
            assert one["lastReviewed"] == line.css_first("time").attributes["datetime"]
        is_seen = line is not None and line.css_first("time") is not None
        assert bool(told) == is_seen, page.address


def test_corrections_are_told_where_readers_see_them(crawled):
    seen_anywhere = []
    for page in crawled.indexable:
        told = [note for one in page.graph for note in one.get("correction", ())]
        seen = [
            (row.css_first("time").attributes["datetime"], row.text().partition(": ")[2].strip())
            for row in page.html.css(".corrections p")
        ]
        assert [(note["datePublished"], note["text"]) for note in told] == seen, page.address
        seen_anywhere += seen
    assert bool(seen_anywhere) == (crawled.site == "full")


def articles_of(page):
    return [one for one in page.graph if one["@type"] == "Article"]


def test_article_tells_all_that_search_engines_ask_of_one(crawled):
    for page in crawled.indexable:
        title = page.html.css_first("h1").text().strip()
        for one in articles_of(page):
            assert one["headline"] == title, page.address
            assert MOMENT.fullmatch(one["datePublished"]), page.address
            assert MOMENT.fullmatch(one["dateModified"]), page.address
            assert one["datePublished"] <= one["dateModified"], page.address
            assert one["image"], page.address
            assert one["author"], page.address
        if page.kind == "articles.views.article":
            assert len(articles_of(page)) == 1, page.address


def test_photo_of_an_article_is_told_in_three_ratios(crawled):
    for page in crawled.indexable:
        for one in articles_of(page):
            if page.html.css(".opening-pictured"):
                ratios = [round(image["width"] / image["height"], 2) for image in one["image"]]
                assert ratios == [1, 1.33, 1.78], page.address


def test_photos_are_where_the_graph_says(crawled):
    photos = [one for address, one in crawled.found.items() if "/photos/" in address]

    assert {(one.status, one.type) for one in photos} == (
        {(200, "image/jpeg")} if crawled.site == "full" else set()
    )


def test_authors_are_told_by_the_names_that_readers_see(crawled):
    for page in crawled.indexable:
        people = {one["@id"]: one for one in page.graph if one["@type"] == "Person"}
        line = page.html.css(".byline-authors a")
        for one in articles_of(page):
            authors = [people[author["@id"]] for author in one["author"]]
            assert [(author["name"], author["url"]) for author in authors] == [
                (link.text(), SITE + link.attributes["href"]) for link in line
            ], page.address


def test_people_have_a_profile_that_is_theirs(crawled):
    for page in crawled.indexable:
        for one in page.graph:
            if one["@type"] == "Person":
                profile = crawled[one["url"]]
                assert profile.node("ProfilePage")["mainEntity"] == {"@id": one["@id"]}
                assert profile.node("Person")["name"] == one["name"], page.address
                assert profile.html.css_first("h1").text() == one["name"], page.address


def test_profile_tells_its_person_as_far_as_is_known(crawled):
    for page in crawled.indexable:
        if page.kind == "articles.views.author":
            person = page.node("Person")
            has_photo = page.html.css_first(".portrait") is not None
            words = text_of(page.html.css_first(".profile .prose"))
            assert ("image" in person) == has_photo, page.address
            assert person.get("description", "") == words, page.address


def test_every_page_tells_readers_of_its_feeds(crawled):
    for page in crawled.pages:
        links = page.html.css('head link[rel="alternate"]:not([type="text/markdown"])')
        own = page.address.partition("?")[0]
        is_shelf = page.kind.endswith((".topic", ".author")) and page.status == 200
        folders = ["/feeds/", own] if is_shelf else ["/feeds/"]
        assert [(link.attributes["href"], link.attributes["type"]) for link in links] == [
            (folder + file, mime) for folder in folders for file, mime in FEEDS.items()
        ], page.address
        assert {crawled[link.attributes["href"]].status for link in links} == {200}
        assert all(
            crawled[link.attributes["href"]].type == link.attributes["type"] for link in links
        )


def test_markdown_that_a_page_tells_of_is_there(crawled):
    for page in crawled.pages:
        for link in page.html.css('head link[type="text/markdown"]'):
            twin = crawled[link.attributes["href"]]
            assert (twin.status, twin.type) == (200, "text/markdown"), page.address
            assert twin.headers["Link"] == f'<{page.canonical}>; rel="canonical"', page.address


def test_nothing_is_fetched_ahead_of_a_click_on_what_pays(crawled):
    for page in crawled.pages:
        ahead = page.html.css(
            'script[type="speculationrules"], link[rel~="prefetch"], link[rel~="prerender"]'
        )
        assert ahead == [], page.address
        for link in page.html.css('a[href*="/go/"]'):
            assert "sponsored" in link.attributes["rel"].split(), page.address


@pytest.mark.parametrize("crawled", ["full"], indirect=True)
def test_no_link_leads_nowhere(crawled):
    asked = [one for one in crawled.found.values() if one.address not in ALSO]

    assert {one.address: one.status for one in asked if one.status != 200} == {}
