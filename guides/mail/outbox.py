"""What mail is to leave, and how it leaves: from a table, so that a dead server loses nothing.

Rows are the truth. A task of the worker (or `manage.py send_mails`) sends whatever is due, and
a task that died with its worker is followed by another.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import cast

from django.db import transaction
from django.db.models import Case, Min, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django_tasks import task

from articles.background import ask_for, take_turn
from guides.mail.postman import Postman, Refusal, Unreachable, judge
from guides.mail.writing import write
from guides.models import KitRequest, Letter, Mail, Subscriber

logger = logging.getLogger(__name__)

State, Kind = Mail.State, Mail.Kind

#: How long a mail waits after each failure; after one more it has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
#: Whatever is being sent longer than this, its sender is dead.
DEAD_AFTER = timedelta(minutes=10)
#: Mails that leave over one connection; then letters let whatever is more urgent pass.
BATCH = 100
#: What became of a mail about a kit is known for so long after it was last tried.
KEPT_FOR = timedelta(days=90)
#: Other tasks wait while one runs.
TEN_MINUTES = 600.0
MAX_ERROR = cast("int", Mail._meta.get_field("error").max_length)


def queue(
    kind: str,
    subscriber: Subscriber,
    *,
    request: KitRequest | None = None,
    letter: Letter | None = None,
) -> Mail:
    """Note that a mail is to leave; after the commit the worker is asked to send it.

    One query, and two after the commit.
    """
    mail = Mail.objects.create(kind=kind, subscriber=subscriber, request=request, letter=letter)
    transaction.on_commit(ask_for_sending)
    return mail


def resend(mails: QuerySet[Mail]) -> int:
    """Let those of `mails` that failed or perhaps failed leave once more. Returns how many."""
    now = timezone.now()
    again = mails.filter(state__in=[State.FAILED, State.UNCERTAIN])
    count = again.update(state=State.WAITING, due_at=now, attempts=0, error="", claimed_at=None)
    transaction.on_commit(ask_for_sending)
    return count


def forget_mails(now: datetime | None = None) -> int:
    """Forget the mails about kits that are over and done with. Returns how many. One query.

    Those of letters stay as long as their letter: they are what proves that nobody gets two.
    """
    ended = [State.SENT, State.DROPPED, State.FAILED, State.UNCERTAIN]
    until = (now or timezone.now()) - KEPT_FOR
    rows = Mail.objects.filter(letter=None, state__in=ended, claimed_at__lte=until)
    return rows.delete()[0]


def deliver(pk: int, postman: Postman | None = None) -> str:
    """Claim one mail, write it and send it. Returns its state; empty if it was not to be had.

    Raises `Unreachable`, when that is noted, where there is no mail server. Four queries.
    """
    if postman is None:
        with Postman() as own:
            return deliver(pk, own)
    claimed_at = timezone.now()
    mine = Mail.objects.filter(pk=pk, state=State.WAITING, due_at__lte=claimed_at)
    # On columns of its own, so that of two workers the database lets one have it.
    if not mine.update(state=State.SENDING, claimed_at=claimed_at):
        return ""
    mail = Mail.objects.select_related("subscriber", "request__kit", "letter").filter(pk=pk).first()
    if mail is None:  # erased in between
        return ""
    if mail.letter and mail.letter.state == Letter.State.STOPPED:
        return _finish(mail, State.WAITING)
    return _send(mail, postman)


def _send(mail: Mail, postman: Postman) -> str:
    try:
        message = write(mail)
    except Exception as error:  # noqa: BLE001 (whatever a text may hold; the next mail leaves)
        logger.warning("Mail %s could not be written: %s", mail.pk, type(error).__name__)
        return _note_failure(mail, Refusal(f"It could not be written: {type(error).__name__}"))
    if message is None:
        return _finish(mail, State.DROPPED)
    try:
        postman.send(message)
    except Unreachable as error:
        _note_failure(mail, judge(error))
        raise
    except Exception as error:  # noqa: BLE001 (each provider's library has its own)
        # Not what it says: that may name who should have got it.
        logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
        return _note_failure(mail, judge(error))
    return _finish(mail, State.SENT, sent_at=timezone.now(), error="")


def _note_failure(mail: Mail, refusal: Refusal) -> str:
    facts = {"attempts": mail.attempts + 1, "error": Truncator(refusal.words).chars(MAX_ERROR)}
    # What a reader waits for may come twice; a letter may not.
    if mail.kind == Kind.LETTER and not refusal.is_known:
        return _finish(mail, State.UNCERTAIN, **facts)
    if refusal.is_final or mail.attempts >= len(PAUSES):
        return _finish(mail, State.FAILED, **facts)
    due_at = timezone.now() + PAUSES[mail.attempts]
    return _finish(mail, State.WAITING, due_at=due_at, **facts)


def _finish(mail: Mail, state: str, **facts: object) -> str:
    """Note how it ended, unless somebody else has taken the mail over meanwhile."""
    own = Mail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)
    own.filter(state__in=[State.SENDING, State.UNCERTAIN]).update(state=state, **facts)
    return state


def note_uncertain() -> int:
    """Mark what a dead sender left behind: perhaps it was sent. Returns how many. One query."""
    left = Mail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - DEAD_AFTER)
    return left.update(
        state=State.UNCERTAIN, error="The program that sent it ended before it said how it went."
    )


@dataclass(frozen=True)
class Feeder:
    """Something that makes mails of its own when they are due.

    `feed` makes a batch of them and returns how many; `next_at` says when it has to be asked
    again.
    """

    feed: Callable[[], int]
    next_at: Callable[[], datetime | None]


_feeders: list[Feeder] = []


def register_feeder(feeder: Feeder) -> None:
    """Ask this one too whenever mail is sent; call it from an `AppConfig.ready`."""
    _feeders.append(feeder)


def waiting() -> QuerySet[Mail]:
    """Whatever is to leave, now or later."""
    return Mail.objects.filter(state=State.WAITING).exclude(letter__state=Letter.State.STOPPED)


def due() -> QuerySet[Mail]:
    """What is to leave now; letters after everything that somebody waits for."""
    is_letter = Case(When(kind=Kind.LETTER, then=Value(1)), default=Value(0))
    return waiting().filter(due_at__lte=timezone.now()).order_by(is_letter, "due_at", "pk")


def send_due(seconds: float = TEN_MINUTES) -> int:
    """Send what is due, for so many `seconds`, and return how many left.

    Ends early where the mail server is not there or breaks off: what is due waits for the next
    time. Four queries a mail, and a few each hundred.
    """
    note_uncertain()
    until, count = monotonic() + seconds, 0
    while monotonic() < until:
        fed = sum(feeder.feed() for feeder in _feeders)
        keys = list(due().values_list("pk", flat=True)[:BATCH])
        if not keys and not fed:
            break
        try:
            with Postman() as postman:
                for pk in keys:
                    state = deliver(pk, postman)
                    count += state == State.SENT
                    if state == State.UNCERTAIN:
                        # A server that breaks off takes one letter with it, not all of them.
                        return count
                    if monotonic() >= until:
                        break
        except Unreachable as error:
            logger.warning("The mail server could not be reached: %s", error)
            break
    return count


def next_moment() -> datetime | None:
    """When there is something to do again; nothing without mail. Two queries, and the feeders'."""
    left = Mail.objects.filter(state=State.SENDING).aggregate(at=Min("claimed_at"))["at"]
    moments = [
        waiting().aggregate(at=Min("due_at"))["at"],
        left and left + DEAD_AFTER,
        *(feeder.next_at() for feeder in _feeders),
    ]
    return min((moment for moment in moments if moment), default=None)


def ask_for_sending(at: datetime | None = None) -> None:
    """Ask the worker to send what is due at a time (now). Two queries at most."""
    ask_for(send_what_is_due, at)


@task()
def send_what_is_due(seconds: float = TEN_MINUTES) -> int:
    """Send what is due, and ask for the rest as a task of its own. Returns how many left."""
    return take_turn(
        send_what_is_due,
        send_due,
        next_moment,
        seconds=seconds,
        dead_after=DEAD_AFTER,
        pause=PAUSES[0],
    )
