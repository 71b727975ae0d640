"""The article that a document became before, or that it may be a twin of."""

from dataclasses import dataclass
from typing import Any

from articles.bin import kept_until
from articles.importing.fitting import MAX_TITLE, shorten
from articles.importing.outline import Outline
from articles.models import Article, ImportedDocument
from articles.publishing.content import ArticleContent

#: Characters of a paragraph that two documents do not share by chance.
LEAST_SHARED = 40

STATE = ImportedDocument.State


@dataclass(frozen=True)
class Earlier:
    """An article that a document belongs to, as far as can be told; `why` says by what.

    `content` is what the last import of it brought, the base of a merge; None where the article
    was not imported. It `is_certain` that a later import belongs there if both have the title or
    most paragraphs in common, and did not come in together.
    """

    article: Article
    why: str
    content: ArticleContent | None = None
    is_certain: bool = False
    is_unchanged: bool = False
    may_change: bool = True

    @property
    def is_binned(self) -> bool:
        return self.article.binned_at is not None

    @property
    def needs_choice(self) -> bool:
        """Whether only a person can say what is to be done."""
        return self.is_binned or not self.may_change or not self.is_certain

    @property
    def kept_until(self) -> Any:
        """Until when it can be brought back from the bin."""
        return kept_until(self.article)


def find_earlier(row: ImportedDocument, outline: Outline, *, by: Any) -> Earlier | None:
    """What is known of a document from before. At most nine queries, each by an index.

    The same key first, then the same bytes, the same canonical address, and last of all an
    article with the same title or slug.
    """
    drafted = ImportedDocument.objects.exclude(pk=row.pk).filter(
        article__isnull=False, drafted_at__isnull=False
    )
    for why, found in (
        ("It was imported before.", drafted.filter(key=row.key)),
        ("The same document was imported before, from elsewhere.", _by_digest(drafted, row)),
        ("A document with the same address was imported before.", _by_canonical(drafted, outline)),
    ):
        article = found.order_by("-drafted_at", "-pk").values_list("article", flat=True).first()
        if article is not None:
            return _told(last_import(article), row, outline, why, by)
    twin = _find_twin(outline)
    if twin is None:
        return None
    why = "An article has this title." if twin.slug != outline.slug else "An article is there."
    return Earlier(twin, why, may_change=may_change(twin, by))


def find_same(row: ImportedDocument, *, by: Any) -> Article | None:
    """The article that the same bytes became and nothing else since, if it is there to change.

    At most three queries.
    """
    rows = ImportedDocument.objects.filter(digest=row.digest, article__binned_at=None)
    rows = rows.exclude(article=None).exclude(drafted_at=None).exclude(pk=row.pk)
    found = rows.order_by("-drafted_at", "-pk").values_list("article", flat=True).first()
    if found is None or last_import(found).digest != row.digest:
        return None
    article = Article.objects.get(pk=found)
    return article if may_change(article, by) else None


def last_import(article: int) -> ImportedDocument:
    """The document that an article of this primary key was last made of. One query."""
    rows = ImportedDocument.objects.filter(article=article, drafted_at__isnull=False)
    return rows.defer("data", "text", "outline").order_by("-drafted_at", "-pk")[0]


def _by_digest(rows: Any, row: ImportedDocument) -> Any:
    return rows.filter(digest=row.digest)


def _by_canonical(rows: Any, outline: Outline) -> Any:
    return rows.filter(canonical=outline.canonical[:500]) if outline.canonical else rows.none()


def _told(
    last: ImportedDocument, row: ImportedDocument, outline: Outline, why: str, by: Any
) -> Earlier:
    article = Article.everything.get(imported_documents=last)
    content = ArticleContent.from_json(last.content) if last.content else None
    is_unchanged = last.digest == row.digest
    # Two of one import are two documents, even where both are called “index”.
    is_later = is_unchanged or last.batch_id != row.batch_id
    return Earlier(
        article,
        why,
        content,
        is_certain=content is not None and is_later and _has_in_common(content, outline),
        is_unchanged=is_unchanged,
        may_change=may_change(article, by),
    )


def _find_twin(outline: Outline) -> Article | None:
    by_slug = Article.objects.filter(slug=outline.slug).first() if outline.slug else None
    title = shorten(" ".join(outline.title.split()), MAX_TITLE)
    return by_slug or (Article.objects.filter(title__iexact=title).first() if title else None)


def _has_in_common(content: ArticleContent, outline: Outline) -> bool:
    """A file called “draft” may hold another text today: its name alone says nothing.

    One paragraph does not either: sites say the same below everything.
    """
    if content.title.casefold() == outline.title.casefold():
        return True
    now = {part for row in outline.parts for part in paragraphs(row.body)}
    before = {part for text in content.texts for part in paragraphs(text)}
    return 2 * len(now & before) > min(len(now), len(before))


def paragraphs(text: str) -> set[str]:
    """The paragraphs of a text that are long enough to know it by."""
    return {part for part in map(str.strip, text.split("\n\n")) if len(part) >= LEAST_SHARED}


def may_change(article: Article, by: Any) -> bool:
    """Whether somebody may change an article: editors all, authors their own; the system all."""
    if by is None:
        return True
    is_own = article.owner_id == by.pk or by.has_perm("articles.publish_article")
    return is_own and by.has_perm("articles.change_article")
