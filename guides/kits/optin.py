"""The way to a kit: ask, confirm, take, and have a new link.

Nothing here answers differently for an address that is known. What is sent leaves by mail, after
the commit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from guides.kits.counting import count
from guides.kits.ledger import record_consent
from guides.kits.limits import may_be_mailed
from guides.mail.outbox import queue
from guides.models import Consent, Kit, KitRequest, Mail, Subscriber, Wording
from guides.models.subscriber import CONFIRM_WITHIN, make_code

ASKED, CONFIRMED, LETTERS = Consent.What.ASKED, Consent.What.CONFIRMED, Consent.What.LETTERS

#: How long, and how often, a file is to be had by one link.
LINK_LIFE = timedelta(days=7)
MAX_DOWNLOADS = 20


@dataclass(frozen=True)
class Asked:
    """What somebody typed and saw in the form of a kit; `source` is the code of its page."""

    address: str
    wants_letters: bool
    wording: Wording
    source: str = ""
    page: str = ""

    @property
    def text(self) -> str:
        """Exactly what stood in the form, as far as it was agreed to."""
        parts = [self.wording.delivery, self.wording.letters if self.wants_letters else ""]
        return "\n\n".join(filter(None, parts))


@transaction.atomic
def ask(kit: Kit, asked: Asked) -> None:
    """Note that somebody asks, and mail them whether it was they. At most 18 queries."""
    subscriber = _subscriber_of(asked.address)
    now = timezone.now()
    row, _ = KitRequest.objects.update_or_create(
        subscriber=subscriber,
        kit=kit,
        defaults={
            "asked_at": now,
            "wants_letters": asked.wants_letters,
            "wording": asked.wording,
            "source": asked.source,
        },
    )
    record_consent(
        subscriber, ASKED, kit=kit, wording=asked.wording, text=asked.text, page=asked.page
    )
    if may_be_mailed(row):
        queue(Mail.Kind.CONFIRM, subscriber, request=row)


def _subscriber_of(address: str) -> Subscriber:
    rows = Subscriber.objects.filter(address__iexact=address)
    found = rows.first()
    if found is None:
        try:
            with transaction.atomic():
                return Subscriber.objects.create(address=address)
        except IntegrityError:  # the same address, in the same moment
            return rows.get()
    return found


def find_request(code: str) -> KitRequest | None:
    """The request that the link of a mail is about, if it can still be confirmed. One query."""
    since = timezone.now() - CONFIRM_WITHIN
    rows = KitRequest.objects.select_related("kit", "subscriber", "wording")
    return rows.filter(code=code, asked_at__gt=since).first()


@transaction.atomic
def confirm(row: KitRequest) -> KitRequest:
    """Note that it was they: the kit is theirs, and letters if they ticked the box.

    Returns the request with its link; a second time changes nothing unless that is over. At
    most sixteen queries.
    """
    subscriber = Subscriber.objects.select_for_update().get(pk=row.subscriber_id)
    row = KitRequest.objects.select_related("kit", "wording").get(pk=row.pk)
    now, is_first = timezone.now(), row.confirmed_at is None
    # Whoever left since has taken this back too (guides.letters.leaving).
    if row.wants_letters and subscriber.letters_since is None:
        subscriber.letters_since = now
        record_consent(subscriber, LETTERS, kit=row.kit, wording=row.wording)
    subscriber.confirmed_at = subscriber.confirmed_at or now
    subscriber.save(update_fields=["confirmed_at", "letters_since"])
    row.confirmed_at, row.wants_letters = row.confirmed_at or now, False
    if is_first:
        record_consent(subscriber, CONFIRMED, kit=row.kit, wording=row.wording)
        count(row.kit_id, row.source, "confirmed")
    row.save(update_fields=["confirmed_at", "wants_letters"])
    row.subscriber = subscriber
    return row if is_good(row) else renew(row)


def renew(row: KitRequest) -> KitRequest:
    """A confirmed request with a new link, which its mail carries too. Four queries."""
    row.link_code, row.link_until, row.downloads = make_code(), timezone.now() + LINK_LIFE, 0
    row.save(update_fields=["link_code", "link_until", "downloads"])
    mails = Mail.objects.filter(request=row, kind=Mail.Kind.DOWNLOAD, state=Mail.State.WAITING)
    if not mails.exists():  # one on its way will carry the new link
        queue(Mail.Kind.DOWNLOAD, row.subscriber, request=row)
    return row


def find_link(code: str) -> KitRequest | None:
    """The request whose file a link leads to, also one that is over. One query."""
    rows = KitRequest.objects.select_related("kit__guide", "subscriber")
    return rows.filter(link_code=code, link_until__isnull=False).first()


def is_good(row: KitRequest, now: datetime | None = None) -> bool:
    """Whether a link may still be followed."""
    until = row.link_until
    return until is not None and (now or timezone.now()) < until and row.downloads < MAX_DOWNLOADS


def take(row: KitRequest) -> bool:
    """Count one download of a link; False if it is over. One query, one more the first time."""
    rows = KitRequest.objects.filter(
        pk=row.pk,
        link_code=row.link_code,
        link_until__gt=timezone.now(),
        downloads__lt=MAX_DOWNLOADS,
    )
    if not rows.update(downloads=F("downloads") + 1):
        return False
    if row.downloads == 0:
        count(row.kit_id, row.source, "downloaded")
    return True
