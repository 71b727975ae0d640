"""The lines and loose paragraphs of a document, each with what its form tells."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from statistics import mean, median

from articles.importing.document import Block, Kind
from articles.importing.markup import escape
from articles.importing.outlining.unmarked import forms
from articles.importing.outlining.unmarked.marks import Mark, MarkKind, read_mark


class Part(StrEnum):
    """What a row is told to be."""

    TEXT = "text"
    ITEM = "item"
    HEADING = "heading"
    OTHER = "other"


@dataclass
class Row:
    """A line, or a paragraph of a document that has no headings.

    `text` is what a reader sees of it, `markdown` a paragraph's own Markdown. `part`, `level`
    (a heading's), `depth` (an item's) and `number` (an ordered item's) are what is made of it.
    `is_parted` is true of what was glued to the end of another line.
    """

    block: Block
    text: str
    markdown: str
    gap: int = 0
    indent: int = 0
    is_bold: bool = False
    part: Part = Part.TEXT
    level: int = 0
    depth: int = 0
    number: int = 0
    style: str = ""
    is_parted: bool = False

    @cached_property
    def mark(self) -> Mark | None:
        return read_mark(self.text, self.indent)

    @cached_property
    def words(self) -> int:
        return forms.count_words(self.text)

    @cached_property
    def sentences(self) -> int:
        return forms.count_sentences(self.bare_text)

    @cached_property
    def title_case(self) -> float:
        return forms.title_case(self.text)

    @cached_property
    def ending(self) -> str:
        return forms.ending(self.text)

    @property
    def bare_text(self) -> str:
        """Its text without the mark."""
        return self.text[self._mark_length :]

    @property
    def whole_markdown(self) -> str:
        """Its Markdown with the mark, which Markdown shall not take for its own."""
        return escape(self.text) if self.block.kind == Kind.LINE else self.markdown

    @property
    def bare_markdown(self) -> str:
        """Its Markdown without the mark."""
        if self.block.kind == Kind.LINE:
            return escape(self.bare_text)
        written = self.text[: self._mark_length]
        return self.markdown.removeprefix(written) if written else self.markdown

    @property
    def _mark_length(self) -> int:
        return len(self.mark.written) if self.mark and not self.mark.is_named else 0

    @property
    def is_bullet(self) -> bool:
        return self.mark is not None and self.mark.kind == MarkKind.BULLET

    @property
    def is_numbered(self) -> bool:
        return self.mark is not None and self.mark.kind == MarkKind.NUMBER


@dataclass(frozen=True)
class Layout:
    """How a document is set: with blank lines between its blocks, a sentence on each line.

    `words` is the mean length of what ends as sentences do, `capitals` the share of its
    longer words that have one: few in English, more in German.
    """

    is_spaced: bool
    is_broken: bool
    words: float
    capitals: float = 0.0

    def is_titled(self, row: "Row") -> bool:
        """Whether a row is set in title case, which sentences of the document are not."""
        return row.title_case >= max(TITLED, min(self.capitals + 0.4, 1.0))


#: Above this median a line is a paragraph, below it a sentence.
WORDS_OF_A_SENTENCE = 22
#: In title case so much of the longer words have a capital.
TITLED = 0.6


def measure(rows: list[Row]) -> Layout:
    """How the rows of a document are set."""
    pairs = list(pairwise(rows))
    spaced = sum(after.gap > 0 for _, after in pairs) >= 0.6 * len(pairs)
    texts = [row for row in rows if row.part == Part.TEXT and row.ending in (".", "!", "?")]
    words = median(row.words for row in texts) if texts else 0
    capitals = median(row.title_case for row in texts) if texts else 0
    single = sum(row.sentences == 1 for row in texts) >= 0.6 * len(texts)
    is_broken = not spaced and single and words <= WORDS_OF_A_SENTENCE
    return Layout(spaced, is_broken, mean(row.words for row in texts) if texts else 0, capitals)
