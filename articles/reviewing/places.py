"""The places of an article that remarks can be about: its introduction, sections and FAQs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from articles.publishing.content import ArticleContent

#: The name of a place: a field, or a row of the form by its key. Empty: the whole article.
PLACE = re.compile(r"(introduction|(sections|faqs):[0-9a-f-]{36})?")


@dataclass(frozen=True)
class Place:
    """A field that is written in, under the name it has in the form."""

    name: str
    title: str
    text: str


def places_of_draft(article: Article) -> list[Place]:
    """The places of the working copy as it is saved. Two queries."""
    return _places(article.introduction, article.sections.all(), article.faqs.all())


def places_of_content(content: ArticleContent) -> list[Place]:
    """The places of a frozen article. No query."""
    return _places(content.introduction, content.sections, content.faqs)


def _places(introduction: str, sections: Iterable[Any], faqs: Iterable[Any]) -> list[Place]:
    return [
        Place("introduction", "Introduction", introduction),
        *(Place(f"sections:{row.key}", row.heading, row.body) for row in sections),
        *(Place(f"faqs:{row.key}", row.question, row.answer) for row in faqs),
    ]
