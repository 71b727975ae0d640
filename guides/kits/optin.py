"""The way to a kit: ask, confirm, take, and have a new link.

Nothing here answers differently for an address that is known. What is sent leaves by mail, after
the commit. Whoever changes what a person has locks their row first (as guides.kits.intake does).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from guides.kits.counting import count
from guides.kits.ledger import record_consent
from guides.kits.limits import may_be_mailed
from guides.mail.outbox import ask_for_sending, queue
from guides.models import Ask, Consent, KitRequest, Mail, Subscriber, Wording
from guides.models.subscriber import CONFIRM_WITHIN, make_code

CONFIRMED, LETTERS = Consent.What.CONFIRMED, Consent.What.LETTERS

#: How long, and how often, a file is to be had by one link.
LINK_LIFE = timedelta(days=7)
MAX_DOWNLOADS = 20


@transaction.atomic
def file_ask(ask: Ask) -> None:
    """Put down what somebody typed, for the worker to take in: the same for every address.

    One query, and at most three after the commit.
    """
    ask.save()
    transaction.on_commit(ask_for_sending)


# Confirming


@dataclass(frozen=True)
class Shown:
    """What a page spoke of before its button: a version of the wording, and letters or not."""

    version: int | None = None
    letters: bool = False

    @classmethod
    def of(cls, row: KitRequest) -> Self:
        return cls(row.wording.version, row.wants_letters)


def find_request(code: str) -> KitRequest | None:
    """The request that the link of a mail is about, if it can still be confirmed. One query."""
    return _confirmable(code).select_related("kit", "wording").first()


def _confirmable(code: str) -> QuerySet[KitRequest]:
    return KitRequest.objects.filter(code=code, asked_at__gt=timezone.now() - CONFIRM_WITHIN)


@transaction.atomic
def confirm(code: str, shown: Shown) -> KitRequest | None:
    """Note that it was they: the kit is theirs, and letters if the page spoke of those asked for.

    Returns the request, its link beside it; None for a code that is over, or never was. A second
    time changes nothing. At most sixteen queries.
    """
    row = _lock(_confirmable(code))
    if row is None or row.is_confirmed:
        return row
    is_first = row.confirmed_at is None
    _note_confirmed(row, shown)
    if not is_good(row):
        _give_link(row)
    if is_first:
        count(row.kit_id, row.source, "confirmed")
    return row


def _lock(rows: QuerySet[KitRequest]) -> KitRequest | None:
    """The request that is one of `rows`, with what nobody else changes meanwhile. Two queries."""
    Subscriber.objects.select_for_update().filter(pk__in=rows.values("subscriber")).first()
    return rows.select_related("kit", "subscriber", "wording").first()


def _note_confirmed(row: KitRequest, shown: Shown) -> None:
    person, now = row.subscriber, timezone.now()
    wording = _wording_shown(row, shown)
    person.confirmed_at = person.confirmed_at or now
    # Whoever left since has taken this back too (guides.letters.leaving).
    if row.wants_letters and shown == Shown.of(row):
        person.letters_since = person.letters_since or now
        record_consent(person, LETTERS, kit=row.kit, wording=wording, page=row.page)
    person.save(update_fields=["confirmed_at", "letters_since"])
    row.confirmed_at, row.wants_letters = now, False
    row.save(update_fields=["confirmed_at", "wants_letters"])
    record_consent(person, CONFIRMED, kit=row.kit, wording=wording, page=row.page)


def _wording_shown(row: KitRequest, shown: Shown) -> Wording:
    if shown.version is None or shown.version == row.wording.version:
        return row.wording
    return Wording.objects.filter(kit=row.kit, version=shown.version).first() or row.wording


# Taking


def _give_link(row: KitRequest) -> None:
    """Give a confirmed request a new link, and send it by mail. Three queries."""
    row.link_code, row.link_until, row.downloads = make_code(), timezone.now() + LINK_LIFE, 0
    row.save(update_fields=["link_code", "link_until", "downloads"])
    mails = Mail.objects.filter(request=row, kind=Mail.Kind.DOWNLOAD, state=Mail.State.WAITING)
    if not mails.exists():  # one on its way will carry the new link
        queue(Mail.Kind.DOWNLOAD, row.subscriber, request=row)


@transaction.atomic
def renew(code: str) -> None:
    """Mail a new link where this one is over, as often as one is mailed. At most six queries."""
    row = _lock(_linked(code))
    if row and not is_good(row) and may_be_mailed(row.subscriber.mailbox, row.kit_id):
        _give_link(row)


def find_link(code: str) -> KitRequest | None:
    """The request whose file a link leads to, also one that is over. One query."""
    return _linked(code).select_related("kit__guide").first()


def _linked(code: str) -> QuerySet[KitRequest]:
    return KitRequest.objects.filter(link_code=code, link_until__isnull=False)


def is_good(row: KitRequest) -> bool:
    """Whether a link may still be followed to a whole file."""
    return is_in_time(row) and row.downloads < MAX_DOWNLOADS


def is_in_time(row: KitRequest) -> bool:
    """Whether a link may still be followed, perhaps to the rest of a download."""
    return row.link_until is not None and timezone.now() < row.link_until


def take(row: KitRequest, *, is_by_a_person: bool) -> bool:
    """Use up one download of a link; False if it is over.

    The first by a person is counted among the kit's numbers. At most three queries.
    """
    rows = KitRequest.objects.filter(
        pk=row.pk,
        link_code=row.link_code,
        link_until__gt=timezone.now(),
        downloads__lt=MAX_DOWNLOADS,
    )
    if not rows.update(downloads=F("downloads") + 1):
        return False
    if is_by_a_person:
        uncounted = KitRequest.objects.filter(pk=row.pk, downloaded_at=None)
        if uncounted.update(downloaded_at=timezone.now()):
            count(row.kit_id, row.source, "downloaded")
    return True
