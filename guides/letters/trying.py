"""A letter tried on oneself, at once and past the outbox."""

from typing import Any

from guides.letters.rendering import render_letter
from guides.mail.postman import Postman, judge
from guides.mail.writing import compose_letter
from guides.models import Letter

#: Where the way out of a letter leads that is nobody's.
NOBODYS_CODE = "nobody"


class Untried(Exception):
    """Why a test could not be sent, in words."""


def send_test(letter: Letter, user: Any) -> None:
    """Send the letter of now to this user. Raises `Untried`. At most fourteen queries."""
    if not user.email:
        raise Untried("Your account has no e-mail address.")
    html, text = parts_of(letter)
    message = compose_letter(f"Test: {letter.subject}", html, text, user.email, NOBODYS_CODE)
    try:
        with Postman() as postman:
            postman.send(message)
    except Exception as error:
        raise Untried(f"No test was sent. {judge(error).words}") from error


def parts_of(letter: Letter) -> tuple[str, str]:
    """The HTML and the text of a letter: as frozen, or as they would be now."""
    if letter.html:
        return letter.html, letter.text
    rendered = render_letter(letter.body)
    return rendered.html, rendered.text
