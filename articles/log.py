"""The site's log: every step that changes what is published, planned, shared or thrown away."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import formats, timezone

from articles.models import Event

_is_told_once: ContextVar[bool] = ContextVar("is_told_once", default=False)


def record(verb: str, subject: models.Model, *, by: Any = None, detail: str = "") -> Event:
    """Write one line of the log: `by` (a user; the system without one) `verb` `subject`.

    Call it in the transaction that does what it tells of. One query.
    """
    event = _make(verb, subject, by, detail)
    if not _is_told_once.get():
        event.save()
    return event


def record_all(
    verb: str, subjects: Iterable[models.Model], *, by: Any = None, detail: str = ""
) -> None:
    """Write a line for each of many objects. One query."""
    if not _is_told_once.get():
        Event.objects.bulk_create(_make(verb, subject, by, detail) for subject in subjects)


@contextmanager
def told_once() -> Iterator[None]:
    """Write no line for what is done inside: who loads many rows tells of them in one line."""
    before = _is_told_once.set(True)
    try:
        yield
    finally:
        _is_told_once.reset(before)


def spell(moment: datetime) -> str:
    """A moment as the log has it: in the publication's time zone, to the second."""
    return formats.date_format(timezone.localtime(moment), "j F Y, H:i:s")


def _make(verb: str, subject: models.Model, by: Any, detail: str) -> Event:
    return Event(
        verb=verb,
        by=by,
        by_name=by.get_username() if by else "",
        content_type=ContentType.objects.get_for_model(subject),
        # What is written once forgets nobody: people who are no users are not named in it, nor
        # by their key.
        object_id=None if hasattr(subject, "logged_as") else subject.pk,
        label=str(getattr(subject, "logged_as", subject))[:200],
        detail=detail[:500],
    )
