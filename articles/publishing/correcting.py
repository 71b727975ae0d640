"""Notes of correction: what readers are told was wrong, carried on from version to version."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.log import record
from articles.publishing.followers import tell

#: Letters of one note.
MAX_CORRECTION = 600
#: Versions that are changed with one query.
AT_ONCE = 200

Correction = dict[str, str]


class NoSuchCorrection(Exception):
    """Somebody changed or removed this note meanwhile."""


def carry_on(before: Any, text: str, start: datetime) -> list[Correction]:
    """The notes of the version live before, if any, and that of the one live from `start`. Pure."""
    kept = before.corrections if before else []
    day = timezone.localtime(start).date().isoformat()
    return [*kept, {"on": day, "text": text}] if text else kept


def corrections_of(subject: Any) -> list[Correction]:
    """The notes that readers see of a working copy, or saw last. One query."""
    seen = subject.revisions.seen().order_by("-live_from", "-pk")
    return seen.values_list("corrections", flat=True).first() or []


def is_same(one: Correction, other: Correction) -> bool:
    """Whether two are the same note, whenever it was last put in other words."""
    return all(one[name] == other[name] for name in ("on", "text"))


def announced(subject: Any) -> str:
    """The note that readers are going to see with what is scheduled. Two queries."""
    planned = subject.revisions.scheduled().order_by("live_from")
    corrections = planned.values_list("corrections", flat=True).first() or []
    known = corrections_of(subject)
    return " ".join(row["text"] for row in corrections if row not in known)


@transaction.atomic
def amend(subject: Any, correction: Correction, text: str, *, by: Any = None) -> None:
    """Put a note in other words, or take it away with none; its day stays.

    A note tells when that was done; of one that is taken away only the desk's log knows. Every
    version that bears it changes, so that no page says otherwise. Raises `NoSuchCorrection`.
    """
    if text == correction["text"]:
        return
    subject = type(subject).objects.select_for_update().get(pk=subject.pk)
    bearers = [
        row
        for row in subject.revisions.exclude(corrections=[]).only("corrections")
        if any(is_same(one, correction) for one in row.corrections)
    ]
    if not bearers:
        raise NoSuchCorrection
    changes = {"text": text, "amended_on": timezone.localdate().isoformat()}
    for row in bearers:
        notes = [one | changes if is_same(one, correction) else one for one in row.corrections]
        row.corrections = [one for one in notes if one["text"]]
    subject.revisions.model.objects.bulk_update(bearers, ["corrections"], batch_size=AT_ONCE)
    verb = "amended a correction of" if text else "removed a correction of"
    detail = f"Of {correction['on']}: “{correction['text']}”"
    record(verb, subject, by=by, detail=f"{detail} → “{text}”" if text else detail)
    tell([subject])
