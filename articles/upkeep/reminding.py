"""Remind those who look after articles that a review is due: once for each due day.

Who is told, and that they were, is stored at once. Mails follow, each person's in one, and are
noted one by one, outside of any transaction: a slow mail server keeps nobody from saving. Whoever
is stopped half-way goes on where it was; a mail whose note was cut off is sent once more.
"""

import fcntl
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator

from articles.context import load_publication
from articles.models import Article, Notice, Publication
from articles.reviewing.notices import (
    AUTOMATIC,
    MAX_SUBJECT,
    MAX_TEXT,
    editors,
    those_who_may_write,
)
from articles.upkeep.due import Clock

logger = logging.getLogger(__name__)

#: Articles that one person is told of by name; of more, how many there are.
MOST = 10
#: The number of the lock that those who mail take on PostgreSQL, and its file where it is SQLite.
LOCK, LOCK_FILE = 20_260_303, "reminding.lock"


@dataclass(frozen=True)
class Due:
    """An article of whose review nobody was told yet."""

    article: int
    title: str
    owner: int | None
    on: date


@dataclass(frozen=True)
class Reminder:
    """Somebody, and what they are told of: the longest due first."""

    user: Any
    rows: tuple[Due, ...]


def foresee() -> list[Reminder]:
    """Whom `remind` would tell of what. Four queries at most, however much is due.

    What nobody looks after is told to those who may publish, and so is what somebody owns who
    comes to the desk no more.
    """
    rows = list(_due())
    owners = {user.pk: user for user in those_who_may_write(row.owner for row in rows)}
    others = list(editors()) if any(row.owner not in owners for row in rows) else []
    told: dict[Any, list[Due]] = {}
    for row in rows:
        for user in [owners[row.owner]] if row.owner in owners else others:
            told.setdefault(user, []).append(row)
    return [Reminder(user, tuple(found)) for user, found in told.items()]


def _due() -> Iterator[Due]:
    due = Clock.load().due_by(timezone.localdate())
    told = Q(article__review_reminded_for=F("due_on"))
    rows = due.filter(Q(article__review_reminded_for=None) | ~told)
    columns = rows.values_list("article", "article__title", "article__owner", "due_on")
    return (Due(*row) for row in columns)


@transaction.atomic
def remind() -> list[Reminder]:
    """Tell everybody at the desk of what is due, once for each due day.

    Six queries, and one for each 500 articles. Mails are sent by `send`.
    """
    # Whoever runs at the same time waits here, and finds that all are told.
    list(Publication.objects.select_for_update().values_list("pk"))
    reminders = foresee()
    Notice.objects.bulk_create(
        Notice(user=one.user, text=Truncator(text).chars(MAX_TEXT), address=at, is_reminder=True)
        for one in reminders
        for text, at in _spell(one.rows)
    )
    due = {row.article: row.on for one in reminders for row in one.rows}
    Article.objects.bulk_update(
        [Article(pk=key, review_reminded_for=on) for key, on in due.items()],
        ["review_reminded_for"],
        batch_size=500,
    )
    return reminders


def _spell(rows: tuple[Due, ...]) -> Iterator[tuple[str, str]]:
    """What is told of some articles, and where it leads."""
    if len(rows) > MOST:
        is_overdue = rows[0].on < timezone.localdate()
        query = "?review=overdue" if is_overdue else "?review=soon"
        text = f"{len(rows)} articles are due for review, first of all “{rows[0].title}”."
        yield text, reverse("admin:articles_article_changelist") + query
        return
    for row in rows:
        on = formats.date_format(row.on, "j F Y")
        yield f"“{row.title}” has been due for review since {on}.", address_of(row.article)


def address_of(article: int) -> str:
    """Where a reminder of an article leads."""
    return reverse("admin:articles_article_change", args=[article])


def answer(article: Article) -> None:
    """Nobody needs to read any more that this article is due. One query."""
    unread = Notice.objects.filter(is_reminder=True, read_at=None, address=address_of(article.pk))
    unread.update(read_at=timezone.now())


def send() -> int:
    """Mail everybody what they were reminded of and have neither read nor been mailed.

    One mail each; what cannot be sent is logged, and tried again by the next run. Returns how
    many were sent. Three queries a mail. Whoever runs at the same time waits, and finds that all
    are sent.
    """
    with _alone():
        keys = _unsent().order_by("user").values_list("user", flat=True).distinct()
        return sum(_mail(key) for key in list(keys))


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock that locks no row and no table, and goes with whoever is stopped."""
    if connection.vendor == "sqlite":  # all that share it are on one machine
        with (settings.VAR_DIR / LOCK_FILE).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _unsent() -> QuerySet[Notice]:
    unread = Notice.objects.filter(is_reminder=True, mailed_at=None, read_at=None)
    return unread.filter(user__is_active=True, user__is_staff=True).exclude(user__email="")


def _mail(user: int) -> bool:
    """Send one mail, and note that it is sent."""
    notices = list(_unsent().filter(user=user).select_related("user").order_by("pk"))
    if not notices or not _is_sent(_write(notices)):
        return False
    Notice.objects.filter(pk__in=[row.pk for row in notices]).update(mailed_at=timezone.now())
    return True


def _write(notices: list[Notice]) -> EmailMessage:
    publication = load_publication()
    context = {
        "notices": notices,
        "site": settings.SITE_URL,
        "publication": publication,
        "list": reverse("admin:articles_article_changelist"),
        "clock": reverse("admin:articles_publication_change", args=[1]),
    }
    many = f"{len(notices)} articles are due for review."
    words = many if len(notices) > 1 else notices[0].text
    subject = Truncator(" ".join(f"{publication.name}: {words}".split())).chars(MAX_SUBJECT)
    body = render_to_string("emails/reviews_due.txt", context)
    return EmailMessage(subject, body, to=[notices[0].user.email], headers=AUTOMATIC)


def _is_sent(message: EmailMessage) -> bool:
    try:
        return bool(message.send())
    except (OSError, ValueError):  # one address that is refused keeps no other waiting
        logger.exception("A reminder of reviews could not be sent")
        return False


def count_articles(reminders: Iterable[Reminder]) -> int:
    """Of how many articles somebody is told."""
    return len({row.article for one in reminders for row in one.rows})
