"""What a report points out: pages and links that could earn, and those that earn less."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Revision
from articles.reports.facts import Facts
from articles.reports.groupings import Label
from articles.reports.rows import Row
from articles.reports.spelling import spell_change, spell_count

#: A page has traffic from so many views in the period on.
MIN_VIEWS = 100

#: Clicks fall where they are at most this share of at least so many in the period before.
FALLEN_TO, MIN_BEFORE = 0.5, 20

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
    falling = f"At least {MIN_BEFORE} clicks in the period before, and {FALLEN_TO:.0%} or less now."
    return [
        _finding(
            "Links with traffic but no clicks",
            f"They stand on live pages that had {MIN_VIEWS} views or more.",
            "Every link on a page with traffic was followed.",
            _unfollowed(facts, links),
        ),
        _finding("Products whose clicks fall", falling, "No product lost so many.", _fell(links)),
        _finding("Pages whose clicks fall", falling, "No page lost so many.", _fell(pages)),
        _finding(
            "Articles with traffic but no link",
            f"They are live, had {MIN_VIEWS} views or more and lead to no merchant.",
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


def _fell(rows: list[Row]) -> list[Found]:
    fallen = [
        row
        for row in rows
        if row.before >= MIN_BEFORE
        and row.clicks <= row.before * FALLEN_TO
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
    keys = live.order_by().values_list("article", flat=True)
    linkless = {f"{Revision.letter}{pk}" for pk in keys.iterator()}
    rows = [row for row in pages if row.key in linkless and (row.views or 0) >= MIN_VIEWS]
    return [Found(row.label, f"{spell_count(row.views)} views") for row in _by_views(rows)]


def _by_views(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-(row.views or 0), row.label.name))
