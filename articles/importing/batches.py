"""Documents that come in together: taken apart when they come, removed when their time is over."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from articles.importing.document import Refused, Source
from articles.importing.readers import split
from articles.importing.rows import Filled, refused_row, row_of, storable
from articles.log import record
from articles.models import Import, ImportedDocument, ImportedPicture

#: Documents of one import; a large old site has some ten thousand posts.
MAX_DOCUMENTS = 20_000
#: Rows and bytes that are written at once.
CHUNK, CHUNK_BYTES = 100, 5_000_000
#: How long proposals are kept that nobody made a draft of, and the sources of drafts.
KEPT = timedelta(days=90)

STATE = ImportedDocument.State
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
        name=storable(name)[:200], started_by=by, may_fetch_pictures=may_fetch_pictures
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
        # Few hold choices of their own; to write ten thousand one by one takes a minute.
        chosen = list(rows.exclude(choices={}).only("choices"))
        rows.filter(choices={}).update(choices={"add_author": True})
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
