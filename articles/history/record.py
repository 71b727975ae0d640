"""The public record of one article: what readers saw of it, when, and what changed each time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from django.utils import formats, timezone

from articles.history.notes import Note, notes_of
from articles.history.words import people_of, tell_changes
from articles.models import Author, Revision

#: Entries on one page.
PER_PAGE = 20

BEGINNING = "First published here."
UNCHANGED = "Here again, as it was before."
#: Told where one of two versions is kept from readers: what it said is not to be guessed.
KEPT_BACK = "Changed."


@dataclass(frozen=True)
class Seen:
    """One version that readers saw, without its text; more of the same text may follow it."""

    pk: int
    content_hash: str
    live_from: datetime
    live_until: datetime | None
    published_at: datetime
    corrections: list[dict[str, str]]
    withheld_because: str


@dataclass(frozen=True)
class Turn:
    """A version that is not what readers saw before it: its text, a note, or that it is there."""

    version: Seen
    before: Seen | None
    notes: tuple[Note, ...]

    @property
    def is_new_text(self) -> bool:
        return self.before is None or self.before.content_hash != self.version.content_hash

    @property
    def away_since(self) -> datetime | None:
        """Since when there was nothing to be read before it, if there was a time like that."""
        ended = self.before and self.before.live_until
        return ended if ended and ended < self.version.live_from else None

    @property
    def compared(self) -> tuple[Seen, ...]:
        """The two versions whose texts tell what changed; none where nothing may be told."""
        pair = tuple(filter(None, (self.before, self.version)))
        is_told = len(pair) == 2 and self.is_new_text
        return pair if is_told and not any(row.withheld_because for row in pair) else ()


@dataclass(frozen=True)
class Entry:
    """What the change log tells of one turn, finished; `words` are sentences."""

    turn: Turn
    words: tuple[str, ...]
    is_live: bool
    #: The time of day, where the day alone does not tell it from another; empty elsewhere.
    time: str

    @property
    def at(self) -> datetime:
        return self.turn.version.live_from


@dataclass(frozen=True)
class LogPage:
    """A page of the change log, the newest entry first."""

    entries: tuple[Entry, ...]
    number: int
    pages: int

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1


def read_log(article: int, number: int) -> LogPage | None:
    """A page of the change log of a live article, by its key; none if there is no such page.

    Three queries, whatever the number of versions; of at most 21 the text is loaded.
    """
    turns = list(_turns(_versions(article)))[::-1]
    pages = max(1, ceil(len(turns) / PER_PAGE))
    if not 1 <= number <= pages:
        return None
    chosen = turns[(number - 1) * PER_PAGE : number * PER_PAGE]
    contents = _contents(row for turn in chosen for row in turn.compared)
    names = _names(contents.values())
    moments = [timezone.localtime(turn.version.live_from) for turn in turns]
    entries = tuple(
        Entry(
            turn,
            _words(turn, contents, names),
            is_live=turn is turns[0],
            time=_tell_time(timezone.localtime(turn.version.live_from), moments),
        )
        for turn in chosen
    )
    return LogPage(entries, number, pages)


def neighbours(version: Revision) -> tuple[int | None, int | None]:
    """The past versions before and after one of its article, as readers may see them, by key.

    Two queries.
    """
    others = Revision.objects.seen().filter(
        article=version.article_id, live_until__lte=timezone.now(), withheld_because=""
    )
    earlier = others.filter(live_from__lt=version.live_from).order_by("-live_from")
    later = others.filter(live_from__gt=version.live_from).order_by("live_from")
    before, after = (rows.values_list("pk", flat=True).first() for rows in (earlier, later))
    return before, after


def _versions(article: int) -> list[Seen]:
    """The versions that readers saw, the oldest first, without their texts. One query."""
    names = tuple(Seen.__dataclass_fields__)
    rows = Revision.objects.seen().filter(article=article).order_by("live_from", "pk")
    return [Seen(*row) for row in rows.values_list(*names)]


def _turns(versions: Iterable[Seen]) -> Iterator[Turn]:
    known: set[Note] = set()
    before = None
    for version in versions:
        notes = tuple(note for note in notes_of(version.corrections) if note not in known)
        known.update(notes)
        turn = Turn(version, before, notes)
        if turn.is_new_text or turn.away_since or notes:
            yield turn
        before = version


def _contents(versions: Iterable[Seen]) -> dict[str, dict[str, Any]]:
    """The texts of versions by their hashes, each loaded once. One query, if there are any."""
    keys = {row.content_hash: row.pk for row in versions}
    if not keys:
        return {}
    rows = Revision.objects.filter(pk__in=keys.values())
    return dict(rows.values_list("content_hash", "content"))


def _names(contents: Iterable[dict[str, Any]]) -> dict[int, str]:
    """The names of all people in some texts, by key. One query, if there are any."""
    keys = {key for content in contents for key in people_of(content)}
    return dict(Author.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _words(
    turn: Turn, contents: Mapping[str, dict[str, Any]], names: Mapping[int, str]
) -> tuple[str, ...]:
    if turn.before is None:
        return (_tell_beginning(turn.version),)
    if not turn.is_new_text:
        return (UNCHANGED,) if turn.away_since else ()
    if not turn.compared:
        return (KEPT_BACK,)
    old, new = (contents[row.content_hash] for row in turn.compared)
    return tuple(tell_changes(old, new, names))


def _tell_time(moment: datetime, others: Iterable[datetime]) -> str:
    """So much of a moment's time as tells it from all others of its day."""
    times = [other.time() for other in others if other.date() == moment.date()]
    if len(times) < 2:
        return ""
    minutes = [time.replace(second=0, microsecond=0) for time in times]
    is_alone = minutes.count(moment.time().replace(second=0, microsecond=0)) < 2
    return formats.date_format(moment, "H:i" if is_alone else "H:i:s")


def _tell_beginning(first: Seen) -> str:
    """What came from elsewhere bears an earlier day than the first version that is kept."""
    day = _day(first.published_at)
    if day == _day(first.live_from):
        return BEGINNING
    published = formats.date_format(day, "j F Y")
    return f"The first version that is kept here. First published {published}."


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
