from collections.abc import Callable

import pytest

from articles.importing.document import Block, Document, Format, Kind, Source
from articles.importing.readers import markdown


@pytest.fixture
def read() -> Callable[[str], Document]:
    """Read a text as a Markdown file."""
    return lambda text: markdown.read(Source("peas.md", "peas.md", Format.MARKDOWN, text.encode()))


@pytest.fixture
def blocks(read) -> Callable[[str], list[str | tuple]]:
    """The blocks of a text: paragraphs and lists as text, the others behind their kind."""

    def told(block: Block) -> str | tuple:
        if block.kind == Kind.TOGGLE:
            return (
                "question" if block.is_question else "toggle",
                block.text,
                *map(told, block.children),
            )
        if block.kind in (Kind.PARAGRAPH, Kind.LIST, Kind.TABLE, Kind.QUOTE):
            return block.text
        return (f"{block.kind}{block.level or ''}", block.text)

    return lambda text: [told(block) for block in read(text).blocks]
