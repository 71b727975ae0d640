"""The demo's documents: Markdown files with front matter, read into plain data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frontmatter

FAQ_HEADING = "Frequently asked questions"
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
QUESTION = re.compile(r"^### (.+)$", re.MULTILINE)
PHOTO = re.compile(r"!\[([^\]]*)\]\(photo:([\w-]+)")


@dataclass
class Document:
    """One file: its front matter as it stands, and its text in parts."""

    slug: str
    fields: dict[str, Any]
    introduction: str
    sections: list[tuple[str, str]] = field(default_factory=list)
    faqs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def photos(self) -> list[tuple[str, str]]:
        """(name, alternative text) of each picture in the texts."""
        texts = [self.introduction, *(body for _, body in self.sections)]
        return [(name, alt) for text in texts for alt, name in PHOTO.findall(text)]


def read_documents(folder: Path) -> Iterator[Document]:
    """Read every Markdown file of a folder, by name."""
    for path in sorted(folder.glob("*.md")):
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
        introduction, parts = split(SECTION, post.content)
        document = Document(path.stem, post.metadata, introduction)
        for heading, body in parts:
            if heading == FAQ_HEADING:
                document.faqs = split(QUESTION, body)[1]
            else:
                document.sections.append((heading, body))
        yield document


def split(heading: re.Pattern, text: str) -> tuple[str, list[tuple[str, str]]]:
    """Cut a text at its headings: what stands before the first, then (heading, body) pairs."""
    before, *rest = heading.split(text)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return before.strip(), [(title.strip(), body.strip()) for title, body in pairs]
