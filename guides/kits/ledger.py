"""The ledger of consent: who agreed to what, and when."""

from guides.models import Consent, Kit, Subscriber, Wording


def record_consent(
    subscriber: Subscriber,
    what: Consent.What,
    *,
    kit: Kit | None = None,
    wording: Wording | None = None,
    text: str = "",
    page: str = "",
) -> Consent:
    """Write one line; `text` is exactly what stood in the form. One query."""
    return Consent.objects.create(
        subscriber=subscriber,
        what=what,
        kit=kit,
        version=wording and wording.version,
        text=text,
        text_hash=Wording.digest(text) if text else "",
        page=page[:300],
    )
