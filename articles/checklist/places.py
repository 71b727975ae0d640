"""Where findings are: the fields of an article by place, and what stands there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from articles.publishing.content import ArticleContent
from articles.publishing.kinds import Problems

#: So many problems are told at once; who mends them sees the next.
MAX_PROBLEMS = 500
#: Words of a problem's quotation that are looked for.
SOUGHT = 40


def fields_of(content: ArticleContent) -> dict[str, tuple[str, ...]]:
    """All texts of an article by their places, in reading order; a row of the form has several."""
    fields: dict[str, tuple[str, ...]] = {
        name: (getattr(content, name),) for name in ("title", "slug", "dek")
    }
    # Chosen and not written: they have a place, and no words.
    fields |= dict.fromkeys(("topic", "authors", "reviewer", "reviewed_on", "hero"), ())
    fields["introduction"] = (content.introduction,)
    for section in content.sections:
        fields[f"sections:{section.key}"] = (section.body, section.heading)
    for faq in content.faqs:
        fields[f"faqs:{faq.key}"] = (faq.answer, faq.question)
    for row in content.references:
        texts = row.title, row.publisher, row.url, getattr(row, "quote", "")
        fields[f"references:{row.key}"] = texts
    for name in ("search_title", "search_description"):
        fields[name] = (getattr(content, name),)
    return fields


def stand(passage: str, fields: Iterable[str]) -> str:
    """A passage as it stands in one of `fields`, or the longest of its lines that does; or nothing.

    What is sought may have its spaces made one.
    """
    fields = tuple(fields)
    lines = sorted(passage.splitlines(), key=len, reverse=True)
    for words in (passage, *lines):
        if any(words in field for field in fields):
            return words
    spaced = re.compile(r"\s+".join(map(re.escape, passage.split()[:SOUGHT])))
    found = filter(None, map(spaced.search, fields))
    return next((match[0] for match in found), "")


def placed(
    problems: Problems, content: ArticleContent, fields: Mapping[str, tuple[str, ...]]
) -> Problems:
    """Problems with their fields named as the form does.

    Publishing names a row by its words, which several may have: the one that has what is quoted.
    """
    places = defaultdict(list)
    for section in content.sections:
        places[f"section “{section.heading}”"].append(f"sections:{section.key}")
    for faq in content.faqs:
        places[f"FAQ “{faq.question}”"].append(f"faqs:{faq.key}")
    for reference in content.references:
        places[f"source “{reference.title}”"].append(f"references:{reference.key}")
    found = []
    for name, problem in problems[:MAX_PROBLEMS]:
        rows = places.get(name, [name])
        quote = problem.quote.removesuffix("…")
        having = (row for row in rows[1:] if any(quote in text for text in fields[row]))
        is_first = len(rows) == 1 or any(quote in text for text in fields[rows[0]])
        found.append((rows[0] if is_first else next(having, rows[0]), problem))
    return found
