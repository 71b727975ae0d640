"""An author submits a version for review; an editor approves it or returns it with a note."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import formats, timezone

from articles.editing.drafts import name_of
from articles.log import record
from articles.models import Article, Revision, Submission
from articles.publishing.windows import save_revision
from articles.reviewing.notices import editors, tell, those_who_may_see

Outcome = Submission.Outcome
#: Earlier submissions that are listed: the newest so many.
MAX_EARLIER = 20


class NothingNew(Exception):
    """What would be submitted is what readers see already."""


class NotWaiting(Exception):
    """It is decided, taken back or replaced by a newer version since it was looked at."""


@transaction.atomic
def submit(article: Article, *, by: Any, note: str = "") -> Submission:
    """Submit the newest saved version; what waits already takes this version and note.

    Editors are told, once for each version. Raises `NothingNew` for the version that is live.
    """
    revision: Any = save_revision(article, by=by)
    if revision.is_live:
        raise NothingNew(revision)
    waits = article.submissions.select_for_update().filter(outcome=Outcome.WAITING).first()
    if waits and (waits.revision_id, waits.note) == (revision.pk, note):
        return waits
    submission = waits or Submission(article=article)
    submission.revision, submission.note, submission.submitted_by = revision, note, by
    submission.submitted_at = timezone.now()
    submission.save()
    record("submitted", article, by=by, detail=note)
    what = "a newer version of " if waits else ""
    text = f"{name_of(by)} submitted {what}“{article}” for review."
    tell(editors(), text, review_address(article), by=by, words=note)
    return submission


@transaction.atomic
def take_back(submission: Submission, *, by: Any) -> None:
    """Take a submission back before it is decided; editors are told. Raises `NotWaiting`."""
    _decide(submission, Outcome.TAKEN_BACK, by=by)
    article = submission.article
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


def settle(revision: Revision, by: Any) -> None:
    """Publishing an article approves what waits for review. One query where nothing waits."""
    submission = waiting().filter(article=revision.article_id).first()
    if submission is None:
        return
    _decide(submission, Outcome.APPROVED, by=by, answer=submission.answer)
    _record_approval(submission, by)
    who = name_of(by) if by else "The system"
    text = f"{who} published “{submission.article}”."
    if not revision.is_live:
        when = formats.date_format(timezone.localtime(revision.live_from), "j F Y, H:i")
        text = f"{who} scheduled “{submission.article}” for {when}."
    _tell_the_author(submission, text, by=by)


def _decide(submission: Submission, outcome: str, *, by: Any, answer: str = "") -> None:
    decision = {
        "outcome": outcome,
        "answer": answer,
        "decided_by": by,
        "decided_at": timezone.now().replace(microsecond=0),  # as windows open
    }
    # Only what still waits, in the version that was looked at: the second of two who decide
    # at once is told, and nothing is approved unseen.
    seen = Submission.objects.filter(
        pk=submission.pk, revision=submission.revision_id, outcome=Outcome.WAITING
    )
    if not seen.update(**decision):
        raise NotWaiting(submission)
    for name, value in decision.items():
        setattr(submission, name, value)


def _record_approval(submission: Submission, by: Any) -> None:
    author = submission.submitted_by
    detail = f"Submitted by {author.get_username()}" if author else ""
    record("approved", submission.article, by=by, detail=detail)


def _tell_the_author(submission: Submission, text: str, *, by: Any) -> None:
    article = submission.article
    people = those_who_may_see(article, [submission.submitted_by_id, article.owner_id])
    tell(people, text, review_address(article), by=by, words=submission.answer)


def review_address(article: Article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def waiting() -> QuerySet[Submission]:
    """What waits for review, the longest first, with all that a list says of it. One query."""
    return _with_standing().filter(outcome=Outcome.WAITING).order_by("submitted_at", "pk")


def lately_decided() -> QuerySet[Submission]:
    """What editors decided, the latest first. One query."""
    decided = _with_standing().filter(outcome__in=[Outcome.APPROVED, Outcome.RETURNED])
    return decided.order_by("-decided_at", "-pk")


def earlier_submissions(article: Article, *, but: Submission | None) -> list[Submission]:
    """What was submitted of an article before, the latest first. One query."""
    rows = article.submissions.select_related("submitted_by", "decided_by")
    return list(rows.exclude(pk=but.pk if but else None)[:MAX_EARLIER])


def _with_standing() -> Any:
    """Submissions with `newest_hash` and `newest_pk`, the draft's, and `is_published` since."""
    revisions = Revision.objects.filter(article=OuterRef("article"))
    newest = revisions.by_people().order_by("-pk")
    return (
        Submission.objects.filter(article__binned_at__isnull=True)
        .select_related("article", "submitted_by", "decided_by", "revision")
        .defer("revision__html", "revision__content", "article__introduction")
        .annotate(
            newest_pk=Subquery(newest.values("pk")[:1]),
            newest_hash=Subquery(newest.values("content_hash")[:1]),
            is_published=Exists(revisions.filter(live_from__gte=OuterRef("decided_at"))),
        )
    )


@dataclass(frozen=True)
class Review:
    """Where an article stands in review, and what one person may do about it.

    `submission` is the latest one, as long as it says something; without one this is false.
    """

    submission: Any = None
    may_submit: bool = False
    may_take_back: bool = False
    may_decide: bool = False

    def __bool__(self) -> bool:
        return self.submission is not None

    @property
    def is_waiting(self) -> bool:
        return bool(self) and self.submission.outcome == Outcome.WAITING

    @property
    def is_changed(self) -> bool:
        """Whether the draft was saved with other text since it was submitted."""
        return bool(self) and self.submission.revision.content_hash != self.submission.newest_hash

    @property
    def newest(self) -> int:
        """The primary key of the version the draft is now; as submitted, the submitted one's."""
        row = self.submission
        return row.newest_pk if self.is_changed else row.revision_id

    @property
    def words(self) -> str:
        """Where it stands, in one sentence."""
        if not self:
            return ""
        row = self.submission
        if self.is_waiting:
            return f"Waiting for review since {_day(row.submitted_at)}"
        verb = "Approved" if row.outcome == Outcome.APPROVED else "Returned with a note"
        by = f" by {name_of(row.decided_by)}" if row.decided_by else ""
        return f"{verb}{by}, {_day(row.decided_at)}"


def review_of(article: Article, *, may_change: bool, may_publish: bool) -> Review:
    """Where an article stands in review now, for someone who may do this much. One query."""
    latest = _with_standing().filter(article=article).order_by("-submitted_at", "-pk").first()
    review = Review(latest)
    if latest is not None and not _says_something(review):
        review = Review()
    return Review(
        submission=review.submission,
        may_submit=may_change,
        may_take_back=may_change and review.is_waiting,
        may_decide=may_publish and review.is_waiting,
    )


def _says_something(review: Review) -> bool:
    """What was decided is of interest until it is published, an approval until it is changed."""
    row = review.submission
    if row.outcome == Outcome.TAKEN_BACK or row.is_published:
        return False
    return row.outcome != Outcome.APPROVED or not review.is_changed


def _day(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "j F, H:i")
