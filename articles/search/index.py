"""Keep what search finds up to date with what readers see, in the same transaction."""

from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import SearchDocument
from articles.publishing.kinds import kinds
from articles.search.documents import document_of
from articles.search.learning import Vocabulary, words_of_head
from articles.search.spelling import forget_all_but, learn
from articles.search.tasks import copy_later

#: Documents that are written in one transaction.
BATCH = 20
WINDOW = ("live_from", "live_until")
PLACE = ("letter", "revision")
CONTENT = ("subject", "title", "people", "lead", "body", "marks", *WINDOW)


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
            learn(words_of_head(document))
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


def rebuild() -> int:
    """Make all documents anew. Returns how many there are; some 4 ms each.

    A few at a time, each in its place: nobody waits long for it, all is found meanwhile, and one
    that is broken off has merely to be begun again.
    """
    vocabulary = Vocabulary()
    count = 0
    for model in kinds():
        current = model.revisions.rel.related_model.objects.current()
        keys = iter(list(current.order_by("published_at", "pk").values_list("pk", flat=True)))
        while some := list(islice(keys, BATCH)):
            documents = _renew(model, some)
            count += len(documents)
            for document in documents:
                vocabulary.add(document)
    _remove_ended()
    forget_all_but(vocabulary.words)
    learn(vocabulary.words)
    return count


def _renew(model: Any, keys: list[int]) -> list[SearchDocument]:
    """Make the documents of some revisions anew: those that are still current. Five queries.

    Texts are read before anybody has to wait; whoever publishes one of the pages then waits for
    its document, or has it made anew again.
    """
    revisions = model.revisions.rel.related_model.objects
    made = [
        document_of(row) for row in revisions.filter(pk__in=keys).order_by("published_at", "pk")
    ]
    with transaction.atomic():
        subjects = model.objects.filter(pk__in=[row.subject for row in made]).order_by("pk")
        list(subjects.select_for_update().values_list("pk"))
        windows = {row.pk: row for row in revisions.current().filter(pk__in=keys).only(*WINDOW)}
        documents = [row for row in made if row.revision in windows]
        for document in documents:
            for name in WINDOW:
                setattr(document, name, getattr(windows[document.revision], name))
        SearchDocument.objects.bulk_create(
            documents, update_conflicts=True, unique_fields=PLACE, update_fields=CONTENT
        )
    return documents


def _remove_ended() -> None:
    """Remove the documents of what is neither live nor scheduled. Two queries a kind."""
    for model in kinds():
        revisions = model.revisions.rel.related_model
        documents = SearchDocument.objects.filter(letter=revisions.letter)
        ended = documents.exclude(revision__in=revisions.objects.current().values("pk"))
        keys = iter(list(ended.values_list("revision", flat=True)))
        # By revision: a row that another one has taken meanwhile stays.
        while some := list(islice(keys, BATCH)):
            documents.filter(revision__in=some).delete()
