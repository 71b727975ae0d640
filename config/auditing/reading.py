"""Sitemaps and feeds as plain values, whatever format they are in."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from config.auditing.answers import Answer

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"


@dataclass(frozen=True)
class Item:
    """An entry of a feed; a date that is not there, or no date, is `None`."""

    id: str
    url: str
    title: str
    html: str
    published: datetime | None
    modified: datetime | None


def parse_xml(body: bytes) -> Any:
    """The root of a document; `None` of what is none."""
    try:
        return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def read_sitemap(answer: Answer) -> Iterator[tuple[str, str]]:
    """The addresses of a sitemap or an index, and when each changed (empty: not told)."""
    root = parse_xml(answer.body)
    for row in () if root is None else root:
        yield _text(row, f"{SITEMAP}loc"), _text(row, f"{SITEMAP}lastmod")


def read_feed(answer: Answer) -> list[Item]:
    """The entries of a feed; none of what cannot be read."""
    readers = {
        "application/rss+xml": _read_rss,
        "application/atom+xml": _read_atom,
        "application/feed+json": _read_json,
    }
    return readers[answer.type](answer)


def read_json(answer: Answer) -> dict[str, Any]:
    """The object that a JSON Feed is; empty where it is none."""
    try:
        read = json.loads(answer.body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _read_rss(answer: Answer) -> list[Item]:
    root = parse_xml(answer.body)
    return [
        Item(
            _text(row, "guid"),
            _text(row, "link"),
            _text(row, "title"),
            _text(row, f"{CONTENT}encoded"),
            moment_of_mail(_text(row, "pubDate")),
            moment(_text(row, f"{ATOM}updated")),
        )
        for row in (() if root is None else root.iterfind("channel/item"))
    ]


def _read_atom(answer: Answer) -> list[Item]:
    root = parse_xml(answer.body)
    return [
        Item(
            _text(row, f"{ATOM}id"),
            next((link.get("href", "") for link in row.iterfind(f"{ATOM}link")), ""),
            _text(row, f"{ATOM}title"),
            _text(row, f"{ATOM}content"),
            moment(_text(row, f"{ATOM}published")),
            moment(_text(row, f"{ATOM}updated")),
        )
        for row in (() if root is None else root.iterfind(f"{ATOM}entry"))
    ]


def _read_json(answer: Answer) -> list[Item]:
    rows = read_json(answer).get("items", [])
    return [
        Item(
            str(row.get("id", "")),
            row.get("url", ""),
            row.get("title", ""),
            row.get("content_html", ""),
            moment(row.get("date_published", "")),
            moment(row.get("date_modified", "")),
        )
        for row in rows
        if isinstance(row, dict)
    ]


def _text(node: Any, name: str) -> str:
    return (node.findtext(name) or "").strip()


def moment(text: str) -> datetime | None:
    """A date with a zone (RFC 3339), to the second; `None` of anything else."""
    try:
        read = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return read.astimezone(UTC).replace(microsecond=0) if read.tzinfo else None


def moment_of_mail(text: str) -> datetime | None:
    """A date as in mail (RFC 5322), which RSS uses; `None` of anything else."""
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else None
