"""The tree of a book as XHTML, one document for each part."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from guides.books.manuscript import Text
from guides.books.photos import BookPhoto
from guides.books.tree import Node, Words

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
EPUB_TYPE, LANG = f"{{{OPS}}}type", "{http://www.w3.org/XML/1998/namespace}lang"
H = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": OPS})

#: What each kind of node is, and the class it has.
ELEMENTS = {
    "paragraph": ("p", ""),
    "quote": ("blockquote", ""),
    "indent": ("div", "indent"),
    "preformatted": ("pre", ""),
    "rule": ("hr", ""),
    "item": ("li", ""),
    "row": ("tr", ""),
    "offer": ("div", "offer"),
    "strong": ("strong", ""),
    "emphasis": ("em", ""),
    "code": ("code", ""),
    "superscript": ("sup", ""),
    "subscript": ("sub", ""),
    "mark": ("mark", ""),
    "deleted": ("del", ""),
    "small": ("small", "small"),
    "quotation": ("q", ""),
    "break": ("br", ""),
    "anchor": ("span", ""),
}

#: What a part of a book is called (EPUB 3 Structural Semantics Vocabulary, DPUB-ARIA).
ROLES = {
    "introduction": ("introduction", "doc-introduction"),
    "closing": ("conclusion", "doc-conclusion"),
    "about": ("appendix", "doc-appendix"),
}
CHAPTER = ("chapter", "doc-chapter")


def document(title: str, language: str, *body: Any) -> bytes:
    """A whole XHTML document."""
    head = H.head(
        H.meta(charset="utf-8"),
        H.title(title),
        H.link(rel="stylesheet", type="text/css", href="book.css"),
    )
    root = H.html(head, H.body(*body), {"lang": language, LANG: language})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")


def disclosure(sentences: Iterable[str]) -> list[Any]:
    """What stands before the first link that pays; nothing where none does."""
    words = [H.p(words) for words in sentences]
    label = H.p("Disclosure", {"class": "disclosure-label"})
    return [H.div(label, *words, {"class": "disclosure", "role": "note"})] if words else []


@dataclass(frozen=True)
class Writer:
    """`files` are the documents by the id of each place, `photos` those that could be read."""

    files: Mapping[str, str]
    photos: Mapping[str, BookPhoto]

    def text(self, text: Text) -> Any:
        """A part of the book, with its title and what it owes before everything else."""
        kind, role = ROLES.get(text.name, CHAPTER)
        return H.section(
            H.h1(text.title, id=f"{text.name}-title"),
            *([H.p(text.dek, {"class": "dek"})] if text.dek else []),
            *disclosure(text.disclosures),
            *(self.line(words, "byline") for words in text.byline),
            *self.nodes([text.hero] if text.hero else []),
            *self.nodes(text.blocks),
            {
                EPUB_TYPE: kind,
                "role": role,
                "id": text.name,
                "aria-labelledby": f"{text.name}-title",
            },
        )

    def line(self, words: Words, name: str) -> Any:
        """A paragraph of class `name`."""
        return self._filled(H.p({"class": name}), words)

    def nodes(self, nodes: Iterable[Any]) -> list[Any]:
        return [made for node in nodes for made in self._node(node)]

    def _filled(self, element: Any, children: Iterable[Any]) -> Any:
        """`element` with words and elements in it, in order."""
        last = None
        for child in children:
            if isinstance(child, Node):
                made = self._node(child)
                element.extend(made)
                last = made[-1] if made else last
            elif last is None:
                element.text = (element.text or "") + child
            else:
                last.tail = (last.tail or "") + child
        return element

    def _node(self, node: Node) -> list[Any]:
        special: Callable[[Node], list[Any]] | None = {
            "heading": self._heading,
            "list": self._list,
            "table": self._table,
            "callout": self._callout,
            "figure": self._figure,
            "image": self._image,
            "link": self._link,
            "cell": self._cell,
        }.get(node.kind)
        if special:
            return special(node)
        tag, name = ELEMENTS[node.kind]
        element = H(tag, {"class": name} if name else {})
        _identify(element, node)
        return [self._filled(element, node.children)]

    def _heading(self, node: Node) -> list[Any]:
        element = H(f"h{node.facts['level']}")
        _identify(element, node)
        return [self._filled(element, node.children)]

    def _list(self, node: Node) -> list[Any]:
        is_ordered, is_notes = node.facts["ordered"], node.facts["role"] == "notes"
        element = H("ol" if is_ordered else "ul")
        if is_ordered and node.facts["start"] != 1:
            element.set("start", str(node.facts["start"]))
        self._filled(element, node.children)
        if not is_notes:
            return [element]
        return [
            H.section(element, {"class": "notes", EPUB_TYPE: "endnotes", "role": "doc-endnotes"})
        ]

    def _table(self, node: Node) -> list[Any]:
        rows = self.nodes(node.children)
        has_head = node.facts["has_head"] and len(rows) > 1
        head, body = (rows[:1], rows[1:]) if has_head else ([], rows)
        return [H.table(*([H.thead(*head)] if head else []), H.tbody(*body))]

    def _cell(self, node: Node) -> list[Any]:
        align = node.facts["align"]
        element = H("th" if node.facts["head"] else "td")
        if align:
            element.set("class", f"align-{align}")
        return [self._filled(element, node.children)]

    def _callout(self, node: Node) -> list[Any]:
        title = ": ".join(filter(None, [node.facts["label"], node.facts["title"]]))
        heading = [H.p(title, {"class": "callout-title"})] if title else []
        facts = {"class": f"callout callout-{node.facts['kind']}", "role": "note"}
        return [H.div(*heading, *self.nodes(node.children), facts)]

    def _figure(self, node: Node) -> list[Any]:
        photo = self.photos.get(node.facts["photo"])
        alt = node.facts["alt"]
        if photo is None:
            words = [f"{alt} " if alt else "", *node.children]
            return [self._filled(H.p(), words)]
        caption = [self._filled(H.figcaption(), node.children)] if node.children else []
        return [H.figure(H.img(src=photo.name, alt=alt), *caption)]

    def _image(self, node: Node) -> list[Any]:
        photo = self.photos.get(node.facts["photo"])
        alt = node.facts["alt"]
        return [H.img(src=photo.name, alt=alt) if photo else H.span(alt)]

    def _link(self, node: Node) -> list[Any]:
        href, rel = node.facts["href"], node.facts["rel"]
        if href.startswith("#"):
            href = f"{self.files[href[1:]]}{href}"
        element = H.a({"href": href} | ({"rel": rel} if rel else {}))
        return [self._filled(element, node.children)]


def _identify(element: Any, node: Node) -> None:
    if name := node.facts.get("id"):
        element.set("id", name)
