"""Documents on their way to an outline, made from Markdown with marked headings."""

from collections.abc import Callable

import pytest

from articles.importing.document import Block, Document, Format, Meta
from articles.importing.markup import parse_blocks
from articles.importing.outlining.working import Working


@pytest.fixture
def work() -> Callable[..., Working]:
    """A working document of a text in Markdown, or of blocks, with what its front matter says."""

    def make(text: str | list[Block], **meta) -> Working:
        blocks = parse_blocks(text) if isinstance(text, str) else text
        words = text if isinstance(text, str) else ""
        return Working.of(
            Document(Format.MARKDOWN, "garden.md", Meta(**meta), tuple(blocks), words)
        )

    return make
