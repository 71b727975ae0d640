"""What is known of each link, page, placement and merchant: counts, rates and earnings."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from articles.reports.facts import Facts
from articles.reports.groupings import Grouping, Label


@dataclass
class Row:
    """What is known of one link, page, placement or merchant. `earned` is by currency.

    `sources` are the pages whose views it is measured by.
    """

    key: Any
    label: Label = field(default_factory=lambda: Label(""))
    clicks: int = 0
    seen: int = 0
    before: int = 0
    views: int | None = None
    sources: set[str] = field(default_factory=set)
    earned: dict[str, Decimal] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.clicks or self.before or self.views or self.earned)

    @property
    def rate(self) -> float | None:
        """Clicks from pages whose view was counted, per view."""
        return self.seen / self.views if self.views else None

    @property
    def change(self) -> float | None:
        return change_of(self.clicks, self.before)

    def per_click(self, currency: str) -> Decimal | None:
        """Earnings per click; none where there are none of either."""
        earned = self.earned.get(currency)
        return earned / self.clicks if earned is not None and self.clicks else None


def change_of(now: Any, before: Any) -> float | None:
    """The change as a share of `before`; infinite from nothing to something."""
    if before:
        return float(now / before) - 1
    return float("inf") if now else None


class _Rows(dict[Any, Row]):
    """Rows by key, begun where they are missing."""

    def __missing__(self, key: Any) -> Row:
        row = self[key] = Row(key)
        return row


def rows_of(facts: Facts, grouping: Grouping) -> list[Row]:
    """A row for each key of which there is anything to tell, in no order. No query."""
    rows = _Rows()
    for key, source in grouping.stands(facts):
        rows[key].sources.add(source)
    for clicks in facts.clicks:
        row = rows[grouping.key(facts, clicks)]
        row.clicks += clicks.clicks
        row.seen += clicks.seen
        row.before += clicks.before
        if clicks.clicks:
            row.sources.add(clicks.source)
    for sale in facts.sales:
        if sale.amount is not None:
            row = rows[grouping.key(facts, sale)]
            row.earned[sale.currency] = row.earned.get(sale.currency, Decimal(0)) + sale.amount
    for row in rows.values():
        row.views = _views(facts, row)
        row.label = grouping.label(facts, row.key)
    return [row for row in rows.values() if row]


def _views(facts: Facts, row: Row) -> int | None:
    """The views of its pages; none where no page is known."""
    pages = row.sources - {""}
    return sum(facts.views.get(source, 0) for source in pages) if pages else None
