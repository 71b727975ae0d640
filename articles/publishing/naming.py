"""A name for a version, to find it by."""

from typing import Any

from django.db import transaction

from articles.log import record, spell


@transaction.atomic
def name_version(revision: Any, name: str, *, by: Any = None) -> bool:
    """Give a version a name, or take it away with an empty one; returns whether that changed it.

    Of its text nothing ever changes. At most three queries.
    """
    others = type(revision).objects.filter(pk=revision.pk).exclude(name=name)
    if not others.update(name=name):
        return False
    verb = "named a version of" if name else "took the name off a version of"
    detail = f"“{name or revision.name}”, the version of {spell(revision.created_at)}"
    record(verb, revision.subject, by=by, detail=detail)
    revision.name = name
    return True
