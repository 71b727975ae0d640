"""The neutral form of a document: plain data, whatever its format was. Knows no models.

A `Source` is a document as it came. A reader makes a `Document` of it: what its front matter
says, and its blocks in reading order, each as Markdown. `outlining` makes an article of that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Unreadable(Exception):
    """A file is refused; the message is for the person who chose it, and names the file."""


class Format(StrEnum):
    """What a document is written in, told from its content."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    HTML = "html"
    DOCX = "docx"
    WORDPRESS = "wordpress"
    GHOST = "ghost"


@dataclass(frozen=True)
class Source:
    """One document as it came: a file, or one post out of a collection.

    `key` tells it from every other when it comes again: a path, or the id that its old site
    gave it. `pictures` are the files that travel with it, by the address its text gives them.
    For a post of a collection, `data` is the post as JSON, as `readers.containers` cut it out.
    """

    name: str
    key: str
    format: Format
    data: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A file, or a part of a collection, that gave no document, and why, for whoever chose it.

    `is_failure` is false where nothing went wrong: menus of an old site, style sheets in a ZIP.
    """

    name: str
    why: str
    is_failure: bool = True


class Kind(StrEnum):
    """What a block is. LINE is a line of a text without markup, not yet told what it is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    TOGGLE = "toggle"
    LINE = "line"


@dataclass(frozen=True)
class Block:
    """A part of a document, as Markdown.

    A heading, a paragraph, a line and a toggle's summary hold inline Markdown; the others the
    Markdown of the whole block, with its marks. `level` is a heading's, from 1. `children` is
    what a toggle (`<details>`, an accordion, `> [!faq]-`) hides; `is_question` is true where the
    source itself says that it is a question with its answer (schema.org). `line` counts from 1
    in the source, 0 where that has no lines. `gap` tells how many blank lines stand before a
    line, `indent` how far it is set in.
    """

    kind: Kind
    text: str
    level: int = 0
    children: tuple["Block", ...] = ()
    is_question: bool = False
    line: int = 0
    gap: int = 0
    indent: int = 0


@dataclass(frozen=True)
class Meta:
    """What a document says of itself outside its text, each value as plain text.

    `fields` holds what has no place of its own here, by name, as the front matter has it
    (strings, numbers, lists, mappings): `pros`, `cons`, `affiliate_link` and the like.
    """

    title: str = ""
    description: str = ""
    author: str = ""
    credential: str = ""
    tags: tuple[str, ...] = ()
    topic: str = ""
    published_at: datetime | None = None
    canonical: str = ""
    slug: str = ""
    image: str = ""
    faqs: tuple[tuple[str, str], ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Repair:
    """What was mended in a text before it was read, such as mojibake; shown to the editor.

    The same change is noted once: `line` is where it stood first, from 1, 0 where unknown.
    """

    kind: str
    before: str
    after: str
    line: int = 0
    times: int = 1


@dataclass(frozen=True)
class LeftOut:
    """Words of the source that the article does not hold, and why.

    `is_text` is false for what was never part of the text that readers see: code, notes on the
    text, what stands around an article on its page.
    """

    text: str
    why: str
    is_text: bool = True


@dataclass(frozen=True)
class Document:
    """A document in the neutral form.

    `words` is its visible text by a simpler road than its blocks took, one block a line: what
    the importer holds its own work against. `buttons` are links that the source itself sets as
    invitations, each as its words and its address. `pictures` are files that came along, by the
    address that the blocks give them; `remote_pictures` are addresses elsewhere, not fetched.
    """

    format: Format
    name: str
    meta: Meta
    blocks: tuple[Block, ...]
    words: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    remote_pictures: tuple[str, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    repairs: tuple[Repair, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
