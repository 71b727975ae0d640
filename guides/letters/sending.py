"""A letter from a draft to everybody's: it starts, its mails are made in batches, it ends.

Whoever gets it is settled when it starts. Batches are walked by primary key, and at most one
mail of a letter can exist for anybody, so that a crash anywhere is made good by going on.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.log import record, spell
from articles.rendering.library import Problem
from articles.reviewing.notices import tell
from guides.letters.rendering import RenderedLetter, render_letter
from guides.mail.outbox import ask_for_sending
from guides.models import Letter, Mail, Subscriber

State = Letter.State

#: Mails that are made at once.
BATCH = 500


#: Why a letter does not leave that nothing is wrong with.
CHANGED = "Somebody changed it since you looked at it. Look at it once more."
NOBODY = "Nobody gets letters yet."


class NotSendable(Exception):
    """The letter must be mended first, would reach nobody, or is on its way already."""

    def __init__(self, *reasons: Problem | str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(map(str, reasons)) or "It is on its way already.")


@transaction.atomic
def start(letter: Letter, *, by: Any = None, seen: str | None = None) -> Letter:
    """Freeze a draft, and let it leave for whoever wants letters now.

    `seen` is the digest of what was looked at, where somebody did. Raises `NotSendable`. At most
    twenty-one queries, however many get it.
    """
    letter = _lock(letter, State.DRAFT, State.SCHEDULED)
    rendered = _render_sendable(letter, seen)
    if not audience(letter).exists():
        raise NotSendable(NOBODY)
    now = timezone.now()
    letter.html, letter.text = rendered.html, rendered.text
    letter.state, letter.audience_until, letter.reached = State.SENDING, now, 0
    letter.by = by or letter.by
    letter.save()
    record("started to send", letter, by=by)
    transaction.on_commit(ask_for_sending)
    return letter


@transaction.atomic
def schedule(letter: Letter, at: datetime, *, by: Any = None, seen: str | None = None) -> Letter:
    """Let a draft leave at a time. Raises `NotSendable` if it could not leave now."""
    letter = _lock(letter, State.DRAFT)
    _render_sendable(letter, seen)
    letter.state, letter.send_at, letter.by = State.SCHEDULED, at, by
    letter.save()
    record("scheduled", letter, by=by, detail=spell(at))
    transaction.on_commit(lambda: ask_for_sending(at))
    return letter


@transaction.atomic
def stop(letter: Letter, *, by: Any = None) -> Letter:
    """Make a draft again of what is scheduled; keep back the rest of what is being sent."""
    letter = _lock(letter, State.SCHEDULED, State.SENDING)
    was_scheduled = letter.state == State.SCHEDULED
    letter.state = State.DRAFT if was_scheduled else State.STOPPED
    letter.send_at = None
    letter.save()
    record("called off" if was_scheduled else "stopped", letter, by=by)
    return letter


@transaction.atomic
def go_on(letter: Letter, *, by: Any = None) -> Letter:
    """Let the rest of a stopped letter leave: to the same people, as it was frozen.

    Raises `NotSendable` if it could not leave today, as where a merchant's rules have changed.
    """
    letter = _lock(letter, State.STOPPED)
    _render_sendable(letter)
    letter.state = State.SENDING
    letter.save()
    record("went on with", letter, by=by)
    transaction.on_commit(ask_for_sending)
    return letter


def _lock(letter: Letter, *states: str) -> Letter:
    """The letter as it is now, which nobody else changes; not on its way to two ends."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.state not in states:
        raise NotSendable
    return letter


def _render_sendable(letter: Letter, seen: str | None = None) -> RenderedLetter:
    """The letter as it leaves; nothing leaves that nobody looked at, or that must be mended."""
    if seen not in (None, letter.digest):
        raise NotSendable(CHANGED)
    rendered = render_letter(letter.body)
    if rendered.problems:
        raise NotSendable(*rendered.problems)
    return rendered


def audience(letter: Letter) -> QuerySet[Subscriber]:
    """Who gets the letter, as far as they still want letters: of a draft, who would now."""
    until = letter.audience_until or timezone.now()
    return Subscriber.objects.for_letters().filter(letters_since__lte=until)


def feed() -> int:
    """Start what is due, and make the next batch of mails of each letter. Returns how many.

    Two queries where nothing is to be done.
    """
    for letter in Letter.objects.filter(state=State.SCHEDULED, send_at__lte=timezone.now()):
        _start_scheduled(letter)
    return sum(_make_mails(letter) for letter in Letter.objects.filter(state=State.SENDING))


def next_start() -> datetime | None:
    """When a letter needs `feed` again: one that is scheduled at its time, another at once.

    Two queries, and two for each letter that is being sent.
    """
    if any(map(_is_behind, Letter.objects.filter(state=State.SENDING))):
        return timezone.now()
    return Letter.objects.filter(state=State.SCHEDULED).aggregate(at=Min("send_at"))["at"]


def _is_behind(letter: Letter) -> bool:
    """Whether mails are to be made of it, or nothing is left to do but to say so."""
    return _still_without(letter).exists() or not _under_way(letter).exists()


def _start_scheduled(letter: Letter) -> None:
    try:
        start(letter)
    except NotSendable as error:
        # What it names may have changed since it was scheduled, or everybody left.
        if error.reasons:
            _give_back(letter, error)


@transaction.atomic
def _give_back(letter: Letter, error: NotSendable) -> None:
    stop(letter)
    text = f"Your letter “{letter}” was not sent, and is a draft again."
    address = reverse("admin:guides_letter_change", args=[letter.pk])
    tell([letter.by] if letter.by else [], text, address, words=str(error))


@transaction.atomic
def _make_mails(letter: Letter) -> int:
    """Make the next mails of a letter, or note that it is sent. Four queries."""
    keys = list(_still_without(letter).values_list("pk", flat=True)[:BATCH])
    if not keys:
        _end(letter)
        return 0
    own = Letter.objects.filter(pk=letter.pk, state=State.SENDING, reached=letter.reached)
    if not own.update(reached=keys[-1]):
        return 0  # stopped, or another worker makes these
    mails = (Mail(kind=Mail.Kind.LETTER, letter=letter, subscriber_id=key) for key in keys)
    return len(Mail.objects.bulk_create(mails, ignore_conflicts=True))


def _end(letter: Letter) -> None:
    if not _under_way(letter).exists():
        now = timezone.now()
        own = Letter.objects.filter(pk=letter.pk, state=State.SENDING)
        own.update(state=State.SENT, sent_at=now, updated_at=now)


def _still_without(letter: Letter) -> QuerySet[Subscriber]:
    return audience(letter).filter(pk__gt=letter.reached).order_by("pk")


def _under_way(letter: Letter) -> QuerySet[Mail]:
    return letter.mails.filter(state__in=[Mail.State.WAITING, Mail.State.SENDING])


def tally(letters: Iterable[Letter]) -> dict[int, Counter[str]]:
    """How many mails of each letter stand where, by primary key and state. One query."""
    found: dict[int, Counter[str]] = {letter.pk: Counter() for letter in letters}
    rows = Mail.objects.filter(letter__in=found).order_by().values_list("letter", "state")
    for key, state, count in rows.annotate(count=Count("pk")):
        found[key][state] = count
    return found
