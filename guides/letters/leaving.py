"""The way out of the letters: one request, which needs nothing but its address (RFC 8058)."""

from django.db import transaction

from guides.kits.ledger import record_consent
from guides.models import Consent, KitRequest, Subscriber


@transaction.atomic
def leave(code: str) -> bool:
    """Take back the letters of whoever has this code, also those not confirmed yet.

    Returns whether there was anything to take back. Two queries for an unknown code as for
    one who left before; four otherwise.
    """
    code = code.replace("\0", "")  # PostgreSQL would not even look for it
    reader = Subscriber.objects.filter(code=code)
    asked = KitRequest.objects.filter(subscriber__code=code, wants_letters=True)
    taken_back = reader.filter(letters_since__isnull=False).update(letters_since=None)
    if not taken_back + asked.update(wants_letters=False):
        return False
    record_consent(reader.get(), Consent.What.LEFT)
    return True
