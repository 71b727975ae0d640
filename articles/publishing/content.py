"""The frozen form of an article: plain data, the same whether it is previewed or published."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self

WORD = re.compile(r"\w[\w’'-]*")

#: What rows have had only since forms were kept without it, by kind.
LATER = {"references": ("quote",)}
LATER_FIELDS = {name for names in LATER.values() for name in names}


@dataclass(frozen=True)
class SectionContent:
    key: str
    heading: str
    body: str


@dataclass(frozen=True)
class FaqContent:
    key: str
    question: str
    answer: str


@dataclass(frozen=True)
class ReferenceContent:
    key: str
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    accessed_on: str | None = None  # ISO 8601
    quote: str = ""


@dataclass(frozen=True)
class ArticleContent:
    """All fields, sections, FAQs, references and tags; related rows by primary key."""

    kind: str
    title: str
    slug: str
    dek: str = ""
    introduction: str = ""
    search_title: str = ""
    search_description: str = ""
    topic: int | None = None
    authors: tuple[int, ...] = ()
    reviewer: int | None = None
    reviewed_on: str | None = None  # ISO 8601
    hero: int | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[SectionContent, ...] = ()
    faqs: tuple[FaqContent, ...] = ()
    references: tuple[ReferenceContent, ...] = field(default=())

    @property
    def texts(self) -> list[str]:
        """Every Markdown field, in reading order."""
        return [
            self.introduction,
            *(section.body for section in self.sections),
            *(faq.answer for faq in self.faqs),
        ]

    @property
    def words(self) -> int:
        """How many words its texts, headings and questions have."""
        headings = [section.heading for section in self.sections]
        questions = [faq.question for faq in self.faqs]
        return count_words([*self.texts, *headings, *questions])

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of `dataclasses.asdict`; unknown keys are an error."""
        return cls(
            **{
                **data,
                "authors": tuple(data["authors"]),
                "tags": tuple(data["tags"]),
                "sections": tuple(SectionContent(**row) for row in data["sections"]),
                "faqs": tuple(FaqContent(**row) for row in data["faqs"]),
                "references": tuple(ReferenceContent(**row) for row in data["references"]),
            }
        )


def count_words(texts: Iterable[str]) -> int:
    """The words of texts as their writer typed them, marks aside."""
    return sum(len(WORD.findall(text)) for text in texts)


def to_json(content: Any) -> dict[str, Any]:
    """A frozen form as JSON holds it (lists for tuples)."""
    return as_it_was(json.loads(json.dumps(asdict(content))))


def as_it_was(data: dict[str, Any]) -> dict[str, Any]:
    """A frozen form without what came to its rows later and is empty.

    So what was frozen before is still the same, and so is its digest.
    """
    rows = {name: [row_as_it_was(row) for row in data[name]] for name in LATER if name in data}
    return data | rows


def row_as_it_was(row: dict[str, Any]) -> dict[str, Any]:
    """The same of one row."""
    return {name: value for name, value in row.items() if value or name not in LATER_FIELDS}


def digest(data: dict[str, Any]) -> str:
    """SHA-256 of a frozen form, in hexadecimal; equal forms have equal digests."""
    form = as_it_was(data)
    canonical = json.dumps(form, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
