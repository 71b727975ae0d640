"""The few numbers that stand above a report, each beside what it was before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from articles.reports.facts import Facts
from articles.reports.rows import change_of
from articles.reports.spelling import spell_change, spell_count, spell_money, spell_rate


@dataclass(frozen=True)
class Figure:
    """A number with its name, how it changed, and what else is to be known."""

    name: str
    text: str
    change: str = ""
    note: str = ""


def figures_of(facts: Facts) -> list[Figure]:
    """Clicks, views, click-through and earnings of the whole publication. No query."""
    clicks = sum(row.clicks for row in facts.clicks)
    before = sum(row.before for row in facts.clicks)
    seen = sum(row.seen for row in facts.clicks)
    views = sum(facts.views.values())
    return [
        _count("Clicks", clicks, before),
        _count("Views", views, sum(facts.views_before.values())),
        Figure(
            "Click-through",
            spell_rate(seen / views if views else None),
            note=f"{spell_count(seen)} seen clicks",
        ),
        *_money(facts, clicks),
    ]


def _count(name: str, now: int, before: int) -> Figure:
    change = spell_change(change_of(now, before))
    return Figure(name, spell_count(now), change, f"{spell_count(before)} before")


def _money(facts: Facts, clicks: int) -> Iterator[Figure]:
    for code in facts.currencies:
        sales = [sale for sale in facts.sales if sale.currency == code]
        now, before = _sum(sale.amount for sale in sales), _sum(sale.before for sale in sales)
        known = _sum(sale.amount for sale in sales if sale.source)
        # To be compared, both must have been earned: returned goods can make either negative.
        change = spell_change(change_of(now, before)) if now >= 0 < before else ""
        yield Figure(f"Earned, {code}", spell_money(now, code), change, _before(before, code))
        per_click = now / clicks if clicks else None
        note = f"{spell_money(known, code)} of it from known pages"
        yield Figure("Earned per click", spell_money(per_click, code), note=note)


def _before(amount: Decimal, code: str) -> str:
    return f"{spell_money(amount, code)} before"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
