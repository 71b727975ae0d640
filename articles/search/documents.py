"""What search knows of a published page: its words as plain text, by what they are."""

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborNode

from articles.models import SearchDocument
from articles.rendering.tree import parse

#: What stands in a page's text and is not of it.
LEFT_OUT = ".sources, .contents, .offer, .kit, form, sup, .footnote-backref, .source-back"
HEADINGS = "h2, h3, h4, h5, h6, summary"
#: Elements before and after which a text ends.
BLOCKS = {
    *("p", "div", "section", "details", "aside", "figure", "figcaption", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "hr", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "summary"),
}
#: No text holds one: excerpts have some of them around what was found.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SPACES = re.compile(r"\s+")
#: What ends in punctuation, perhaps in quotes or brackets, needs no dot before what follows.
ENDED = re.compile(r"[.!?…:;,·–—؟।。！？][\"'’”»›)\]]*$")


def document_of(revision: Any) -> SearchDocument:
    """The document of a revision, not saved. No query; some 2 ms for two thousand words."""
    headings: list[str] = []
    texts: list[str] = []
    for html in revision.bodies:
        for prose in parse(html).css(".prose"):
            for node in prose.css(LEFT_OUT):
                node.decompose()
            headings += [text_of(node) for node in prose.css(HEADINGS)]
            texts += texts_of(prose)
    return SearchDocument(
        letter=revision.letter,
        subject=revision.subject_id,
        revision=revision.pk,
        title=plain(revision.title),
        people=plain(getattr(revision, "byline", "")),
        lead=in_a_row([plain(revision.dek), *headings]),
        body=in_a_row(texts),
        marks=" ".join(marks_of(revision.letter, revision.content)),
        live_from=revision.live_from,
        live_until=revision.live_until,
    )


def marks_of(letter: str, content: dict[str, Any]) -> list[str]:
    """The words by which a search is narrowed to a kind, a topic or an author.

    Nobody types them: an index may not tell them from words of the text.
    """
    topic = [topic_mark(content["topic"])] if content.get("topic") else []
    return [kind_mark(letter), *topic, *map(author_mark, content.get("authors", ()))]


def kind_mark(letter: str) -> str:
    return f"candorkind{letter}"


def topic_mark(key: int) -> str:
    return f"candortopic{key}"


def author_mark(key: int) -> str:
    return f"candorauthor{key}"


def text_of(root: LexborNode) -> str:
    """The words under a node, without markup."""
    return " ".join(texts_of(root))


def texts_of(root: LexborNode) -> list[str]:
    """The words under a node, block by block."""
    blocks: list[list[str]] = [[]]
    for node in root.traverse(include_text=True):
        before = node.prev
        if node.tag in BLOCKS or (before is not None and before.tag in BLOCKS):
            blocks.append([])
        if node.tag == "br":
            blocks[-1].append(" ")
        elif node.tag == "-text":
            blocks[-1].append(node.text_content or "")
    return [text for parts in blocks if (text := plain("".join(parts)))]


def in_a_row(texts: Iterable[str]) -> str:
    """Texts one after the other, with a dot after each that ends without punctuation."""
    told = [text if ENDED.search(text) else f"{text} ·" for text in texts if text]
    return " ".join(told).removesuffix(" ·")


def plain(text: str) -> str:
    """Words with single spaces between them, without control characters."""
    return SPACES.sub(" ", CONTROLS.sub("", text)).strip()
