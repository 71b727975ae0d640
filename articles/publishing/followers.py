"""Who is told, after the commit, that what readers see of something changes.

Other apps keep what they make of published pages up to date with it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

#: Gets working copies of one kind, and the moment at which the change is seen; `None` is now.
Follower = Callable[[list[Any], datetime | None], None]

_followers: list[Follower] = []


def register_follower(follower: Follower) -> None:
    """Have `follower` called when a window changes; call it from an `AppConfig.ready`."""
    _followers.append(follower)


def tell(subjects: Iterable[Any], *, at: datetime | None = None) -> None:
    """Tell everyone once the transaction is committed; what fails there undoes nothing."""
    rows = list(subjects)
    if not rows:
        return
    for follower in _followers:
        transaction.on_commit(partial(follower, rows, at), robust=True)
