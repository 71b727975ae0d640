"""What earns and what falls, in so few words that the desk's first page has room for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.core.cache import cache
from django.utils import timezone

from articles.publishing.kinds import kinds
from articles.reports.facts import Facts, facts_of
from articles.reports.findings import FALLING, has_fallen, weight_of
from articles.reports.groupings import GROUPINGS, Label
from articles.reports.periods import Period
from articles.reports.rows import Row, change_of
from articles.reports.spelling import spell_change, spell_count, spell_money
from articles.reports.tables import USUAL_SORT, table_of

#: Whole days, so that a page is compared with what it was on the same days of the week.
DAYS = 28
SHOWN = 5
#: So many of what fell most are looked at for those that are live.
LOOKED_AT = 100
#: Seconds for which it is good: it takes time to add up, and hardly changes.
KEPT = 3_600


@dataclass(frozen=True)
class Earner:
    """A page that was followed or earned; `earned` by currency, spelled."""

    label: Label
    earned: tuple[str, ...]
    clicks: str
    views: str


@dataclass(frozen=True)
class Fall:
    """What one page had and has of clicks or views."""

    words: str
    weight: float

    @classmethod
    def of(cls, name: str, now: int, before: int) -> Self | None:
        """None where it is none, or chance explains it."""
        if not has_fallen(now, before):
            return None
        change = spell_change(change_of(now, before))
        words = f"{spell_count(before)} → {spell_count(now)} {name} ({change})"
        return cls(words, weight_of(now, before))


@dataclass(frozen=True)
class Fallen:
    """A live page, and what of it fell, the heaviest first."""

    label: Label
    falls: tuple[Fall, ...]


@dataclass(frozen=True)
class Lately:
    """The best and the fallen pages of the last whole days, as they were `at` a moment.

    `currency` is what the best are sorted by; without one it is clicks.
    """

    period: Period
    at: datetime
    best: tuple[Earner, ...]
    fallen: tuple[Fallen, ...]
    currency: str = ""
    #: Whether anything was counted in either of the two spans of days, and in the former.
    is_empty: bool = False
    has_before: bool = True

    @property
    def has_earned(self) -> bool:
        return any(row.earned for row in self.best)

    @property
    def rule(self) -> str:
        """How it is judged that a number fell."""
        return f"Fallen: {FALLING[0].lower()}{FALLING[1:]}"


def find_lately() -> Lately:
    """What was found within the hour, or is found now: four queries and three a kind of page."""
    period = _period()
    key = f"lately:{period.last}"
    found: Lately | None = cache.get(key)
    if found is None:
        found = lately_of(period)
        cache.set(key, found, KEPT)
    return found


def _period() -> Period:
    last = timezone.localdate() - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    query = urlencode({"since": first.isoformat(), "until": last.isoformat()})
    return Period(first, last, query)


def lately_of(period: Period) -> Lately:
    """The same of these days, by what the reports count.

    Four queries and three a kind of page.
    """
    facts = facts_of(period)
    # Amounts of several currencies are never added up, so they put nothing in order.
    currency = facts.currencies[0] if len(facts.currencies) == 1 else ""
    table = table_of(
        facts, GROUPINGS["pages"], sort=f"-earned-{currency}" if currency else USUAL_SORT
    )
    known = [row for row in table.rows if row.label.code]
    best = [row for row in known if row.clicks or row.earned][:SHOWN]
    return Lately(
        period=period,
        at=timezone.now(),
        best=tuple(_tell(row) for row in best),
        fallen=tuple(_fallen(facts, known)),
        currency=currency,
        is_empty=facts.is_empty,
        has_before=bool(facts.views_before) or any(row.before for row in facts.clicks),
    )


def _tell(row: Row) -> Earner:
    earned = tuple(spell_money(amount, code) for code, amount in sorted(row.earned.items()))
    return Earner(row.label, earned, spell_count(row.clicks), spell_count(row.views))


def _fallen(facts: Facts, rows: list[Row]) -> Iterator[Fallen]:
    found = [(source, falls) for source, falls in _falls(facts, rows) if falls]
    found.sort(key=lambda pair: (-pair[1][0].weight, pair[0]))
    found = found[:LOOKED_AT]
    live = _live(source for source, _ in found)
    label = GROUPINGS["pages"].label
    standing = [(source, falls) for source, falls in found if source in live]
    for source, falls in standing[:SHOWN]:
        yield Fallen(label(facts, source), falls)


def _falls(facts: Facts, rows: list[Row]) -> Iterator[tuple[str, tuple[Fall, ...]]]:
    clicks = {row.key: (row.clicks, row.before) for row in rows}
    for source in facts.pages:
        views = facts.views.get(source, 0), facts.views_before.get(source, 0)
        falls = Fall.of("clicks", *clicks.get(source, (0, 0))), Fall.of("views", *views)
        yield source, tuple(sorted(filter(None, falls), key=lambda fall: -fall.weight))


def _live(sources: Iterable[str]) -> set[str]:
    """Those whose page readers can open now: of others a fall is no news. One query a kind."""
    wanted: set[str] = set(sources)
    found: set[str] = set()
    for model in kinds() if wanted else ():
        revisions: Any = model.revisions.rel.related_model
        keys = [int(source[1:]) for source in wanted if source[0] == revisions.letter]
        owner = model.revisions.rel.field.attname
        rows = revisions.objects.live().filter(**{f"{owner}__in": keys}).order_by()
        found |= {f"{revisions.letter}{key}" for key in rows.values_list(owner, flat=True)}
    return found
