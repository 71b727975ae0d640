"""Mails that are to leave."""

from guides.models import KitRequest, Letter, Mail, Subscriber


def queue(
    kind: Mail.Kind,
    subscriber: Subscriber,
    *,
    request: KitRequest | None = None,
    letter: Letter | None = None,
) -> Mail:
    """Have a mail leave after the commit."""
    return Mail.objects.create(kind=kind, subscriber=subscriber, request=request, letter=letter)
