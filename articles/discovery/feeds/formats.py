"""Feeds as RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_type
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.html import escape

from articles.discovery.feeds.entries import Entry, Feed
from articles.discovery.metadata import absolute

#: When nothing was ever published.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True)
class Format:
    """A way to write a feed: the name of its file, as readers know it and as machines do."""

    file: str
    name: str
    mime: str
    write: Callable[[Feed, str], str]


class _Rss(Rss201rev2Feed):
    """With the whole text, all authors, the date of the last change, a picture and the hub."""

    def rss_attributes(self) -> dict[str, str]:
        names = {"xmlns:content": CONTENT, "xmlns:dc": CREATOR, "xmlns:media": MEDIA}
        return super().rss_attributes() | names

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            handler.addQuickElement("dc:creator", person.name)
        handler.addQuickElement("atom:updated", rfc3339_date(entry.modified_at))
        _add_image(handler, entry)
        handler.addQuickElement("content:encoded", entry.html)

    def latest_post_date(self) -> datetime:
        return self.feed["latest"]


class _Atom(Atom1Feed):
    """With the whole text, all authors, a picture and the hub."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for person in entry.people:
            handler.startElement("author", {})
            handler.addQuickElement("name", person.name)
            handler.addQuickElement("uri", person.address)
            handler.endElement("author")
        _add_image(handler, entry)
        handler.addQuickElement("content", entry.html, {"type": "html"})

    def latest_post_date(self) -> datetime:
        return self.feed["latest"]


def _add_image(handler: Any, entry: Entry) -> None:
    if entry.image is None:
        return
    size = {"width": str(entry.image.width), "height": str(entry.image.height)}
    facts = {"url": entry.image.url, "medium": "image", "type": _mime(entry.image.url), **size}
    handler.addQuickElement("media:content", "", facts)


def _mime(url: str) -> str:
    return guess_type(url)[0] or "image/jpeg"


def _write_xml(made: type[_Rss] | type[_Atom], feed: Feed, address: str) -> str:
    writer = made(
        feed.title,
        feed.address,
        feed.description,
        language=settings.LANGUAGE_CODE,
        author_name=feed.publication,
        author_link=absolute("/"),
        subtitle=feed.description,
        feed_url=address,
        feed_guid=feed.id,
        latest=feed.modified_at or NEVER,
    )
    for entry in feed.entries:
        writer.add_item(
            entry.title,
            entry.address,
            # Readers take it for HTML; none leaves no empty element (the stubs do not know).
            escape(entry.summary) or None,  # type: ignore[arg-type]
            pubdate=entry.published_at,
            updateddate=entry.modified_at,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=entry.categories,
            entry=entry,
        )
    return writer.writeString("utf-8")


def write_rss(feed: Feed, address: str) -> str:
    """A feed as RSS 2.0 with content:encoded, read at `address`."""
    return _write_xml(_Rss, feed, address)


def write_atom(feed: Feed, address: str) -> str:
    """A feed as Atom, read at `address`."""
    return _write_xml(_Atom, feed, address)


def write_json(feed: Feed, address: str) -> str:
    """A feed as JSON Feed 1.1, read at `address`. Nothing empty is written."""
    hubs = [{"type": "WebSub", "url": settings.WEBSUB_HUB}] if settings.WEBSUB_HUB else []
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.address,
        "feed_url": address,
        "description": feed.description,
        "authors": [{"name": feed.publication, "url": absolute("/")}],
        "language": settings.LANGUAGE_CODE,
        "hubs": hubs,
    }
    items = [_filled(_item(entry)) for entry in feed.entries]
    return json.dumps(_filled(document) | {"items": items}, ensure_ascii=False)


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": entry.image and entry.image.url,
        "date_published": rfc3339_date(entry.published_at),
        "date_modified": rfc3339_date(entry.modified_at),
        "authors": [{"name": person.name, "url": person.address} for person in entry.people],
        "tags": entry.categories,
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


FORMATS = {
    row.file: row
    for row in (
        Format("rss.xml", "RSS", "application/rss+xml", write_rss),
        Format("atom.xml", "Atom", "application/atom+xml", write_atom),
        Format("feed.json", "JSON Feed", "application/feed+json", write_json),
    )
}
