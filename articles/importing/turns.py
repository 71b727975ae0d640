"""An import goes on, turn by turn: documents are read, pictures fetched, drafts made.

No worker stands behind it: whoever looks at an import lets it go on for some seconds, again and
again. What is under way is claimed, so that two who look do not do the same twice.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.health.web import Web
from articles.importing.album import digest_of
from articles.importing.batches import BROKEN, Progress, progress_of
from articles.importing.document import Unreadable
from articles.importing.drafts import NotDrafted, draft
from articles.importing.fetching import NotFetched, fetch_picture
from articles.importing.rows import read_row
from articles.models import Import, ImportedDocument, ImportedPicture

#: How long one request works on an import; a page asks again and again.
SECONDS = 2.0
#: How long somebody may be busy with a document before that counts as broken off.
CLAIM = timedelta(minutes=2)

STATE = ImportedDocument.State
BROKEN_OFF = "This was broken off: it may be too much for the server. Try it again."

log = logging.getLogger(__name__)


def go_on(
    batch: Import, *, by: Any = None, seconds: float = SECONDS, web: Web | None = None
) -> Progress:
    """Read, fetch and make drafts for so many `seconds`, and say where the import stands.

    At least one step is done, and what is begun is finished. Nothing is done for an import that
    somebody stopped.
    """
    until = monotonic() + seconds
    steps: tuple[Callable[[], bool], ...] = (
        lambda: _read_next(batch, by),
        lambda: _fetch_next(batch, web),
        lambda: _draft_next(batch),
    )
    for step in steps:
        while not is_stopped(batch) and step():
            if monotonic() >= until:
                return progress_of(batch)
    return progress_of(batch)


def is_stopped(batch: Import) -> bool:
    """Whether somebody stopped it, perhaps in this moment. One query."""
    return Import.objects.filter(pk=batch.pk).exclude(stopped_at=None).exists()


def stop(batch: Import) -> None:
    """Let nothing more be done for it; what is read stays, and drafts stay."""
    Import.objects.filter(pk=batch.pk, stopped_at=None).update(stopped_at=timezone.now())


def resume(batch: Import) -> None:
    """Let it go on again."""
    Import.objects.filter(pk=batch.pk).update(stopped_at=None)


def _claim(rows: QuerySet) -> ImportedDocument | None:
    """The first of some rows that nobody is busy with, for the caller alone.

    None also where somebody else took it in this moment: they go on with the others.
    """
    now = timezone.now()
    free = rows.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM))
    # By key, which is their order too: the index has it, and ten thousand need no sorting.
    row = free.defer("text", "content").order_by("pk").first()
    return row if row and free.filter(pk=row.pk).update(claimed_at=now) else None


def _read_next(batch: Import, by: Any) -> bool:
    row = _claim(batch.documents.filter(state=STATE.WAITING))
    if row is None:
        return False
    pictures: list[ImportedPicture] = []
    try:
        _refuse_broken_off(row)
        pictures = read_row(row, may_fetch=batch.may_fetch_pictures, by=by)
    except Unreadable as error:
        row.state, row.error = STATE.FAILED, str(error)[:500]
    except Exception:
        log.exception("A document could not be read: %s", row.name)
        row.state, row.error = STATE.FAILED, BROKEN
    row.claimed_at = None
    _save(row, pictures)
    return True


def _refuse_broken_off(row: ImportedDocument) -> None:
    """Somebody began with it and never came to an end: the next would not either."""
    if row.claimed_at:
        raise Unreadable(BROKEN_OFF)


@transaction.atomic
def _save(row: ImportedDocument, pictures: list[ImportedPicture]) -> None:
    """Save what was read, with the pictures that its text shows; the others go."""
    if not _is_there(row):
        return
    row.save()
    if row.state == STATE.PROPOSED:
        row.pictures.all().delete()
        ImportedPicture.objects.bulk_create(pictures)


def _is_there(row: ImportedDocument) -> bool:
    """Whether nobody deleted the import meanwhile; nobody does until all is saved."""
    return ImportedDocument.objects.select_for_update().filter(pk=row.pk).exists()


def _fetch_next(batch: Import, web: Web | None) -> bool:
    rows = batch.documents.filter(state=STATE.PROPOSED)
    row = _claim(rows.exclude(to_fetch=[]))
    if row is None:
        return False
    url, *row.to_fetch = row.to_fetch
    data = None
    try:
        data = fetch_picture(url, web=web)
    except NotFetched as error:
        row.told.append(f"The picture at {url[:200]} was not fetched: {error}.")
    row.claimed_at = None
    _save_fetched(row, url, data)
    return True


@transaction.atomic
def _save_fetched(row: ImportedDocument, url: str, data: bytes | None) -> None:
    if not _is_there(row):
        return
    if data is not None:
        picture = {"data": data, "digest": digest_of(data)}
        ImportedPicture.objects.update_or_create(document=row, address=url, defaults=picture)
    row.save(update_fields=["to_fetch", "claimed_at", "told"])


def _draft_next(batch: Import) -> bool:
    row = _claim(batch.documents.filter(state=STATE.PROPOSED, drafting_by__isnull=False))
    if row is None:
        return False
    if row.claimed_at:
        _refuse_draft(row, BROKEN_OFF)
    else:
        draft_or_say_why(row, by=row.drafting_by)
    ImportedDocument.objects.filter(pk=row.pk).update(claimed_at=None)
    return True


def draft_or_say_why(row: ImportedDocument, *, by: Any) -> None:
    """Make the draft of a document; whatever stands against it is noted, and spoils no other."""
    try:
        draft(row, by=by)
    except NotDrafted as error:
        _refuse_draft(row, str(error))
    except Exception:
        log.exception("A draft could not be made: %s", row.name)
        _refuse_draft(row, BROKEN)


def _refuse_draft(row: ImportedDocument, why: str) -> None:
    ImportedDocument.objects.filter(pk=row.pk).update(error=why[:500], drafting_by=None)
