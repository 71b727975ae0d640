"""The only writer of redirects: no circle and no chain can be made, whoever else is writing."""

from typing import Any

from django.db import transaction

from articles.log import record_all
from articles.models import MissedPath, Publication, Redirect
from articles.redirects.targets import path_of


class Circle(Exception):
    """A redirect would lead back to where it begins."""

    def __init__(self, path: str, via: str = "") -> None:
        reason = f": {via} leads there already" if via else ""
        super().__init__(f"It would lead back to {path}{reason}.")


def wait_for_others() -> None:
    """Let nobody else decide where redirects lead until this transaction ends. One query.

    Locks on the redirects alone would not do: two that are new know nothing of each other.
    """
    Publication.objects.select_for_update(no_key=True).filter(pk=1).first()


def end_of(path: str, target: str, *, but: int = 0) -> str:
    """Where a redirect from `path` to `target` leads in the end; empty if it is gone. One query.

    `but` is the redirect that is being changed, by its key. Raises `Circle`.
    """
    reached = path_of(target)
    if reached == path:
        raise Circle(path)
    following = Redirect.objects.filter(path=reached).exclude(pk=but).first()
    if following is None:
        return target
    if path_of(following.target) == path:
        raise Circle(path, reached)
    return following.target


@transaction.atomic
def save_redirect(redirect: Redirect, *, by: Any = None) -> Redirect:
    """Save a redirect so that it leads to the end at once, and those that led to it do too.

    Nobody misses its path any more. Raises `Circle`. Some seven queries.
    """
    wait_for_others()
    redirect.target = end_of(redirect.path, redirect.target, but=redirect.pk or 0)
    redirect.save()
    # SQLite does not tell capitals apart where it looks for a beginning.
    rows = Redirect.objects.filter(target__startswith=redirect.path)
    followers = [row for row in rows if path_of(row.target) == redirect.path]
    if followers:
        keys = [row.pk for row in followers]
        Redirect.objects.filter(pk__in=keys).update(target=redirect.target)
        record_all("changed", followers, by=by, detail=f"Target: that of {redirect.path}")
    MissedPath.objects.filter(path=redirect.path).delete()
    return redirect
