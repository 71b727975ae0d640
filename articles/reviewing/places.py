"""The places of an article that remarks can be about: its introduction, sections and FAQs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from articles.publishing.content import ArticleContent
from articles.reviewing.anchors import Quote, anchor, find

#: The name of a place: a field, or a row of the form by its key. Empty: the whole article.
PLACE = re.compile(r"\A(introduction|(sections|faqs):[0-9a-f-]{36})?\Z")
#: So many letters of text are searched for a passage, or for the passages of a page.
MAX_SOUGHT = 2_000_000


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


def find_place(places: Iterable[Place], quote: Quote) -> tuple[Place, Quote] | None:
    """The place that has a passage, and the passage as it stands there; none for no passage."""
    sought = 0
    # One that has the very words comes before one that has only similar ones.
    for place in sorted(places, key=lambda place: quote.text not in place.text):
        sought += len(place.text)
        if sought > MAX_SOUGHT:
            break
        if span := find(place.text, quote):
            return place, anchor(place.text, *span)
    return None
