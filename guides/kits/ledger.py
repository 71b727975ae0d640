"""The ledger of who agreed to what, one person's record, and how it is erased."""

from guides.models import Consent, Kit, Subscriber, Wording


def record_consent(
    subscriber: Subscriber,
    what: str,
    *,
    kit: Kit | None = None,
    wording: Wording | None = None,
    text: str = "",
    page: str = "",
) -> Consent:
    """Write a line of the ledger: the only way one comes into being. One query.

    Without a `text`, what was agreed to is what the wording says of it: of letters for
    letters, of the kit otherwise.
    """
    if wording and not text:
        text = wording.letters if what == Consent.What.LETTERS else wording.delivery
    return Consent.objects.create(
        subscriber=subscriber,
        what=what,
        kit=kit,
        version=wording.version if wording else None,
        text=text,
        text_hash=Wording.digest(text) if text else "",
        page=page[: Consent._meta.get_field("page").max_length],
    )
