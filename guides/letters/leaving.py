"""The way out of the letters: one request, which needs nothing but its address (RFC 8058)."""

from django.db import transaction
from django.db.models import Q

from guides.models import Consent, KitRequest, Subscriber


@transaction.atomic
def leave(code: str) -> bool:
    """Take back the letters of whoever has this code, also those not confirmed yet.

    Returns whether there was anything to take back. Two queries for an unknown code as for
    one who left before; four otherwise.
    """
    subscribers = Subscriber.objects.filter(code=code)
    pending = KitRequest.objects.filter(
        Q(subscriber__code=code), confirmed_at=None, wants_letters=True
    )
    asked = pending.update(wants_letters=False)
    if not subscribers.filter(letters_since__isnull=False).update(letters_since=None) + asked:
        return False
    Consent.objects.create(subscriber=subscribers.get(), what=Consent.What.LEFT)
    return True
