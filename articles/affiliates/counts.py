"""Counting clicks and views: one row a day for each place, incremented where it lies."""

import logging
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, models
from django.utils import timezone

from articles.affiliates.bursts import Visitor
from articles.affiliates.sources import Place, find_place
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


def count_click(link: AffiliateLink, place: Place, visitor: Visitor, *, seen: bool) -> None:
    """Count that `visitor` followed `link`, unless it belongs to a burst. At most three queries.

    Where a burst shows what it is, what it counted before is taken back. A failure of the
    database is logged and costs the reader nothing.
    """
    if visitor.is_caught or not visitor.is_first(f"click {link.pk}"):
        return
    try:
        found = find_place(place, link.slug)
        click = Click(link.pk, found.source, found.placement, timezone.localdate(), int(seen))
        number = visitor.step(astuple(click))
        if number:
            add(ClickCount, _row(click), {"clicks": 1, "seen_clicks": click.seen})
        # It may have been caught while this was written.
        if visitor.is_caught:
            _take_back(visitor)
    except DatabaseError:
        logger.exception("A click on %s was not counted.", link.slug)


def count_view(source: str, visitor: Visitor) -> None:
    """Count that the page of a code was read. One query; a failure is logged."""
    if visitor.is_caught or not visitor.is_first(f"view {source}"):
        return
    try:
        add(ViewCount, {"source": source, "day": timezone.localdate()}, {"views": 1})
    except DatabaseError:
        logger.exception("A view of %s was not counted.", source)


def _take_back(visitor: Visitor) -> None:
    for step in visitor.take_back():
        click = Click(*step)
        rows = ClickCount.objects.filter(**_row(click), clicks__gt=0)
        rows.update(clicks=models.F("clicks") - 1, seen_clicks=models.F("seen_clicks") - click.seen)


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
