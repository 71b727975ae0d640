"""A proposal becomes the working copy of an article: a new one, or the one it became before."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, count
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.bin import bring_back
from articles.editing import typed
from articles.editing.clashes import ask
from articles.editing.drafts import TooLarge, keep, newest_version, open_form
from articles.importing.again import carry_keys, give_keys
from articles.importing.contents import content_of
from articles.importing.fitting import TooMuch
from articles.importing.matching import Earlier, find_earlier
from articles.importing.outline import Outline
from articles.log import record, told_once
from articles.models import Article, ImportedDocument, Revision
from articles.publishing.content import (
    ArticleContent,
    to_json,
)
from articles.publishing.merge import Clash, Merged, merge, settle_in
from articles.publishing.snapshot import apply, take
from articles.publishing.windows import save_revision

STATE = ImportedDocument.State

#: What an editor may choose where an article is there already.
UPDATE, NEW, BACK = "update", "new", "back"


class NotDrafted(Exception):
    """No draft was made; says why, for the editor."""


class Outcome(StrEnum):
    MADE = "made"
    UPDATED = "updated"
    MERGED = "merged"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class ImportResult:
    """The article of a document, what was done, and what the editor should know of it."""

    article: Article
    outcome: Outcome
    told: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = field(default=())


@transaction.atomic
def draft(row: ImportedDocument, *, by: Any) -> ImportResult:
    """Save a proposal as an article's working copy, all of it or nothing.

    `by` owns what is new; None is the system. Raises `NotDrafted`. Some forty queries, and a few
    for each picture.
    """
    row = _lock(row)
    if row.state in (STATE.DRAFTED, STATE.UNCHANGED) and row.article:
        return ImportResult(row.article, Outcome.UNCHANGED)
    if row.state != STATE.PROPOSED or row.outline is None:
        raise NotDrafted("It has not been read, or was left out.")
    outline = Outline.from_json(row.outline)
    earlier = find_earlier(row, outline, by=by)
    aim = decide(row, earlier)
    if earlier and aim == UPDATE and earlier.is_unchanged and not earlier.is_binned:
        return _note_unchanged(row, earlier.article)
    try:
        content, told = content_of(row, outline, by=by)
    except TooMuch as error:
        raise NotDrafted(str(error)) from error
    if earlier is None or aim == NEW:
        result = _make(row, content, outline, by=by)
    else:
        result = _update(row, content, outline, earlier, by=by)
    return _note(row, replace(result, told=(*told, *result.told)), outline)


def _lock(row: ImportedDocument) -> ImportedDocument:
    """The row, when nobody else makes a draft of the same document any more."""
    same = ImportedDocument.objects.filter(Q(key=row.key) | Q(digest=row.digest) | Q(pk=row.pk))
    len(same.select_for_update().order_by("pk").values_list("pk"))
    return ImportedDocument.objects.get(pk=row.pk)


def decide(row: ImportedDocument, earlier: Earlier | None) -> str:
    """Whether a document updates the article it belongs to, or makes a new one.

    Raises `NotDrafted` where only a person can say that, and none did.
    """
    if earlier is None:
        return NEW
    choice = row.choices.get("aim", "")
    may_update = earlier.may_change and choice in (UPDATE, BACK)
    if choice == NEW or may_update:
        return NEW if choice == NEW else UPDATE
    if earlier.needs_choice:
        raise NotDrafted(f"{earlier.why} Say first what becomes of “{earlier.article}”.")
    return UPDATE


# A new article


def _make(
    row: ImportedDocument, content: ArticleContent, outline: Outline, *, by: Any
) -> ImportResult:
    article = Article(owner=by, updated_by=by)
    slug = free_slug(content.slug, article)
    told = _tell_slug(outline, slug)
    _save(article, give_keys(replace(content, slug=slug)))
    with told_once():
        save_revision(article, by=by, note=f"Imported from {row.name}"[:200])
    record("imported", article, by=by, detail=row.name)
    return ImportResult(article, Outcome.MADE, told)


def _tell_slug(outline: Outline, slug: str) -> tuple[str, ...]:
    wanted = outline.slug
    return (f"The address “{wanted}” is “{slug}” here.",) if wanted and wanted != slug else ()


def free_slug(slug: str, article: Article) -> str:
    """The slug, or one like it that no other working copy, live or scheduled page has."""
    stem = slug[:150] or "imported"
    others = Article.objects.filter(slug__startswith=stem).exclude(pk=article.pk)
    pages = Revision.objects.current().filter(slug__startswith=stem)
    if article.pk:
        pages = pages.exclude(article=article)
    taken = {*others.values_list("slug", flat=True), *pages.values_list("slug", flat=True)}
    return next(one for one in _slugs_like(slug or stem, stem) if one not in taken)


def _slugs_like(slug: str, stem: str) -> Iterator[str]:
    return chain([slug], (f"{stem}-{number}" for number in count(2)))


def _save(article: Article, content: ArticleContent) -> None:
    try:
        with transaction.atomic():
            apply(article, content)
    except IntegrityError as error:
        message = "Somebody took its address in this moment: make the draft again."
        raise NotDrafted(message) from error


# An article that is there


def _update(
    row: ImportedDocument, content: ArticleContent, outline: Outline, earlier: Earlier, *, by: Any
) -> ImportResult:
    article = earlier.article
    if earlier.is_binned:
        article = bring_back(article, by=by).row
    article = Article.objects.select_for_update().get(pk=article.pk)
    save_revision(article, by=by, note="Before it was imported again")
    now = take(article)
    base = earlier.content or now
    slug = free_slug(content.slug, article) if outline.slug else base.slug
    theirs = _with_standing(carry_keys(replace(content, slug=slug), base), base)
    merged = merge(to_json(base), to_json(theirs), to_json(now))
    article.updated_by = by
    _save(article, ArticleContent.from_json(_without_clashes(merged)))
    with told_once():
        save_revision(article, by=by, note=f"Imported again from {row.name}"[:200])
    record("imported again", article, by=by, detail=row.name)
    if now == base:
        return ImportResult(article, Outcome.UPDATED)
    row.content = to_json(theirs)
    if merged.clashes:
        _ask_in_form(article, merged, by=by)
    return ImportResult(article, Outcome.MERGED, _tell_clashes(merged.clashes), merged.clashes)


def _with_standing(content: ArticleContent, base: ArticleContent) -> ArticleContent:
    """What no document says of an article stays as it was."""
    return replace(
        content,
        kind=base.kind,
        topic=(content.topic or base.topic) if base.kind == Article.Kind.ARTICLE else None,
        authors=content.authors or base.authors,
        hero=content.hero or base.hero,
        tags=content.tags or base.tags,
        reviewer=base.reviewer,
        reviewed_on=base.reviewed_on,
        search_title=base.search_title,
        search_description=base.search_description,
    )


def _without_clashes(merged: Merged) -> dict[str, Any]:
    """Where both changed one passage, what stood in the working copy stays in it."""
    content = merged.content
    for clash in merged.clashes:
        content = settle_in(content, clash, "theirs")
    return content


def _ask_in_form(article: Article, merged: Merged, *, by: Any) -> None:
    """Keep both texts as an unsaved form of whoever imports, which asks about each clash."""
    if by is None:
        return
    opened = open_form(by, Article, article, base=newest_version(article).pk)
    ids = {
        name: {str(key): pk for key, pk in getattr(article, name).values_list("key", "pk")}
        for name in typed.ARTICLE.rows
    }
    fields = typed.write(merged.content, typed.ARTICLE, ids) | ask(merged.clashes)
    with suppress(TooLarge):  # what the document brought stays with it
        keep(opened, Article, typed.ARTICLE, typed=fields)


def _tell_clashes(clashes: tuple[Clash, ...]) -> tuple[str, ...]:
    return tuple(
        f"Changed here and in the document; the text here stands. {clash.label}. "
        f"The document has: {clash.mine or 'nothing'}"
        for clash in clashes
    )


# What is noted of it


def _note(row: ImportedDocument, result: ImportResult, outline: Outline) -> ImportResult:
    row.state, row.article, row.drafted_at = STATE.DRAFTED, result.article, timezone.now()
    if result.outcome != Outcome.MERGED:
        row.content = to_json(take(result.article))
    dated = outline.published_at
    told = [f"It is dated {dated:%d %B %Y}: say so when you publish."] if dated else []
    if row.to_fetch:
        told.append(f"Pictures not fetched when it became a draft: {len(row.to_fetch)}.")
    row.told = [*told, *result.told]
    row.error, row.drafting_by = "", None
    row.save(
        update_fields=[
            *("state", "article", "drafted_at", "content", "told", "error", "drafting_by")
        ]
    )
    return replace(result, told=tuple(row.told))


def _note_unchanged(row: ImportedDocument, article: Article) -> ImportResult:
    row.state, row.article, row.error, row.drafting_by = STATE.UNCHANGED, article, "", None
    row.save(update_fields=["state", "article", "error", "drafting_by"])
    return ImportResult(article, Outcome.UNCHANGED)
