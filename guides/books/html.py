"""The HTML of a page to the tree of a book.

Whatever a writer nested in what: words that are in no block become paragraphs, blocks among
words become words, and what may not stand in a list or table stands around it. No word is lost.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from guides.books.tree import Node, Words, settle

#: Blocks within blocks; below that, what they hold stands in the block around them.
MAX_DEPTH = 8

#: What leads about within a page, what is an element of the web only, and what a book says once.
LEFT_OUT = (
    ".opening, .contents, .disclosure, .tags, .author-box, .footnote-backref, .source-back, "
    ".footnotes-sep, .kit, form, script, style, template, button, input, source"
)
BLOCKS = (
    "p, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, dt, dd, table, tr, td, th, thead, tbody, tfoot, "
    "blockquote, pre, hr, figure, figcaption, div, section, details, summary"
)
BLOCK_TAGS = set(BLOCKS.split(", "))
MARKS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
    **dict.fromkeys(("del", "s"), "deleted"),
    "sup": "superscript",
    "sub": "subscript",
    "q": "quotation",
    "mark": "mark",
    "small": "small",
}
HEADING = re.compile(r"h([1-6])")
SPACES = re.compile(r"[ \t\n\r\f]+")
#: What no XML document may hold (XML 1.0, production 2), and what no font shows.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

#: How words of a product's card stand out.
OFFER_WORDS = {
    "offer-label": Node("small"),
    "offer-name": Node("strong"),
    "offer-action": Node("strong"),
}

#: A page is no wider than so many columns.
MAX_COLUMNS = 12

#: Where a link leads in a book: address and `rel`; `None` keeps the words alone.
Resolver = Callable[[LexborNode], tuple[str, str] | None]

#: Inline elements around what is read, the outermost first.
Marks = tuple[Node, ...]


@dataclass(frozen=True)
class Reader:
    """Reads the HTML of one chapter.

    `resolve` decides its links, `photos` are the names of files by address, and `prefix` makes
    its ids unique in the book.
    """

    resolve: Resolver
    photos: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def read(self, html: str) -> tuple[Node, ...]:
        """The blocks of a page's body. No query."""
        root = _root(html)
        for node in root.css(LEFT_OUT):
            node.decompose()
        return settle(self.blocks(root))

    def words(self, html: str) -> Words:
        """All the words of `html` in one run, with their links."""
        return self._words(_root(html), ())

    def blocks(self, node: LexborNode, depth: int = 0, marks: Marks = ()) -> tuple[Node, ...]:
        """What stands in `node`; words that are in no block become paragraphs.

        `marks` are inline elements around whole blocks: each run of words in them gets them.
        """
        found: list[Node] = []
        run: list[Node | str] = []
        for child in _children(node):
            if not _holds_blocks(child):
                run += self._run_of(child, marks)
                continue
            found += _paragraph(run, marks)
            run = []
            found += self._around(child, depth, marks)
        return (*found, *_paragraph(run, marks))

    def _around(self, node: LexborNode, depth: int, marks: Marks) -> Iterable[Node]:
        """Any node as blocks."""
        if node.tag in BLOCK_TAGS:
            return self._block(node, depth, marks)
        if not _holds_blocks(node):
            return _paragraph(self._run_of(node, marks), marks)
        mark = self._mark(node, marks)
        return self.blocks(node, depth, (*marks, mark) if mark else marks)

    def _mark(self, node: LexborNode, marks: Marks) -> Node | None:
        """What an inline element says of its words; `None` if nothing, or nothing new."""
        if node.tag == "a":
            address = self.resolve(node)
            mark = Node("link", (), {"href": address[0], "rel": address[1]}) if address else None
        else:
            mark = Node(MARKS[node.tag or ""]) if node.tag in MARKS else None
        is_new = mark and mark.kind not in {other.kind for other in marks}
        return mark if is_new else None

    def _words(self, node: LexborNode, marks: Marks) -> Words:
        """All the words in `node` as one run."""
        return _wrap(_trim(self._run(node, marks)), marks)

    def _run(self, node: LexborNode, marks: Marks) -> list[Node | str]:
        run: list[Node | str] = []
        for child in _children(node):
            space = [" "] if child.tag in BLOCK_TAGS else []
            run += [*space, *self._run_of(child, marks), *space]
        return run

    def _run_of(self, node: LexborNode, marks: Marks) -> list[Node | str]:
        if node.is_text_node:
            return [clean(node.text())]
        if node.tag == "br":
            return [Node("break")]
        if node.tag == "img":
            return self._image(node)
        mark = self._mark(node, marks)
        run = self._run(node, (*marks, mark) if mark else marks)
        run = list(_wrap(run, [mark])) if mark else run
        name = node.attributes.get("id")
        return [Node("anchor", (), {"id": self.prefix + name}), *run] if name else run

    def _image(self, node: LexborNode) -> list[Node | str]:
        alt = clean(node.attributes.get("alt") or "")
        name = self.photos.get(node.attributes.get("src") or "")
        return [Node("image", (), {"photo": name, "alt": alt})] if name else [alt]

    def _block(self, node: LexborNode, depth: int, marks: Marks) -> Iterable[Node]:
        tag = node.tag or ""
        if tag in ("hr", "pre"):
            return [_verbatim(node)]
        if HEADING.fullmatch(tag) or tag == "summary":
            return _unless_empty(self._heading(node, marks))
        if tag == "figure" and node.css_first("img"):
            return self._figure(node, marks)
        if depth >= MAX_DEPTH:
            return self.blocks(node, depth, marks)
        if read := {"ul": self._list, "ol": self._list, "dl": self._definitions}.get(tag):
            return read(node, depth, marks)
        return self._table(node, marks) if tag == "table" else self._classed(node, depth, marks)

    def _classed(self, node: LexborNode, depth: int, marks: Marks) -> Iterable[Node]:
        classes = _classes(node)
        if "callout" in classes:
            return [self._callout(node, depth, marks)]
        if node.tag == "blockquote" or "offer" in classes:
            kind = "offer" if "offer" in classes else "quote"
            return _unless_empty(Node(kind, self.blocks(node, depth + 1, marks)))
        if "offer-picture" in classes:
            return self._figure(node, marks)
        if mark := OFFER_WORDS.keys() & classes:
            return _paragraph(_wrap(self._words(node, marks), [OFFER_WORDS[mark.pop()]]))
        return self.blocks(node, depth, marks)

    def _heading(self, node: LexborNode, marks: Marks) -> Node:
        """A heading, or the question of an answer; that has its place in the element around it."""
        level = HEADING.fullmatch(node.tag or "")
        place = node if level else node.parent
        facts = {"level": int(level[1]) if level else 3, "id": self._id(place)}
        return Node("heading", self._words(node, marks), facts)

    def _id(self, node: LexborNode | None) -> str:
        name = node.attributes.get("id") if node else ""
        return f"{self.prefix}{name}" if name else ""

    def _figure(self, node: LexborNode, marks: Marks) -> Iterable[Node]:
        caption = node.css_first("figcaption")
        words = self._words(caption, marks) if caption else ()
        images = [part for image in node.css("img") for part in self._image(image)]
        shown = [part for part in images if isinstance(part, Node)]
        missing: list[Node | str] = [part for part in images if isinstance(part, str)]
        if not shown:
            return _paragraph([*missing, " ", *words])
        last = len(shown) - 1
        return [
            Node("figure", words if place == last else (), part.facts)
            for place, part in enumerate(shown)
        ]

    def _callout(self, node: LexborNode, depth: int, marks: Marks) -> Node:
        # Its own is the first; those of callouts in it follow.
        title = node.css(".callout-title")[0]
        label, name = (_text_of(title, f".callout-{part}") for part in ("label", "name"))
        title.decompose()
        kind = next(c for c in sorted(_classes(node)) if c.startswith("callout-"))
        facts = {"kind": kind.removeprefix("callout-"), "label": label, "title": name}
        return Node("callout", self.blocks(node, depth + 1, marks), facts)

    def _list(self, node: LexborNode, depth: int, marks: Marks) -> Iterable[Node]:
        items = []
        for child in _children(node):
            is_item = child.tag == "li"
            inner = self.blocks if is_item else self._around
            blocks = tuple(inner(child, depth + 1, marks))
            if blocks:
                name = self._id(child) if is_item else ""
                items.append(Node("item", blocks, {"id": name}))
        start = node.attributes.get("start") or "1"
        facts = {
            "ordered": node.tag == "ol",
            "start": int(start) if start.isdecimal() else 1,
            "role": "notes" if "footnotes-list" in _classes(node) else "",
        }
        return _unless_empty(Node("list", tuple(items), facts))

    def _definitions(self, node: LexborNode, depth: int, marks: Marks) -> Iterable[Node]:
        """A term as a paragraph of its own, and what it means as blocks set in."""
        for child in _children(node):
            if child.tag == "dt":
                yield from _paragraph(self._words(child, marks), [Node("strong")])
            elif child.tag == "dd":
                yield from _unless_empty(Node("indent", self.blocks(child, depth + 1, marks)))
            else:
                yield from self._around(child, depth, marks)

    def _table(self, node: LexborNode, marks: Marks) -> Iterable[Node]:
        """Rows all of one width: cells over several columns are filled up, not drawn wide."""
        for caption in node.css("caption"):
            yield from _paragraph(self._run(caption, marks), marks)
        rows = [
            [self._cell(cell, marks) for cell in _children(row) if cell.tag in ("td", "th")]
            for row in node.css("tr")
            if _is_row_of(row, node)
        ]
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(map(len, rows))
        if width == 1 or width > MAX_COLUMNS:
            for row in rows:
                yield from (Node("paragraph", cell.children) for cell in row if cell.children)
            return
        filled = tuple(
            Node(
                "row",
                (*row, *[Node("cell", (), {"head": False, "align": ""})] * (width - len(row))),
            )
            for row in rows
        )
        yield Node("table", filled, {"columns": width, "has_head": _is_head(filled[0])})

    def _cell(self, node: LexborNode, marks: Marks) -> Node:
        align = next(
            (c.removeprefix("align-") for c in _classes(node) if c.startswith("align-")), ""
        )
        facts = {"head": node.tag == "th", "align": align}
        return Node("cell", self._words(node, marks), facts)


def clean(text: str) -> str:
    """Text with what no book can hold taken out, and its spaces as HTML shows them."""
    return SPACES.sub(" ", UNSEEN.sub("", text))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return (
        child
        for child in node.iter(include_text=True)
        if child.is_text_node or not (child.tag or "-").startswith("-")
    )


def _root(html: str) -> LexborNode:
    # As a document of its own: a stray end tag would close an element around it too soon.
    return LexborHTMLParser(f"<body>{html}").css("body")[0]


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _verbatim(node: LexborNode) -> Node:
    return (
        Node("rule") if node.tag == "hr" else Node("preformatted", (UNSEEN.sub("", node.text()),))
    )


def _holds_blocks(node: LexborNode) -> bool:
    if node.is_text_node:
        return False
    return node.tag in BLOCK_TAGS or node.css_first(BLOCKS) is not None


def _wrap(run: Iterable[Node | str], marks: Iterable[Node]) -> Words:
    """A run with `marks` around it, the first outermost."""
    words = tuple(run)
    for mark in reversed(tuple(marks)):
        words = (replace(mark, children=words),) if words else ()
    return words


def _paragraph(run: Iterable[Node | str], marks: Iterable[Node] = ()) -> list[Node]:
    words = _wrap(_trim(run), marks)
    return [Node("paragraph", words)] if words else []


def _unless_empty(node: Node) -> list[Node]:
    return [node] if node.children else []


def _trim(run: Iterable[Node | str]) -> Words:
    """A run without the spaces and breaks around it; empty if that is all there is."""
    joined: list[Node | str] = []
    for part in run:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] = SPACES.sub(" ", joined[-1] + part)
        else:
            joined.append(part)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while joined and _is_blank(joined[end]):
            del joined[end]
        if joined and isinstance(joined[end], str):
            joined[end] = strip(str(joined[end]), " ")
    return tuple(joined) if any(not _is_silent(part) for part in joined) else ()


def _is_blank(part: Node | str) -> bool:
    return not part.strip(" ") if isinstance(part, str) else part.kind == "break"


def _is_silent(part: Node | str) -> bool:
    return not isinstance(part, str) and part.kind == "anchor"


def _text_of(node: LexborNode, selector: str) -> str:
    found = node.css_first(selector)
    return clean(found.text()).strip() if found else ""


def _is_row_of(row: LexborNode, table: LexborNode) -> bool:
    """Whether a row is of this table, and not of one in its cells."""
    parent = row.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent is not None and parent.mem_id == table.mem_id


def _is_head(row: Node) -> bool:
    return all(isinstance(cell, Node) and cell.facts["head"] for cell in row.children)
