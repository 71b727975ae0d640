"""Asks become requests: by the worker, each in a transaction of its own, in their order.

Whoever changes what a person has locks their row first; a waiting ask is locked before that.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from guides.kits.ledger import record_consent
from guides.kits.limits import may_be_mailed
from guides.mail.outbox import queue
from guides.models import Ask, Consent, KitRequest, Mail, Subscriber
from guides.models.subscriber import CONFIRM_WITHIN, make_code

#: Asks that are taken in before mail is sent again.
BATCH = 100


def feed() -> int:
    """Take in the asks that wait. Returns how many; one query where there are none."""
    count = 0
    while count < BATCH and take_in_next():
        count += 1
    return count


def next_at() -> datetime | None:
    """When there is something to take in. One query."""
    return timezone.now() if Ask.objects.exists() else None


@transaction.atomic
def take_in_next() -> bool:
    """Take in the oldest ask that nobody else does. Whether there was one. At most 20 queries.

    What the limits do not let become a mail leaves no trace: neither who asks for others again
    and again nor a ledger of it is kept.
    """
    ask = _claim()
    if ask is None:
        return False
    person, is_new = Subscriber.objects.select_for_update().get_or_create(
        address__lower=ask.address.lower(), defaults={"address": ask.address}
    )
    if may_be_mailed(ask.mailbox, ask.kit_id):
        _note(ask, person)
    elif is_new:
        person.delete()
    ask.delete()
    return True


def _claim() -> Ask | None:
    """The oldest ask, locked; those of one mailbox wait for each other, so that the last counts."""
    earlier = Ask.objects.filter(mailbox=OuterRef("mailbox"), pk__lt=OuterRef("pk"))
    rows = Ask.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.select_related("kit", "wording").filter(~Exists(earlier)).first()


def _note(ask: Ask, person: Subscriber) -> None:
    """Write down what was asked for, and have the mail sent that asks whether it was they."""
    now = timezone.now()
    row = KitRequest.objects.filter(subscriber=person, kit=ask.kit).first()
    if row is None:
        row = KitRequest(subscriber=person, kit=ask.kit)
    elif row.is_confirmed or row.asked_at <= now - CONFIRM_WITHIN:
        # An old mail confirms nothing that was asked for since. Within its time it does: two
        # mails in a row both work.
        row.code = make_code()
    row.asked_at, row.wording, row.wants_letters = now, ask.wording, ask.wants_letters
    row.source, row.page = ask.source, ask.page
    row.save()
    record_consent(
        person,
        Consent.What.ASKED,
        kit=ask.kit,
        wording=ask.wording,
        text=ask.text,
        page=ask.page,
        at=ask.at,
    )
    queue(Mail.Kind.CONFIRM, person, request=row)
