"""The walk over a tree of pasted HTML that writes it anew with what Markdown has."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborNode

from articles.editing.pasting.nodes import (
    BLOCKS,
    CELLS,
    LISTS,
    Attributes,
    count_columns,
    describe_image,
    heading_of,
    is_hidden,
    is_marker,
    level_of,
    read_attributes,
    read_style,
)
from articles.editing.pasting.runs import LINE_END, Look, Run, html_of, join, look_of, plain
from articles.rendering.limits import MAX_FIELD_LENGTH, TextTooLarge

#: Before the names of elements that the parser must not treat in its own way.
RENAMED = "x-"

MAX_ELEMENTS = 10_000
MAX_OPEN = 24  # elements within one another
MAX_SPAN = 20  # columns of one cell
MAX_LOOKS = 20  # tables that are looked at

TOO_LARGE = "This is more than a field holds. Paste it in parts."

#: The bullet or number of an item, where it has lost its mark.
MARKER = re.compile(r"([·•▪‣◦§–\uf0b7\uf0a7-]|o|[0-9]{1,4}[.)]) ")
NUMBER = re.compile(r"\(?([0-9]{1,4}|[a-z]{1,5})[.)]", re.IGNORECASE)
HEADING = re.compile(r"<(/?)(h[1-6])>")


@dataclass
class Frame:
    """What holds inside an element: its look, and how much was open before it."""

    look: Look
    depth: int
    is_marker: bool


@dataclass
class Open:
    """An element that is written and not closed yet.

    `at` is its place in what is written, `count` that of a list's items.
    """

    tag: str
    at: int
    count: int = 0


@dataclass
class Loose:
    """A list of paragraphs that only look like one, as Word has them."""

    level: int
    tag: str
    depth: int


class Rewriter:
    """Writes one tree; make a new one for the next."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.size = self.elements = self.looks = 0
        self.open: list[Open] = []
        self.frames = [Frame(Look(), 0, is_marker=False)]
        self.runs: list[Run] = []
        self.heading = ""  # the tag, where the text to come is one
        self.level = 0  # of the list, where the text to come is one of its paragraphs
        self.marker = ""
        self.loose: list[Loose] = []

    def rewrite(self, root: LexborNode | None) -> str:
        """The tree as HTML of few elements. Raises `TextTooLarge`."""
        stack = [(root, False)] if root else []
        while stack:
            node, is_left = stack.pop()
            if is_left:
                self.leave(node)
            elif self.enter(node):
                stack.append((node, True))
                stack += [(child, False) for child in node.iter(include_text=True)][::-1]
        self.flush()
        self.close_to(0)
        return level_headings("".join(self.out))

    # The tree, as it is walked

    def enter(self, node: LexborNode) -> bool:
        """Take in what a node says; true where its children are to be taken in too."""
        if node.is_text_node:
            self.take_text(node.text_content or "")
            return False
        tag, attributes = (node.tag or "").removeprefix(RENAMED), read_attributes(node)
        style = read_style(attributes.get("style", ""))
        if is_hidden(tag, attributes, style):
            return False
        if take := TAKEN_WHOLE.get(tag):
            take(self, node)
            return False
        around = self.frames[-1]
        depth = self.begin(tag, node, attributes, style) if tag in BLOCKS else 0
        look = look_of(tag, attributes, style, around.look)
        self.frames.append(Frame(look, depth, around.is_marker or is_marker(style)))
        return True

    def leave(self, node: LexborNode) -> None:
        frame = self.frames.pop()
        if node.tag not in BLOCKS:
            return
        self.flush()
        self.heading, self.level, self.marker = "", 0, ""
        if not self.loose or frame.depth < self.loose[0].depth:
            # An item stays open: Google Docs puts the list that is in it after it.
            is_item = [row.tag for row in self.open[frame.depth :][:1]] == ["li"]
            self.close_to(frame.depth + is_item)

    def take_text(self, text: str) -> None:
        if self.frames[-1].is_marker:
            self.marker += text
            return
        self.weigh(len(text))
        self.runs.append((text, self.frames[-1].look))

    def take_line_end(self, node: LexborNode) -> None:
        if node.attributes.get("class") == "Apple-interchange-newline":
            return
        if self.runs and self.runs[-1][0] == LINE_END:
            self.flush()  # two of them part paragraphs in mail and old pages
        elif self.runs:
            self.runs.append((LINE_END, self.frames[-1].look))

    def take_image(self, node: LexborNode) -> None:
        self.take_text(describe_image(read_attributes(node)))

    def take_rule(self, node: LexborNode) -> None:
        self.flush()
        if not self.in_cell:
            self.close_loose()
            self.write("<hr>")

    def take_code(self, node: LexborNode) -> None:
        text = node.text()
        if self.in_cell:
            self.take_text(text)
            return
        self.flush()
        self.weigh(len(text))
        if text.strip():
            self.close_loose()
            self.write(f"<pre>{escape(text)}</pre>")

    # Blocks

    def begin(self, tag: str, node: LexborNode, attributes: Attributes, style: Attributes) -> int:
        """Begin a block; returns how much is open around it."""
        self.flush()
        if tag in (*LISTS, "blockquote", "table"):
            self.close_loose()
        if tag == "li" and self.top == "li" and not self.loose:
            self.close_to(len(self.open) - 1)
        depth = len(self.open)
        self.heading = heading_of(tag, attributes) or self.heading
        if tag == "p":
            self.level = level_of(attributes, style) or self.level
        elif tag in LISTS:
            self.write_open(tag, count=_number(attributes.get("start", "")) - 1)
        elif tag == "li":
            self.begin_item()
        elif tag == "blockquote" or self.is_part_of_table(tag, node):
            span = min(_number(attributes.get("colspan", "")), MAX_SPAN)
            self.write_open(tag, f' colspan="{span}"' if span > 1 else "")
        return depth

    def begin_item(self) -> None:
        if self.top in LISTS and not self.loose:
            self.write_item()
        else:
            # An item without its list, as a selection within one is copied.
            self.level, self.marker = self.level or 1, "•"

    def is_part_of_table(self, tag: str, node: LexborNode) -> bool:
        if tag == "table":
            return not self.is_open("table") and not self.is_layout(node)
        return (tag, self.top) in {("tr", "table"), ("td", "tr"), ("th", "tr")}

    def is_layout(self, table: LexborNode) -> bool:
        self.looks += 1
        return self.looks > MAX_LOOKS or count_columns(table) < 2

    def begin_loose_item(self, marker: str) -> None:
        """Begin an item that is a paragraph of a level, in the list that it belongs to."""
        number = NUMBER.fullmatch(marker)
        tag = "ol" if number else "ul"
        while self.loose and (
            self.loose[-1].level > self.level
            or (self.loose[-1].level == self.level and self.loose[-1].tag != tag)
        ):
            self.close_to(self.loose[-1].depth)
        if not self.loose or self.loose[-1].level < self.level:
            self.loose.append(Loose(self.level, tag, len(self.open)))
            self.write_open(tag, count=_number(number[1] if number else "") - 1)
        else:
            self.close_to(self.loose[-1].depth + 1)
        if self.top in LISTS:
            self.write_item()

    def close_loose(self) -> None:
        if self.loose:
            self.close_to(self.loose[0].depth)

    # Writing

    @property
    def top(self) -> str:
        return self.open[-1].tag if self.open else ""

    def is_open(self, *tags: str) -> bool:
        return any(row.tag in tags for row in self.open)

    @property
    def in_cell(self) -> bool:
        return self.is_open(*CELLS)

    def weigh(self, size: int) -> None:
        self.size += size
        if self.size > 2 * MAX_FIELD_LENGTH:
            raise TextTooLarge(TOO_LARGE)

    def write(self, html: str) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise TextTooLarge(TOO_LARGE)
        self.out.append(html)

    def write_open(self, tag: str, attributes: str = "", count: int = 0) -> None:
        if len(self.open) < MAX_OPEN:
            self.open.append(Open(tag, len(self.out), count))
            self.write(f"<{tag}{attributes}>")

    def write_item(self) -> None:
        self.open[-1].count += 1
        value = f' value="{self.open[-1].count}"' if self.top == "ol" else ""
        self.write_open("li", value)

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop().tag}>")
        while self.loose and self.loose[-1].depth >= depth:
            self.loose.pop()

    def flush(self) -> None:
        """Write the text that was taken in as a block."""
        runs, self.runs = join(self.runs), []
        if not runs:
            return
        marker, self.marker = self.marker.strip(), ""
        if self.level and not marker:
            marker, runs = split_marker(runs)
        if marker and self.level:
            self.begin_loose_item(marker)
        else:
            self.close_loose()
        self.write_text(runs)

    def write_text(self, runs: list[Run]) -> None:
        if self.in_cell:
            self.write(html_of(runs, is_line=True, in_table=True) + " ")
        elif self.heading and not self.is_open(*LISTS):
            self.write(f"<{self.heading}>{html_of(plain(runs), is_line=True)}</{self.heading}>")
        elif self.top == "table":  # its caption
            self.out.insert(self.open[-1].at, f"<p>{html_of(runs)}</p>")
        elif self.top == "li" and self.out[-1].startswith("<li"):
            self.write(html_of(runs))
        else:
            self.write(f"<p>{html_of(runs)}</p>")


TAKEN_WHOLE: dict[str, Callable[[Rewriter, LexborNode], None]] = {
    "br": Rewriter.take_line_end,
    "img": Rewriter.take_image,
    "hr": Rewriter.take_rule,
    "pre": Rewriter.take_code,
}


def _number(digits: str) -> int:
    """A number that a list or cell gives; 1 where it gives none."""
    return int(digits[:4]) if digits.isascii() and digits.isdigit() and int(digits[:4]) else 1


def split_marker(runs: list[Run]) -> tuple[str, list[Run]]:
    """The bullet or number that the text of an item begins with, and the text."""
    text, look = runs[0]
    match = MARKER.match(text)
    if match is None:
        return "", runs
    rest = [(text[match.end() :], look), *runs[1:]]
    return match[1], [run for run in rest if run[0]]


def level_headings(html: str) -> str:
    """Headings from level 3 on, no level skipped: those of an article's sections."""
    used = sorted({tag for _, tag in HEADING.findall(html)})
    levels = {tag: min(6, 3 + number) for number, tag in enumerate(used)}
    return HEADING.sub(lambda match: f"<{match[1]}h{levels[match[2]]}>", html)
