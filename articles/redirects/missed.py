"""What readers asked for and found nothing at: counted by path, and by nothing else."""

import logging
from hashlib import blake2b

from django.conf import settings
from django.db import Error
from django.db.models import F
from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils import timezone

from articles.affiliates.bursts import Visitor, cache
from articles.affiliates.counts import add
from articles.affiliates.readers import follows_a_link
from articles.models import MissedPath
from articles.patience import short_patience
from articles.redirects.answering import NOT_FOUND, answer_at
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

    Four queries for a path that is new, two for another, and those of `short_patience`; where
    something followed a question mark, those of the page too. Whoever asked waits for no lock and
    is refused no page for it: a miss that cannot be counted now is lost.
    """
    path = spell_asked(request.path_info)
    if is_reserved(path) or is_noise(path) or not follows_a_link(request) or _moves(request):
        return
    if not _may_count(Visitor.of(request), path):
        return
    try:
        if _is_known(path) or (_is_missing(request, path) and _has_room()):
            with short_patience():
                count_path(path)
    except Error as error:
        logger.warning("A miss of %s was not counted: %s", path, error)


def _is_known(path: str) -> bool:
    return MissedPath.objects.filter(path=path).exists()


def _is_missing(request: HttpRequest, path: str) -> bool:
    """Whether the page is not there, and not only what was asked of it after a question mark."""
    return not request.META.get("QUERY_STRING") or answer_at(path) == NOT_FOUND


def _has_room() -> bool:
    """Whether one more new path may be taken: what invents paths fills no table."""
    return any(cache.add(f"missed:new:{slot}", True, MINUTE) for slot in range(NEW_PATHS))


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
    """Count one miss. At most three queries."""
    known = MissedPath.objects.filter(path=path)
    if not known.update(count=F("count") + 1, last_at=timezone.now()):
        add(MissedPath, {"path": path}, {"count": 1})
        make_room()


def make_room() -> None:
    """Let what was missed least, and longest ago, give way. One query; three if it is too much."""
    waiting = MissedPath.objects.waiting()
    excess = waiting.count() - MAX_ROWS
    if excess > 0:
        least = waiting.order_by("count", "last_at", "pk").values_list("pk", flat=True)
        MissedPath.objects.filter(pk__in=list(least[: excess + MARGIN])).delete()
