"""Texts without markup, and what is made of them, written so that tests show it at a glance."""

from collections.abc import Callable

import pytest

from articles.importing.document import Block, Document, Format, Kind, Meta
from articles.importing.outlining.unmarked import tell_lines
from articles.importing.outlining.working import Working
from articles.importing.readers.plain import lines_of


@pytest.fixture
def tell() -> Callable[..., list[str]]:
    """The blocks of a text: headings as Markdown has them, the others by their text."""

    def told(text: str | list[Block]) -> list[str]:
        blocks = lines_of(text) if isinstance(text, str) else text
        working = Working.of(Document(Format.PLAIN, "garden.txt", Meta(), tuple(blocks), ""))
        tell_lines(working)
        return [_shown(block) for block in working.blocks]

    return told


def _shown(block: Block) -> str:
    return f"{'#' * block.level} {block.text}" if block.kind == Kind.HEADING else block.text


@pytest.fixture
def headings(tell) -> Callable[..., list[str]]:
    """The headings alone."""

    def found(text: str | list[Block]) -> list[str]:
        return [shown for shown in tell(text) if shown.startswith("#")]

    return found
