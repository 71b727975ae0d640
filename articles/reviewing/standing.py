"""Where articles stand in review: what waits, what was decided, what one may do about it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import formats, timezone

from articles.editing.drafts import name_of
from articles.models import Article, Revision, Submission

Outcome = Submission.Outcome
#: Earlier submissions that are listed: the newest so many.
MAX_EARLIER = 20


def review_address(article: Article) -> str:
    return reverse("admin:articles_article_review", args=[article.pk])


def waiting() -> QuerySet[Submission]:
    """What waits for review, the longest first, with all that a list says of it. One query."""
    return _with_standing().filter(outcome=Outcome.WAITING).order_by("submitted_at", "pk")


def lately_decided() -> QuerySet[Submission]:
    """What editors decided, the latest first. One query."""
    decided = _with_standing().filter(outcome__in=[Outcome.APPROVED, Outcome.RETURNED])
    return decided.order_by("-decided_at", "-pk")


def _with_standing() -> Any:
    """Submissions with `newest_hash` and `newest_pk`, the draft's, and `is_published` since."""
    # Not those the system made: they follow a change elsewhere, and answer no review.
    revisions = Revision.objects.filter(article=OuterRef("article")).by_people()
    newest = revisions.order_by("-pk")
    return (
        Submission.objects.filter(article__binned_at__isnull=True)
        .select_related("article", "submitted_by", "decided_by", "revision")
        .defer("revision__html", "revision__content", "article__introduction")
        .annotate(
            newest_pk=Subquery(newest.values("pk")[:1]),
            newest_hash=Subquery(newest.values("content_hash")[:1]),
            is_published=Exists(
                revisions.filter(live_from__gte=OuterRef("decided_at"), is_review=False)
            ),
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
    def submitted_by(self) -> str:
        return _spell_person(self.submission.submitted_by)

    @property
    def decided_by(self) -> str:
        return _spell_person(self.submission.decided_by)

    @property
    def words(self) -> str:
        """Where it stands, in one sentence."""
        if not self:
            return ""
        row = self.submission
        if self.is_waiting:
            return f"Waiting for review since {_day(row.submitted_at)}"
        by = f" by {name_of(row.decided_by)}" if row.decided_by else ""
        return f"{row.get_outcome_display()}{by}, {_day(row.decided_at)}"


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
        may_decide=may_change and may_publish and review.is_waiting,
    )


def _says_something(review: Review) -> bool:
    """What was decided is of interest until it is published, an approval until it is changed."""
    row = review.submission
    if row.outcome == Outcome.TAKEN_BACK or row.is_published:
        return False
    return row.outcome != Outcome.APPROVED or not review.is_changed


def earlier_reviews(article: Article, *, but: Review) -> list[Review]:
    """What was submitted of an article before, the latest first. One query."""
    rows = article.submissions.select_related("submitted_by", "decided_by")
    others = rows.exclude(pk=but.submission.pk) if but else rows
    return [Review(row) for row in others[:MAX_EARLIER]]


def _spell_person(user: Any) -> str:
    return name_of(user) if user else "Somebody who has left"


def _day(moment: Any) -> str:
    local = timezone.localtime(moment)
    is_this_year = local.year == timezone.localdate().year
    return formats.date_format(local, "j F, H:i" if is_this_year else "j F Y, H:i")
