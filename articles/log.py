"""The site's log: every step that changes what is published, planned, shared or thrown away."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from articles.models import Event


def record(verb: str, subject: models.Model, *, by: Any = None, detail: str = "") -> Event:
    """Write one line of the log: `by` (a user; the system without one) `verb` `subject`.

    Call it in the transaction that does what it tells of. One query.
    """
    return Event.objects.create(
        verb=verb,
        by=by,
        by_name=by.get_username() if by else "",
        content_type=ContentType.objects.get_for_model(subject),
        object_id=subject.pk,
        label=str(subject)[:200],
        detail=detail[:500],
    )
