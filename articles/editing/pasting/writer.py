"""Markdown as a walk over a tree writes it: blocks within blocks, from the outside in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from textwrap import indent

from articles.editing.pasting.runs import BACKTICKS, LINE_END
from articles.rendering.limits import TextTooLarge

MAX_OPEN = 24  # blocks within one another

#: Before the level of a heading that is written, until its level is settled. No text has it.
HEADING = "\0"

TOO_LARGE = "This is more than a field holds. Paste it in parts."


@dataclass
class Part:
    """A block as Markdown; `kind` is the tag that it would have in HTML.

    `text` is the bare text in a list or a cell, and the summary of `details`, which holds
    `parts`. `is_question` is true of `details` where the source says so. `columns` is how many
    a cell, a row spans.
    """

    kind: str
    text: str
    parts: list["Part"] = field(default_factory=list)
    is_question: bool = False
    columns: int = 0


@dataclass
class Open:
    """A block that is begun and not closed yet; `count` is that of a list's items."""

    tag: str
    count: int = 0
    span: int = 1
    is_question: bool = False
    text: str = ""
    parts: list[Part] = field(default_factory=list)


class Writer:
    """Writes the blocks of one text; make a new one for the next."""

    def __init__(self, max_parts: int) -> None:
        self.max_parts = max_parts
        self.count = 0
        self.top_parts: list[Part] = []
        self.open: list[Open] = []

    @property
    def top(self) -> str:
        return self.open[-1].tag if self.open else ""

    @property
    def parts(self) -> list[Part]:
        """What the innermost open block holds so far."""
        return self.open[-1].parts if self.open else self.top_parts

    def is_open(self, *tags: str) -> bool:
        return any(row.tag in tags for row in self.open)

    def write(self, kind: str, text: str) -> None:
        self._weigh()
        self.parts.append(Part(kind, text))

    def write_before(self, kind: str, text: str) -> None:
        """Write before the innermost open block, which is not closed."""
        self._weigh()
        outer = self.open[-2].parts if len(self.open) > 1 else self.top_parts
        outer.append(Part(kind, text))

    def begin(self, row: Open) -> None:
        if len(self.open) < MAX_OPEN:
            self._weigh()
            self.open.append(row)

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            row = self.open.pop()
            if part := WRITTEN[row.tag](row):
                self.parts.append(part)

    def _weigh(self) -> None:
        self.count += 1
        if self.count > self.max_parts:
            raise TextTooLarge(TOO_LARGE)


def join_parts(parts: list[Part]) -> str:
    """Blocks as the Markdown of one text."""
    written: list[str] = []
    before = ""
    for part in parts:
        if written:
            is_sub_list = before == "text" and part.kind in ("ul", "ol")
            written.append("\n" if is_sub_list else "\n\n")
        written.append(part.text)
        before = part.kind
    return "".join(written)


def _write_item(row: Open) -> Part | None:
    mark = f"{row.count}. " if row.count else "- "
    text = join_parts(row.parts)
    return Part("li", mark + indent(text, " " * len(mark)).lstrip()) if text else None


def _write_list(row: Open) -> Part | None:
    text = "\n".join(part.text for part in row.parts)
    return Part(row.tag, text) if text else None


def _write_quotation(row: Open) -> Part | None:
    lines = [f"> {line}" if line else ">" for line in join_parts(row.parts).split("\n")]
    return Part(row.tag, "\n".join(lines)) if row.parts else None


def _write_cell(row: Open) -> Part:
    text = " ".join(part.text for part in row.parts).replace("\n", " ")
    return Part(row.tag, f" {text} |" + " |" * (row.span - 1), columns=row.span)


def _write_row(row: Open) -> Part | None:
    text = "".join(part.text for part in row.parts)
    columns = sum(part.columns for part in row.parts)
    return Part(row.tag, "|" + text, columns=columns) if text else None


def _write_table(row: Open) -> Part | None:
    """A table, its first row the head, as wide as the widest: what is beyond is not shown."""
    if not row.parts:
        return None
    columns = max(part.columns for part in row.parts)
    head, *others = row.parts
    first = head.text + "  |" * (columns - head.columns)
    line = "| " + " | ".join(["---"] * columns) + " |"
    return Part(row.tag, "\n".join([first, line, *(part.text for part in others)]))


def _write_note(row: Open) -> Part | None:
    """A footnote; `text` is its key."""
    text = join_parts(row.parts)
    return Part("p", f"[^{row.text}]: {indent(text, '    ').lstrip()}") if text else None


def _write_details(row: Open) -> Part | None:
    if not row.parts and not row.text:
        return None
    return Part("details", row.text, row.parts, row.is_question)


WRITTEN: dict[str, Callable[[Open], Part | None]] = {
    "li": _write_item,
    "ul": _write_list,
    "ol": _write_list,
    "blockquote": _write_quotation,
    "td": _write_cell,
    "th": _write_cell,
    "tr": _write_row,
    "table": _write_table,
    "details": _write_details,
    "note": _write_note,
}


def fence(code: str) -> str:
    """Code as a block that none of its own lines ends."""
    longest = max(map(len, BACKTICKS.findall(code)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}\n{code.strip(LINE_END)}\n{mark}"
