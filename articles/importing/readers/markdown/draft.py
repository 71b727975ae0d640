"""A Markdown text on its way to blocks, as the passes hand it on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.importing.document import Block, LeftOut

#: Characters that no text has: a repaired text is without control characters.
BREAK = "\x1e"  # a line end of ours, which does not count among the source's lines
PARAGRAPH = BREAK + BREAK
TOGGLE, QUESTION, END = "\x04t", "\x04q", "\x05"
HIDDEN = re.compile("\x02(\\d{1,9})\x03")
MANY_BREAKS = re.compile(BREAK + "{3,}")
OURS = re.compile("[\x02-\x06\x1e]")
SHOWN = 300


@dataclass
class Draft:
    """The text, and what the passes note of it.

    What must not be changed any more is hidden: its place is held by a mark.
    """

    text: str
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    faqs: list[tuple[str, str]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    hidden: list[str | tuple[Block, ...]] = field(default_factory=list)

    def leave_out(self, text: str, why: str) -> None:
        """Note what is gone, if there is a word in it; of long code the beginning."""
        words = " ".join(self.shown(text).split())
        if any(map(str.isalnum, words)):
            short = words if len(words) <= SHOWN else words[:SHOWN] + "…"
            self.left_out.append(LeftOut(short, why, is_text=False))

    def hide(self, content: str | tuple[Block, ...]) -> str:
        """The mark that stands for the content from now on."""
        self.hidden.append(content)
        return f"\x02{len(self.hidden) - 1}\x03"

    def shown(self, text: str) -> str:
        """A text with what is hidden in it."""
        return OURS.sub("", HIDDEN.sub(self._content, text).replace(BREAK, "\n"))

    def _content(self, mark: re.Match[str]) -> str:
        content = self.hidden[int(mark[1])]
        return content if isinstance(content, str) else _joined(content)

    def stretch(self, mark: re.Match[str]) -> tuple[Block, ...]:
        """The blocks that a mark stands for; texts are revealed before blocks are looked for."""
        content = self.hidden[int(mark[1])]
        return () if isinstance(content, str) else content

    def reveal(self) -> None:
        """Put the texts that are hidden back into their places; blocks stay hidden."""
        self.text = HIDDEN.sub(self._text, self.text)

    def _text(self, mark: re.Match[str]) -> str:
        content = self.hidden[int(mark[1])]
        return content if isinstance(content, str) else mark[0]

    def substitute(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
    ) -> None:
        """Replace what matches; nothing is kept as it stands. Keeps the count of lines."""
        self.text = pattern.sub(lambda match: _padded(match[0], replace(match)), self.text)

    def cut(self, opening: str, closing: str, replace: Callable[[str], str]) -> None:
        """Replace each stretch between two marks, the marks included, by what its text gives."""
        pieces, at = [], 0
        start = self.text.find(opening)
        while start >= 0:
            end = self.text.find(closing, start + len(opening))
            if end < 0:
                break
            stretch = self.text[start : end + len(closing)]
            inside = stretch[len(opening) : -len(closing)]
            pieces += [self.text[at:start], _padded(stretch, replace(inside)) or ""]
            at = end + len(closing)
            start = self.text.find(opening, at)
        self.text = "".join(pieces) + self.text[at:]

    def lines(self) -> tuple[list[str], list[int]]:
        """The lines, and for each the line of the source that it stands on, from 1."""
        lines: list[str] = []
        numbers: list[int] = []
        for number, line in enumerate(self.text.split("\n"), 1):
            parts = MANY_BREAKS.sub(PARAGRAPH, line).split(BREAK)
            lines += parts
            numbers += [number] * len(parts)
        return lines, numbers


def _joined(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(
        "\n\n".join(filter(None, [block.text, _joined(block.children)])) for block in blocks
    )


def _padded(source: str, replacement: str | None) -> str:
    if replacement is None:
        return source
    return replacement + "\n" * (source.count("\n") - replacement.count("\n"))
