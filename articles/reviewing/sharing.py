"""Links that show an unpublished page to someone without an account."""

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.log import record
from articles.models import Article, Revision, ShareLink

MAX_DAYS = 90
KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
#: So many comments are taken of the readers of one link within an hour.
MAX_COMMENTS, COMMENTS_WITHIN = 20, timedelta(hours=1)


@transaction.atomic
def share(
    article: Article,
    *,
    by: Any,
    days: int,
    label: str = "",
    revision: Revision | None = None,
    may_comment: bool = False,
) -> ShareLink:
    """Make a link that shows the draft as it is saved, or one version, for so many days."""
    link = ShareLink.objects.create(
        article=article,
        revision=revision,
        label=label,
        may_comment=may_comment,
        created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record("shared", article, by=by, detail=f"{label or 'A link'}, for {days} days")
    return link


@transaction.atomic
def revoke(link: ShareLink, *, by: Any) -> None:
    """Make one link lead nowhere, from now on and for good."""
    if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("stopped sharing", link.article, by=by, detail=str(link))


@transaction.atomic
def revoke_all(article: Article, *, by: Any) -> int:
    """Make every link given out so far lead nowhere; returns how many still led somewhere."""
    now = timezone.now()
    links = article.share_links.filter(revoked_at=None, expires_at__gt=now)
    count = links.update(revoked_at=now)
    if count:
        record("stopped sharing", article, by=by, detail=f"{count} links")
    return count


def find_link(key: str) -> ShareLink | None:
    """The link of this key, if it still leads somewhere; one in the bin does not. One query."""
    if not KEY.fullmatch(key):  # what no database could be asked for
        return None
    links = ShareLink.objects.select_related("article", "revision")
    link = links.filter(key=key, article__binned_at__isnull=True).first()
    return link if link and link.is_open else None


def note_opening(link: ShareLink) -> None:
    """Note when a link was first opened, by whomever. One query the first time."""
    if link.opened_at is None:
        ShareLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def address_of(link: ShareLink) -> str:
    """The absolute address to give away."""
    return settings.SITE_URL + reverse("preview", args=[link.key])


def is_busy(link: ShareLink) -> bool:
    """Whether its readers wrote as much within the last hour as is taken. One query."""
    since = timezone.now() - COMMENTS_WITHIN
    return link.comments.filter(created_at__gt=since).count() >= MAX_COMMENTS
