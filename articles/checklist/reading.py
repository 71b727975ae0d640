"""What the rules of the checklist look at: a frozen article, rendered and looked up at once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from articles.publishing.content import ArticleContent
from articles.publishing.kinds import Problems
from articles.publishing.pages import RenderedPage, render_article
from articles.publishing.snapshot import find_problems
from articles.publishing.windows import slug_problems


@dataclass(frozen=True)
class Reading:
    """A frozen article as rules see it.

    `fields` are all its texts by place, in reading order; a row of the form has several.
    """

    content: ArticleContent
    rendered: RenderedPage
    problems: Problems
    fields: Mapping[str, tuple[str, ...]]

    def stand(self, place: str, passage: str) -> str:
        """A passage as it stands in its place, or the longest of its lines that does; or nothing.

        Problems quote what they are about with its spaces made one, and cut.
        """
        fields = self.fields.get(place, ())
        if any(passage in field for field in fields):
            return passage
        for line in sorted(passage.splitlines(), key=len, reverse=True):
            if any(line in field for field in fields):
                return line
        spaced = re.compile(r"\s+".join(map(re.escape, passage.split()[:40])))
        found = filter(None, map(spaced.search, fields))
        return next((match[0] for match in found), "")

    def position(self, place: str, passage: str) -> tuple[int, int]:
        """Where a passage comes in reading order."""
        rank = self.ranks.get(place, len(self.fields))
        return rank, max((field.find(passage) for field in self.fields.get(place, ())), default=0)

    @property
    def ranks(self) -> Mapping[str, int]:
        return {place: rank for rank, place in enumerate(self.fields)}


def read(content: ArticleContent, article: Article | None = None) -> Reading:
    """Look up all that the rules ask for."""
    rendered = render_article(content)
    problems = find_problems(content, rendered)
    if article is not None:
        problems += slug_problems(article, article.revisions.model(**_address(content)))
    fields = dict(_fields(content))
    return Reading(
        content=content,
        rendered=rendered,
        problems=list(_placed(problems, content, fields)),
        fields=fields,
    )


def _address(content: ArticleContent) -> dict[str, Any]:
    return {"kind": content.kind, "slug": content.slug}


def _fields(content: ArticleContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in ("title", "slug", "dek", "introduction"):
        yield name, (getattr(content, name),)
    for section in content.sections:
        yield f"sections:{section.key}", (section.body, section.heading)
    for faq in content.faqs:
        yield f"faqs:{faq.key}", (faq.answer, faq.question)
    for reference in content.references:
        texts = reference.title, reference.publisher, reference.url, reference.key
        yield f"references:{reference.key}", texts
    for name in ("search_title", "search_description"):
        yield name, (getattr(content, name),)


def _placed(
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
    for name, problem in problems:
        rows = places.get(name, [name])
        quote = problem.quote.removesuffix("…")
        having = (row for row in rows if any(quote in text for text in fields.get(row, ())))
        yield next(having, rows[0]), problem
