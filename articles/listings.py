"""One page of a list of articles, at about the same cost however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, overload

from django.db.models import F, QuerySet

from articles.models import Revision

PAGE_SIZE = 24
#: So many articles are counted: of a longer list nobody is told how many pages it has.
COUNTED = 1_000

NEWEST = ("-published_at", "-pk")
#: Without a day of review last, whatever the database.
REVIEWED = (F("reviewed_on").desc(nulls_last=True), *NEWEST)


@dataclass(frozen=True)
class Listing(Sequence[Revision]):
    """The articles of one page, and whether older ones follow.

    `pages` is how many pages there are, where that is known.
    """

    rows: tuple[Revision, ...]
    number: int
    has_next: bool
    pages: int | None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Revision: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Revision]: ...
    def __getitem__(self, place: Any) -> Any:
        return self.rows[place]

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.has_next else None


def find_page(
    articles: QuerySet[Revision],
    number: int,
    *,
    count: int | None = None,
    order: Sequence[Any] = NEWEST,
) -> Listing | None:
    """A page of these articles, in `order`; none if there is no such page but the first.

    Two queries; one for the last page, or if their `count` is known. What is passed over is read
    from the index alone.
    """
    start = (number - 1) * PAGE_SIZE
    ordered = articles.order_by(*order).values("pk")
    keys = ordered[start : start + PAGE_SIZE + 1]
    rows = tuple(Revision.objects.filter(pk__in=keys).for_cards().order_by(*order))
    if not rows and number > 1:
        return None
    if len(rows) <= PAGE_SIZE:
        return Listing(rows, number, has_next=False, pages=number)
    count = count or _count(articles)
    pages = ceil(count / PAGE_SIZE) if count else None
    return Listing(rows[:PAGE_SIZE], number, has_next=True, pages=pages)


def _count(articles: QuerySet[Revision]) -> int | None:
    """How many there are; none if they are too many to be counted. One query."""
    count = articles.order_by().values("pk")[: COUNTED + 1].count()
    return count if count <= COUNTED else None
