"""Who came in, went out, or was refused: told in the site's log."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.log import record
from articles.models import Event

REFUSED = "refused to sign in"
#: What is tried again and again makes one line in this time, so that nobody can flood the log.
ONCE_IN = timedelta(minutes=1)


def note_sign_in(user: Any) -> None:
    """Tell that somebody came in. One query."""
    record("signed in", user, by=user)


def note_sign_out(user: Any) -> None:
    """Tell that somebody went out. One query."""
    record("signed out", user, by=user)


def note_new_password(user: Any) -> None:
    """Tell that somebody chose another password. One query."""
    record("changed the password of", user, by=user)


def note_refusal(name: str) -> None:
    """Tell that nobody was let in under the name of an account. At most three queries.

    A name that nobody has is not kept: it may be a password in the wrong field.
    """
    users = get_user_model()
    user = users.objects.filter(**{users.USERNAME_FIELD: name.replace("\0", "")}).first()
    if user is None:
        return
    lately = Event.objects.of(user).filter(verb=REFUSED, at__gt=timezone.now() - ONCE_IN)
    if not lately.exists():
        record(REFUSED, user)
