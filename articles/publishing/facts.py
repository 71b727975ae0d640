"""What a page tells machines of its article, frozen with it: plain data, nothing empty in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from articles.models import Author
from articles.publishing.content import ArticleContent, ReferenceContent
from articles.rendering.tree import parse
from articles.search.documents import plain, text_of

Facts = dict[str, Any]

#: Letters of the beginning that are kept, to describe an article that is described nowhere.
OPENING = 200

#: What stands in a text and is not read out: marks of notes.
MARKS = "sup, .footnote-backref, form"


def facts_of(
    content: ArticleContent,
    *,
    authors: Iterable[Author],
    reviewer: Author | None,
    tags: Iterable[str],
    introduction: str,
    answers: Iterable[str],
) -> Facts:
    """The facts of an article; texts are rendered HTML. No query."""
    questions = [row.question for row in content.faqs]
    facts = {
        "authors": [_person(author) for author in authors],
        "reviewer": reviewer and _person(reviewer),
        "reviewed_on": content.reviewed_on,
        "opening": cut(plain_text(introduction), OPENING),
        "tags": list(tags),
        "faqs": [
            {"question": plain(question), "answer": answer}
            for question, answer in zip(questions, map(plain_text, answers), strict=True)
            if answer
        ],
        "sources": [_source(row) for row in content.references if row.url],
    }
    return _filled(facts)


def plain_text(html: str) -> str:
    """The words of rendered HTML as readers see them, with single spaces."""
    (root,) = parse(f"<main>{html}</main>").css("main")
    for node in root.css(MARKS):
        node.decompose()
    return text_of(root)


def cut(text: str, room: int) -> str:
    """At most `room` letters of a text, whole words of it."""
    if len(text) <= room:
        return text
    words = text[:room].rpartition(" ")[0] or text[: room - 1]
    return f"{words.rstrip(' ,;:–—-')}…"


def _person(author: Author) -> Facts:
    person = {"name": author.name, "slug": author.slug, "credentials": author.credentials}
    return _filled(person)


def _source(row: ReferenceContent) -> Facts:
    names = ("title", "url", "publisher", "year", "quote")
    return _filled({name: getattr(row, name) for name in names})


def _filled(facts: Mapping[str, Any]) -> Facts:
    return {name: value for name, value in facts.items() if value}
