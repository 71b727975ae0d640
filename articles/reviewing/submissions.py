"""An author submits a version for review; an editor approves it or returns it with a note."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import formats, timezone

from articles.editing.drafts import name_of
from articles.log import record
from articles.models import Article, Revision, Submission
from articles.publishing.windows import save_revision
from articles.reviewing.notices import editors, tell, those_who_may_see
from articles.reviewing.standing import Outcome, review_address, waiting


class NothingNew(Exception):
    """What would be submitted is live or scheduled already."""


class NotWaiting(Exception):
    """It is decided, taken back or replaced by a newer version since it was looked at."""


@transaction.atomic
def submit(article: Article, *, by: Any, note: str = "") -> Submission:
    """Submit the newest saved version; what waits already takes this version and note.

    Editors are told, once for each version or note; the same again changes nothing, and what
    waits keeps its turn. Raises `NothingNew` for what is live or scheduled.
    """
    revision: Any = save_revision(article, by=by)
    if is_current(article, revision.content_hash):
        raise NothingNew(revision)
    waits = article.submissions.select_for_update().filter(outcome=Outcome.WAITING).first()
    if waits and (waits.revision_id, waits.note) == (revision.pk, note):
        return waits
    text = _spell_submission(article, revision, waits, by)
    submission = waits or Submission(article=article)
    submission.revision, submission.note, submission.submitted_by = revision, note, by
    submission.save()
    record("submitted", article, by=by, detail=note)
    tell(editors(), text, review_address(article), by=by, words=note)
    return submission


def is_current(article: Article, content_hash: str) -> bool:
    """Whether readers see a version of this text, or are going to. One query."""
    return article.revisions.current().filter(content_hash=content_hash).exists()


def _spell_submission(
    article: Article, revision: Revision, waits: Submission | None, by: Any
) -> str:
    if waits is None:
        return f"{name_of(by)} submitted “{article}” for review."
    if waits.revision_id != revision.pk:
        return f"{name_of(by)} submitted a newer version of “{article}” for review."
    return f"{name_of(by)} wrote another note on “{article}”, which waits for review."


@transaction.atomic
def take_back(article: Article, *, by: Any) -> None:
    """Take back what waits for review; editors are told. Raises `NotWaiting`."""
    submission = article.submissions.filter(outcome=Outcome.WAITING).first()
    if submission is None:
        raise NotWaiting
    _decide(submission, Outcome.TAKEN_BACK, by=by)
    record("took back", article, by=by)
    text = f"{name_of(by)} took “{article}” back from review."
    tell(editors(), text, review_address(article), by=by)


@transaction.atomic
def approve(submission: Submission, *, by: Any, answer: str = "") -> None:
    """Approve the submitted version without publishing it. Raises `NotWaiting`."""
    _decide(submission, Outcome.APPROVED, by=by, answer=answer)
    _record_approval(submission, by)
    _tell_the_author(submission, f"{name_of(by)} approved “{submission.article}”.", by=by)


@transaction.atomic
def give_back(submission: Submission, *, by: Any, answer: str) -> None:
    """Return the submitted version with a note that says what is missing. Raises `NotWaiting`."""
    _decide(submission, Outcome.RETURNED, by=by, answer=answer)
    record("returned", submission.article, by=by, detail=answer)
    text = f"{name_of(by)} returned “{submission.article}” with a note."
    _tell_the_author(submission, text, by=by)


@transaction.atomic
def answer_first(submission: Submission, answer: str) -> None:
    """Note what the author is told when `settle` approves what is about to be published.

    The article is locked first, as everybody does who locks both. Raises `NotWaiting`.
    """
    Article.objects.select_for_update().filter(pk=submission.article_id).first()
    if not _as_it_was_seen(submission).update(answer=answer):
        raise NotWaiting(submission)


def settle(revision: Any, by: Any) -> None:
    """Publishing an article approves what waits for review, and tells its author.

    One query where nothing waits.
    """
    # Locked, so that whoever decides at this moment does so before or is told.
    rows = waiting().select_for_update(of=("self",))
    submission = rows.filter(article=revision.article_id).first()
    if submission is None:
        return
    # Not after the window that it opened: what is published since then needs no more review.
    decided_at = min(_now(), revision.live_from)
    _decide(submission, Outcome.APPROVED, by=by, answer=submission.answer, at=decided_at)
    _record_approval(submission, by)
    who = name_of(by) if by else "The system"
    text = f"{who} published “{submission.article}”."
    if not revision.is_live:
        when = formats.date_format(timezone.localtime(revision.live_from), "j F Y, H:i")
        text = f"{who} scheduled “{submission.article}” for {when}."
    _tell_the_author(submission, text, by=by)


def _decide(
    submission: Submission, outcome: str, *, by: Any, answer: str = "", at: datetime | None = None
) -> None:
    decision = {
        "outcome": outcome,
        "answer": answer,
        "decided_by": by,
        "decided_at": at or _now(),
    }
    if not _as_it_was_seen(submission).update(**decision):
        raise NotWaiting(submission)
    for name, value in decision.items():
        setattr(submission, name, value)


def _as_it_was_seen(submission: Submission) -> QuerySet[Submission]:
    """The submission, if it still waits in the version that was looked at.

    The second of two who decide at once is told, and nothing is approved unseen.
    """
    return Submission.objects.filter(
        pk=submission.pk, revision=submission.revision_id, outcome=Outcome.WAITING
    )


def _now() -> datetime:
    return timezone.now().replace(microsecond=0)  # as windows open


def _record_approval(submission: Submission, by: Any) -> None:
    author = submission.submitted_by
    detail = f"Submitted by {author.get_username()}" if author else ""
    record("approved", submission.article, by=by, detail=detail)


def _tell_the_author(submission: Submission, text: str, *, by: Any) -> None:
    article = submission.article
    people = those_who_may_see(article, [submission.submitted_by_id, article.owner_id])
    tell(people, text, review_address(article), by=by, words=submission.answer)
