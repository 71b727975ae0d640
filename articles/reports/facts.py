"""All that was counted and earned in a period, read in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, Sum

from articles.affiliates.sources import SourcePage, pages_of
from articles.models import AffiliateLink, ClickCount, Earning, Merchant, ViewCount
from articles.publishing.kinds import kinds
from articles.reports.periods import Period

CENT = Decimal("0.01")


class Clicks(NamedTuple):
    """The clicks on a link in one place of one page; `before` are those of the period before."""

    link: int
    source: str
    placement: str
    clicks: int
    seen: int
    before: int


class Sales(NamedTuple):
    """What one place earned in one currency; none for what was no sale in that period."""

    link: int | None
    source: str
    placement: str
    currency: str
    amount: Decimal | None
    before: Decimal | None


@dataclass(frozen=True)
class Facts:
    """The counts of one period and of the one before. A source that is no page is empty."""

    period: Period
    clicks: list[Clicks]
    sales: list[Sales]
    #: Views by source, and those of the period before.
    views: dict[str, int]
    views_before: dict[str, int]
    #: The sources of the live pages that each link stands on.
    standing: dict[int, set[str]]
    links: dict[int, AffiliateLink]
    pages: dict[str, SourcePage]

    @cached_property
    def currencies(self) -> list[str]:
        """Those in which something was earned in the period."""
        return sorted({sale.currency for sale in self.sales if sale.amount is not None})

    @cached_property
    def merchants(self) -> dict[int | None, Merchant]:
        return {link.merchant_id: link.merchant for link in self.links.values()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted or earned."""
        return not (self.clicks or self.sales or self.views or self.views_before)


def facts_of(period: Period) -> Facts:
    """Four queries and two a kind of page, whatever the size of the site."""
    clicks, sales, views = _clicks(period), _sales(period), _views(period)
    sources = {*views, *(row.source for row in clicks), *(row.source for row in sales)}
    pages = pages_of(sources - {""})
    return Facts(
        period=period,
        clicks=[row if row.source in pages else row._replace(source="") for row in clicks],
        sales=[row if row.source in pages else row._replace(source="") for row in sales],
        views=_by_page({source: now for source, (now, _) in views.items()}, pages),
        views_before=_by_page({source: before for source, (_, before) in views.items()}, pages),
        standing=_standing(),
        links=AffiliateLink.everything.select_related("merchant").in_bulk(),
        pages=pages,
    )


def _by_page(views: dict[str, int], pages: Container[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for source, number in views.items():
        if number:
            found[source if source in pages else ""] += number
    return dict(found)


def by_day(
    model: type[ClickCount] | type[ViewCount], field: str, period: Period
) -> dict[date, int]:
    """How much was counted on each day that has something. One query."""
    rows = model._default_manager.filter(day__range=(period.first, period.last))
    return dict(rows.order_by().values_list("day").annotate(Sum(field)))


def _both(model: Any, period: Period) -> Any:
    """The rows of a period and of the one before."""
    return model.objects.filter(day__range=(period.before.first, period.last)).order_by()


def _sums(field: str, period: Period) -> dict[str, Sum]:
    return {
        "now": Sum(field, filter=Q(day__gte=period.first)),
        "former": Sum(field, filter=Q(day__lt=period.first)),
    }


def _clicks(period: Period) -> list[Clicks]:
    names = ("link", "source", "placement")
    seen = Sum("seen_clicks", filter=Q(day__gte=period.first))
    rows = _both(ClickCount, period).values(*names).annotate(**_sums("clicks", period), seen=seen)
    found = rows.values_list(*names, "now", "seen", "former")
    return [Clicks(*row[:3], *(count or 0 for count in row[3:])) for row in found.iterator()]


def _sales(period: Period) -> list[Sales]:
    names = ("link", "source", "placement", "currency")
    rows = _both(Earning, period).values(*names).annotate(**_sums("amount", period))
    found = rows.values_list(*names, "now", "former")
    return [
        Sales(link, source, placement, currency, _cents(now), _cents(former))
        for link, source, placement, currency, now, former in found.iterator()
    ]


def _cents(amount: Decimal | None) -> Decimal | None:
    # SQLite adds amounts as floating point numbers.
    return None if amount is None else amount.quantize(CENT)


def _views(period: Period) -> dict[str, tuple[int, int]]:
    rows = _both(ViewCount, period).values("source").annotate(**_sums("views", period))
    found = rows.values_list("source", "now", "former")
    return {source: (now or 0, before or 0) for source, now, before in found.iterator()}


def _standing() -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for model in kinds():
        for link, source in _links_on_pages(model.revisions.rel):
            found[link].add(source)
    return dict(found)


def _links_on_pages(relation: Any) -> Iterable[tuple[int, str]]:
    revisions = relation.related_model
    live = revisions.objects.live().filter(affiliate_links__isnull=False).order_by()
    rows = live.values_list("affiliate_links", relation.field.name)
    return ((link, f"{revisions.letter}{pk}") for link, pk in rows.iterator())
