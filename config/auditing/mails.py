"""Mails as they would leave now, written in memory: nothing is queued, and nobody gets them."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.datastructures import CaseInsensitiveMapping

from config.auditing.answers import Answer
from guides.mail.writing import compose_letter, write
from guides.models import Kit, KitRequest, Letter, Mail, Subscriber, Wording
from guides.models.subscriber import make_code

NOBODY = "reader@example.org"
#: Letters that are looked at, the newest first.
LETTERS = 20


def write_samples() -> Iterator[Answer]:
    """The mail that asks for confirmation, the one that brings a kit, and the letters sent last.

    One query, and one for each mail.
    """
    kit = Kit(title="A kit", slug="kit")
    request = KitRequest(kit=kit, wording=Wording(version=1), code=make_code(), wants_letters=True)
    request.link_code, request.link_until = make_code(), timezone.now() + timedelta(days=7)
    person = Subscriber(address=NOBODY)
    kinds = (Mail.Kind.CONFIRM, Mail.Kind.DOWNLOAD)
    mails = [write(Mail(kind=kind, request=request, subscriber=person)) for kind in kinds]
    yield from (
        answer_of(f"mail:{kind}", mail) for kind, mail in zip(kinds, mails, strict=True) if mail
    )
    sent = Letter.objects.exclude(html="").order_by("-pk")[:LETTERS]
    for letter in sent or [Letter(subject="A letter", html="<p>Words.</p>", text="Words.")]:
        message = compose_letter(letter.subject, letter.html, letter.text, NOBODY, make_code())
        yield answer_of(f"mail:letter/{letter.pk or 'sample'}", message)


def answer_of(name: str, message: EmailMultiAlternatives) -> Answer:
    """A mail as rules read it: its headers, its HTML and its plain text."""
    written = message.message()
    html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")
    headers = CaseInsensitiveMapping({name: str(value) for name, value in written.items()})
    body = html.encode(settings.DEFAULT_CHARSET)
    return Answer(name, 200, headers, body, plain=str(message.body))
