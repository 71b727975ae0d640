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
    # Whoever confirms at this moment waits, or has been waited for.
    person = Subscriber.objects.select_for_update().filter(code=code).first()
    asked = KitRequest.objects.filter(subscriber=person, wants_letters=True)
    is_wanted = asked.update(wants_letters=False) or (person and person.letters_since)
    if person is None or not is_wanted:
        return False
    person.letters_since = None
    person.save(update_fields=["letters_since"])
    record_consent(person, Consent.What.LEFT)
    return True
