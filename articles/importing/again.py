"""A document that came again, with the keys that its rows have in the article it became."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from articles.importing.matching import paragraphs
from articles.publishing.content import ArticleContent

#: The marks of a row: another row with one of them is the same.
Marks = Callable[[Any], Iterable[str]]


def carry_keys(content: ArticleContent, known: ArticleContent) -> ArticleContent:
    """`content` with the keys that its rows have in `known`, so that a merge can pair them.

    Sections and FAQs belong together by heading or question, then by a paragraph. What an
    editor noted of a source stays.
    """
    noted = {row.key: row for row in known.references}
    return replace(
        content,
        sections=_carried(content.sections, known.sections, SECTION_MARKS),
        faqs=_carried(content.faqs, known.faqs, FAQ_MARKS),
        references=tuple(
            replace(row, accessed_on=noted[row.key].accessed_on, quote=noted[row.key].quote)
            if row.key in noted
            else row
            for row in content.references
        ),
    )


def give_keys(content: ArticleContent) -> ArticleContent:
    """`content` with new keys for its sections and FAQs."""
    return carry_keys(content, replace(content, sections=(), faqs=()))


def _words(text: str) -> list[str]:
    return [" ".join(text.casefold().split())]


SECTION_MARKS: tuple[Marks, ...] = (
    lambda row: _words(row.heading),
    lambda row: sorted(paragraphs(row.body)),
)
FAQ_MARKS: tuple[Marks, ...] = (
    lambda row: _words(row.question),
    lambda row: sorted(paragraphs(row.answer)),
)


def _carried(rows: Sequence[Any], known: Sequence[Any], kinds: Sequence[Marks]) -> tuple[Any, ...]:
    keys: dict[int, str] = {}
    for marks_of in kinds:
        taken = set(keys.values())
        free = {
            mark: other.key
            # Of two with the same heading the first comes first.
            for other in reversed(known)
            if other.key not in taken
            for mark in marks_of(other)
        }
        for number, row in enumerate(rows):
            found = [free[mark] for mark in marks_of(row) if mark in free]
            left = [key for key in found if key not in taken]
            if number not in keys and left:
                keys[number] = left[0]
                taken.add(left[0])
    return tuple(
        replace(row, key=keys.get(number) or str(uuid.uuid4())) for number, row in enumerate(rows)
    )
