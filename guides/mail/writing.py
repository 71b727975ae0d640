"""Mails as they leave: what a row of the outbox says at this moment, if it is still wanted."""

from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.context import load_publication
from articles.discovery.metadata import absolute
from articles.models import Publication
from articles.reviewing.notices import AUTOMATIC
from guides.models import KitRequest, Letter, Mail, Subscriber
from guides.models.subscriber import CONFIRM_WITHIN

#: What may be sent of a letter: one that is stopped waits.
ON_ITS_WAY: set[str] = {Letter.State.SENDING, Letter.State.SENT}


def write(mail: Mail) -> EmailMultiAlternatives | None:
    """The mail, or nothing where nobody wants it any more. One query."""
    address = mail.subscriber.address
    if mail.letter:
        return _write_letter(mail.letter, mail.subscriber)
    writers = {Mail.Kind.CONFIRM: _write_confirm, Mail.Kind.DOWNLOAD: _write_download}
    return writers[Mail.Kind(mail.kind)](mail.request, address) if mail.request else None


def _write_confirm(request: KitRequest, address: str) -> EmailMultiAlternatives | None:
    until = request.asked_at + CONFIRM_WITHIN
    is_confirmed = request.confirmed_at and request.confirmed_at >= request.asked_at
    if is_confirmed or until < timezone.now():
        return None
    link = absolute(reverse("kit_confirm", args=[request.code]))
    context = {"request": request, "link": link, "until": until}
    return compose("confirm", f"Please confirm: {request.kit.title}", address, context)


def _write_download(request: KitRequest, address: str) -> EmailMultiAlternatives | None:
    until = request.link_until
    if until is None or until < timezone.now():
        return None
    link = absolute(reverse("kit_download", args=[request.link_code]))
    context = {"request": request, "link": link, "until": until}
    return compose("download", request.kit.title, address, context)


def _write_letter(letter: Letter, reader: Subscriber) -> EmailMultiAlternatives | None:
    if not (reader.confirmed_at and reader.letters_since and letter.state in ON_ITS_WAY):
        return None
    return compose_letter(letter.subject, letter.html, letter.text, reader.address, reader.code)


def compose_letter(
    subject: str, html: str, text: str, address: str, code: str
) -> EmailMultiAlternatives:
    """A letter to one address, with the way out for whoever has this `code` (RFC 8058)."""
    leave = absolute(reverse("leave", args=[code]))
    context = {"letter_html": html, "letter_text": text, "leave": leave}
    message = compose("letter", subject, address, context)
    message.extra_headers |= {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return message


def compose(
    name: str, subject: str, address: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    """The mail of the templates `mail/name.txt` and `.html`. One query."""
    publication = load_publication()
    subject = one_line(subject)
    context = {
        **context,
        "subject": subject,
        "publication": publication,
        "home": settings.SITE_URL,
        "address": address,
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"mail/{name}.txt", context).strip() + "\n",
        sender(publication),
        [address],
        headers=dict(AUTOMATIC),
    )
    message.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    return message


def sender(publication: Publication) -> str:
    """Our address, under the publication's name."""
    return formataddr((one_line(publication.name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def one_line(text: str) -> str:
    """A header is one line (RFC 5322, 2.2): what is none becomes one."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
