"""Note that what readers see was looked through again and still holds, without another word."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import formats

from articles.log import record
from articles.models import Article, Author, Revision, Submission
from articles.publishing.windows import NotLive, amend, save_revision
from articles.upkeep.reminding import answer

#: Submissions that go on with a draft that was noted as reviewed.
KEPT = (Submission.Outcome.WAITING, Submission.Outcome.APPROVED)


class SeenBefore(Exception):
    """What readers see is another text than the one that was looked through."""


class ReviewedBefore(Exception):
    """It is noted as reviewed like this already, for readers and in the draft."""


@transaction.atomic
def confirm(
    article: Article,
    *,
    seen: str,
    reviewer: Author | None,
    on: date,
    due_on: date | None = None,
    by: Any = None,
) -> Revision:
    """Publish what is live once more as reviewed `on` a day; its dates and its end stay.

    `seen` is the content hash of what was looked through. The working copy is noted as reviewed
    too, and keeps what is unpublished in it; `due_on` is the next review, by the clock if none.
    Where readers see this review already, what is live stays. Raises `NotLive`, `SeenBefore`,
    `ReviewedBefore` or `NotPublishable`. Some sixty queries.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    live = article.revisions.live().defer("html").first()
    if live is None:
        raise NotLive(article)
    if live.content_hash != seen:
        raise SeenBefore(article)
    told = {"reviewer": reviewer and reviewer.pk, "reviewed_on": on.isoformat()}
    is_known = _with_review(live.content, told) == live.content
    noted = (article.reviewer_id, article.reviewed_on, article.review_due_on)
    if is_known and noted == (told["reviewer"], on, due_on):
        raise ReviewedBefore(article)
    note = spell_review(reviewer, on)
    draft: Any = save_revision(article, by=by)
    reviewed: Any = live
    if not is_known:
        reviewed = amend(
            article, lambda content: _with_review(content, told), by=by, note=note, is_review=True
        )
    _note_in_draft(article, reviewer, on, due_on=due_on, by=by)
    newest: Any = save_revision(article, by=by, note=note)
    # What waits, or is approved, would else be published as if nobody had reviewed it since.
    article.submissions.filter(outcome__in=KEPT, revision=draft).update(revision=newest)
    detail = f"{note}; next review: {_spell(due_on)}" if due_on else note
    answer(article)
    record("reviewed", article, by=by, detail=detail)
    return reviewed


def _with_review(content: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """A frozen form with a review, unless it tells of a later one."""
    return content if (content["reviewed_on"] or "") > told["reviewed_on"] else content | told


def _note_in_draft(
    article: Article, reviewer: Author | None, on: date, *, due_on: date | None, by: Any
) -> None:
    if article.reviewed_on is None or article.reviewed_on <= on:
        article.reviewer, article.reviewed_on = reviewer, on
    article.review_due_on = due_on
    article.updated_by = by
    article.version += 1
    article.save()


def spell_review(reviewer: Author | None, on: date) -> str:
    """A review in a version's note: who did it, and when."""
    by = f" by {reviewer}" if reviewer else ""
    return f"Reviewed{by}, {_spell(on)}"


def _spell(day: date) -> str:
    return formats.date_format(day, "j F Y")
