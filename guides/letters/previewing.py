"""A letter as its readers have it, shown to those who write it."""

from base64 import b64encode
from hashlib import sha256

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.mail import EmailMultiAlternatives
from django.http import HttpResponse
from django.template.loader import render_to_string

from guides.letters.trying import NOBODYS_CODE, parts_of
from guides.mail.writing import compose_letter
from guides.models import Letter


def show_html(letter: Letter) -> HttpResponse:
    """The very HTML that is mailed; its style sheet is the one that this page allows."""
    response = HttpResponse(_compose(letter).alternatives[0][0])
    digest = b64encode(sha256(render_to_string("mail/style.css").encode()).digest()).decode()
    response[HEADER] = build_policy(replace={"style-src": f"'sha256-{digest}'"})
    return response


def show_text(letter: Letter) -> HttpResponse:
    return HttpResponse(_compose(letter).body, content_type="text/plain; charset=utf-8")


def _compose(letter: Letter) -> EmailMultiAlternatives:
    html, text = parts_of(letter)
    return compose_letter(letter.subject, html, text, "reader@example.org", NOBODYS_CODE)
