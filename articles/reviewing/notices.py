"""Tell people what concerns them: once in the desk, and once by mail where they have an address."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from articles.context import load_publication
from articles.models import Article, Notice

logger = logging.getLogger(__name__)

PUBLISH = "articles.publish_article"
VIEW, CHANGE = "articles.view_article", "articles.change_article"
BACKEND = "django.contrib.auth.backends.ModelBackend"
MAX_TEXT = cast("int", Notice._meta.get_field("text").max_length)
MAX_SUBJECT = 120
#: So that no absence note answers (RFC 3834, 5).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
#: A mail that may wait is not sent within this time of another about the same page.
PAUSE = timedelta(minutes=10)
#: What was not mailed within this time is not mailed any more.
STALE = timedelta(days=1)


def editors() -> QuerySet[Any]:
    """Those who may publish articles and come to the desk. One query."""
    return _staff_with(PUBLISH)


def those_who_may_see(article: Article, keys: Iterable[int | None]) -> QuerySet[Any]:
    """Of the users with these primary keys, those who may open the article. One query."""
    may_see = Q(pk=article.owner_id) | Q(pk__in=editors().values("pk"))
    return those_who_may_write(keys).filter(may_see)


def those_who_may_write(keys: Iterable[int | None]) -> QuerySet[Any]:
    """Of the users with these primary keys, those who may open articles of their own. One query."""
    may_open = Q(pk__in=_staff_with(VIEW).values("pk")) | Q(pk__in=_staff_with(CHANGE).values("pk"))
    wanted = {key for key in keys if key is not None}
    return get_user_model().objects.filter(may_open, pk__in=wanted)


def _staff_with(permission: str) -> QuerySet[Any]:
    people = get_user_model().objects.with_perm(permission, backend=BACKEND)
    return people.filter(is_staff=True)


def tell(
    users: Iterable[Any],
    text: str,
    address: str,
    *,
    by: Any = None,
    words: str = "",
    may_wait: bool = False,
) -> int:
    """Tell each of `users` but `by` once, in the desk now and by mail after the commit.

    `text` says what happened, `words` what somebody wrote, `address` is the path of the page
    it leads to. A mail that `may_wait` comes with the next one where another about the same
    page was sent within ten minutes. A mail that fails is logged and breaks nothing. Returns
    how many were told. One query, and three after the commit.
    """
    people = {user.pk: user for user in users if user != by}
    notices = Notice.objects.bulk_create(
        Notice(user=people[key], text=Truncator(text).chars(MAX_TEXT), address=address)
        for key in sorted(people)
    )
    if any(notice.user.email for notice in notices):
        transaction.on_commit(partial(_mail, notices, words, may_wait=may_wait), robust=True)
    return len(notices)


def unread(user: Any) -> QuerySet[Notice]:
    """What this person was told and has not read, the newest first. One query."""
    return Notice.objects.filter(user=user, read_at__isnull=True)


def mark_read(user: Any, page: str = "") -> None:
    """Note that this person has read what leads to `page` (to any). One query."""
    unread(user).filter(address__startswith=page).update(read_at=timezone.now())


@dataclass(frozen=True)
class Letter:
    """A mail with the notices that it tells of."""

    message: EmailMessage
    notices: list[Notice]


def _mail(notices: Sequence[Notice], words: str, *, may_wait: bool) -> None:
    before, name = _told_before(notices), load_publication().name
    letters = []
    for notice in notices:
        earlier = [row for row in before if row.user_id == notice.user_id]
        if not notice.user.email or (may_wait and _was_mailed_lately(earlier)):
            continue
        waiting = [row for row in earlier if not row.mailed_at and not row.read_at]
        letters.append(_write(notice, words, waiting, name))
    told = [notice.pk for letter in _deliver(letters) for notice in letter.notices]
    Notice.objects.filter(pk__in=told).update(mailed_at=timezone.now())


def _told_before(notices: Sequence[Notice]) -> list[Notice]:
    """What the same people were told of the same page in the last day."""
    page = notices[0].address.partition("#")[0]
    rows = Notice.objects.filter(
        user__in={notice.user_id for notice in notices},
        address__startswith=page,
        created_at__gt=timezone.now() - STALE,
    )
    return list(rows.exclude(pk__in=[notice.pk for notice in notices]))


def _was_mailed_lately(earlier: Iterable[Notice]) -> bool:
    since = timezone.now() - PAUSE
    return any(row.mailed_at and row.mailed_at > since for row in earlier)


def _write(notice: Notice, words: str, earlier: list[Notice], name: str) -> Letter:
    context = {
        "notice": notice,
        "words": words,
        "earlier": earlier,
        "link": settings.SITE_URL + notice.address,
        "name": name,
    }
    # A mail's subject is one line (RFC 5322, 2.2).
    subject = Truncator(" ".join(f"{name}: {notice.text}".split())).chars(MAX_SUBJECT)
    body = render_to_string("emails/notice.txt", context)
    message = EmailMessage(subject, body, to=[notice.user.email], headers=AUTOMATIC)
    return Letter(message, [notice, *earlier])


def _deliver(letters: list[Letter]) -> list[Letter]:
    """Send what can be sent, over one connection, and return it; log what cannot."""
    sent: list[Letter] = []
    try:
        with get_connection() as connection:
            sent.extend(letter for letter in letters if _is_sent(letter, connection))
    except OSError:
        logger.exception("No mail could be sent to %d people", len(letters) - len(sent))
    return sent


def _is_sent(letter: Letter, connection: Any) -> bool:
    try:
        return bool(connection.send_messages([letter.message]))
    except (OSError, ValueError):  # one address that is refused or none keeps no other waiting
        logger.exception("A mail to user %s could not be sent", letter.notices[0].user_id)
        return False
