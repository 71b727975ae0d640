"""What sitemaps, feeds, llms.txt, lists and pages say of one another, on each of three sites."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.articles.discovery.crawl import SITE, walk
from tests.articles.discovery.sites import DAY

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "c": "http://purl.org/rss/1.0/modules/content/",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
#: Attributes that hold an address, or several.
ADDRESSES = ("href", "src", "srcset", "poster", "cite", "data", "action", "longdesc", "background")
#: Dates of a page, as JSON-LD and its head call them.
NAMES_OF_DATES = {
    "published": ("published", "datePublished", "article:published_time"),
    "modified": ("modified", "dateModified", "article:modified_time"),
}
MARKDOWN = 'link[type="text/markdown"]'
#: Pages that list others, and those that say when they were written.
LISTS = ("/", "/articles/", "/guides/")
DATED = ("articles.views.article", "articles.views.page", "guides.views.guide")

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Item:
    """An entry of a feed in any format."""

    address: str
    published: datetime
    modified: datetime
    html: str


def items_of(feed):
    if feed.type == "application/feed+json":
        return [
            Item(row["url"], moment(row["date_published"]), moment(row["date_modified"]),
                 row["content_html"])
            for row in json.loads(feed.text)["items"]
        ]  # fmt: skip
    root = etree.fromstring(feed.body)
    if feed.type == "application/atom+xml":
        paths = ("a:link/@href", "a:published", "a:updated", "a:content")
        return [
            Item(address, moment(published), moment(modified), html)
            for address, published, modified, html in told(root, "//a:entry", paths)
        ]
    paths = ("link", "pubDate", "a:updated", "c:encoded")
    return [
        Item(address, parsedate_to_datetime(published), moment(modified), html)
        for address, published, modified, html in told(root, "//item", paths)
    ]


def told(root, rows, paths):
    """The texts under each row of a document."""
    for row in root.xpath(rows, namespaces=NAMES):
        yield [row.xpath(f"string({path})", namespaces=NAMES) for path in paths]


def moment(text):
    return datetime.fromisoformat(text)


def feeds_of(crawled):
    return [one for one in crawled.found.values() if one.type in FEEDS]


def entries_of(crawled):
    """When each address of the sitemaps last changed, if they say so."""
    rows = []
    for address, one in crawled.found.items():
        if address.startswith("/sitemaps/"):
            rows += told(etree.fromstring(one.body), "//s:url", ("s:loc", "s:lastmod"))
    assert len({address for address, _ in rows}) == len(rows)
    return dict(rows)


def test_every_format_of_every_feed_is_read(crawled):
    kinds = defaultdict(set)
    for feed in feeds_of(crawled):
        kinds[feed.kind.rpartition(".")[2]].add(feed.type)

    wanted = ["site"] if crawled.site == "empty" else ["author", "site", "topic"]
    assert kinds == {kind: set(FEEDS) for kind in wanted}


def test_dates_agree_to_the_second_wherever_they_are_told(crawled):
    dates = defaultdict(set)
    for find in (dates_in_heads, dates_that_readers_see, dates_on_cards, dates_in_feeds):
        for address, name, at in find(crawled):
            dates[address, name].add(at)
    for address, lastmod in entries_of(crawled).items():
        if lastmod and (address, "modified") in dates:
            dates[address, "modified"].add(moment(lastmod))

    assert {place: at for place, at in dates.items() if len(at) > 1} == {}
    if crawled.site == "full":
        (first,), (last,) = (dates[f"{SITE}/articles/repair/", name] for name in NAMES_OF_DATES)
        assert last - first == DAY


def dates_in_heads(crawled):
    for page in crawled.indexable:
        for name, key, meta in NAMES_OF_DATES.values():
            for text in [one[key] for one in page.graph if key in one] + page.meta(meta):
                yield page.canonical, name, moment(text)


def dates_that_readers_see(crawled):
    for page in crawled.indexable:
        for line in page.html.css(".byline-facts .date"):
            name = {"Published": "published", "Updated": "modified"}[line.text().split()[0]]
            yield page.canonical, name, moment(line.css_first("time").attributes["datetime"])


def dates_on_cards(crawled):
    for page in crawled.pages:
        for card in page.html.css(".card:has(.card-facts time)"):
            address = card.css_first(".card-title a").attributes["href"]
            time = card.css_first(".card-facts time").attributes["datetime"]
            yield SITE + address, "published", moment(time)


def dates_in_feeds(crawled):
    for feed in feeds_of(crawled):
        for item in items_of(feed):
            yield item.address, "published", item.published
            yield item.address, "modified", item.modified


def test_sitemap_holds_what_is_to_be_found_and_nothing_else(crawled):
    addresses = set(entries_of(crawled))

    assert {address for address in addresses if not crawled[address].is_canonical} == set()
    left_out = {page for page in crawled.indexable if page.is_canonical and "?" not in page.address}
    left_out = {page for page in left_out if SITE + page.address not in addresses}
    # Tags and reviews only lead about, the end needs its guide, and a kit may be closed.
    others = {page.kind for page in left_out if page.address != "/kits/closed/"}
    assert others <= {"articles.views.tag", "articles.views.reviewed", "guides.views.end"}


@pytest.mark.parametrize("crawled", ["full", "bare"], indirect=True)
def test_sitemap_is_silent_only_of_pages_without_a_date(crawled):
    silent = {crawled[address].kind for address, at in entries_of(crawled).items() if not at}

    assert silent == {"articles.views.author", "articles.discovery.feeds.views.feeds"}


def test_lists_changed_when_the_newest_of_them_came(crawled):
    entries = entries_of(crawled)
    for address in entries.keys() & {SITE + path for path in LISTS} | topics_of(entries):
        links = crawled[address].html.css("main .card-title a, main .guide-title a")
        pages = [crawled[link.attributes["href"]] for link in links]
        dates = [moment(one["datePublished"]) for page in pages for one in page.graph
                 if "datePublished" in one]  # fmt: skip
        newest = max(dates, default=None)
        assert (moment(entries[address]) if entries[address] else None) == newest, address


def topics_of(entries):
    return {address for address in entries if address.startswith(f"{SITE}/topics/")}


def test_article_page_and_guide_show_one_date_with_its_label(crawled):
    for page in crawled.indexable:
        lines = page.html.css(".article-header .date")
        is_dated = page.kind in DATED or bool(page.html.css(".byline-authors"))
        assert len(lines) == len(page.html.css(".date")) == is_dated, page.address
        for line in lines:
            at = moment(line.css_first("time").attributes["datetime"])
            assert re.fullmatch(f"(Published|Updated) {at.day} {at:%B %Y}", line.text())


def test_robots_may_read_all_that_is_to_be_found(crawled):
    robots = RobotFileParser()
    robots.parse(crawled["/robots.txt"].text.splitlines())

    shut = [page for page in crawled.pages if not robots.can_fetch("*", page.address)]
    assert [page.address for page in shut if not page.address.startswith("/go/")] == []
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]


def test_llms_txt_lists_every_page_that_is_read_as_markdown(crawled):
    listed = re.findall(r"^- \[.*?\]\((.*?)\)", crawled["/llms.txt"].text, re.MULTILINE)
    twins = {link for page in crawled.indexable for link in page.html.css(MARKDOWN)}
    guides = {page.canonical for page in crawled.indexable if page.kind == "guides.views.guide"}

    assert len(listed) == len(set(listed))
    assert set(listed) == {SITE + link.attributes["href"] for link in twins} | guides
    assert {crawled[address].status for address in listed} <= {200}


def test_feed_leads_to_pages_that_are_canonical(crawled):
    for feed in feeds_of(crawled):
        for item in items_of(feed):
            assert crawled[item.address].is_canonical, (feed.address, item.address)


def test_text_of_a_feed_names_whole_addresses_only(crawled):
    names = ", ".join(f"[{name}]" for name in ADDRESSES)
    found = set()
    for feed in feeds_of(crawled):
        for item in items_of(feed):
            for node in LexborHTMLParser(item.html).css(names):
                found |= {(name, value) for name, value in node.attributes.items()
                          if name in ADDRESSES}  # fmt: skip

    assert {name for name, _ in found} <= {"href", "src"}
    assert [row for row in found if not re.match(r"https?://[^/]|mailto:", row[1] or "")] == []


def test_text_of_a_feed_says_what_pays_before_it_does(crawled):
    for feed in feeds_of(crawled):
        for item in items_of(feed):
            html = LexborHTMLParser(item.html)
            paid = html.css('a[rel~="sponsored"]')
            assert len(html.css(f'a[href^="{SITE}/go/"]:not([rel~="sponsored"])')) == 0
            assert bool(html.css(".disclosure")) == bool(paid), (feed.address, item.address)
            assert item.html.startswith('<div class="disclosure">') == bool(paid)


def test_feeds_say_nothing_empty(crawled):
    for feed in feeds_of(crawled):
        if feed.type == "application/feed+json":
            rows = walk(json.loads(feed.text))
            empty = [name for row in rows for name, value in row.items() if not value]
            assert set(empty) <= {"items"}, feed.address
            continue
        for node in etree.fromstring(feed.body).iter():
            says = (node.text or "").strip() or len(node) or node.attrib
            assert says, (feed.address, node.tag)


def test_every_feed_names_itself_once(crawled):
    for feed in feeds_of(crawled):
        address = SITE + feed.address
        assert feed.headers["Link"].count('rel="self"') == 1, feed.address
        if feed.type == "application/feed+json":
            assert json.loads(feed.text)["feed_url"] == address
            continue
        links = etree.fromstring(feed.body).xpath("//a:link[@rel='self']/@href", namespaces=NAMES)
        assert links == [address]
