"""A past version that is kept from the public record, with a reason that readers see."""

from typing import Any

from django.db import transaction

from articles.log import record, spell


class StillRead(Exception):
    """Readers get this very text now."""


@transaction.atomic
def withhold(revision: Any, reason: str, *, by: Any = None) -> int:
    """Keep what a version says from readers of the record; returns how many versions say it.

    All of the same text are kept, as each would show it. With an empty `reason` readers may see
    them again. Raises `StillRead` for the text that is live now.
    """
    subject = type(revision.subject).objects.select_for_update().get(pk=revision.subject_id)
    same = subject.revisions.filter(content_hash=revision.content_hash)
    if reason and same.live().exists():
        raise StillRead
    changed = same.seen().exclude(withheld_because=reason).update(withheld_because=reason)
    if changed:
        verb = "kept from readers a version of" if reason else "showed readers again a version of"
        detail = f"That of {spell(revision.created_at)}. {reason}".strip()
        record(verb, subject, by=by, detail=detail)
    return changed
