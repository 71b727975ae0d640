"""Where an article or guide stands, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

LABELS = {
    "never": "Never published",
    "live": "Live",
    "changed": "Live, with unpublished changes",
    "scheduled": "Scheduled",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True)
class State:
    """`name` is one of never, live, changed, scheduled, withdrawn; times are aware."""

    name: str = "never"
    goes_live_at: datetime | None = None
    ends_at: datetime | None = None
    address: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def is_live(self) -> bool:
        return self.name in ("live", "changed")


def name_state(*, is_live: bool, was_live: bool, is_scheduled: bool, is_unchanged: bool) -> str:
    """The one word for where something stands."""
    if is_live:
        return "live" if is_unchanged else "changed"
    if is_scheduled:
        return "scheduled"
    return "withdrawn" if was_live else "never"


def state_of(subject: Any) -> State:
    """Where a working copy stands now. Three queries."""
    revisions = subject.revisions.defer("html", "content")
    live = revisions.live().first()
    scheduled = revisions.scheduled().order_by("live_from").first()
    latest = revisions.by_people().order_by("-pk").first() if live else None
    name = name_state(
        is_live=live is not None,
        was_live=live is not None or revisions.ever_live().exists(),
        is_scheduled=scheduled is not None,
        is_unchanged=bool(live and latest and latest.content_hash == live.content_hash),
    )
    ends_at = live.live_until if live else None
    return State(
        name=name,
        goes_live_at=scheduled.live_from if scheduled else None,
        ends_at=ends_at if ends_at and ends_at > timezone.now() else None,
        address=live.get_absolute_url() if live else "",
    )
