"""What readers asked for and found nothing at: counted by path, and by nothing else."""

import logging
from hashlib import blake2b

from django.conf import settings
from django.db import Error, transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils import timezone

from articles.affiliates.bursts import Visitor, cache
from articles.affiliates.counts import add
from articles.affiliates.readers import follows_a_link
from articles.models import MissedPath
from articles.redirects.noise import is_noise
from articles.redirects.paths import is_reserved, spell_asked

#: So many paths wait for somebody to decide; those asked for least, and longest ago, give way.
MAX_ROWS = 2_000
#: So many give way at once, so that it is seldom done.
MARGIN = 100
#: So many new paths are taken in a minute, and so many misses of one address.
NEW_PATHS, OF_ONE_ADDRESS = 30, (10, 60)
MINUTE = 60

logger = logging.getLogger(__name__)


def note_miss(request: HttpRequest) -> None:
    """Count that somebody found nothing at a path, if it is a reader and the path may be kept.

    Three queries for a path that is new, one for another. A failure is logged, and nobody is
    refused their page for it.
    """
    path = spell_asked(request.path_info)
    if is_reserved(path) or is_noise(path) or not follows_a_link(request) or _moves(request):
        return
    if not _may_count(Visitor.of(request), path):
        return
    try:
        with transaction.atomic():
            count_path(path)
    except Error:
        logger.exception("A miss of %s was not counted.", path)


def _moves(request: HttpRequest) -> bool:
    """Whether the slash alone is missing, with which the reader asks again by themselves."""
    path = request.path_info
    is_missing = settings.APPEND_SLASH and not is_valid_path(path)
    return is_missing and bool(is_valid_path(f"{path}/"))


def _may_count(visitor: Visitor, path: str) -> bool:
    digest = blake2b(path.encode(), digest_size=8).hexdigest()
    return (
        not visitor.is_caught
        and visitor.is_first(f"missed:{digest}")
        and visitor.is_within_limit("missed", OF_ONE_ADDRESS)
    )


def count_path(path: str) -> None:
    """Count one miss, of a path that is new if there is room for it. At most three queries."""
    known = MissedPath.objects.filter(path=path)
    if known.update(count=F("count") + 1, last_at=timezone.now()):
        return
    # Whatever invents paths, however many it is, fills no table.
    if any(cache.add(f"missed:new:{slot}", True, MINUTE) for slot in range(NEW_PATHS)):
        add(MissedPath, {"path": path}, {"count": 1})
        make_room()


def make_room() -> None:
    """Let what was missed least, and longest ago, give way. One query; three if it is too much."""
    waiting = MissedPath.objects.waiting()
    excess = waiting.count() - MAX_ROWS
    if excess > 0:
        least = waiting.order_by("count", "last_at", "pk").values_list("pk", flat=True)
        MissedPath.objects.filter(pk__in=list(least[: excess + MARGIN])).delete()
