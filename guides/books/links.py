"""Where a link of a page leads in a book; which it is, the one link function decides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import ada_url
from django.conf import settings
from selectolax.lexbor import LexborNode

from articles.rendering.library import Page
from articles.rendering.links import Link, decide_link

#: What an address may hold (RFC 3986); browsers are less strict than readers of books.
FORBIDDEN = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]")


@dataclass(frozen=True)
class BookLinks:
    """The links of one chapter, noted on its `page`.

    `chapters` are the names of parts of the book by the address their article has on the site;
    `address` is this chapter's own, and its ids begin with `prefix`.
    """

    page: Page
    chapters: Mapping[str, str]
    address: str
    prefix: str

    def resolve(self, node: LexborNode) -> tuple[str, str] | None:
        """The address and `rel` of an `<a>`.

        `None` where it leads nowhere, and where its merchant's programme allows no links in
        documents: then the words stay, and what is owed for them stays owed.
        """
        href = node.attributes.get("href") or ""
        link = self._decide(node, href)
        if link is None or (link.merchant and not link.merchant.may_document):
            return None
        if href.startswith("#"):
            return f"#{self.prefix}{href[1:]}", link.rel
        try:
            url = ada_url.URL(href, base=settings.SITE_URL + self.address)
        except ValueError:
            return None
        if place := self._inside(url):
            return place, link.rel
        return FORBIDDEN.sub(_percent, url.href), link.rel

    def _decide(self, node: LexborNode, href: str) -> Link | None:
        # A product that may not be cloaked: its address may be on a host that nobody noted.
        product, _, _ = (node.attributes.get("data-go") or "").partition("?")
        return decide_link(f"go:{product}" if product else href, self.page)

    def _inside(self, url: ada_url.URL) -> str:
        """The place in this book, if it is a chapter's; empty for any other."""
        if url.origin != ada_url.URL(settings.SITE_URL).origin or url.search:
            return ""
        name = self.chapters.get(urlsplit(url.href).path)
        return f"#{name}{'-' + url.hash[1:] if url.hash else ''}" if name else ""


def _percent(mark: re.Match) -> str:
    return "".join(f"%{byte:02X}" for byte in mark[0].encode("utf-8", "replace"))
