"""A month at the desk: what goes live and ends, which letters leave, which reviews are due."""

import re
from calendar import Calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils import formats, timezone

from articles.editing.reach import Reach
from articles.models import Article
from articles.upkeep.due import Clock

#: So many entries of one sort are looked up for a month.
MAX_ENTRIES = 500
#: A cell shows so many; the others unfold.
IN_SIGHT = 4
#: So many weeks ahead, with this one.
WEEKS = 5
#: Months that are asked for by address.
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 1)


@dataclass(frozen=True)
class Entry:
    """What happens on a day, at a moment of it (in the publication's time zone) or at none.

    `state` is scheduled, live, off or due, as it is coloured.
    """

    title: str
    address: str
    words: str
    state: str
    on: date
    at: datetime | None = None

    @classmethod
    def at_moment(cls, moment: datetime, **fields: Any) -> "Entry":
        local = timezone.localtime(moment)
        return cls(on=local.date(), at=local, **fields)


@dataclass(frozen=True)
class Day:
    """A cell; empty unless `is_shown`."""

    on: date
    is_today: bool = False
    is_shown: bool = True
    entries: tuple[Entry, ...] = ()

    @property
    def in_sight(self) -> tuple[Entry, ...]:
        return self.entries[:IN_SIGHT]

    @property
    def others(self) -> tuple[Entry, ...]:
        return self.entries[IN_SIGHT:]


@dataclass(frozen=True)
class Weeks:
    """Some weeks, by their days; `is_cut` where more is planned than is looked up."""

    weeks: tuple[tuple[Day, ...], ...]
    is_cut: bool

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The days of a week, short and whole."""
        week = [day.on for day in self.weeks[0]]
        return [(formats.date_format(on, "D"), formats.date_format(on, "l")) for on in week]

    @property
    def is_empty(self) -> bool:
        return not any(day.entries for week in self.weeks for day in week)


@dataclass(frozen=True)
class Month(Weeks):
    """The weeks of one month, and the first days of those beside it that can be asked for."""

    first: date

    @property
    def before(self) -> date | None:
        return (self.first - timedelta(days=1)).replace(day=1) if self.first > FIRST else None

    @property
    def after(self) -> date | None:
        return _next(self.first) if self.first < LAST else None


#: Finds what another app plans between two moments, as far as somebody may know of it.
Planner = Callable[[Any, datetime, datetime], Iterable[Entry]]

_planners: list[Planner] = []


def register_planner(find: Planner) -> None:
    """Show what `find` finds, at most `MAX_ENTRIES`; call it from an `AppConfig.ready`."""
    _planners.append(find)


def read_month(asked: str) -> date:
    """The first day of the month that an address asks for; of this one, if it names none."""
    match = MONTH.fullmatch(asked)
    if match is None:
        return timezone.localdate().replace(day=1)
    return date(int(match[1]), int(match[2]), 1)


def month_of(user: Any, reaches: Sequence[Reach], first: date) -> Month:
    """The month of that first day as somebody sees it.

    Three queries, for who sees only their own one; and those of other apps.
    """
    entries, is_cut = _entries(user, reaches, first, _next(first))
    days = Calendar(_first_weekday()).monthdatescalendar(first.year, first.month)
    return Month(_fill(days, entries, lambda on: on.month == first.month), is_cut, first)


def weeks_ahead(user: Any, reaches: Sequence[Reach]) -> Weeks:
    """From this week on, what is still to come. Queries as of `month_of`."""
    today = timezone.localdate()
    begun = (today.weekday() - _first_weekday()) % 7
    days = [
        [today + timedelta(days=week * 7 + day - begun) for day in range(7)]
        for week in range(WEEKS)
    ]
    entries, is_cut = _entries(user, reaches, today, days[-1][-1] + timedelta(days=1))
    ahead = [entry for entry in entries if entry.state != "live"]
    return Weeks(_fill(days, ahead, lambda on: on >= today), is_cut)


def _entries(
    user: Any, reaches: Sequence[Reach], first: date, after: date
) -> tuple[list[Entry], bool]:
    """What happens from a day to before another, and whether that is not all."""
    start, end = _midnight(first), _midnight(after)
    sorts = [_windows(user, reaches, start, end), *(find(user, start, end) for find in _planners)]
    if any(reach.sees_all for reach in reaches if reach.model is Article):
        sorts.append(_reviews(first, after))
    found = [list(entries) for entries in sorts]
    is_cut = any(len(some) > MAX_ENTRIES for some in found)
    return [entry for some in found for entry in some[:MAX_ENTRIES]], is_cut


def _next(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _first_weekday() -> int:
    """The first day of the week in this language, where Monday is 0."""
    return (formats.get_format("FIRST_DAY_OF_WEEK") - 1) % 7


def _fill(
    weeks: Iterable[Sequence[date]], entries: Iterable[Entry], is_shown: Callable[[date], bool]
) -> tuple[tuple[Day, ...], ...]:
    today = timezone.localdate()
    of_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        of_day.setdefault(entry.on, []).append(entry)
    return tuple(
        tuple(Day(on, on == today, is_shown(on), tuple(of_day.get(on, ()))) for on in week)
        for week in weeks
    )


def _order(entry: Entry) -> tuple:
    """What is to come before what is over, by time; then what is of the whole day."""
    return (entry.at is None, entry.state == "live", entry.at or entry.on, entry.title)


# What goes live and ends


def _windows(
    user: Any, reaches: Sequence[Reach], start: datetime, end: datetime
) -> Iterator[Entry]:
    now = timezone.now()
    if not reaches:
        return
    first, *others = (
        rows.order_by()
        for reach in reaches
        for rows in (_starts(user, reach, start, end, now), _ends(user, reach, start, end, now))
    )
    kinds = {reach.label: reach for reach in reaches}
    for row in first.union(*others, all=True).order_by("at")[: MAX_ENTRIES + 1]:
        is_over = row["at"] <= now
        yield Entry.at_moment(
            row["at"],
            title=row["title"],
            address=kinds[row["label"]].address("change", row["subject"]),
            words="Ends" if row["is_end"] else "Went live" if is_over else "Goes live",
            state="off" if row["is_end"] else "live" if is_over else "scheduled",
        )


def _starts(user: Any, reach: Reach, start: datetime, end: datetime, now: datetime) -> QuerySet:
    """What begins in that time; of what has begun, only what somebody published."""
    rows = reach.revisions.filter(live_from__gte=start, live_from__lt=end)
    rows = rows.filter(Q(live_from__gt=now) | Q(is_system=False))
    if reach.model is Article:
        rows = rows.filter(is_review=False)
    return _to_entries(user, reach, rows.exclude(live_until=F("live_from")), "live_from")


def _ends(user: Any, reach: Reach, start: datetime, end: datetime, now: datetime) -> QuerySet:
    """What is going to end in that time without a version that takes its place."""
    rows = reach.revisions.filter(live_until__gt=now, live_until__gte=start, live_until__lt=end)
    to_subject = reach.to_subject
    followers = reach.revisions.filter(
        **{to_subject: OuterRef(to_subject)}, live_from=OuterRef("live_until")
    )
    return _to_entries(user, reach, rows.filter(~Exists(followers)), "live_until", is_end=True)


def _to_entries(
    user: Any, reach: Reach, rows: QuerySet, moment: str, *, is_end: bool = False
) -> QuerySet:
    return (
        rows.filter(reach.owned(user, f"{reach.to_subject}__"))
        .annotate(
            label=Value(reach.label),
            subject=F(reach.to_subject),
            at=F(moment),
            is_end=Value(is_end, BooleanField()),
        )
        .values("label", "subject", "title", "at", "is_end")
    )


def _reviews(first: date, after: date) -> Iterator[Entry]:
    """The articles whose review is due in that time."""
    rows = Clock.load().due_by(after - timedelta(days=1)).filter(due_on__gte=first)
    columns = rows.values_list("article", "article__title", "due_on")
    for pk, title, on in columns[: MAX_ENTRIES + 1]:
        address = reverse("admin:articles_article_change", args=[pk])
        yield Entry(title, address, "Review due", "due", on)
