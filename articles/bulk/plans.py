"""Foresee a change of many articles, carry out exactly what was foreseen, and undo it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.bulk.changes import Change, ChangedSince, Step
from articles.bulk.drafts import AddTags, RemoveTags, ReviewChange, TopicChange
from articles.bulk.windows import Schedule, Withdraw
from articles.log import record
from articles.models import Article, BulkChange
from articles.publishing.windows import NotPublishable

#: Articles of one change.
MAX_ROWS = 200
#: How long a change can be undone.
UNDONE_WITHIN = timedelta(days=30)
#: How long a promise holds.
PROMISED = timedelta(hours=1)
SALT = "articles.bulk"

#: Every kind of change, by the name that is kept to undo it.
CHANGES: dict[str, type[Change]] = {
    change.name: change
    for change in (TopicChange, AddTags, RemoveTags, ReviewChange, Schedule, Withdraw)
}

May = Callable[[Article], bool]


class Outdated(Exception):
    """Something is not as it was when it was foreseen; nothing is changed."""


class TooLate(Exception):
    """It is undone already, or older than thirty days."""


@dataclass(frozen=True)
class Plan:
    """What a change would do to each article, in the order of their titles."""

    change: Change
    steps: Sequence[Step]

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if not step.skipped]

    @property
    def skipped(self) -> list[Step]:
        return [step for step in self.steps if step.skipped]

    def promise(self) -> str:
        """What was shown, signed, to be handed to `carry_out`."""
        rows = [
            [step.article.pk, not step.skipped, _mark(self.change, step.article)]
            for step in self.steps
        ]
        return signing.dumps([self.change.label, rows], salt=SALT, compress=True)


def _mark(change: Change, article: Article) -> str:
    stand = json.dumps(change.stand(article), sort_keys=True)
    return hashlib.sha256(stand.encode()).hexdigest()[:16]


def make_plan(change: Change, keys: Iterable[int]) -> Plan:
    """Foresee a change of the articles with these primary keys.

    Two queries, and for schedules and withdrawals some more an article.
    """
    rows = Article.objects.filter(pk__in=keys).select_related("topic").prefetch_related("tags")
    return Plan(change, [change.foresee(row) for row in rows.order_by("title", "pk")])


@transaction.atomic
def carry_out(change: Change, promise: str, *, by: Any, may: May) -> BulkChange:
    """Change all articles that a plan promised to change, or none.

    `may` says whether `by` may change an article. Raises `Outdated` if anything is not as the
    plan found it. Some thirty queries an article.
    """
    label, rows = _read(promise)
    articles = _lock(pk for pk, *_ in rows)
    if label != change.label or len(articles) != len(rows):
        raise Outdated
    for pk, _, mark in rows:
        if not may(articles[pk]) or _mark(change, articles[pk]) != mark:
            raise Outdated
    try:
        kept = [
            {"article": pk, "title": str(articles[pk])} | change.apply(articles[pk], by=by)
            for pk, is_done, _ in rows
            if is_done
        ]
    except NotPublishable:  # a product it names went to the bin, or another took its address
        raise Outdated from None
    bulk = BulkChange.objects.create(
        made_by=by, label=change.label, before={"name": change.name, "rows": kept}
    )
    record("changed in bulk", bulk, by=by, detail=spell_count(len(kept)))
    return bulk


def _read(promise: str) -> tuple[str, list]:
    try:
        label, rows = signing.loads(promise, salt=SALT, max_age=PROMISED)
    except signing.BadSignature:
        raise Outdated from None
    return label, rows


def _lock(keys: Iterable[int]) -> dict[int, Article]:
    """The articles as they are now, until the transaction ends; in one order, so that two
    changes at once cannot wait for each other."""
    rows = Article.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    return {row.pk: row for row in rows}


@dataclass(frozen=True)
class Undone:
    """What came of undoing a change: how many articles are as before, and which are not, why."""

    count: int
    left: list[tuple[str, str]]


@transaction.atomic
def undo(bulk: BulkChange, *, by: Any, may: May) -> Undone:
    """Put back what a change changed, article by article; what was changed since stays.

    Raises `TooLate`. Some thirty queries an article.
    """
    bulk = BulkChange.objects.select_for_update().get(pk=bulk.pk)
    if bulk.undone_at or bulk.made_at < timezone.now() - UNDONE_WITHIN:
        raise TooLate
    name, rows = bulk.before["name"], bulk.before["rows"]
    articles = _lock(row["article"] for row in rows)
    left = [
        (row["title"], reason)
        for row in rows
        if (reason := _put_back(name, articles.get(row["article"]), row, by, may))
    ]
    count = len(rows) - len(left)
    if count:
        bulk.undone_at = timezone.now()
        bulk.save(update_fields=["undone_at"])
        titles = ", ".join(title for title, _ in left)
        detail = spell_count(count) + (f"; not: {titles}" if left else "")
        record("undid", bulk, by=by, detail=detail)
    return Undone(count, left)


def _put_back(name: str, article: Article | None, row: dict, by: Any, may: May) -> str:
    """Undo one row, or say why not."""
    if article is None:
        return "It is in the bin."
    if not may(article):
        return "You may not change it."
    try:
        with transaction.atomic():
            CHANGES[name].undo(article, row, by=by)
    except ChangedSince as error:
        return str(error)
    except NotPublishable as error:
        return f"Mend this first: {error}"
    return ""


def recent(user: Any, *, sees_all: bool) -> QuerySet[BulkChange]:
    """The changes that can be undone or were, the latest first: everybody's, or one's own."""
    rows = BulkChange.objects.filter(made_at__gt=timezone.now() - UNDONE_WITHIN)
    return (rows if sees_all else rows.filter(made_by=user)).select_related("made_by")


def spell_count(count: int) -> str:
    return "1 article" if count == 1 else f"{count} articles"
