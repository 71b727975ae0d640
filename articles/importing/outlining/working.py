"""What the passes of outlining hand on to one another."""

from dataclasses import dataclass, field
from typing import Self

from articles.importing.document import Block, Document, LeftOut, Meta
from articles.importing.outline import Call, ProposedLink, Reference


@dataclass
class Question:
    """A question with the blocks of its answer; `index` is where in the blocks it stood."""

    text: str
    answer: list[Block]
    index: int = 0
    line: int = 0


@dataclass
class Working:
    """A document on its way to an outline; each pass changes it in place.

    `blocks` is what is left of the text: a pass that takes blocks out of it puts them
    somewhere else here, or says in `left_out` why they are gone.
    """

    document: Document
    meta: Meta
    blocks: list[Block]
    title: str = ""
    description: str = ""
    author: str = ""
    credential: str = ""
    questions: list[Question] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    links: list[ProposedLink] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Self:
        meta = document.meta
        return cls(
            document,
            meta,
            list(document.blocks),
            title=meta.title,
            description=meta.description,
            author=meta.author,
            credential=meta.credential,
            left_out=list(document.left_out),
            doubts=list(document.doubts),
        )

    def leave_out(self, text: str, why: str) -> None:
        """Note words that the article will not hold."""
        self.left_out.append(LeftOut(text, why))

    def doubt(self, text: str) -> None:
        """Note something that the editor should look at, in a sentence."""
        self.doubts.append(text)
