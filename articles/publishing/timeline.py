"""The versions of an article as a readable timeline: days, and runs of plain saves as one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

#: People of a run who are named; of more, only how many others there are.
MAX_NAMES = 3


@dataclass(frozen=True)
class Window:
    """When readers saw a version, or are going to: both ends aware, the later one perhaps open.

    `state` is one of live, was, scheduled.
    """

    state: str
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Version:
    """What a timeline tells of one version; `at` is in the publication's time zone.

    `by` is empty where nobody is known; `submitted` says what came of its submission for review,
    if there was one. `is_newest`: it is what the working copy is. `withheld_because` is why
    readers of the record do not see it, if they do not.
    """

    pk: int
    at: datetime
    by: str = ""
    name: str = ""
    note: str = ""
    is_system: bool = False
    is_newest: bool = False
    window: Window | None = None
    submitted: str = ""
    withheld_because: str = ""

    @property
    def may_be_withheld(self) -> bool:
        """Whether readers saw it once, so that it stands in the public record."""
        window = self.window
        return window is not None and window.state == "was" and window.start != window.end

    @property
    def stands_alone(self) -> bool:
        """Whether somebody may look for it: it is never folded away."""
        if self.name or self.submitted or self.is_newest or self.withheld_because:
            return True
        if self.is_system:  # one for every change of a product's price: only what is current
            return self.window is not None and self.window.state != "was"
        return bool(self.note or self.window)


@dataclass(frozen=True)
class Entry:
    """A version of its own, or a run of plain ones that are folded into one line."""

    versions: tuple[Version, ...]

    @property
    def is_run(self) -> bool:
        return len(self.versions) > 1

    @property
    def label(self) -> str:
        """What is folded away: 7 saves by Ana and Ben, 09:12–10:40."""
        earliest = self.versions[::-1]
        people = list(dict.fromkeys(row.by for row in earliest if row.by and not row.is_system))
        saves = sum(1 for row in earliest if not row.is_system)
        refreshes = len(earliest) - saves
        by = f" by {_spell_names(people)}" if people else ""
        parts = [f"{_count(saves, 'save')}{by}"] if saves else []
        parts += [f"{_count(refreshes, 'refresh')} by the system"] if refreshes else []
        times = [f"{row.at:%H:%M}" for row in (earliest[0], earliest[-1])]
        return f"{' and '.join(parts)}, {'–'.join(dict.fromkeys(times))}"


@dataclass(frozen=True)
class Day:
    date: date
    entries: tuple[Entry, ...]


def window_of(start: datetime | None, end: datetime | None, now: datetime) -> Window | None:
    """The window `[start, end)` as it stands `now`; none without a start."""
    if start is None:
        return None
    if start > now:
        return Window("scheduled", start, end)
    return Window("live" if end is None or now < end else "was", start, end)


def tell(versions: Iterable[Version]) -> list[Day]:
    """Versions, the newest first, by their days, with plain ones between others in runs."""
    return [
        Day(day, tuple(_fold(list(rows))))
        for day, rows in groupby(versions, key=lambda version: version.at.date())
    ]


def _fold(versions: Sequence[Version]) -> Iterable[Entry]:
    for stands_alone, rows in groupby(versions, key=lambda version: version.stands_alone):
        if stands_alone:
            yield from (Entry((row,)) for row in rows)
        else:
            yield Entry(tuple(rows))


def _count(number: int, word: str) -> str:
    plural = f"{word}es" if word.endswith("sh") else f"{word}s"
    return f"{number} {word if number == 1 else plural}"


def _spell_names(names: list[str]) -> str:
    if len(names) > MAX_NAMES:
        others = len(names) - MAX_NAMES + 1
        names = [*names[: MAX_NAMES - 1], f"{others} others"]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
