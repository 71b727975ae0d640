"""What an address of the site answered, or a mail that would leave, as the rules read it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.datastructures import CaseInsensitiveMapping
from selectolax.lexbor import LexborHTMLParser, LexborNode

FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
#: What stands between words, in any script.
BETWEEN = re.compile(r"[\W_]+")

Node = dict[str, Any]


@dataclass(eq=False)
class Answer:
    """What came back; `address` is without scheme and host.

    `again` is the status for who had it already and said so, where that was tried; `plain` the
    text part of a mail.
    """

    address: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: CaseInsensitiveMapping({}))
    body: bytes = b""
    cookies: tuple[str, ...] = ()
    again: int | None = None
    plain: str = ""

    @property
    def path(self) -> str:
        return self.address.partition("?")[0]

    @property
    def type(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip()

    @cached_property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @cached_property
    def view(self) -> str:
        """The name of the address in the table of addresses; empty where it has none."""
        try:
            return resolve(urlsplit(self.address).path).url_name or ""
        except Resolver404:
            return ""

    @cached_property
    def html(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def robots(self) -> str:
        """What it tells search engines of itself, in its head and in its headers."""
        told = [attribute(node, "content") for node in self.html.css("meta[name=robots]")]
        return ", ".join([*told, self.headers.get("X-Robots-Tag", "")])

    @cached_property
    def canonical(self) -> str:
        """Its only canonical address; empty if it has none, or several."""
        told = self.html.css("link[rel=canonical]")
        return attribute(told[0], "href") if len(told) == 1 else ""

    @cached_property
    def main(self) -> LexborNode | None:
        return self.html.css_first("main")

    @cached_property
    def words(self) -> str:
        """The words of its main part, as `squash` leaves them; citations are no words."""
        return squash(text_of(self.main, "sup"))

    @cached_property
    def scripts(self) -> list[str]:
        """Its JSON-LD, as it stands there."""
        return [node.text() for node in self.html.css('script[type="application/ld+json"]')]

    @cached_property
    def graph(self) -> list[Node]:
        """The nodes of its JSON-LD; none of what cannot be read."""
        found: list[Node] = []
        for script in self.scripts:
            try:
                read = json.loads(script)
            except ValueError:
                continue
            found += read.get("@graph", [read]) if isinstance(read, dict) else []
        return [node for node in found if isinstance(node, dict)]

    @cached_property
    def nodes(self) -> list[Node]:
        """Every object of its JSON-LD, however deep."""
        return list(walk(self.graph))

    def nodes_of(self, *kinds: str) -> list[Node]:
        return [node for node in self.nodes if kinds_of(node) & set(kinds)]


# What an answer is


def anything(answer: Answer) -> bool:
    """Whatever came over HTTP."""
    return not is_mail(answer)


def is_page(answer: Answer) -> bool:
    """HTML for readers, whatever its status; not what only leads on."""
    is_html = answer.type == "text/html" and bool(answer.body)
    return is_html and not answer.address.startswith("/admin/")


def is_found(answer: Answer) -> bool:
    return is_page(answer) and answer.status == 200


def is_indexable(answer: Answer) -> bool:
    return is_found(answer) and "noindex" not in answer.robots


def is_article(answer: Answer) -> bool:
    return is_indexable(answer) and answer.view == "article"


def is_profile(answer: Answer) -> bool:
    """The first page of a person's profile."""
    return is_indexable(answer) and answer.view == "author" and "?" not in answer.address


def is_error(answer: Answer) -> bool:
    return is_page(answer) and answer.status in (404, 410)


def is_feed(answer: Answer) -> bool:
    return answer.type in FEEDS


def is_stylesheet(answer: Answer) -> bool:
    return answer.type == "text/css"


def is_image(answer: Answer) -> bool:
    return answer.type.startswith("image/")


def is_go(answer: Answer) -> bool:
    return answer.view == "go"


def is_mail(answer: Answer) -> bool:
    return answer.type.startswith("multipart/")


# Small tools for reading one


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute's value; empty where there is none, or no node."""
    return (node.attributes.get(name) or "") if node else ""


def classes_of(node: LexborNode) -> list[str]:
    return attribute(node, "class").split()


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """What it stands in, the nearest first."""
    place = node.parent
    while place is not None:
        yield place
        place = place.parent


def is_hidden(node: LexborNode) -> bool:
    """Whether its own attributes hide it from some of its readers, or all."""
    return "hidden" in node.attributes or attribute(node, "aria-hidden") == "true"


def text_of(node: LexborNode | None, without: str = "") -> str:
    """Its words on one line, perhaps without what a selector names."""
    if node is None:
        return ""
    if without and node.css_first(without):
        copy = LexborHTMLParser(f"<body>{node.html}")
        for left_out in copy.css(without):
            left_out.decompose()
        node = copy.body or node
    return " ".join(node.text(separator="").split())


def squash(text: str) -> str:
    """Only letters and digits: for looking if one text stands in another, however it is set."""
    return BETWEEN.sub("", text).casefold()


def quote(text: str, length: int = 80) -> str:
    """A piece of a page as evidence: on one line, in quotes, not too long."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= length else f"“{line[: length - 1]}…”"


def kinds_of(node: Node) -> set[str]:
    kind = node.get("@type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def walk(value: Any) -> Iterator[Node]:
    """Every object of a graph, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from walk(one)
