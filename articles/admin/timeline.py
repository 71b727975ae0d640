"""The versions of an article or guide, a page of them, as the timeline shows them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from articles.editing.drafts import name_of
from articles.publishing.timeline import Day, Version, tell, window_of

#: Versions on one page of the timeline.
PER_PAGE = 200


@dataclass(frozen=True)
class Comparison:
    """A version beside another: in words, and the two by primary key, the older one first."""

    words: str
    old: int
    new: int


@dataclass(frozen=True)
class Row(Version):
    """A version with what it is compared with most often."""

    comparisons: tuple[Comparison, ...] = ()


class Timeline:
    """A page of the versions of one object, and the two that are chosen to be compared.

    `asked` says which page, and who is chosen; without it the newest and what is live, or the
    one before. Eight queries at most, whatever the number of versions.
    """

    def __init__(self, subject: Any, asked: QueryDict) -> None:
        self.revisions = with_people(subject.revisions.defer("html", "content"))
        self.page: Page = Paginator(self.revisions, PER_PAGE).get_page(asked.get("page"))
        self.live = pk_of(subject.revisions.live())
        self.newest = pk_of(subject.revisions.by_people())
        self.old, self.new = (number_of(asked.get(name)) for name in ("old", "new"))
        self.new = self.new or self.newest
        self.old = self.old or self._usual_old()

    def _usual_old(self) -> int | None:
        """What is live or, if that is the newest or nothing is, the one before the newest."""
        if self.newest is None or self.live not in (None, self.newest):
            return self.live
        return pk_of(self.revisions.filter(pk__lt=self.newest))

    @cached_property
    def _rows(self) -> list[Any]:
        """The revisions of the page, and the one before the last of them."""
        start = self.page.start_index() - 1
        return list(self.revisions[max(start, 0) : start + PER_PAGE + 1])

    @property
    def days(self) -> list[Day]:
        """The versions of the page by day, the newest first."""
        return tell(self._row(*pair) for pair in self._pairs)

    @property
    def _pairs(self) -> list[tuple[Any, Any]]:
        before = [*self._rows[1:], None]
        return list(zip(self._rows, before, strict=True))[:PER_PAGE]

    @cached_property
    def chosen_elsewhere(self) -> list[Row]:
        """Those that are chosen and stand on another page."""
        here = {revision.pk for revision, _ in self._pairs}
        chosen = {self.old, self.new} - here - {None}
        rows = self.revisions.filter(pk__in=chosen) if chosen else []
        return [self._row(revision, None) for revision in rows]

    def _row(self, revision: Any, before: Any) -> Row:
        others = {
            "the one before": before.pk if before else None,
            "what is live": self.live,
            "the newest": self.newest,
        }
        # Where two of them are one version, the last word says most of it.
        words = {other: name for name, other in others.items() if other not in (None, revision.pk)}
        comparisons = tuple(
            Comparison(name, *sorted((revision.pk, other))) for other, name in words.items()
        )
        return Row(**facts_of(revision, self.newest), comparisons=comparisons)


def with_people(revisions: QuerySet) -> QuerySet:
    """With who saved each and, of articles, what was submitted for review. One query more."""
    rows = revisions.select_related("created_by")
    is_reviewed = any(
        relation.name == "submissions" for relation in rows.model._meta.related_objects
    )
    return rows.prefetch_related("submissions") if is_reviewed else rows


def version_of(revision: Any, newest: int | None) -> Version:
    """What pages say of one version; of one `with_people` without a query."""
    return Version(**facts_of(revision, newest))


def facts_of(revision: Any, newest: int | None) -> dict[str, Any]:
    by = name_of(revision.created_by) if revision.created_by else ""
    submissions = revision.submissions.all() if hasattr(revision, "submissions") else ()
    return {
        "pk": revision.pk,
        "at": timezone.localtime(revision.created_at),
        "by": "the system" if revision.is_system else by,
        "name": revision.name,
        "note": revision.note,
        "is_system": revision.is_system,
        "is_newest": revision.pk == newest,
        "window": window_of(revision.live_from, revision.live_until, timezone.now()),
        "submitted": "".join(row.get_outcome_display() for row in submissions[:1]),
        "withheld_because": revision.withheld_because,
    }


def pk_of(revisions: QuerySet) -> int | None:
    """The newest of some versions, by its primary key. One query."""
    return revisions.order_by("-pk").values_list("pk", flat=True).first()


def page_of(revision: Any) -> int:
    """The page of the timeline that a version stands on. One query."""
    newer = revision.subject.revisions.filter(pk__gt=revision.pk).count()
    return newer // PER_PAGE + 1


def number_of(text: str | None) -> int | None:
    """The primary key that an address holds, if one can be that large."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
