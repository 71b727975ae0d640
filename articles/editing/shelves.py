"""The lists of the desk's first page, and what a row of each says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.utils import timezone

from articles.publishing.states import LABELS

#: Rows of a list; what is beyond them stands on the page that the list leads to.
MAX_ROWS = 8


@dataclass(frozen=True)
class Shelf:
    """The first rows of a list, and whether there are more."""

    rows: Sequence[Any] = ()
    has_more: bool = False

    @classmethod
    def of(cls, rows: Iterable[Any], make: Callable[[Any], Any] = lambda row: row) -> Self:
        """The first `MAX_ROWS` of `rows`, which hold one more if there is one."""
        made = [make(row) for row in rows]
        return cls(made[:MAX_ROWS], len(made) > MAX_ROWS)

    def without(self, other: Self) -> Self:
        """The same without the rows that lead where those of another list lead."""
        there = {row.address for row in other.rows}
        return replace(self, rows=[row for row in self.rows if row.address not in there])

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Unsaved:
    """Text that was kept as it was typed and stands in no version; `token` discards it.

    `what` is unsaved of it: changes, or all of a new article.
    """

    title: str
    what: str
    address: str
    kept_at: datetime
    token: str
    discard_address: str


@dataclass(frozen=True)
class Unfinished:
    """A working copy whose newest version readers do not see; `by` if somebody else saved it."""

    title: str
    address: str
    state: str
    saved_at: datetime
    by: str

    @property
    def label(self) -> str:
        return LABELS[self.state]


@dataclass(frozen=True)
class Submitted:
    """What waits for review, or came back from it with an `answer`."""

    title: str
    address: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class Planned:
    """What goes live at a moment, or ends then without anything to follow it."""

    title: str
    address: str
    at: datetime
    is_end: bool


@dataclass(frozen=True)
class Published:
    """What readers see since lately; `is_first` unless an earlier text was live before."""

    title: str
    address: str
    page: str
    at: datetime
    by: str
    is_first: bool


@dataclass(frozen=True)
class Due:
    """An article that is to be looked through again."""

    title: str
    address: str
    on: date
    is_sensitive: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.on < timezone.localdate()
