"""Feeds: complete, honest, and the same from one day to the next."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from articles.affiliates.audit import audit_page
from config.auditing.answers import Answer, attribute, is_feed, is_page, quote
from config.auditing.reading import ATOM, parse_xml, read_feed, read_json
from config.auditing.rules import HUB, KEY, Evidence, rule
from config.auditing.site import Site

FORMATS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
RELATIVE = re.compile(r'\b(?:href|src)="(?!https?://|mailto:|tel:|#|data:)([^"]*)"')
LINK = re.compile(r'<([^>]*)>;\s*rel="([^"]*)"')
NAMED_ID = re.compile(r"^(tag:|urn:|https?://)")
WEB = "https://jsonfeed.org/version/1.1"


def is_rss(answer: Answer) -> bool:
    return answer.type == "application/rss+xml"


def is_atom(answer: Answer) -> bool:
    return answer.type == "application/atom+xml"


def is_json_feed(answer: Answer) -> bool:
    return answer.path.endswith("/feed.json") and answer.status == 200


@rule(64, "RSS has a title, a link, a description and its own address.", of=is_rss)
def rss_has_a_head(answer: Answer, site: Site) -> Iterator[Evidence]:
    root = parse_xml(answer.body)
    channel = None if root is None else root.find("channel")
    if channel is None:
        yield "no channel that can be read"
        return
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield f"no {name}"
    own = [
        link.get("href") for link in channel.iterfind(f"{ATOM}link") if link.get("rel") == "self"
    ]
    if own != [site.url + answer.address]:
        yield f"atom:link rel=self {own}"


@rule(65, "Atom has an id, a title, a date and its own address.", of=is_atom)
def atom_has_a_head(answer: Answer, site: Site) -> Iterator[Evidence]:
    root = parse_xml(answer.body)
    if root is None or root.tag != f"{ATOM}feed":
        yield "no feed that can be read"
        return
    for name in ("id", "title", "updated"):
        if not (root.findtext(f"{ATOM}{name}") or "").strip():
            yield f"no {name}"
    own = [link.get("href") for link in root.iterfind(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [site.url + answer.address]:
        yield f"link rel=self {own}"


@rule(
    66,
    "A JSON Feed says its version, its title and its authors, and is served as one.",
    of=is_json_feed,
)
def json_feed_has_a_head(answer: Answer, site: Site) -> Iterator[Evidence]:
    read = read_json(answer)
    if answer.type != "application/feed+json":
        yield f"served as {answer.type}"
    if read.get("version") != WEB:
        yield f"version {read.get('version')}"
    if not read.get("title") or not isinstance(read.get("items"), list):
        yield "no title, or no items"
    for row in read.get("items") or []:
        if not isinstance(row.get("id"), str) or not isinstance(row.get("authors", []), list):
            yield f"id {row.get('id')!r}, authors {row.get('authors')!r}"


@rule(65, "Entries have an id that stays, a title, an address and both dates.", of=is_feed)
def entries_are_complete(answer: Answer, site: Site) -> Iterator[Evidence]:
    for item in read_feed(answer):
        if not NAMED_ID.match(item.id):
            yield f"id {quote(item.id)} of {quote(item.title)}"
        if not item.title or site.path_of(item.url) is None:
            yield f"title {quote(item.title)}, address {quote(item.url)}"
        if item.published is None or item.modified is None:
            yield f"dates {item.published} and {item.modified} of {quote(item.title)}"


@rule(65, "An id stands for one entry.", of=is_feed)
def ids_of_entries_are_unique(answer: Answer, site: Site) -> Iterator[Evidence]:
    count = Counter(item.id for item in read_feed(answer))
    yield from (f"{one} {times} times" for one, times in count.items() if times > 1)


@rule(64, "An entry holds the whole text, with addresses that hold anywhere.", of=is_feed)
def entries_stand_alone(answer: Answer, site: Site) -> Iterator[Evidence]:
    for item in read_feed(answer):
        if not item.html.strip():
            yield f"{quote(item.title)} has no text"
        yield from (f"{quote(one)} in {quote(item.title)}" for one in RELATIVE.findall(item.html))
        if re.search(r"<(script|style|form|iframe)\b", item.html):
            yield f"a script, style, form or frame in {quote(item.title)}"


@rule(67, "What pays in a feed is marked, and comes after the disclosure.", of=is_feed)
def entries_are_honest(answer: Answer, site: Site) -> Iterator[Evidence]:
    for item in read_feed(answer):
        for found in audit_page(item.html, item.url, site.registry).findings:
            yield f"{found.href} in {quote(item.title)}: {found.reason}"


@rule(67, "No article of a sensitive topic sells anything in a feed either.", of=is_feed)
def sensitive_entries_sell_nothing(answer: Answer, site: Site) -> Iterator[Evidence]:
    for item in read_feed(answer):
        if site.path_of(item.url) in site.sensitive and 'rel="sponsored' in item.html:
            yield quote(item.title)


@rule(68, "A feed names its own address in a header, once.", of=is_feed)
def feed_names_itself(answer: Answer, site: Site) -> Iterator[Evidence]:
    own = [url for url, rel in LINK.findall(answer.headers.get("Link", "")) if rel == "self"]
    if own != [site.url + answer.address]:
        yield f"rel=self {own}"


@rule(68, "A feed names its hub.", of=is_feed, needs=HUB)
def feed_names_its_hub(answer: Answer, site: Site) -> Iterator[Evidence]:
    hubs = [url for url, rel in LINK.findall(answer.headers.get("Link", "")) if rel == "hub"]
    if settings.WEBSUB_HUB not in hubs:
        yield f"rel=hub {hubs}"


@rule(
    69,
    "The key for IndexNow lies at the root.",
    of=lambda one: one.view == "" and one.path.endswith(".txt"),
    needs=KEY,
)
def key_lies_at_the_root(answer: Answer, site: Site) -> Iterator[Evidence]:
    key = settings.INDEXNOW_KEY
    if answer.path == f"/{key}.txt" and (answer.status != 200 or answer.text.strip() != key):
        yield f"{answer.status}, {quote(answer.text)}"


@rule(70, "Each page names the site's feeds, in all formats.", of=is_page)
def feeds_are_told(answer: Answer, site: Site) -> Iterator[Evidence]:
    told = {
        attribute(node, "type"): urlsplit(attribute(node, "href")).path
        for node in answer.html.css("head link[rel=alternate]")
    }
    yield from (f"no {one}" for one in sorted(FORMATS - set(told)))


@rule(
    70,
    "A topic and an author name feeds of their own.",
    of=lambda one: one.view in ("topic", "author") and is_page(one) and one.status == 200,
)
def shelves_have_feeds(answer: Answer, site: Site) -> Iterator[Evidence]:
    paths = [attribute(node, "href") for node in answer.html.css("head link[rel=alternate]")]
    if not any(path.startswith(answer.path) for path in paths):
        yield "no feed of its own"
