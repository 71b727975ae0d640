"""The walk over a tree of HTML that writes it as Markdown."""

import re
from dataclasses import dataclass

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
from articles.editing.pasting.runs import (
    LINE_END,
    Look,
    Run,
    clean_address,
    join,
    look_of,
    markdown_of,
    plain,
    split_marker,
)
from articles.editing.pasting.writer import HEADING, TOO_LARGE, Open, Part, Writer, fence
from articles.rendering.limits import MAX_FIELD_LENGTH, TextTooLarge

#: Before the names of elements that the parser must not treat in its own way.
RENAMED = "x-"

MAX_PARTS = 10_000
MAX_SPAN = 20  # columns of one cell
MAX_LOOKS = 20  # tables that are looked at

NUMBER = re.compile(r"\(?([0-9]{1,4}|[a-z]{1,5})[.)]", re.IGNORECASE)


@dataclass
class Frame:
    """What holds inside an element: its look, and how much was open before it."""

    look: Look
    depth: int
    is_marker: bool


@dataclass
class Loose:
    """A list of paragraphs that only look like one, as Word has them."""

    level: int
    tag: str
    depth: int


class Rewriter:
    """Writes one tree; make a new one for the next."""

    max_text = 2 * MAX_FIELD_LENGTH
    max_parts = MAX_PARTS
    max_looks = MAX_LOOKS

    def __init__(self) -> None:
        self.writer = Writer(self.max_parts)
        self.size = self.looks = 0
        self.frames = [Frame(Look(), 0, is_marker=False)]
        self.runs: list[Run] = []
        self.heading = ""  # the tag, where the text to come is one
        self.level = 0  # of the list, where the text to come is one of its paragraphs
        self.marker = ""
        self.loose: list[Loose] = []

    def rewrite(self, root: LexborNode | None) -> list[Part]:
        """The tree as blocks of Markdown. Raises `TextTooLarge`."""
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
        return self.writer.top_parts

    # The tree, as it is walked

    def enter(self, node: LexborNode) -> bool:
        """Take in what a node says; true where its children are to be taken in too."""
        if node.is_text_node:
            self.take_text(node.text_content or "")
            return False
        tag, attributes = (node.tag or "").removeprefix(RENAMED), read_attributes(node)
        if attributes and self.take_marked(node, attributes):
            return False
        style = read_style(attributes.get("style", ""))
        if is_hidden(tag, attributes, style):
            self.drop(node, tag, attributes)
            return False
        if take := TAKEN_WHOLE.get(tag):
            getattr(self, take)(node)
            return False
        around = self.frames[-1]
        depth = self.begin(tag, node, attributes, style) if tag in BLOCKS else 0
        look = look_of(tag, attributes, style, around.look, self.address)
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
            is_item = [row.tag for row in self.writer.open[frame.depth :][:1]] == ["li"]
            self.close_to(frame.depth + is_item)

    def take_marked(self, node: LexborNode, attributes: Attributes) -> bool:
        """Take an element whole that attributes of ours say how to."""
        return False

    def drop(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        """Leave out what readers of the original do not see."""

    def address(self, href: str) -> str:
        """Where a link leads; empty where it is to be none."""
        return clean_address(href)

    def take_text(self, text: str) -> None:
        if self.frames[-1].is_marker:
            self.marker += text
            return
        self.weigh(len(text))
        # A line end of the source is a space; only <br> writes one.
        self.runs.append((" " if text == LINE_END else text, self.frames[-1].look))

    def take_line_end(self, node: LexborNode) -> None:
        if node.attributes.get("class") == "Apple-interchange-newline":
            return
        while self.runs and self.runs[-1][0].isspace() and self.runs[-1][0] != LINE_END:
            self.runs.pop()
        if self.runs and self.runs[-1][0] == LINE_END:
            self.flush()  # two of them part paragraphs in mail and old pages
        elif self.runs:
            self.runs.append((LINE_END, self.frames[-1].look))

    def take_image(self, node: LexborNode) -> None:
        self.take_text(describe_image(read_attributes(node)))

    def take_rule(self, _node: LexborNode) -> None:
        self.flush()
        if not self.in_cell:
            self.close_loose()
            self.writer.write("hr", "---")

    def take_code(self, node: LexborNode) -> None:
        text = node.text()
        if self.in_cell:
            self.take_text(text)
            return
        self.flush()
        self.weigh(len(text))
        if text.strip():
            self.close_loose()
            self.writer.write("pre", fence(text))

    # Blocks

    def begin(self, tag: str, node: LexborNode, attributes: Attributes, style: Attributes) -> int:
        """Begin a block; returns how much is open around it."""
        self.flush()
        if tag in (*LISTS, "blockquote", "table"):
            self.close_loose()
        if tag == "li" and self.writer.top == "li" and not self.loose:
            self.close_to(len(self.writer.open) - 1)
        depth = len(self.writer.open)
        self.heading = heading_of(tag, attributes) or self.heading
        if tag == "p":
            self.level = level_of(attributes, style) or self.level
        elif tag in LISTS:
            self.writer.begin(Open(tag, count=number_of(attributes.get("start", "")) - 1))
        elif tag == "li":
            self.begin_item()
        elif tag == "blockquote" or self.is_part_of_table(tag, node):
            span = min(number_of(attributes.get("colspan", "")), MAX_SPAN)
            self.writer.begin(Open(tag, span=span))
        return depth

    def begin_item(self) -> None:
        if self.writer.top in LISTS and not self.loose:
            self.write_item()
        else:
            # An item without its list, as a selection within one is copied.
            self.level, self.marker = self.level or 1, "•"

    def is_part_of_table(self, tag: str, node: LexborNode) -> bool:
        if tag == "table":
            return not self.writer.is_open("table") and not self.is_layout(node)
        return (tag, self.writer.top) in {("tr", "table"), ("td", "tr"), ("th", "tr")}

    def is_layout(self, table: LexborNode) -> bool:
        self.looks += 1
        return self.looks > self.max_looks or count_columns(table) < 2

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
            self.loose.append(Loose(self.level, tag, len(self.writer.open)))
            self.writer.begin(Open(tag, count=number_of(number[1] if number else "") - 1))
        else:
            self.close_to(self.loose[-1].depth + 1)
        if self.writer.top in LISTS:
            self.write_item()

    def close_loose(self) -> None:
        if self.loose:
            self.close_to(self.loose[0].depth)

    # Writing

    @property
    def in_cell(self) -> bool:
        return self.writer.is_open(*CELLS)

    def weigh(self, size: int) -> None:
        self.size += size
        if self.size > self.max_text:
            raise TextTooLarge(TOO_LARGE)

    def write_item(self) -> None:
        around = self.writer.open[-1]
        around.count += 1
        self.writer.begin(Open("li", count=around.count if around.tag == "ol" else 0))

    def close_to(self, depth: int) -> None:
        self.writer.close_to(depth)
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
        writer = self.writer
        if self.in_cell:
            writer.write("text", markdown_of(runs, is_line=True, in_table=True))
        elif self.heading and not writer.is_open(*LISTS):
            text = markdown_of(plain(runs), is_line=True)
            writer.write(self.heading, f"{HEADING}{self.heading[1]} {text}")
        elif writer.top == "table":  # its caption
            writer.write_before("p", markdown_of(runs))
        elif writer.top == "li" and not writer.parts:
            writer.write("text", markdown_of(runs))
        else:
            writer.write("p", markdown_of(runs))


TAKEN_WHOLE = {
    "br": "take_line_end",
    "img": "take_image",
    "hr": "take_rule",
    "pre": "take_code",
}


def number_of(digits: str) -> int:
    """A number that a list or cell gives; 1 where it gives none."""
    return int(digits[:4]) if digits.isascii() and digits.isdigit() and int(digits[:4]) else 1
