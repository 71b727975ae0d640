"""A text taken apart into its paragraphs, items, cells and headings, each with its source.

The pipeline's own parser says what is what; it keeps for each the lines where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from articles.checklist.sentences import sentences_of, words_of
from articles.rendering.blocks import OPENING
from articles.rendering.citations import CITATION
from articles.rendering.limits import TextTooLarge
from articles.rendering.markdown import tokens_of
from articles.rendering.sanitise import sanitise
from articles.rendering.tree import parse

#: Stands among a block's words for what is none: code, an image, a citation.
THING = "\ufffc"

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What of raw HTML shows its words as they are typed.
VERBATIM = re.compile(r"</?(?:code|kbd|samp|pre|q)\b", re.IGNORECASE)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is written: its address, and its words as readers see them."""

    href: str
    words: str
    #: What its images are described by; none if it has no image.
    images: tuple["Image", ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Block:
    """What has words and no block inside: `tag` is p, h1 … h6, td, th, or html for raw HTML.

    `words` are as readers see them, in one line, with a `THING` for what is none; `source` is as
    it stands, without the marks before its lines, and stands from `start` to `end` of the text.
    `heads` are the headings' marks (###), `callout` the name of the block that it is in.
    """

    tag: str
    words: str
    source: str
    start: int
    end: int
    heads: str = ""
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    callout: str = ""
    is_quotation: bool = False
    is_item: bool = False
    is_cited: bool = False
    is_bold: bool = False
    sentences: tuple[str, ...] = ()
    #: How many words it has.
    count: int = 0

    @property
    def is_heading(self) -> bool:
        return self.tag in HEADINGS

    @property
    def is_prose(self) -> bool:
        """Whether it is the writer's own running text: no heading, cell or quotation."""
        return self.tag == "p" and not self.is_quotation


@lru_cache(maxsize=64)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text with line feeds alone, in its order; none if it is beyond the limits.

    What somebody types changes one text; the others are remembered.
    """
    try:
        tokens = tokens_of(text)
    except TextTooLarge:
        return ()
    return tuple(_walk(tokens, text))


def _walk(tokens: Iterable[Token], text: str) -> Iterator[Block]:
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1:
            opened.pop()
        elif token.type in ("inline", "html_block") and token.map:
            first, last = (starts[min(line, len(starts) - 1)] for line in token.map)
            if token.type == "inline":
                yield _block(token, opened, first, last)
            else:
                yield _raw(token, first, last)


def _block(token: Token, opened: list[Token], first: int, last: int) -> Block:
    around = {outer.type: outer for outer in opened}
    container = around.get("container_block_open")
    pieces = _Pieces()
    for child in token.children or ():
        pieces.take(child)
    words = CITATION.sub(THING, _one_line("".join(pieces.words)))
    return Block(
        tag=opened[-1].tag if opened else "p",
        words=words,
        source=token.content,
        start=first,
        end=last,
        heads=opened[-1].markup if opened else "",
        links=tuple(pieces.links),
        images=tuple(pieces.images),
        callout=_name(container),
        is_quotation="blockquote_open" in around,
        is_item="list_item_open" in around,
        is_cited=pieces.is_cited or CITATION.search(token.content) is not None,
        is_bold=pieces.is_bold,
        sentences=tuple(sentences_of(words)),
        count=len(words_of(words)),
    )


def _name(container: Token | None) -> str:
    match = OPENING.match(container.info.strip()) if container else None
    return match["name"] if match else ""


class _Pieces:
    """The words, links and images of a block, one token after the other."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.is_cited = False
        self.is_bold = False
        self._href: str | None = None
        self._since = (0, 0)
        self._strong = 0
        self._plain = False
        self._is_verbatim = False

    def take(self, token: Token) -> None:
        match token.type:
            case "text":
                self._say(token.content)
            case "softbreak" | "hardbreak":
                self.words.append(" ")
            case "link_open":
                self._open(str(token.attrs.get("href", "")))
            case "link_close":
                self._close()
            case "strong_open" | "strong_close":
                self._strong += token.nesting
            case "image":
                self._show(Image(str(token.attrs.get("src", "")), _one_line(_alt(token))))
            case "footnote_ref" | "code_inline":
                self.is_cited = self.is_cited or token.type == "footnote_ref"
                self._say(THING)
            case "html_inline":
                self._take_raw(token.content)

    def _say(self, words: str) -> None:
        if self._is_verbatim:
            return
        self.words.append(words)
        self._plain = self._plain or (not self._strong and bool(words.strip()))
        self.is_bold = not self._plain and bool(self._strong or self.is_bold)

    def _show(self, image: Image) -> None:
        self.images.append(image)
        self._say(THING)

    def _open(self, href: str) -> None:
        self._href, self._since = href, (len(self.words), len(self.images))

    def _close(self) -> None:
        if self._href is None:
            return
        words, images = self._since
        said = _one_line("".join(self.words[words:]).replace(THING, " "))
        self.links.append(Link(self._href, said, tuple(self.images[images:])))
        self._href = None

    def _take_raw(self, tag: str) -> None:
        """A tag of raw HTML: only links, images and what is verbatim matter."""
        if tag.lower().startswith("</a"):
            self._close()
        elif tag.lower().startswith("<a"):
            node = parse(sanitise(f"{tag}x</a>")).css_first("a")
            self._open((node.attributes.get("href") or "") if node else "")
        elif tag.lower().startswith("<img"):
            for image in _images(parse(sanitise(tag))):
                self._show(image)
        elif VERBATIM.match(tag):
            self._say(THING)
            self._is_verbatim = not tag.startswith("</")


def _alt(token: Token) -> str:
    """The words of an image's description, which may be marked up."""
    return "".join(
        " " if child.type == "softbreak" else child.content for child in token.children or ()
    )


def _raw(token: Token, first: int, last: int) -> Block:
    tree = parse(sanitise(token.content))
    links = tuple(
        Link(
            node.attributes.get("href") or "",
            _one_line(node.text()),
            tuple(_images(parse(node.inner_html or ""))),
        )
        for node in tree.css("a")
    )
    words = _one_line(tree.root.text(separator=" ")) if tree.root else ""
    return Block(
        tag="html",
        words=words,
        source=token.content,
        start=first,
        end=last,
        links=links,
        images=tuple(_images(tree)),
        sentences=tuple(sentences_of(words)),
        count=len(words_of(words)),
    )


def _images(tree: LexborHTMLParser) -> list[Image]:
    return [
        Image(node.attributes.get("src") or "", _one_line(node.attributes.get("alt") or ""))
        for node in tree.css("img")
    ]


def _one_line(text: str) -> str:
    return SPACES.sub(" ", text).strip()
