"""Pings that wait, and how they leave: from a table, so that a dead server loses nothing.

Rows are the truth. A task of the worker (or `manage.py send_pings`) sends whatever is due, and a
task that died with its worker is followed by another. A ping that is told twice does no harm.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from time import monotonic
from typing import cast

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django_tasks import task

from articles.background import ask_for, take_turn
from articles.discovery.pings.services import Service, Verdict, wanted
from articles.health.web import Web
from articles.models import Ping

State = Ping.State

#: How long a change waits for others, which leave with it.
GATHERING = timedelta(seconds=20)
#: How long a ping waits after each failure; after one more it has failed.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
#: Whatever is being sent longer than this, its sender is dead.
DEAD_AFTER = timedelta(minutes=10)
#: What became of a ping is known for so long.
KEPT_FOR = timedelta(days=14)
#: Other tasks wait while one runs.
TEN_MINUTES = 600.0
#: Of an answer that explains what was wrong.
MAX_BODY = 2_000
MAX_ERROR = cast("int", Ping._meta.get_field("error").max_length)

LOST = Verdict("The program that sent it ended before it said how it went.", is_final=False)


def queue(addresses: Mapping[str, Iterable[str]]) -> int:
    """Note that services are to be told of `addresses`, and ask the worker for it.

    What waits already is not noted again. Returns how many there were. At most three queries.
    """
    due_at = timezone.now() + GATHERING
    pings = [
        Ping(service=service, address=address, due_at=due_at)
        for service, rows in addresses.items()
        for address in rows
    ]
    if pings:
        Ping.objects.bulk_create(pings, ignore_conflicts=True)
        ask_for_sending(due_at)
    return len(pings)


@transaction.atomic
def resend(pings: QuerySet[Ping]) -> int:
    """Let those of `pings` that failed leave once more. Returns how many. Three queries."""
    failed = list(pings.filter(state=State.FAILED).select_for_update())
    now = timezone.now()
    _replace(failed, [Ping(service=row.service, address=row.address, due_at=now) for row in failed])
    transaction.on_commit(ask_for_sending)
    return len(failed)


def forget_pings() -> int:
    """Forget what is over, or found nobody to send it. Returns how many. One query."""
    old = Ping.objects.filter(due_at__lt=timezone.now() - KEPT_FOR)
    return old.exclude(state=State.SENDING).delete()[0]


def send_due(seconds: float = TEN_MINUTES, web: Web | None = None) -> int:
    """Send what is due, for so many `seconds`, and return how many addresses were received.

    Leaves the rest for later where a service has trouble. Five queries a request, and three.
    """
    web = web or Web(max_body=MAX_BODY)
    forget_pings()
    left = Ping.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - DEAD_AFTER)
    _settle(list(left), LOST)
    until, count = monotonic() + seconds, 0
    for key, service in wanted().items():
        while monotonic() < until and (pings := _claim(key, service)):
            verdict = service.tell([ping.address for ping in pings], web)
            count += _settle(pings, verdict)
            if not verdict.is_final:
                break
    return count


@transaction.atomic
def _claim(key: str, service: Service) -> list[Ping]:
    """What is due of a service, as much as it takes at once; nobody else gets it. Two queries."""
    now = timezone.now()
    due = Ping.objects.filter(service=key, state=State.WAITING, due_at__lte=now)
    pings = list(due.order_by("due_at", "pk").select_for_update(skip_locked=True)[: service.batch])
    _of(pings).update(state=State.SENDING, claimed_at=now)
    return pings


@transaction.atomic
def _settle(pings: list[Ping], verdict: Verdict) -> int:
    """Note how it went; returns how many were received. At most three queries."""
    own = _of(pings).filter(state=State.SENDING)
    if not verdict.words:
        return own.update(state=State.RECEIVED, error="")
    error = Truncator(verdict.words).chars(MAX_ERROR)
    again = [row for row in pings if not verdict.is_final and row.attempts < len(PAUSES)]
    now = timezone.now()
    successors = [
        Ping(
            service=row.service,
            address=row.address,
            due_at=now + PAUSES[row.attempts],
            attempts=row.attempts + 1,
            error=error,
        )
        for row in again
    ]
    _replace(again, successors)
    own.update(state=State.FAILED, error=error, attempts=F("attempts") + 1)
    return 0


def _replace(pings: list[Ping], successors: list[Ping]) -> None:
    """Put waiting rows in the place of others, except where a newer one waits already."""
    _of(pings).delete()
    Ping.objects.bulk_create(successors, ignore_conflicts=True)


def _of(pings: list[Ping]) -> QuerySet[Ping]:
    return Ping.objects.filter(pk__in=[ping.pk for ping in pings])


def next_moment() -> datetime | None:
    """When there is something to do again; nothing without pings. Two queries."""
    waiting = Ping.objects.filter(state=State.WAITING, service__in=list(wanted()))
    left = Ping.objects.filter(state=State.SENDING).aggregate(at=Min("claimed_at"))["at"]
    moments = [waiting.aggregate(at=Min("due_at"))["at"], left and left + DEAD_AFTER]
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
