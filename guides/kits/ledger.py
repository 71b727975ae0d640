"""The ledger of who agreed to what, one person's record, and how it is erased."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from articles.affiliates.counts import add
from articles.exporting.tables import spell
from guides.kits.keeping import throw_away_old
from guides.mail.outbox import forget_mails
from guides.models import Ask, Consent, Erasure, Kit, KitRequest, Mail, Subscriber, Wording
from guides.models.subscriber import CONFIRM_WITHIN

DAY = timedelta(days=1)
#: What a person's record says of them themselves.
MOMENTS = ("created_at", "confirmed_at", "letters_since")
#: People who are forgotten in one transaction.
BATCH = 200


def record_consent(
    subscriber: Subscriber,
    what: str,
    *,
    kit: Kit | None = None,
    wording: Wording | None = None,
    text: str = "",
    page: str = "",
    at: datetime | None = None,
) -> Consent:
    """Write a line of the ledger: the only way one comes into being. One query.

    `at` is when they agreed, if not now. Who asks is forgotten again unless they confirm; the
    commit costs two queries more for that.
    Without a `text`, what was agreed to is what the wording says of it: of letters for
    letters, of the kit otherwise.
    """
    if wording and not text:
        text = wording.letters if what == Consent.What.LETTERS else wording.delivery
    if what == Consent.What.ASKED:
        transaction.on_commit(plan_forgetting)
    return Consent.objects.create(
        subscriber=subscriber,
        what=what,
        at=at or timezone.now(),
        kit=kit,
        version=wording.version if wording else None,
        text=text,
        text_hash=Wording.digest(text) if text else "",
        page=page[: Consent._meta.get_field("page").max_length],
    )


# One person's record


def export_person(address: str) -> dict[str, Any]:
    """All that is stored of one person, as JSON holds it; times in UTC. Five queries.

    Raises `Subscriber.DoesNotExist`.
    """
    person = Subscriber.objects.of(address).first()
    waiting = Ask.objects.of(address).values(
        *("address", "kit__title", "kit__slug", "source", "page", "at", "wants_letters"),
        "wording__version",
    )
    asks = _tell(waiting)
    if person is None and not asks:
        raise Subscriber.DoesNotExist
    asked = KitRequest.objects.filter(subscriber=person).values(
        *("kit__title", "kit__slug", "source", "page", "asked_at", "wants_letters"),
        *("confirmed_at", "link_until", "downloads", "downloaded_at"),
    )
    agreed = Consent.objects.filter(subscriber=person).values(
        *("what", "at", "kit__slug", "version", "text", "text_hash", "page")
    )
    mails = Mail.objects.filter(subscriber=person).values(
        *("kind", "letter__subject", "request__kit__slug", "state", "created_at", "sent_at"),
        *("attempts", "error"),
    )
    return {
        "address": person.address if person else asks[0]["address"],
        **{name: spell(getattr(person, name, None)) for name in MOMENTS},
        "waiting": asks,
        "requests": _tell(asked),
        "consents": _tell(agreed),
        "mails": _tell(mails),
    }


def _tell(rows: QuerySet[Any, dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with names that speak: `kit`, not `request__kit__slug`."""
    return [{_name(column): spell(value) for column, value in row.items()} for row in rows]


def _name(column: str) -> str:
    return column.removeprefix("request__").removesuffix("__slug").replace("__", "_")


# Forgetting


@transaction.atomic
def erase(address: str) -> bool:
    """Delete all that is stored of a person; a number for the day is left. At most 16 queries.

    Returns whether there was anything. The log is never told who somebody was, so there is
    nothing to take from it.
    """
    # In the order in which they are taken in: what waits first, then whose it is.
    waited = Ask.objects.of(address).delete()[0]
    rows = Subscriber.objects.of(address).select_for_update().order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    if not (keys or waited):
        return False
    Subscriber.objects.filter(pk__in=keys).delete()
    add(Erasure, {"day": timezone.localdate()}, {"count": 1})
    return True


def forget_unconfirmed(now: datetime | None = None, days: int = CONFIRM_WITHIN.days) -> int:
    """Delete those who never confirmed, and have not asked for so many days. Returns how many.

    What others asked for and did not confirm goes too, with its lines. Nobody erased them on
    demand, so they are not counted as such.
    """
    until, count = (now or timezone.now()) - timedelta(days=days), 0
    Ask.objects.filter(at__lte=until).delete()
    while forgotten := _forget_some(until):
        count += forgotten
    while _forget_asked(until):
        pass
    return count


@transaction.atomic
def _forget_some(until: datetime) -> int:
    asked_since = KitRequest.objects.filter(subscriber=OuterRef("pk"), asked_at__gt=until)
    rows = Subscriber.objects.filter(confirmed_at=None, created_at__lte=until)
    keys = _lock_some(rows.filter(~Exists(asked_since)))
    Subscriber.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def _forget_asked(until: datetime) -> int:
    """Forget some requests that were never confirmed, and lines of asking that none followed."""
    requests = KitRequest.objects.filter(confirmed_at=None, asked_at__lte=until)
    lines = _unanswered(until)
    has_request = Exists(requests.filter(subscriber=OuterRef("pk")))
    has_line = Exists(lines.filter(subscriber=OuterRef("pk")))
    keys = _lock_some(Subscriber.objects.filter(has_request | has_line))
    lines.filter(subscriber__in=keys).delete()
    requests.filter(subscriber__in=keys).delete()
    return len(keys)


def _unanswered(until: datetime) -> QuerySet[Consent]:
    """The lines of who asked so long ago, and did not confirm that kit since."""
    since = Consent.objects.filter(
        subscriber=OuterRef("subscriber"),
        kit=OuterRef("kit"),
        at__gte=OuterRef("at"),
        what__in=[Consent.What.CONFIRMED, Consent.What.LETTERS],
    )
    lines = Consent.objects.filter(what=Consent.What.ASKED, at__lte=until, kit__isnull=False)
    return lines.filter(~Exists(since))


def _lock_some(people: QuerySet[Subscriber]) -> list[int]:
    """Some of these, locked: who confirms at this moment waits, or is no longer among them."""
    rows = people.order_by("pk").select_for_update()[:BATCH]
    return list(rows.values_list("pk", flat=True))


def plan_forgetting() -> None:
    """Have the worker forget in a day what it may, unless it will already. Two queries."""
    path = forget_daily.module_path
    if not DBTaskResult.objects.filter(task_path=path, status="READY").exists():
        forget_daily.using(run_after=timezone.now() + DAY).enqueue()


@task()
def forget_daily() -> int:
    """Forget whom one may, old mails and uploads, and do so again in a day while there are any."""
    count = forget_unconfirmed()
    forget_mails()
    if throw_away_old() or Subscriber.objects.exists():
        plan_forgetting()
    return count
