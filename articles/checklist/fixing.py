"""Fixes that are certainly right, put into a saved text as a version of its own."""

from typing import Any

from django.db import transaction

from articles.checklist.finding import Fix
from articles.checklist.listing import look_over
from articles.models import Article
from articles.publishing.content import ArticleContent
from articles.publishing.kinds import kind_of
from articles.publishing.merge import ROWS
from articles.publishing.windows import save_revision


class NotFixable(Exception):
    """The passage is not there as it was, so nothing was changed."""


@transaction.atomic
def fix_saved(article: Article, key: str, *, by: Any) -> str:
    """Mend the finding of this key in the working copy; says what was done.

    Nothing is published by it. Raises `NotFixable`. Some sixty queries.
    """
    # What a colleague saves meanwhile waits for this, or is what is read here.
    article = Article.objects.select_for_update().get(pk=article.pk)
    kind = kind_of(article)
    before = kind.take(article)
    entry = look_over(ArticleContent.from_json(before), article).find(key)
    if entry is None or entry.finding.fix is None:
        raise NotFixable
    after = put_fix(before, entry.finding.place, entry.finding.fix)
    article.updated_by = by
    kind.apply(article, after)
    label = entry.finding.fix.label
    save_revision(article, by=by, note=f"{entry.where}: {label}"[:200])
    return label


def put_fix(content: dict[str, Any], place: str, fix: Fix) -> dict[str, Any]:
    """The frozen form with the fix in its place. Raises `NotFixable`."""
    rows, _, key = place.partition(":")
    if rows not in ROWS:
        return content | _swap(content, [rows], fix)
    if not any(row["key"] == key for row in content[rows]):
        raise NotFixable
    swapped = [
        row | _swap(row, [n for n in row if n != "key"], fix) if row["key"] == key else row
        for row in content[rows]
    ]
    return content | {rows: swapped}


def _swap(values: dict[str, Any], names: list[str], fix: Fix) -> dict[str, str]:
    """The one text that holds `old`, mended; it stands there once, or it is not certain."""
    # Rules read every line break as one letter, whichever a browser sent.
    texts = {n: values[n].replace("\r\n", "\n") for n in names if isinstance(values.get(n), str)}
    found = [name for name, text in texts.items() if fix.old in text]
    if len(found) != 1 or texts[found[0]].count(fix.old) != 1:
        raise NotFixable
    return {found[0]: texts[found[0]].replace(fix.old, fix.new)}
