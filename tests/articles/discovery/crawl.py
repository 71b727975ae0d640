"""A small site of our own, and all that a crawler finds on it."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from selectolax.lexbor import LexborHTMLParser

SITE = "http://testserver"
#: What stands in texts that are no pages: sitemaps, feeds and llms.txt.
LOCATION = re.compile(r"<(?:image:)?loc>([^<]+)</|\]\(([^)]+)\)")


@dataclass(eq=False)
class Found:
    """What answered at an address of the site, which is without scheme and host."""

    address: str
    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, address: str, response: HttpResponseBase) -> "Found":
        return cls(address, response.status_code, dict(response.headers), response.getvalue())

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def is_page(self) -> bool:
        return self.type == "text/html"

    @cached_property
    def kind(self) -> str:
        """The view that answered; empty where none did."""
        try:
            view = resolve(urlsplit(self.address).path).func
        except Resolver404:
            return ""
        return name_of(view)

    @cached_property
    def html(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def robots(self) -> str:
        """What it says of itself to search engines, in its head and in its headers."""
        told = [node.attributes["content"] for node in self.html.css("meta[name=robots]")]
        return ", ".join([*told, self.headers.get("X-Robots-Tag", "")])

    @property
    def is_indexable(self) -> bool:
        return self.is_page and self.status == 200 and "noindex" not in self.robots

    @cached_property
    def canonical(self) -> str:
        """Its only canonical address; empty if it has none."""
        links = self.html.css("link[rel=canonical]")
        return links[0].attributes["href"] if links else ""

    @property
    def is_canonical(self) -> bool:
        return self.is_indexable and self.canonical == SITE + self.address

    def meta(self, name: str) -> list[str]:
        """The contents of all `<meta>` of a name or property."""
        nodes = self.html.css(f'meta[name="{name}"], meta[property="{name}"]')
        return [node.attributes["content"] for node in nodes]

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of its JSON-LD; none where it has none."""
        scripts = self.html.css('script[type="application/ld+json"]')
        return [one for script in scripts for one in json.loads(script.text())["@graph"]]

    def node(self, kind: str) -> dict[str, Any]:
        """The one node of a type."""
        (found,) = [one for one in self.graph if kind in one["@type"]]
        return found

    def links(self) -> Iterator[str]:
        """The addresses of this site that it names, without those that lead to merchants."""
        for href in self._named():
            url = urljoin(SITE + self.address, href).partition("#")[0]
            path = url.removeprefix(SITE)
            if path.startswith("/") and not path.startswith("/go/"):
                yield path

    def _named(self) -> Iterator[str]:
        if self.is_page:
            for node in self.html.css("a[href], link[rel=alternate], link[rel=canonical]"):
                yield node.attributes["href"] or ""
            for one in walk(self.graph):
                yield from filter(_is_photo, map(str, one.values()))
        elif self.type in {"application/xml", "text/plain"}:
            yield from (match[1] or match[2] for match in LOCATION.finditer(self.text))


def name_of(view: Any) -> str:
    """A view by its module and name."""
    return f"{view.__module__}.{view.__name__}"


def _is_photo(url: str) -> bool:
    return url.startswith((f"{SITE}/photos/", f"{SITE}/media/"))


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a graph, however deep."""
    if isinstance(value, dict):
        yield value
        value = value.values()
    if not isinstance(value, str | int):
        for one in value:
            yield from walk(one)


@dataclass(frozen=True)
class Crawl:
    """What was found on a site, by address."""

    site: str
    found: dict[str, Found]

    def __getitem__(self, address: str) -> Found:
        """What is at an address, with or without scheme and host."""
        return self.found[address.removeprefix(SITE)]

    @property
    def pages(self) -> list[Found]:
        return [one for one in self.found.values() if one.is_page]

    @property
    def indexable(self) -> list[Found]:
        return [one for one in self.pages if one.is_indexable]


def crawl(*starts: str) -> dict[str, Found]:
    """All that is found from `starts` on, by address."""
    client, waiting, found = Client(), deque(starts), {}
    while waiting:
        address = waiting.popleft()
        if address not in found:
            found[address] = Found.of(address, client.get(address))
            waiting.extend(found[address].links())
    return found
