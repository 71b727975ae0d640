"""Working copy ⇄ frozen form, for articles."""

from datetime import date

from django.db import transaction
from taggit.models import Tag

from articles.models import Article, Author, Faq, Reference, Section
from articles.publishing.content import (
    ArticleContent,
    FaqContent,
    ReferenceContent,
    SectionContent,
    to_json,
)
from articles.publishing.kinds import Frozen, Kind, Problems
from articles.publishing.pages import RenderedPage, render_article
from articles.rendering.library import Problem
from articles.rendering.links import stable_targets
from articles.rendering.placeholders import placeholder_problems

PLAIN = (
    "kind",
    "title",
    "slug",
    "dek",
    "introduction",
    "search_title",
    "search_description",
)
COPIED_TO_REVISION = ("kind", "title", "slug", "dek", "search_title", "search_description")


def take(article: Article) -> ArticleContent:
    """Freeze the working copy as it is in the database. Five queries."""
    return ArticleContent(
        **{name: getattr(article, name) for name in PLAIN},
        topic=article.topic_id,
        # By key: a new name for one of them is no change to the article.
        authors=tuple(article.authors.order_by("pk").values_list("pk", flat=True)),
        reviewer=article.reviewer_id,
        reviewed_on=_iso(article.reviewed_on),
        hero=article.hero_id,
        tags=tuple(sorted(article.tags.names())),
        sections=tuple(
            SectionContent(str(row.key), row.heading, row.body) for row in article.sections.all()
        ),
        faqs=tuple(
            FaqContent(str(row.key), row.question, row.answer) for row in article.faqs.all()
        ),
        references=tuple(
            ReferenceContent(
                row.key,
                row.title,
                row.publisher,
                row.year,
                row.url,
                _iso(row.accessed_on),
                row.quote,
            )
            for row in article.references.all()
        ),
    )


@transaction.atomic
def apply(article: Article, content: ArticleContent) -> None:
    """Make the working copy what `content` says; its rows are replaced, keys kept."""
    for name in PLAIN:
        setattr(article, name, getattr(content, name))
    article.topic_id = content.topic
    article.reviewer_id = content.reviewer
    article.reviewed_on = content.reviewed_on
    article.hero_id = content.hero
    article.version += 1
    article.save()
    article.authors.set(Author.objects.filter(pk__in=content.authors))
    article.tags.set(content.tags)
    article.sections.all().delete()
    article.faqs.all().delete()
    article.references.all().delete()
    Section.objects.bulk_create(
        Section(article=article, position=i, key=row.key, heading=row.heading, body=row.body)
        for i, row in enumerate(content.sections, start=1)
    )
    Faq.objects.bulk_create(
        Faq(article=article, position=i, key=row.key, question=row.question, answer=row.answer)
        for i, row in enumerate(content.faqs, start=1)
    )
    Reference.objects.bulk_create(
        Reference(article=article, position=i, **vars(row))
        for i, row in enumerate(content.references, start=1)
    )


def freeze(content: ArticleContent) -> Frozen:
    """Render a frozen article into the columns and rows of its revision."""
    rendered = render_article(content)
    columns = {name: getattr(content, name) for name in COPIED_TO_REVISION}
    columns |= {
        "topic_id": content.topic,
        "reviewer_id": content.reviewer,
        "reviewed_on": content.reviewed_on and date.fromisoformat(content.reviewed_on),
        "hero_id": content.hero,
        "byline": rendered.byline,
        "html": rendered.html,
        "facts": rendered.facts,
        "words": rendered.words,
        "minutes": rendered.minutes,
    }
    related = {
        "authors": list(Author.objects.filter(pk__in=content.authors)),
        "tags": _tags(content.tags),
        "affiliate_links": rendered.product_ids,
        "merchants": list(rendered.page.merchants),
        "photos": list(rendered.page.pictures),
        "links_to": stable_targets(rendered.html).get("article", ()),
    }
    return Frozen(columns, related, find_problems(content, rendered), list(rendered.raw_links))


def find_problems(content: ArticleContent, rendered: RenderedPage) -> Problems:
    """What must be mended before it is published, its address aside. Runs no query."""
    problems = [*rendered.problems, *placeholder_problems(_plain_texts(content))]
    if content.kind == Article.Kind.ARTICLE:
        if content.topic is None:
            problems.append(("topic", Problem("Choose a topic", "")))
        if not content.authors:
            problems.append(("authors", Problem("Name an author", "")))
    if content.hero is not None and content.hero not in rendered.page.pictures:
        problems.append(("hero", Problem("The photo is in the bin: choose another", "")))
    if not any(text.strip() for text in content.texts):
        problems.append(("introduction", Problem("There is no text yet", "")))
    return problems


def _plain_texts(content: ArticleContent) -> list[tuple[str, str]]:
    """What is shown as it is typed, by the names under which problems are told."""
    names = ("title", "dek", "search_title", "search_description")
    return [
        *((name, getattr(content, name)) for name in names),
        *((f"section “{row.heading}”", row.heading) for row in content.sections),
        *((f"FAQ “{row.question}”", row.question) for row in content.faqs),
        *((f"source “{row.title}”", f"{row.title}\n{row.publisher}") for row in content.references),
    ]


def _tags(names: tuple[str, ...]) -> list:
    return list(Tag.objects.filter(name__in=names)) if names else []


def _iso(day) -> str | None:
    return day.isoformat() if hasattr(day, "isoformat") else day


ARTICLE_KIND = Kind(
    take=lambda article: to_json(take(article)),
    freeze=lambda data: freeze(ArticleContent.from_json(data)),
    apply=lambda article, data: apply(article, ArticleContent.from_json(data)),
)
