"""One item of an export of WordPress: its fields, out of XML that may be broken."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from articles.importing.repair.decoding import decode

#: XML has no such characters; old databases hold them all the same.
CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
NO_XML = re.compile("[\ufffe\uffff]")
CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
#: Names of HTML, which XML does not know, and `&` that was never escaped.
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z]\w{0,31};")
BARE = re.compile(r"&(?!(?:#\w{1,8}|[a-zA-Z]\w{0,31});)")
MAX_ELEMENTS = 20_000
#: How WordPress writes the end of CDATA inside CDATA.
SPLIT_CDATA = re.compile(r"\]\]\]\]><!\[CDATA\[>")
CONTENT_END = b"</content:encoded>"
OPEN = '<item xmlns:dc="d" xmlns:wp="w" xmlns:wfw="f" xmlns:excerpt="e" xmlns:content="c">'


@dataclass
class Item:
    """What an item, or the head of the file, says; texts and metadata by the names they have."""

    texts: dict[str, str] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    #: (domain, name): the categories and tags of a post.
    terms: list[tuple[str, str]] = field(default_factory=list)
    #: The authors and categories that the head lists, each by the names of its elements.
    rows: list[dict[str, str]] = field(default_factory=list)
    comments: int = 0
    content: str = ""
    excerpt: str = ""

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")


def parse_item(data: bytes, declared: str, *, is_brief: bool = False) -> Item:
    """An item out of its bytes, if brief without its content.

    `declared` is the encoding that the file names.
    """
    if is_brief:
        start, end = data.find(b"<content:encoded>"), data.rfind(CONTENT_END)
        data = data[:start] + data[end + len(CONTENT_END) :] if 0 <= start < end else data
    text = decode(data.translate(None, CONTROLS), declared)[0]
    item = Item()
    text, item.content = _take(text, "content:encoded")
    text, item.excerpt = _take(text, "excerpt:encoded")
    for element in _children(text):
        _read(item, element)
    return item


def _take(text: str, name: str) -> tuple[str, str]:
    """An element's own text, without a parser: what breaks XML stands mostly in here."""
    before, start, rest = text.partition(f"<{name}>")
    inside, end, after = rest.partition(f"</{name}>")
    if not start or not end:
        return text, ""
    inside = inside.strip()
    if inside.startswith("<![CDATA["):
        inside = inside.removeprefix("<![CDATA[").removesuffix("]]>")
        return before + after, SPLIT_CDATA.sub("]]>", inside)
    return before + after, inside if "<" in inside else html.unescape(inside)


def _children(text: str) -> Iterator[etree._Element]:
    parts = CDATA.split(NO_XML.sub("", text))
    parts[::2] = [NAMED.sub(_escape, BARE.sub("&amp;", part)) for part in parts[::2]]
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(f"{OPEN}{''.join(parts)}</item>", parser)
    return islice(root.iterchildren(etree.Element), MAX_ELEMENTS)


def _escape(match: re.Match[str]) -> str:
    return html.escape(html.unescape(match[0]), quote=False)


def _read(item: Item, element: etree._Element) -> None:
    name = _name(element)
    if name == "category" and element.get("domain"):
        item.terms.append((element.get("domain", ""), _text(element)))
    elif name == "postmeta":
        row = {_name(part): _text(part) for part in element.iterchildren(etree.Element)}
        item.meta[row.get("meta_key", "")] = row.get("meta_value", "")
    elif name == "comment":
        item.comments += 1
    elif len(element):
        item.rows.append({_name(part): _text(part) for part in element.iterchildren(etree.Element)})
    else:
        item.texts.setdefault(name, _text(element))


def _name(element: etree._Element) -> str:
    """A name without its prefix, which may be bound to nothing."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _text(element: etree._Element) -> str:
    text = "".join(element.itertext()) if len(element) else element.text or ""
    return text.strip()
