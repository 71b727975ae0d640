"""Counting clicks and views: one row a day for each place, incremented where it lies."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import Error, connection, models
from django.db.models import F
from django.utils import timezone

from articles.affiliates.bursts import Visitor
from articles.affiliates.sources import Claim
from articles.models import AffiliateLink, ClickCount, ViewCount

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Click:
    """Where one click is counted; `seen` is 1 where the view of its page was counted too."""

    link: int
    source: str
    placement: str
    day: date
    seen: int


def count_click(
    link: AffiliateLink, claim: Claim, visitor: Visitor, *, is_seen: Callable[[], bool]
) -> None:
    """Count that `visitor` followed `link`, unless it belongs to a burst. At most two queries.

    `is_seen` says whether the view of its page was counted, and is asked only if that is known.
    Where a burst shows what it is, what it counted before is taken back, each with a query more.
    A failure of the database is logged, and leads the reader on all the same.
    """
    if not _may_count(visitor, "click", link.pk):
        return
    try:
        place = claim.place
        seen = int(place.placement != "" and is_seen())
        click = Click(link.pk, place.source, place.placement, timezone.localdate(), seen)
        add(ClickCount, _row(click), {"clicks": 1, "seen_clicks": click.seen})
        _note(click, visitor)
    except Error:
        logger.exception("A click on %s was not counted.", link.slug)


def count_view(source: str, visitor: Visitor) -> None:
    """Count that the page of a code was read. One query; a failure is logged."""
    if not _may_count(visitor, "view", source):
        return
    try:
        add(ViewCount, {"source": source, "day": timezone.localdate()}, {"views": 1})
    except Error:
        logger.exception("A view of %s was not counted.", source)


def _may_count(visitor: Visitor, what: str, which: int | str) -> bool:
    """Whether this is no program's, not the same as a moment ago, and not one of too many."""
    return (
        not visitor.is_caught
        and visitor.is_first(f"{what}:{which}")
        and visitor.is_within_limit(what)
    )


def _note(click: Click, visitor: Visitor) -> None:
    """Remember for a moment what was counted; take it back if it was a program's.

    Only what stands in the table is noted, and whoever noted looks afterwards: so nothing stays
    that was counted while another thread caught the same visitor.
    """
    own = [] if visitor.step(click) else [click]
    if visitor.is_caught:
        for taken in (*visitor.take_back(), *own):
            _subtract(taken)


def _subtract(click: Click) -> None:
    rows = ClickCount.objects.filter(**_row(click), clicks__gt=0, seen_clicks__gte=click.seen)
    rows.update(clicks=F("clicks") - 1, seen_clicks=F("seen_clicks") - click.seen)


def _row(click: Click) -> dict[str, Any]:
    return {
        "link_id": click.link,
        "source": click.source,
        "placement": click.placement,
        "day": click.day,
    }


def add(model: type[models.Model], row: dict[str, Any], counts: dict[str, int]) -> None:
    """Add `counts` to the one row of `model` that has the values of `row`, or start it.

    One statement, so that nothing is lost or invented however many write at once (SQLite and
    PostgreSQL both know INSERT … ON CONFLICT DO UPDATE).
    """
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in (*row, *counts))
    conflict = ", ".join(connection.ops.quote_name(name) for name in row)
    sums = ", ".join(
        f"{name} = {table}.{name} + excluded.{name}"
        for name in map(connection.ops.quote_name, counts)
    )
    values = ", ".join(["%s"] * (len(row) + len(counts)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 (names of ours)
            f" ON CONFLICT ({conflict}) DO UPDATE SET {sums}",
            [*row.values(), *counts.values()],
        )
