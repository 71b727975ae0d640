"""Keep what search finds up to date with what readers see, in the same transaction."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import SearchDocument, Spelling
from articles.publishing.kinds import kinds
from articles.search.documents import document_of
from articles.search.spelling import learn, words_in
from articles.search.tasks import copy_later

BATCH = 500
WINDOW = ("live_from", "live_until")


def update_index(subject: Any) -> None:
    """Have found, of `subject`, the revisions that are live or scheduled. Some six queries.

    A row gives way to the revision that follows its own, so that a page which is merely
    rendered anew keeps its age. Of any subject, what has ended goes.
    """
    revisions = subject.revisions.model
    rows = SearchDocument.objects.filter(letter=revisions.letter, subject=subject.pk)
    kept = {row.revision: row for row in rows.only(*WINDOW, "revision").order_by("pk")}
    current = list(subject.revisions.current().order_by("live_from"))
    over = [row.pk for key, row in kept.items() if key not in {row.pk for row in current}]
    changed = [*over]
    for revision in current:
        document = kept.get(revision.pk)
        if document is None:
            document = document_of(revision)
            document.pk = over.pop(0) if over else None
            document.save()
            learn(words_in(f"{document.title} {document.people} {document.lead}"))
        elif not _follow_window(document, revision):
            continue
        changed.append(document.pk)
    ended = SearchDocument.objects.filter(live_until__lte=timezone.now())
    over += ended.values_list("pk", flat=True)
    SearchDocument.objects.filter(pk__in=over).delete()
    copy_later([*changed, *over])


def _follow_window(document: SearchDocument, revision: Any) -> bool:
    """Have a document found when its revision is live. Whether it had another window."""
    if all(getattr(document, name) == getattr(revision, name) for name in WINDOW):
        return False
    document.live_from, document.live_until = revision.live_from, revision.live_until
    document.save(update_fields=WINDOW)
    return True


@transaction.atomic
def rebuild() -> int:
    """Make all documents anew, the oldest page first. Returns how many; some 2 ms each."""
    SearchDocument.objects.all().delete()
    Spelling.objects.all().delete()
    words: set[str] = set()
    count = 0
    documents = _documents()
    while rows := list(islice(documents, BATCH)):
        SearchDocument.objects.bulk_create(rows)
        words |= words_in(" ".join(f"{row.title} {row.people} {row.lead}" for row in rows))
        count += len(rows)
    learn(words)
    return count


def _documents() -> Iterator[SearchDocument]:
    for model in kinds():
        current = model.revisions.rel.related_model.objects.current()
        for revision in current.order_by("published_at", "pk").iterator(BATCH):
            yield document_of(revision)
