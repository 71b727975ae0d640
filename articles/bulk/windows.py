"""Changes of what readers see: schedule and withdraw many articles at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.text import capfirst

from articles.bulk.changes import Change, ChangedSince, Step
from articles.checklist.listing import Checklist, look_over
from articles.log import spell
from articles.models import Article, Revision
from articles.publishing.content import ArticleContent, digest
from articles.publishing.correcting import announced
from articles.publishing.kinds import kind_of
from articles.publishing.states import State, state_of
from articles.publishing.windows import (
    call_off,
    publish,
    save_revision,
    withdraw,
)

#: What stands in versions, the log and mails as the reason.
NOTE = "In bulk"
UNDONE = "A bulk change was undone"
#: So many of an article's problems are told.
MAX_PROBLEMS = 3


@dataclass(frozen=True)
class Schedule(Change):
    """The newest text of each goes live at one moment, and perhaps ends at another."""

    name: ClassVar[str] = "schedule"
    at: datetime
    until: datetime | None = None

    @property
    def label(self) -> str:
        return f"Schedule: {_spell_window(self.at, self.until)}"

    def stand(self, article: Article) -> Any:
        return [digest(kind_of(article).take(article)), _windows(article)]

    def foresee(self, article: Article) -> Step:
        """Some sixty queries: the article is rendered and looked over as for publishing it."""
        state, content = state_of(article), kind_of(article).take(article)
        checklist = look_over(ArticleContent.from_json(content), article)
        if reason := self._why_not(article, content, checklist):
            return Step(article, _spell_state(state), skipped=reason)
        becomes = f"Goes live on {_spell_window(self.at, self.until)}"
        note = f"Checklist: {checklist.words}" if checklist.advice else ""
        return Step(article, _spell_state(state), becomes, note=note)

    def _why_not(self, article: Article, content: Any, checklist: Checklist) -> str:
        same = article.revisions.filter(content_hash=digest(content))
        planned = same.scheduled().filter(live_from=self.at)
        if planned.filter(live_until=self.until).exists():
            return "It goes live then already."
        if self.until is None and same.live().exists():
            return "Readers see this text already."
        problems = [f"{entry.where}: {entry.finding.told}" for entry in checklist.errors]
        if problems:
            more = len(problems) - MAX_PROBLEMS
            told = "; ".join(problems[:MAX_PROBLEMS]) + (f"; and {more} more" if more > 0 else "")
            return f"Mend this first: {told}"
        return ""

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        planned = _planned(article)
        revision = save_revision(article, by=by)
        revision = publish(revision, by=by, at=self.at, until=self.until, note=NOTE)
        return {"revision": revision.pk, "at": self.at.isoformat(), "planned": planned}

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        """Call it off; what was scheduled before is scheduled again."""
        revision = article.revisions.filter(pk=row["revision"]).first()
        if revision is None or revision.live_from != datetime.fromisoformat(row["at"]):
            raise ChangedSince("It was scheduled anew, called off or withdrawn since.")
        if revision.live_from <= timezone.now():
            raise ChangedSince("It is live by now: withdraw it instead.")
        call_off(article, by=by, note=UNDONE)
        _plan_again(article, row["planned"], by=by)


@dataclass(frozen=True)
class Withdraw(Change):
    """What is live ends, and what is scheduled is called off."""

    name: ClassVar[str] = "withdraw"

    @property
    def label(self) -> str:
        return "Withdrawal"

    def stand(self, article: Article) -> Any:
        return _windows(article)

    def foresee(self, article: Article) -> Step:
        state = state_of(article)
        was = _spell_state(state)
        if state.is_live:
            return Step(article, was, "Withdrawn: its address says so (410)")
        if state.goes_live_at:
            return Step(article, was, "Its schedule is called off")
        return Step(article, was, skipped="Nothing of it is live or scheduled.")

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        live = article.revisions.live().first()
        row = {"live": live and _window(live), "planned": _planned(article)}
        withdraw(article, by=by, note=NOTE)
        return row

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        """Publish again what was live, to the end it had, and schedule what was scheduled."""
        if article.revisions.current().exists():
            raise ChangedSince("Another version is live or scheduled by now.")
        is_live = row["live"] is not None and _open_again(article, row["live"], by=by)
        is_planned = _plan_again(article, row["planned"], by=by)
        if not (is_live or is_planned):
            raise ChangedSince("The time it was to be live is over.")
        # What is published again is a copy; the draft stays the newest version.
        save_revision(article, by=by, note=UNDONE)


Window = list[Any]


def _window(revision: Any) -> Window:
    end = revision.expires_at
    return [revision.pk, revision.live_from.isoformat(), end and end.isoformat()]


def _windows(article: Article) -> list[Window]:
    rows = article.revisions.current().order_by("pk").defer("html", "content")
    return [_window(row) for row in rows]


def _planned(article: Article) -> list[Window]:
    """What is scheduled, with the correction that it brings."""
    rows = article.revisions.scheduled().order_by("pk").defer("html", "content")
    return [[*_window(row), announced(article)] for row in rows]


def _open_again(article: Article, window: Window, *, by: Any) -> bool:
    """Publish what was live, if its end has not come."""
    pk, _, end = window
    until = datetime.fromisoformat(end) if end else None
    if until and until <= timezone.now():
        return False
    publish(Revision.objects.get(pk=pk, article=article), by=by, until=until, note=UNDONE)
    return True


def _plan_again(article: Article, planned: list[Window], *, by: Any) -> bool:
    """Schedule what was scheduled, if its moment has not come."""
    for pk, start, end, *said in planned:
        at, until = datetime.fromisoformat(start), end and datetime.fromisoformat(end)
        if at > timezone.now():
            revision = Revision.objects.get(pk=pk, article=article)
            correction = "".join(said)
            publish(revision, by=by, at=at, until=until, note=UNDONE, correction=correction)
            return True
    return False


def _spell_state(state: State) -> str:
    """Such as “Live until …; goes live …”."""
    end = f" until {spell(state.ends_at)}" if state.ends_at else ""
    parts = [] if state.name == "scheduled" else [state.label + end]
    if state.goes_live_at:
        parts.append(f"goes live on {spell(state.goes_live_at)}")
    return capfirst("; ".join(parts))


def _spell_window(at: datetime, until: datetime | None) -> str:
    return spell(at) + (f" until {spell(until)}" if until else "")
