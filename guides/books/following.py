"""Who asks for books: whoever presses the button, and every change of what readers see."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from guides.books.building import books_of
from guides.books.tasks import build_books_of
from guides.models import Book, Guide, GuideRevision

#: Who asked within so long is still being served; after that the task may have been lost.
PATIENCE = timedelta(hours=1)


def ask_for_books(guides: Iterable[int], *, at: datetime | None = None) -> None:
    """Have the worker make what is due of these guides, now or `at` a moment to come.

    Once, however often one asks before it began. Three queries a guide.
    """
    for key in guides:
        if at is not None:
            build_books_of.using(run_after=at).enqueue(key)
            continue
        now = timezone.now()
        books_of(Guide(pk=key))
        waiting = Q(asked_at__gt=now - PATIENCE)
        if Book.objects.filter(guide=key).exclude(waiting).update(asked_at=now):
            build_books_of.enqueue(key)


def is_waiting(book: Book) -> bool:
    """Whether the worker was asked for it and has not begun yet."""
    return book.asked_at is not None and book.asked_at > timezone.now() - PATIENCE


def follow(subjects: list[Any], at: datetime | None) -> None:
    """Have the books made anew of which these are, or hold, a chapter. One query, and those."""
    ask_for_books(guides_with(subjects), at=at)


def guides_with(subjects: list[Any]) -> list[int]:
    """The guides among `subjects`, and those whose live or scheduled chapters are. One query."""
    guides = {row.pk for row in subjects if isinstance(row, Guide)}
    articles = {row.pk for row in subjects if isinstance(row, Article)}
    if articles:
        rows = GuideRevision.objects.current().values_list("guide", "chapters")
        guides |= {
            key for key, chapters in rows if articles & {row.get("article") for row in chapters}
        }
    return sorted(guides)
