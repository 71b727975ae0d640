"""What a page says of itself: its head, its JSON-LD, its microdata."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.pasting.rewriter import RENAMED
from articles.importing.document import Meta
from articles.importing.readers.html.words import words_of

MAX_JSON = 500_000  # characters of one script
MAX_SCRIPTS = 20
MAX_ITEMS = 500
MAX_VALUE = 2_000
MAX_TAGS = 50

ARTICLES = frozenset({
    "Article", "BlogPosting", "NewsArticle", "TechArticle", "WebPage", "Report", "MedicalWebPage",
})  # fmt: skip
TITLES = (
    "p.title, p.MsoTitle",
    "h1.entry-title, h1.post-title, h1[itemprop='headline'], h1.article-title, h1.page-title",
    "h1",
)
#: Between the title of a page and the name of its site.
SITE = re.compile(r"\s+(?:[|–—«»·•-]|::)\s+")
#: What programs write where no title is set.
DEBRIS = re.compile(
    r"untitled\b.{0,20}|(?:new |unnamed )?document\d*|microsoft word - .*|dokument\d*|slide 1|index"
    r"|.*\.docx?|.*\.html?|no title|default title",
    re.IGNORECASE,
)
AUTHORS = (
    "[rel='author'], [itemprop='author'] [itemprop='name'], [itemprop='author'], "
    ".byline .author, .author .fn, .author-name, .byline-name"
)
DATES = (
    "time[itemprop='datePublished'], time.entry-date, time.published, time[pubdate], "
    ".posted-on time, time[datetime]"
)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})\s")


@dataclass(frozen=True)
class Head:
    """What a page says of itself, by the name of the property, first come first kept."""

    properties: Mapping[str, str]
    tags: tuple[str, ...]
    articles: list[Mapping[str, Any]]
    faqs: list[tuple[str, str]]


def read_head(tree: LexborHTMLParser) -> Head:
    """The meta elements and JSON-LD of a page."""
    properties: dict[str, str] = {}
    tags: dict[str, None] = {}
    for node in tree.css("meta[content]")[:MAX_ITEMS]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = " ".join((attributes.get("content") or "")[:MAX_VALUE].split())
        if name and value:
            properties.setdefault(name.lower(), value)
            if name.lower() == "article:tag":
                tags[value] = None
    items = [*_items(tree)]
    return Head(
        properties,
        tuple(tags),
        [item for item in items if ARTICLES & _types(item)],
        [pair for item in items if "FAQPage" in _types(item) for pair in _questions(item)],
    )


def _items(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD items of a page, those of a graph too."""
    count = 0
    for script in tree.css("script[type='application/ld+json']")[:MAX_SCRIPTS]:
        stack = [_load(script.text())]
        while stack and count < MAX_ITEMS:
            value = stack.pop()
            if isinstance(value, list):
                stack += value[:MAX_ITEMS][::-1]
            elif isinstance(value, dict):
                count += 1
                yield value
                stack.append(value.get("@graph"))


def faqs_of(text: str) -> list[tuple[str, str]]:
    """The questions and answers of a script of JSON-LD."""
    found = _load(text)
    items = found if isinstance(found, list) else [found]
    items += [row for item in items if isinstance(item, dict) for row in _graph(item)]
    return [
        pair
        for item in items[:MAX_ITEMS]
        if isinstance(item, dict) and "FAQPage" in _types(item)
        for pair in _questions(item)
    ]


def _graph(item: Mapping[str, Any]) -> list[Any]:
    graph = item.get("@graph")
    return graph if isinstance(graph, list) else []


def _load(text: str) -> Any:
    if len(text) > MAX_JSON:
        return None
    try:
        # Tags within strings bear the names that they were parsed under.
        return json.loads(re.sub(rf"(</?){RENAMED}", r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _types(item: Mapping[str, Any]) -> set[str]:
    types = item.get("@type")
    return {
        kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)
    }


def _questions(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rows = item.get("mainEntity")
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            continue
        answer = row.get("acceptedAnswer")
        answer = answer[0] if isinstance(answer, list) and answer else answer
        question, text = _text(row.get("name")), _text(answer)
        if question and text:
            yield question, text


def _text(value: Any) -> str:
    """A value of JSON-LD as plain text: a string, or what a thing is called."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = next(
            (
                value[key]
                for key in ("text", "name", "url", "@id")
                if isinstance(value.get(key), str)
            ),
            "",
        )
    if not isinstance(value, str):
        return ""
    if "<" in value or "&" in value:
        value = words_of(LexborHTMLParser(value[:MAX_VALUE]).body)
    return " ".join(value.split())


def read_meta(tree: LexborHTMLParser, article: LexborNode | None, head: Head) -> Meta:
    """What a page says of itself; a title in its text before one in its head."""
    properties = head.properties
    item: Mapping[str, Any] = head.articles[0] if head.articles else {}

    def first(*names: str, key: str = "") -> str:
        found = next((properties[name] for name in names if name in properties), "")
        return found or (_text(item.get(key)) if key else "")

    return Meta(
        title=_title(tree, article, head),
        description=first("description", "og:description", key="description"),
        author=_author(tree, first("author", "article:author", "dc.creator", key="author")),
        tags=_tags(head, item),
        topic=first("article:section", key="articleSection"),
        published_at=_date(tree, first("article:published_time", "date", key="datePublished")),
        canonical=_canonical(tree, properties),
        image=first("og:image", "twitter:image", key="image"),
    )


def _title(tree: LexborHTMLParser, article: LexborNode | None, head: Head) -> str:
    for selector in TITLES:
        rows = [row for root in (article, tree.root) if root for row in root.css(selector)[:2]]
        for row in rows:
            if title := " ".join(row.text().split()):
                return title[:MAX_VALUE]
    node = tree.css_first("head > title")
    named = " ".join((node.text() if node else "").split())[:MAX_VALUE]
    site = head.properties.get("og:site_name", "")
    for title in (head.properties.get("og:title", ""), named):
        if title and not DEBRIS.fullmatch(title):
            return without_site(title, site)
    return ""


def without_site(title: str, site: str) -> str:
    """A page's title without the name of its site at its end or beginning."""
    parts = [*SITE.finditer(title)]
    if not parts:
        return title
    if site:
        if title[parts[-1].end() :].casefold() == site.casefold():
            return title[: parts[-1].start()]
        if title[: parts[0].start()].casefold() == site.casefold():
            return title[parts[0].end() :]
        return title
    # Without the name, only what no writer sets within a title.
    return title[: parts[-1].start()] if parts[-1][0].strip() in ("|", "«", "»", "::") else title


def _author(tree: LexborHTMLParser, named: str) -> str:
    if named and "://" not in named:
        return named
    node = tree.css_first(AUTHORS)
    text = " ".join((node.text() if node else "").split())
    return re.sub(r"\Aby\s+", "", text, flags=re.IGNORECASE)[:200]


def _tags(head: Head, item: Mapping[str, Any]) -> tuple[str, ...]:
    if head.tags:
        return head.tags[:MAX_TAGS]
    words = item.get("keywords")
    listed = words if isinstance(words, list) else [words or head.properties.get("keywords", "")]
    tags = (tag.strip() for row in listed if isinstance(row, str) for tag in row.split(","))
    return tuple(dict.fromkeys(filter(None, tags)))[:MAX_TAGS]


def _date(tree: LexborHTMLParser, named: str) -> datetime | None:
    node = tree.css_first(DATES)
    for text in (named, (node.attributes.get("datetime") or "") if node else ""):
        try:
            date = datetime.fromisoformat(text.strip())
        except ValueError:
            continue
        return date if date.tzinfo else date.replace(tzinfo=UTC)
    return None


def _canonical(tree: LexborHTMLParser, properties: Mapping[str, str]) -> str:
    node = tree.css_first("link[rel='canonical'][href]")
    address = (node.attributes.get("href") or "") if node else properties.get("og:url", "")
    return address.strip()[:MAX_VALUE] if address.strip().startswith("http") else ""


def read_base(tree: LexborHTMLParser, html: str, canonical: str) -> str:
    """What relative addresses of a page are relative to; empty where nothing says so."""
    saved = SAVED_FROM.search(html[:10_000])
    own = canonical or (saved[1] if saved else "")
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node else ""
    try:
        base = urljoin(own, href)
    except ValueError:
        return own
    return base if base.startswith("http") else ""
