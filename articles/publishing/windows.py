"""Revisions and their live windows: the only code that writes either."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Min
from django.urls import resolve
from django.utils import timezone

from articles.log import record, record_all, spell
from articles.models import RevisionBase
from articles.publishing.content import digest
from articles.publishing.correcting import carry_on
from articles.publishing.followers import tell
from articles.publishing.kinds import Frozen, Problems, kind_of
from articles.publishing.restoring import name_part, put_back
from articles.publishing.substance import is_substantial
from articles.publishing.withholding import withheld_problems
from articles.redirects.paths import is_reserved
from articles.rendering.library import Problem
from articles.search.index import update_index

TAKEN = "Another page already has this address:"
#: What readers are told of a page besides its text, whichever revision of it they see.
STAYING = ("expires_at", "published_at", "modified_at", "corrections")


class NotPublishable(Exception):
    """Something must be mended first; `problems` are (field, `Problem`) pairs."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{field}: {problem}" for field, problem in problems))


class NotLive(Exception):
    """Readers see nothing of it."""


@transaction.atomic
def save_revision(subject: Any, *, by=None, note: str = "", verb: str = "saved") -> RevisionBase:
    """Freeze the working copy; an identical latest revision is returned as it is.

    `verb` is what the log says was done to the subject.
    """
    subject = _lock(subject)
    content = kind_of(subject).take(subject)
    latest = subject.revisions.by_people().order_by("-pk").first()
    if latest is not None and latest.content_hash == digest(content):
        return latest
    record(verb if latest else "started", subject, by=by, detail=note)
    return _create(subject, content, created_by=by, note=note)


@transaction.atomic
def publish(
    revision: Any,
    *,
    by=None,
    at: datetime | None = None,
    until: datetime | None = None,
    dated: datetime | None = None,
    is_update: bool | None = None,
    note: str = "",
    correction: str = "",
) -> RevisionBase:
    """Make a revision live from `at` (now) to `until` (open-ended), both aware datetimes.

    Whatever is live then ends at that second, and whatever else was scheduled is called off:
    two revisions are never live at once. A revision that readers have already seen is
    published as a copy, so that its first window stays on record. `dated` is the date shown
    for a text that appeared elsewhere before; its window here is true all the same. Whether it
    is shown as updated follows from what changed since readers last saw it, unless `is_update`
    says so. With a `correction` readers are told from `at` on what was wrong; the notes of what
    was live before stay. Raises `NotPublishable`, or `ValueError` for a window that ends before
    it starts.
    """
    subject = _lock(revision.subject)
    now = _now()
    start = max(_whole_second(at), now) if at else now
    end = _whole_second(until) if until else None
    if end is not None and end <= start:
        raise ValueError("A page cannot end before it starts.")
    frozen = kind_of(subject).freeze(revision.content)
    problems = frozen.problems + slug_problems(subject, revision)
    problems += withheld_problems(subject, revision.content)
    if problems:
        raise NotPublishable(problems)
    _call_off_scheduled(subject, now)
    revision.refresh_from_db()
    before = subject.revisions.filter(live_from__lte=now).order_by("-live_from", "-pk").first()
    if revision.live_from is not None:
        revision = _create(subject, revision.content, frozen, created_by=by, note=note)
    else:
        _update(revision, frozen)
    _close(subject, start)
    first = subject.revisions.aggregate(first=Min("published_at"))["first"]
    published_at = first or (_whole_second(dated) if dated else start)
    modified_at = _modified_at(before, revision.content, dated or start, is_update=is_update)
    dates = {"published_at": published_at, "modified_at": max(published_at, modified_at)}
    revision.corrections = carry_on(before, correction, start)
    try:
        _open(revision, start, end, expires_at=end, **dates)
    except IntegrityError:
        # Somebody published another page at this address since it was looked up above.
        raise NotPublishable([("slug", Problem(TAKEN, revision.slug))]) from None
    update_index(subject)
    said = f"Correction: “{correction}”" if correction else ""
    _log_window(subject, revision, by=by, note=_spell_detail(note, said))
    kind_of(subject).published(revision, by)
    for moment in filter(None, [start, end]):
        tell([subject], at=moment if moment > now else None)
    return revision


@transaction.atomic
def withdraw(subject: Any, *, by=None, note: str = "") -> None:
    """End what is live now, and call off what is scheduled; the log holds the `note`."""
    subject = _lock(subject)
    now = _now()
    starts = _call_off_scheduled(subject, now)
    if _close(subject, now):
        record("withdrew", subject, by=by, detail=note)
    elif starts:
        _log_call_off(subject, starts, by=by, note=note)
    update_index(subject)
    tell([subject])


@transaction.atomic
def call_off(subject: Any, *, by=None, note: str = "") -> None:
    """Call off what is scheduled; what is live stays, to the end it had before."""
    subject = _lock(subject)
    starts = _call_off_scheduled(subject, _now())
    if starts:
        update_index(subject)
        _log_call_off(subject, starts, by=by, note=note)


@transaction.atomic
def restore(revision: Any, *, by=None, part: str = "") -> RevisionBase:
    """Put a revision back into the working copy, as a new revision; nothing goes live.

    With a `part` (“introduction”, “sections:<key>”) only that field or row is put back, and
    `NoSuchPart` raised if the revision has none. What the working copy held is kept as a
    revision too, which is returned if it was the same. An address that another working copy
    has taken since stays with it.
    """
    subject = _lock(revision.subject)
    present = save_revision(subject, by=by, note="Before restoring an earlier version")
    content, what = revision.content, "Restored"
    if part:
        content = put_back(present.content, revision.content, part)
        what = f"{name_part(revision.content, part)} restored"
    subject.updated_by = by
    kind_of(subject).apply(subject, _with_free_slug(subject, content))
    when = timezone.localtime(revision.created_at)
    verb = f"restored {'a part' if part else 'an earlier version'} of"
    return save_revision(subject, by=by, note=f"{what} from {when:%d %b %Y, %H:%M}", verb=verb)


@transaction.atomic
def refresh(revisions: Iterable[Any], *, note: str) -> int:
    """Render live and scheduled revisions anew after something baked into them changed.

    A live one that comes out different is followed, from this second, by a new revision of
    the same text, noted as the system's; its dates stay. A scheduled one, which nobody has
    seen, is rendered in place. Returns how many pages changed.
    """
    changed = 0
    refreshed = []
    # In one order, so that two changes at once cannot wait for each other.
    subjects = sorted({row.subject for row in revisions}, key=lambda row: row.pk)
    for subject in subjects:
        # What is live is read under the lock: someone may have published in the meantime.
        count = _refresh(_lock(subject), note=note)
        changed += count
        refreshed += [subject] if count else []
    record_all("refreshed", refreshed, detail=note)
    # Also of those that came out the same: a document may show more of what changed.
    tell(subjects)
    return changed


@transaction.atomic
def amend(
    subject: Any,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    by=None,
    note: str = "",
    **columns: Any,
) -> RevisionBase:
    """Tell something else of what is live, and not another word: `change` makes one frozen form
    of another.

    A revision of the new form, with other `columns`, follows it from this second; its dates and
    its end stay. Scheduled ones, which nobody has seen, are changed where they stand. Nothing that
    waits for review is approved by it. Raises `NotLive`, or `NotPublishable`.
    """
    subject = _lock(subject)
    now = _now()
    live = subject.revisions.live(now).first()
    if live is None:
        raise NotLive(subject)
    content = change(live.content)
    frozen = kind_of(subject).freeze(content)
    if problems := frozen.problems + slug_problems(subject, live):
        raise NotPublishable(problems)
    for revision in _scheduled(subject, now):
        revision.content = change(revision.content)
        revision.content_hash = digest(revision.content)
        _update(revision, kind_of(subject).freeze(revision.content))
    columns |= {"created_by": by, "note": note}
    successor = _succeed(subject, live, content, frozen, now, **columns)
    update_index(subject)
    tell([subject])
    return successor


def _refresh(subject: Any, *, note: str) -> int:
    now = _now()
    changed = 0
    for revision in [*subject.revisions.live(now), *_scheduled(subject, now)]:
        frozen = kind_of(subject).freeze(revision.content)
        if all(getattr(revision, name) == value for name, value in frozen.columns.items()):
            continue
        changed += 1
        if revision.live_from > now:
            _update(revision, frozen)
            continue
        columns = {"note": note, "is_system": True}
        _succeed(subject, revision, revision.content, frozen, now, **columns)
    if changed:
        update_index(subject)
    return changed


def _succeed(
    subject: Any, live: Any, content: dict[str, Any], frozen: Frozen, now: datetime, **columns: Any
) -> RevisionBase:
    """Have a new revision take the place of what is live; its dates, end and corrections stay."""
    end, kept = live.live_until, {name: getattr(live, name) for name in STAYING}
    _close(subject, now)
    return _open(_create(subject, content, frozen, **columns), now, end, **kept)


def _modified_at(
    before: Any, content: dict[str, Any], moment: datetime, *, is_update: bool | None
) -> datetime:
    """When the text last changed in substance, if `content` is published at `moment`."""
    if before is None or before.modified_at is None:
        return _whole_second(moment)
    if is_update is None:
        is_update = is_substantial(_as_dated(before), content)
    return _whole_second(moment) if is_update else before.modified_at


def _as_dated(before: Any) -> dict[str, Any]:
    """The text that the date shown with `before` belongs to: small changes since then add up.

    What changed in substance and yet moved no date was said to be no update; the count starts
    anew there. One query.
    """
    seen = before.subject.revisions.ever_live().filter(modified_at=before.modified_at)
    dated, *later = seen.order_by("live_from", "pk").values_list("content", flat=True)
    for content in later:
        if content != dated and is_substantial(dated, content):
            dated = content
    return dated


def slug_is_taken(subject: Any, slug: str) -> bool:
    """Whether another subject's live or scheduled page has this slug. One query."""
    return (
        subject.revisions.model.objects.current()
        .filter(slug=slug)
        .exclude(**{subject.revisions.field.name: subject})
        .exists()
    )


def slug_problems(subject: Any, revision: Any) -> Problems:
    """What keeps a revision from its address, if anything does. One query."""
    slug = revision.slug
    if slug_is_taken(subject, slug):
        return [("slug", Problem(TAKEN, slug))]
    address = revision.get_absolute_url()
    if is_reserved(address) or resolve(address).kwargs.get("slug") != slug:
        return [("slug", Problem("A part of the site already has this address:", slug))]
    return []


def _with_free_slug(subject: Any, content: dict) -> dict:
    others = type(subject).objects.exclude(pk=subject.pk)
    if others.filter(slug=content["slug"]).exists():
        return {**content, "slug": subject.slug}
    return content


def _lock(subject: Any) -> Any:
    """The subject as it is now; nobody else publishes it until the transaction ends."""
    return type(subject).objects.select_for_update().get(pk=subject.pk)


def _create(subject: Any, content: dict, frozen: Frozen | None = None, **columns) -> RevisionBase:
    frozen = frozen or kind_of(subject).freeze(content)
    revision = subject.revisions.create(
        content=content, content_hash=digest(content), **frozen.columns, **columns
    )
    _relate(revision, frozen)
    return revision


def _update(revision: Any, frozen: Frozen) -> None:
    for name, value in frozen.columns.items():
        setattr(revision, name, value)
    revision.save()
    _relate(revision, frozen)


def _relate(revision: models.Model, frozen: Frozen) -> None:
    for name, rows in frozen.related.items():
        getattr(revision, name).set(rows)


def _open(revision: Any, start: datetime, end: datetime | None, **columns) -> RevisionBase:
    for name, value in {"live_from": start, "live_until": end, **columns}.items():
        setattr(revision, name, value)
    revision.save()
    return revision


def _close(subject: Any, at: datetime) -> int:
    return subject.revisions.live(at).update(live_until=at)


def _scheduled(subject: Any, now: datetime) -> models.QuerySet:
    # Not `scheduled()`, which asks the clock again: it moves while we work, and what begins
    # in that moment would be neither live nor scheduled.
    return subject.revisions.filter(live_from__gt=now)


def _call_off_scheduled(subject: Any, now: datetime) -> list[datetime]:
    """Call off what begins after `now`; returns when it would have begun."""
    scheduled = _scheduled(subject, now)
    starts = list(scheduled.values_list("live_from", flat=True))
    dates = dict.fromkeys(("expires_at", "published_at", "modified_at"))
    scheduled.update(live_from=None, live_until=None, corrections=[], **dates)
    for revision in subject.revisions.live(now):
        # The one before was to end when the scheduled one began: it has its own end again.
        if revision.live_until in starts:
            subject.revisions.filter(pk=revision.pk).update(live_until=revision.expires_at)
    return starts


def _log_window(subject: Any, revision: Any, *, by: Any, note: str) -> None:
    is_later = revision.live_from > _now()
    start = f"from {spell(revision.live_from)}" if is_later else ""
    end = f"until {spell(revision.live_until)}" if revision.live_until else ""
    detail = _spell_detail(start, end, note)
    record("scheduled" if is_later else "published", subject, by=by, detail=detail)


def _log_call_off(subject: Any, starts: list[datetime], *, by: Any, note: str) -> None:
    times = " and ".join(map(spell, starts))
    detail = _spell_detail(f"it was to go live on {times}", note)
    record("called off the schedule of", subject, by=by, detail=detail)


def _spell_detail(*parts: str) -> str:
    detail = "; ".join(part for part in parts if part)
    return detail[:1].upper() + detail[1:]


def _now() -> datetime:
    return _whole_second(timezone.now())


def _whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
