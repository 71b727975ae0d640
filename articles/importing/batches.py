"""Documents that come in together: taken apart, read one by one, made drafts.

No worker stands behind it: whoever looks at an import lets it go on for some seconds, again and
again. What is under way is claimed, so that two who look do not do the same twice.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from time import monotonic
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from articles.health.web import Web
from articles.importing.album import digest_of
from articles.importing.document import Refused, Source, Unreadable
from articles.importing.drafts import NotDrafted, draft
from articles.importing.fetching import NotFetched, fetch_picture
from articles.importing.readers import split
from articles.importing.rows import Filled, read_row, refused_row, row_of
from articles.log import record
from articles.models import Import, ImportedDocument, ImportedPicture

#: Documents of one import; a large old site has some ten thousand posts.
MAX_DOCUMENTS = 20_000
#: Rows and bytes that are written at once.
CHUNK, CHUNK_BYTES = 100, 5_000_000
#: How long one request works on an import; a page asks again and again.
SECONDS = 2.0
#: How long somebody may be busy with a document before that counts as broken off.
CLAIM = timedelta(minutes=2)
#: How long proposals are kept that nobody made a draft of, and the sources of drafts.
KEPT = timedelta(days=90)

STATE = ImportedDocument.State
BROKEN_OFF = "This was broken off: it may be too much for the server. Try it again."
BROKEN = "Something is wrong that should not be. What it is stands in the server’s log."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """Where an import stands: its documents by state, and what is still to be done."""

    total: int
    fetching: int
    wanted: int
    states: dict[str, int]

    @property
    def waiting(self) -> int:
        return self.states.get(STATE.WAITING, 0)

    @property
    def left(self) -> int:
        """What is still to be done: documents to read, to fetch pictures of, to make drafts of."""
        return self.waiting + self.fetching + self.wanted

    @property
    def done(self) -> int:
        """How many documents nothing has to be done with."""
        return max(self.total - self.left, 0)

    @property
    def words(self) -> str:
        """The same for people."""
        steps = (
            (self.waiting, "to be read"),
            (self.fetching, "whose pictures are fetched"),
            (self.wanted, "to become drafts"),
        )
        left = ", ".join(f"{count:,} {what}" for count, what in steps if count)
        return f"{self.done:,} of {self.total:,} done{f'; {left}' if left else ''}."


def progress_of(batch: Import) -> Progress:
    """Two queries, whatever its size."""
    rows = batch.documents.order_by()
    states = dict(rows.values_list("state").annotate(count=Count("pk")))
    counts = rows.filter(state=STATE.PROPOSED).aggregate(
        fetching=Count("pk", filter=~Q(to_fetch=[])),
        wanted=Count("pk", filter=Q(drafting_by__isnull=False)),
    )
    return Progress(sum(states.values()), states=states, **counts)


# Begin


def begin(
    files: Iterable[tuple[str, BinaryIO]], *, by: Any, name: str, may_fetch_pictures: bool = False
) -> Import:
    """Take files apart into documents, each a row that waits to be read.

    Files are read bit by bit. One that cannot be read is a row that says why.
    """
    sweep()
    batch = Import.objects.create(
        name=name[:200], started_by=by, may_fetch_pictures=may_fetch_pictures
    )
    record("started", batch, by=by)
    found = _split_all(files)
    _store_all(batch, islice(found, MAX_DOCUMENTS))
    if next(found, None) is not None:
        why = f"There are more than {MAX_DOCUMENTS:,} documents: import the rest after these."
        _store([refused_row(Refused(name, why), batch, MAX_DOCUMENTS)])
    return batch


def _split_all(files: Iterable[tuple[str, BinaryIO]]) -> Iterator[Source | Refused]:
    for name, file in files:
        try:
            yield from split(name, file)
        except Exception:
            log.exception("A file could not be taken apart: %s", name)
            yield Refused(name, BROKEN)


def _store_all(batch: Import, parts: Iterable[Source | Refused]) -> None:
    chunk: list[Filled] = []
    size = 0
    for position, part in enumerate(parts):
        if isinstance(part, Refused):
            chunk.append(refused_row(part, batch, position))
        else:
            chunk.append(row_of(part, batch, position))
            size += len(part.data) + sum(map(len, part.pictures.values()))
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            _store(chunk)
            chunk, size = [], 0
    _store(chunk)


@transaction.atomic
def _store(chunk: list[Filled]) -> None:
    ImportedDocument.objects.bulk_create(row for row, _ in chunk)
    for row, pictures in chunk:
        for picture in pictures:
            picture.document = row
    ImportedPicture.objects.bulk_create(picture for _, pictures in chunk for picture in pictures)


# Go on


def go_on(
    batch: Import, *, by: Any = None, seconds: float = SECONDS, web: Web | None = None
) -> Progress:
    """Read, fetch and make drafts for so many `seconds`, and say where the import stands.

    What is begun is finished, so it may take longer by one document or picture. Nothing is done
    for an import that somebody stopped.
    """
    until = monotonic() + seconds
    steps: tuple[Callable[[], bool], ...] = (
        lambda: _read_next(batch, by),
        lambda: _fetch_next(batch, web),
        lambda: _draft_next(batch),
    )
    for step in steps:
        while not is_stopped(batch) and monotonic() < until and step():
            pass
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
    """The first of some rows that nobody is busy with, for the caller alone."""
    now = timezone.now()
    free = rows.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM))
    # A few, for somebody else may take the first in this moment.
    for row in free.defer("text", "content")[:3]:
        if free.filter(pk=row.pk).update(claimed_at=now):
            return row
    return None


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
    if not ImportedDocument.objects.select_for_update().filter(pk=row.pk).exists():
        return  # the import was deleted meanwhile
    row.save()
    if row.state == STATE.PROPOSED:
        row.pictures.all().delete()
        ImportedPicture.objects.bulk_create(pictures)


def _fetch_next(batch: Import, web: Web | None) -> bool:
    rows = batch.documents.filter(state=STATE.PROPOSED)
    row = _claim(rows.exclude(to_fetch=[]))
    if row is None:
        return False
    url, *rest = row.to_fetch
    try:
        data = fetch_picture(url, web=web)
    except NotFetched as error:
        row.told.append(f"The picture at {url[:200]} was not fetched: {error}.")
    else:
        picture = {"data": data, "digest": digest_of(data)}
        ImportedPicture.objects.update_or_create(document=row, address=url, defaults=picture)
    row.to_fetch, row.claimed_at = rest, None
    row.save(update_fields=["to_fetch", "claimed_at", "told"])
    return True


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


# What else becomes of it


@transaction.atomic
def want_drafts(
    rows: QuerySet, *, by: Any, topic: Any = None, author: Any = None, add_authors: bool = False
) -> int:
    """Have drafts made of these proposals as the import goes on; returns of how many.

    A topic and an author hold for all of them.
    """
    rows = rows.filter(state=STATE.PROPOSED)
    values = {"topic": topic, "author": author}
    given = {name: value for name, value in values.items() if value is not None}
    if add_authors:
        chosen = list(rows.only("choices"))
        for row in chosen:
            row.choices["add_author"] = True
        ImportedDocument.objects.bulk_update(chosen, ["choices"], batch_size=CHUNK)
    return rows.update(drafting_by=by, error="", claimed_at=None, **given)


def read_again(row: ImportedDocument) -> None:
    """Let a document be read anew, as if it had just come in; choices are forgotten."""
    rows = ImportedDocument.objects.filter(pk=row.pk).exclude(state=STATE.DRAFTED)
    rows.update(state=STATE.WAITING, error="", claimed_at=None, drafting_by=None, choices={})


def leave_out(row: ImportedDocument) -> None:
    """Make nothing of a document."""
    rows = ImportedDocument.objects.filter(pk=row.pk, state=STATE.PROPOSED)
    rows.update(state=STATE.DROPPED, error="", drafting_by=None)


@transaction.atomic
def sweep(older_than: timedelta = KEPT) -> int:
    """Remove old proposals that are no drafts, and the sources of those that are.

    What a later import of the same document needs stays. Returns how many documents went. Five
    queries.
    """
    old = ImportedDocument.objects.filter(batch__started_at__lt=timezone.now() - older_than)
    _, gone = old.exclude(state=STATE.DRAFTED).delete()
    old.exclude(data=b"").update(data=b"", text="", outline=None, proof=None)
    ImportedPicture.objects.filter(document__in=old, photo=None).delete()
    empty = Import.objects.filter(documents=None, started_at__lt=timezone.now() - older_than)
    empty.delete()
    return gone.get("articles.ImportedDocument", 0)
