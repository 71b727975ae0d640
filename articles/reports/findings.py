"""What a report points out: pages and links that could earn, and those that earn less."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from articles.models import Revision, Topic
from articles.reports.facts import Facts
from articles.reports.groupings import Label
from articles.reports.rows import Row
from articles.reports.spelling import spell_change, spell_count

#: A page has traffic from so many views in the period on.
MIN_VIEWS = 100

#: A number has fallen where at least this share of at least so many in the period before is
#: gone, and more than so many standard deviations of the difference of two counts.
LOST, MIN_BEFORE, BEYOND_CHANCE = 0.25, 20, 3
FALLING = (
    f"At least {MIN_BEFORE} in the period before, of which a quarter or more are gone, and more "
    "than chance may take: over three times the square root of both numbers together."
)

#: A finding names at most so many.
SHOWN = 10


@dataclass(frozen=True)
class Found:
    """One link or page, and the number that makes it worth a look."""

    label: Label
    fact: str


@dataclass(frozen=True)
class Finding:
    """What was looked for, by which rule, and what was found; `more` were found besides."""

    title: str
    rule: str
    #: What it says where nothing was found.
    otherwise: str
    found: list[Found]
    more: int = 0


def findings_of(facts: Facts, *, links: list[Row], pages: list[Row]) -> list[Finding]:
    """All that is worth a look, the largest first. One query."""
    return [
        _finding(
            "Links with traffic but no clicks",
            f"They stand on live pages that had {MIN_VIEWS} views or more.",
            "Every link on a page with traffic was followed.",
            _unfollowed(facts, links),
        ),
        _finding("Products whose clicks fall", FALLING, "No product lost so many.", _fell(links)),
        _finding("Pages whose clicks fall", FALLING, "No page lost so many.", _fell(pages)),
        _finding(
            "Articles with traffic but no link",
            f"They had {MIN_VIEWS} views or more and lead to no merchant; sensitive topics aside.",
            "Every article with traffic has a link.",
            _linkless(pages),
        ),
    ]


def _finding(title: str, rule: str, otherwise: str, found: Iterable[Found]) -> Finding:
    every = list(found)
    return Finding(title, rule, otherwise, every[:SHOWN], max(len(every) - SHOWN, 0))


def _unfollowed(facts: Facts, links: list[Row]) -> list[Found]:
    rows = [row for row in links if row.key in facts.standing and not row.clicks]
    rows = [row for row in rows if (row.views or 0) >= MIN_VIEWS]
    return [Found(row.label, _tell_unfollowed(facts, row)) for row in _by_views(rows)]


def _tell_unfollowed(facts: Facts, row: Row) -> str:
    views = f"{spell_count(row.views)} views"
    # Clicks of those who keep out of views are missed there.
    by_script = not facts.links[row.key].merchant.may_cloak
    return f"{views}, clicks counted by script only" if by_script else views


def has_fallen(now: int, before: int) -> bool:
    """Whether a count is down by more than chance explains, and by enough to matter."""
    return (
        before >= MIN_BEFORE
        and before - now >= before * LOST
        and weight_of(now, before) > BEYOND_CHANCE
    )


def weight_of(now: int, before: int) -> float:
    """How many standard deviations a count lies below what it was (Poisson); 0 for two zeros."""
    return (before - now) / sqrt(before + now) if before + now else 0.0


def _fell(rows: list[Row]) -> list[Found]:
    fallen = [
        row
        for row in rows
        if has_fallen(row.clicks, row.before)
        and row.label.code  # of what is not known, nothing can be done
    ]
    fallen.sort(key=lambda row: row.clicks - row.before)
    return [
        Found(row.label, f"{row.before:,} → {row.clicks:,} clicks ({spell_change(row.change)})")
        for row in fallen
    ]


def _linkless(pages: list[Row]) -> list[Found]:
    """Of articles only: a page such as “Privacy” need not earn, and a guide has chapters."""
    live = Revision.objects.live().articles().filter(affiliate_links=None, merchants=None)
    live = live.exclude(topic__sensitivity=Topic.Sensitivity.SENSITIVE)
    keys = live.order_by().values_list("article", flat=True)
    linkless = {f"{Revision.letter}{pk}" for pk in keys.iterator()}
    rows = [row for row in pages if row.key in linkless and (row.views or 0) >= MIN_VIEWS]
    return [Found(row.label, f"{spell_count(row.views)} views") for row in _by_views(rows)]


def _by_views(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-(row.views or 0), row.label.name))
