"""What fills the lists of the desk's first page: one query each, however long they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone

from articles.editing.drafts import name_of, open_form
from articles.editing.reach import Reach
from articles.editing.shelves import (
    MAX_ROWS,
    Due,
    Planned,
    Published,
    Shelf,
    Submitted,
    Unfinished,
    Unsaved,
)
from articles.models import Article, Draft, Notice, Revision, Submission
from articles.publishing.states import name_state
from articles.reviewing.notices import unread
from articles.reviewing.standing import review_address, waiting
from articles.upkeep.due import IS_SENSITIVE, Clock

#: A review is shown so long before it is due.
SOON = timedelta(days=14)
#: Texts nobody saved that are looked through, for several may belong to one article.
MAX_DRAFTS = 50

Row = Mapping[str, Any]


def notices_of(user: Any) -> Shelf:
    """What they were told and have not read, the newest first. One query."""
    rows: Iterable[Notice] = unread(user)[: MAX_ROWS + 1]
    return Shelf.of(rows)


def unsaved_of(user: Any, reaches: Sequence[Reach]) -> Shelf:
    """Texts of their open forms that nobody saved, the latest first. One query.

    Several forms of one article are one row; what lies in the bin waits until it is back.
    """
    by_kind = {ContentType.objects.get_for_model(reach.model).pk: reach for reach in reaches}
    reachable = Q()
    for key, reach in by_kind.items():
        subjects = reach.model.objects.filter(reach.owned(user)).values("pk")
        reachable |= Q(content_type=key) & (Q(object_id=None) | Q(object_id__in=subjects))
    rows = Draft.objects.unsaved().filter(reachable, user=user).exclude(data={})
    rows = rows.only("key", "content_type", "object_id", "serial", "typed_at")
    rows = rows.annotate(typed_title=F("data__title__0")).order_by("-typed_at")[:MAX_DRAFTS]
    forms: dict[tuple, list[Draft]] = {}
    for row in rows:
        forms.setdefault((row.content_type_id, row.object_id or row.key), []).append(row)
    return Shelf.of(_unsaved(user, by_kind[kind], drafts) for (kind, _), drafts in forms.items())


def _unsaved(user: Any, reach: Reach, drafts: list[Any]) -> Unsaved:
    latest = drafts[0]
    address = f"{reach.address('add')}?draft={latest.key}"
    if latest.object_id:
        address = reach.address("change", latest.object_id)
    return Unsaved(
        title=(latest.typed_title or "").strip() or "Untitled",
        what="changes" if latest.object_id else str(reach.model._meta.verbose_name),
        address=address,
        kept_at=latest.typed_at,
        # Without an object, so that discarding leads back to the desk.
        token=open_form(user, reach.model, drafts=drafts).sign(),
        discard_address=reach.address("discard"),
    )


def unfinished_of(user: Any, reaches: Sequence[Reach]) -> Shelf:
    """What they own, or saved last, that readers do not see as it is. One query."""
    names = ("pk", "label", "title", "updated_at", "updated_by", *_names_of("updated_by"))
    states = ("is_live", "was_live", "goes_live_at", "live_content_hash", "latest_content_hash")
    rows = _together(
        [_working_copies(user, reach).values(*names, *states) for reach in reaches], "-updated_at"
    )
    kinds = {reach.label: reach for reach in reaches}
    return Shelf.of(rows, lambda row: _unfinished(user, kinds[row["label"]], row))


def _working_copies(user: Any, reach: Reach) -> QuerySet:
    newest = F("latest_content_hash")
    scheduled = reach.revisions.filter(**{reach.to_subject: OuterRef("pk")}).scheduled()
    is_theirs = Q(owner=user) | Q(updated_by=user) if reach.sees_all else Q(owner=user)
    return (
        reach.model.objects.filter(is_theirs)
        .with_state()
        .alias(planned=Subquery(scheduled.order_by("live_from").values("content_hash")[:1]))
        .annotate(label=Value(reach.label))
        .filter(Q(live_content_hash=None) | ~Q(live_content_hash=newest))
        .filter(Q(planned=None) | ~Q(planned=newest))
    )


def _unfinished(user: Any, reach: Reach, row: Row) -> Unfinished:
    return Unfinished(
        title=row["title"],
        address=reach.address("change", row["pk"]),
        state=name_state(
            is_live=row["is_live"],
            was_live=row["was_live"],
            is_scheduled=row["goes_live_at"] is not None,
            is_unchanged=False,
        ),
        saved_at=row["updated_at"],
        by="" if row["updated_by"] == user.pk else _spell(row, "updated_by"),
    )


def waiting_for(user: Any, *, sees_all: bool) -> Shelf:
    """What waits for review: everybody's, or what is theirs; the longest first. One query."""
    rows = waiting() if sees_all else waiting().filter(article__owner=user)
    return Shelf.of(
        rows[: MAX_ROWS + 1],
        lambda row: _submitted(row, row.submitted_at, row.submitted_by, row.note),
    )


def returned_to(user: Any, *, sees_all: bool) -> Shelf:
    """What came back to them from review and is not submitted again or published. One query."""
    # An author may not open what they submitted and somebody else owns by now.
    is_theirs = Q(article__owner=user) | (Q(submitted_by=user) if sees_all else Q())
    later = Submission.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
    published = Revision.objects.filter(
        article=OuterRef("article"), live_from__gte=OuterRef("decided_at"), is_review=False
    )
    rows = (
        Submission.objects.filter(is_theirs, outcome=Submission.Outcome.RETURNED)
        .filter(~Exists(later), ~Exists(published), article__binned_at=None)
        .select_related("article", "decided_by")
        .only("answer", "decided_at", "article__title", "decided_by")
        .order_by("-decided_at", "-pk")
    )
    return Shelf.of(
        rows[: MAX_ROWS + 1],
        lambda row: _submitted(row, row.decided_at, row.decided_by, row.answer),
    )


def _submitted(row: Submission, at: datetime, by: Any, note: str) -> Submitted:
    article = row.article
    return Submitted(str(article), review_address(article), at, name_of(by) if by else "", note)


def planned_of(user: Any, reaches: Sequence[Reach]) -> Shelf:
    """What goes live and what ends, the next first. One query."""
    now = timezone.now()
    rows = _together([_windows(user, reach, now) for reach in reaches], "at", twice=True)
    starts = {(row["label"], row["subject"], row["at"]) for row in rows if not row["is_end"]}
    kinds = {reach.label: reach for reach in reaches}
    return Shelf.of(
        Planned(
            title=row["title"],
            address=kinds[row["label"]].address("change", row["subject"]),
            at=row["at"],
            is_end=row["is_end"],
        )
        for row in rows
        # What ends when the next version begins is replaced: the next one's row tells of it.
        if not row["is_end"] or (row["label"], row["subject"], row["at"]) not in starts
    )


def _windows(user: Any, reach: Reach, now: datetime) -> QuerySet:
    starts = Q(live_from__gt=now)
    ends = Q(live_from__lte=now, live_until__gt=now)
    return (
        reach.revisions.filter(starts | ends)
        .filter(reach.owned(user, f"{reach.to_subject}__"))
        .annotate(
            label=Value(reach.label),
            subject=F(reach.to_subject),
            at=Case(When(starts, then="live_from"), default="live_until"),
            is_end=Case(When(starts, then=Value(False)), default=Value(True)),
        )
        .values("label", "subject", "title", "at", "is_end")
    )


def published_of(user: Any, reaches: Sequence[Reach]) -> Shelf:
    """What is live, the latest text first; a page that merely took on a new link is no news.

    One query.
    """
    rows = _together([_live(user, reach) for reach in reaches], "-modified_at")
    kinds = {reach.label: reach for reach in reaches}
    return Shelf.of(rows, lambda row: _published(kinds[row["label"]], row))


def _live(user: Any, reach: Reach) -> QuerySet:
    is_article = reach.model is Article
    return (
        reach.revisions.live()
        .filter(reach.owned(user, f"{reach.to_subject}__"))
        .annotate(
            label=Value(reach.label),
            subject=F(reach.to_subject),
            page_kind=F("kind") if is_article else Value(""),
        )
        .values(
            *("label", "subject", "page_kind", "title", "slug", "published_at", "modified_at"),
            *_names_of("created_by"),
        )
    )


def _published(reach: Reach, row: Row) -> Published:
    revision = reach.revisions.model(slug=row["slug"])
    revision.kind = row["page_kind"]
    return Published(
        title=row["title"],
        address=reach.address("change", row["subject"]),
        page=revision.get_absolute_url(),
        at=row["modified_at"],
        by=_spell(row, "created_by"),
        is_first=row["published_at"] == row["modified_at"],
    )


def due_soon(user: Any, *, sees_all: bool) -> Shelf:
    """Articles whose review is overdue or due soon, everybody's or their own. Two queries.

    What is overdue comes first, and of that and of the rest what is sensitive.
    """
    today = timezone.localdate()
    rows = Clock.load().due_by(today + SOON).annotate(is_overdue=Q(due_on__lt=today))
    rows = rows.annotate(is_sensitive=IS_SENSITIVE)
    rows = rows.filter(Q() if sees_all else Q(article__owner=user))
    rows = rows.order_by("-is_overdue", "-is_sensitive", "due_on", "pk")
    return Shelf.of(
        rows.values("article", "article__title", "due_on", "is_sensitive")[: MAX_ROWS + 1],
        lambda row: Due(
            title=row["article__title"],
            address=reverse("admin:articles_article_change", args=[row["article"]]),
            on=row["due_on"],
            is_sensitive=row["is_sensitive"],
        ),
    )


def _together(queries: Sequence[QuerySet], order: str, *, twice: bool = False) -> list[Row]:
    """The first rows of several kinds in one order; twice as many where some fall away."""
    first, *others = (query.order_by() for query in queries)
    limit = (MAX_ROWS + 1) * (2 if twice else 1)
    return list(first.union(*others, all=True).order_by(order)[:limit])


def _names_of(person: str) -> tuple[str, ...]:
    return tuple(f"{person}__{name}" for name in ("username", "first_name", "last_name"))


def _spell(row: Row, person: str) -> str:
    """A person's name as others see it; empty where nobody did it."""
    username, *names = (row[name] or "" for name in _names_of(person))
    return " ".join(names).strip() or username
