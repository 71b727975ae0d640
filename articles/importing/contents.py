"""Proposal → the content of an article, with its pictures, products, author and topic."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.text import slugify

from articles.importing.album import Album, show_photos, take_in
from articles.importing.cards import invitations_of, put_cards
from articles.importing.fitting import Fitted, fit
from articles.importing.outline import Outline
from articles.importing.products import put_products, swaps_of
from articles.log import record
from articles.models import Article, Author, ImportedDocument, Topic
from articles.publishing.content import (
    ArticleContent,
    FaqContent,
    ReferenceContent,
    SectionContent,
)


def content_of(
    row: ImportedDocument, outline: Outline, *, by: Any
) -> tuple[ArticleContent, list[str]]:
    """What an article holds of a proposal, and what of it could not be kept as it was.

    Makes what its editor chose: photos, product links, an author. Raises `TooMuch`.
    """
    fitted = fit(outline, row.name)
    album = take_in(row, outline, by=by)
    swaps, unswapped = swaps_of(row, outline, by=by)
    invitations = invitations_of(swaps, outline.calls)
    told = [*fitted.told, *album.told, *unswapped]

    def finish(text: str) -> str:
        return put_cards(put_products(show_photos(text, album), swaps), invitations)

    author = row.author or _make_author(row, outline, by)
    if outline.author and author is None:
        told.append(f"“{outline.author[:120]}” is no author here: choose one.")
    content = replace(
        write_texts(fitted, outline, finish),
        topic=row.topic_id,
        authors=(author.pk,) if author else (),
        hero=_hero(outline, album),
    )
    return content, told


def write_texts(fitted: Fitted, outline: Outline, finish: Callable[[str], str]) -> ArticleContent:
    """What of an article needs no other rows; every text passes through `finish`."""
    return ArticleContent(
        kind=Article.Kind.ARTICLE,
        title=fitted.title,
        slug=slugify(outline.slug or fitted.title)[:160],
        dek=fitted.dek,
        introduction=finish(fitted.introduction.body),
        tags=tuple(sorted(fitted.tags)),
        sections=tuple(
            SectionContent(f"section-{number}", row.heading, finish(row.body))
            for number, row in enumerate(fitted.sections)
        ),
        faqs=tuple(
            FaqContent(f"faq-{number}", row.heading, finish(row.body))
            for number, row in enumerate(fitted.faqs)
        ),
        references=tuple(
            ReferenceContent(row.key, row.title, row.publisher, row.year, row.url)
            for row in fitted.references
        ),
    )


def _hero(outline: Outline, album: Album) -> int | None:
    photo = album.photos.get(outline.image)
    return photo.pk if photo else None


def find_author(name: str) -> Author | None:
    """The author of a name, or of the slug made of it. At most two queries."""
    name = " ".join(name.split())
    if not name:
        return None
    return (
        Author.objects.filter(name__iexact=name).first()
        or Author.objects.filter(slug=slugify(name)).first()
    )


def find_topic(name: str) -> Topic | None:
    """The topic of a title or slug. At most two queries."""
    name = " ".join(name.split())
    if not name:
        return None
    return (
        Topic.objects.filter(title__iexact=name).first()
        or Topic.objects.filter(slug=slugify(name)).first()
    )


def may_add_author(outline: Outline, by: Any) -> bool:
    """Whether somebody may make a profile of the author whom a document names."""
    name = outline.author.strip()
    is_fit = 0 < len(name) <= 120 and len(outline.credential) <= 160 and slugify(name) != ""
    return is_fit and by is not None and by.has_perm("articles.add_author")


def _make_author(row: ImportedDocument, outline: Outline, by: Any) -> Author | None:
    if not row.choices.get("add_author"):
        return None
    if found := find_author(outline.author):  # another document of theirs came first
        return found
    if not may_add_author(outline, by):
        return None
    name = " ".join(outline.author.split())
    author = Author.objects.create(
        name=name, slug=slugify(name)[:120], credentials=outline.credential
    )
    record("added", author, by=by)
    return author
