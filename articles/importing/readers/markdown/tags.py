"""HTML within Markdown: a stretch of it is read as a page is; tags around Markdown go."""

import re

from articles.importing.document import Unreadable
from articles.importing.pictures import is_tracker
from articles.importing.readers.html import read_html
from articles.importing.readers.html.walk import BUTTON as SET_AS_BUTTON
from articles.importing.readers.markdown.blocks import with_text
from articles.importing.readers.markdown.components import (
    ADDRESSES,
    BUTTON,
    WORDS,
    attributes_of,
    first_of,
    link,
    note_button,
    show,
)
from articles.importing.readers.markdown.draft import END, PARAGRAPH, TOGGLE, Draft

TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9.-]*)(?=[\s/>])(?P<body>(?>(?:[^<>\"'{}]"
    r"|\"[^\"<]*\"|'[^'<]*'|\{(?:[^<>{}]|\{[^<>{}]*\})*\})*))>"
)
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "center", "details", "dd", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "iframe", "video", "audio",
    "object",
})  # fmt: skip
#: A heading of Markdown on one line with the tags around it.
AROUND_HEADING = re.compile(
    r"^[ \t]*(<(?:center|div|p)\b[^<>\n]*>)[ \t]*(#{1,6}[ \t][^<>\n]*)(</(?:center|div|p)>)",
    re.MULTILINE | re.IGNORECASE,
)
#: What a stretch of HTML may begin with.
STRETCHES = BLOCKS - {"summary"}
#: Elements without content that are frames of their own.
FRAMES = ("iframe", "embed")
#: Kept as they stand, without attributes: a page shows them.
KEPT = frozenset({
    "abbr", "cite", "code", "del", "dfn", "ins", "kbd", "mark", "q", "s", "samp", "small", "sub",
    "sup", "u", "var",
})  # fmt: skip
MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
#: Taken off around their words.
DROPPED = frozenset({
    "a", "acronym", "area", "big", "bdi", "bdo", "col", "colgroup", "data", "font", "hr", "img",
    "input", "label", "link", "map", "meta", "meter", "option", "output", "param", "picture",
    "progress", "ruby", "rp", "rt", "select", "source", "span", "strike", "textarea", "time",
    "title", "track", "tt", "wbr", "head", "base", "script", "style", "noscript", "template", "svg",
    "canvas", "nobr", "br",
})  # fmt: skip
ELEMENTS = BLOCKS | KEPT | DROPPED | {*MARKS, *FRAMES}
MARKS_OF_MARKDOWN = re.compile(r"\\(\*(?=\\?\*)|(?<=\*\\)\*|\](?=\())")
MARKDOWN_INSIDE = re.compile(r"\n[ \t]*\n[ \t]*(?![ \t<\n])\S")
IN_BLOCK = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|\|)")
LOST = "A component of the old site; what it showed is not in the file."
MAX_STRETCHES = 2_000
MAX_OPEN = 20  # marks and links within one another


def take_tags(draft: Draft) -> None:
    """Read HTML as blocks where it is by itself, as marks of Markdown where it is not."""
    if "#" in draft.text:
        draft.substitute(AROUND_HEADING, lambda match: f"{match[1]}\n\n{match[2]}\n\n{match[3]}")
    tags = list(TAG.finditer(draft.text))
    if tags:
        _Walk(draft, tags).take()


class _Walk:
    """One walk over the tags of a text, in order."""

    def __init__(self, draft: Draft, tags: list[re.Match[str]]) -> None:
        self.draft = draft
        self.text = draft.text
        self.tags = tags
        self.closers = _closers(tags)
        self.pieces: list[str] = []
        self.at = 0
        #: Inline elements that are open: their name, where their piece is, their attributes.
        self.open: list[tuple[str, int, dict[str, str]]] = []
        self.stretches = 0

    def take(self) -> None:
        for number, tag in enumerate(self.tags):
            is_address = self.text.startswith("](", max(tag.start() - 2, 0))
            if tag.start() < self.at or is_address:
                continue
            end = self._stretch_end(number, tag)
            if end and self._take_stretch(tag.start(), end):
                continue
            self.pieces.append(self.text[self.at : tag.start()])
            self.at = tag.end()
            self._take_tag(number, tag)
        self.draft.text = "".join(self.pieces) + self.text[self.at :]

    # Stretches of HTML

    def _stretch_end(self, number: int, tag: re.Match[str]) -> int:
        """Where a stretch of nothing but HTML ends that begins with this tag; 0 if none does."""
        name = tag["name"].lower()
        is_stretch = name in STRETCHES and not tag["close"] and not _is_component(tag)
        if not is_stretch or self.open or self.stretches >= MAX_STRETCHES:
            return 0
        line = self.text.rfind("\n", 0, tag.start()) + 1
        closer = self.closers.get(number)
        if self.text[line : tag.start()].strip() or closer is None:
            return 0
        end = self.tags[closer].end()
        return 0 if MARKDOWN_INSIDE.search(self.text, tag.end(), end) else end

    def _take_stretch(self, start: int, end: int) -> bool:
        html = self.text[start:end]
        try:
            body = read_html(html)
        except Unreadable:
            self.stretches = MAX_STRETCHES  # what is in it would be tried again and again
            return False
        self.stretches += 1
        self.pieces += [self.text[self.at : start].rstrip(" \t"), PARAGRAPH]
        if body.blocks:
            blocks = (with_text(row, self._markdown) for row in body.blocks)
            self.pieces.append(self.draft.hide(tuple(blocks)))
        self.pieces += [PARAGRAPH, "\n" * html.count("\n")]
        self.at = end
        self.draft.left_out += body.left_out
        self.draft.doubts += [row for row in body.doubts if "without a site" not in row]
        self.draft.pictures |= body.pictures
        self.draft.buttons += body.buttons
        return True

    def _markdown(self, text: str) -> str:
        """The text of a block of HTML, where the writer used marks of Markdown all the same."""
        return self.draft.shown(MARKS_OF_MARKDOWN.sub(r"\1", text))

    # Tags by themselves

    def _take_tag(self, number: int, tag: re.Match[str]) -> None:
        small = tag["name"].lower()
        if _is_component(tag):
            self._take_component(number, tag)
        elif small in BLOCKS or small in FRAMES:
            self._take_block(number, tag, small)
        elif small in KEPT:
            self.pieces.append(f"<{tag['close']}{small}>")
        elif small == "br":
            self._take_line_end(tag)
        elif small == "hr":
            self.pieces.append(self._gap(f"{PARAGRAPH}---{PARAGRAPH}"))
        elif small == "img":
            self._take_image(tag)
        elif (small in MARKS or small == "a") and tag["close"]:
            self._close_inline(small)
        elif small in MARKS or small == "a":
            self._open_inline(number, small, attributes_of(tag["body"]))
        elif (
            small not in DROPPED
            and not tag["body"].strip()
            and not tag["close"]
            and "-" not in small
        ):
            self.pieces.append("\\" + tag[0])  # a name in angle brackets, for readers to fill in

    def _take_component(self, number: int, tag: re.Match[str]) -> None:
        attributes, name = attributes_of(tag["body"]), tag["name"]
        if tag["close"]:
            self._close_inline(name)
        elif number in self.closers and _is_around_words(attributes) and len(self.open) < MAX_OPEN:
            self.open.append((name, len(self.pieces), {"href": first_of(attributes, ADDRESSES)}))
        elif attributes or tag["body"].rstrip().endswith("/"):
            self.pieces.append(show(self.draft, tag[0], attributes, LOST))

    def _take_block(self, number: int, tag: re.Match[str], name: str) -> None:
        attributes = attributes_of(tag["body"])
        if name == "details":
            mark = "" if not tag["close"] else END
            self.pieces.append(f"{PARAGRAPH}{mark}{PARAGRAPH}")
        elif name == "summary":
            mark = TOGGLE if not tag["close"] else ""
            self.pieces.append(PARAGRAPH + mark)
        elif name in FRAMES and not tag["close"]:
            self.pieces.append(show(self.draft, tag[0], _frame(attributes), LOST))
        elif re.fullmatch(r"h[1-6]", name) and not tag["close"] and number in self.closers:
            self.pieces.append(self._gap(PARAGRAPH + "#" * int(name[1]) + " "))
        elif name == "li" and not tag["close"]:
            self.pieces.append(self._gap(PARAGRAPH + "- "))
        else:
            self.pieces.append(self._gap(PARAGRAPH))

    def _gap(self, otherwise: str) -> str:
        """What parts two blocks; within a list, a quotation, a table or a link, a space."""
        before = "".join(self.pieces[-8:])
        line = before[max(before.rfind("\n"), before.rfind("\x1e")) + 1 :]
        return " " if self.open or (len(line) < 2_000 and IN_BLOCK.match(line)) else otherwise

    def _take_line_end(self, tag: re.Match[str]) -> None:
        follows = self.text[tag.end() : tag.end() + 20].lstrip(" \t")
        self.pieces.append("  " if follows[:1] == "\n" else self._gap("  \x1e"))

    def _take_image(self, tag: re.Match[str]) -> None:
        attributes = attributes_of(tag["body"])
        source = attributes.get("src") or attributes.get("data-src") or ""
        if source and not is_tracker(attributes):
            self.pieces.append(link(attributes.get("alt", ""), source, mark="!"))

    def _open_inline(self, number: int, name: str, attributes: dict[str, str]) -> None:
        leads_nowhere = name == "a" and not attributes.get("href")
        if number in self.closers and not leads_nowhere and len(self.open) < MAX_OPEN:
            self.open.append((name, len(self.pieces), attributes))

    def _close_inline(self, name: str) -> None:
        if not any(row[0] == name for row in self.open):
            return
        while self.open[-1][0] != name:
            self.open.pop()  # crossed by this one: its words stay
        _, start, given = self.open.pop()
        inner = "".join(self.pieces[start:])
        del self.pieces[start:]
        words = inner.strip()
        before = inner[: len(inner) - len(inner.lstrip())]
        after = inner[len(inner.rstrip()) :] if words else ""
        self.pieces += [before, _inline(name, words, given), after]
        if _is_button(name, given):
            note_button(self.draft, "button", words, given["href"])


def _is_component(tag: re.Match[str]) -> bool:
    """Whether a tag is one of MDX; in capitals alone, if it says more than its name."""
    name = tag["name"]
    is_of_html = name.lower() in ELEMENTS or not tag["body"].strip()
    return name[0].isupper() and not (name.isupper() and is_of_html)


def _is_button(name: str, attributes: dict[str, str]) -> bool:
    """Whether a link is set as a button: by its class, or as a component of that name."""
    if name == "a":
        is_outside = attributes["href"].startswith(("http:", "https:", "//"))
        return is_outside and SET_AS_BUTTON.search(attributes.get("class", "")) is not None
    return name not in MARKS and BUTTON.match(name) is not None


def _is_around_words(attributes: dict[str, str]) -> bool:
    return bool(first_of(attributes, ADDRESSES)) and not first_of(attributes, WORDS)


def _inline(name: str, words: str, attributes: dict[str, str]) -> str:
    if not words:
        return ""
    if name not in MARKS:
        return link(re.sub(r"\s+", " ", words), attributes["href"])
    mark = MARKS[name]
    if "\n\n" in words or "\x1e\x1e" in words or words.startswith("*") or words.endswith("*"):
        return words
    return f"{mark}{words}{mark}"


def _frame(attributes: dict[str, str]) -> dict[str, str]:
    """A frame is a link to what it showed."""
    source = attributes.get("src") or attributes.get("data-src") or ""
    if source.startswith("//"):
        source = "https:" + source
    return {"url": source, "text": attributes.get("title", "")} if source else {}


def _closers(tags: list[re.Match[str]]) -> dict[int, int]:
    """For each opening tag the number of the one that closes it."""
    opened: dict[str, list[int]] = {}
    closers = {}
    for number, tag in enumerate(tags):
        name = tag["name"].lower()
        if not tag["close"]:
            opened.setdefault(name, []).append(number)
        elif opened.get(name):
            closers[opened[name].pop()] = number
    return closers
