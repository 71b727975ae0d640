"""The desk as somebody finds it: what is theirs to do, what is on its way, what went out."""

from dataclasses import dataclass, field, replace
from typing import Any

from articles.editing.calendar import Weeks, weeks_ahead
from articles.editing.filling import (
    due_soon,
    notices_of,
    planned_of,
    published_of,
    returned_to,
    unfinished_of,
    unsaved_of,
    waiting_for,
)
from articles.editing.navigation import COUNTS
from articles.editing.reach import reaches_of
from articles.editing.shelves import Shelf
from articles.editing.troubles import Trouble, troubles_of
from articles.models import Article
from articles.reports.lately import Lately, find_lately


@dataclass(frozen=True)
class Overview:
    """All the lists of the desk's first page, as one person sees them."""

    notices: Shelf = field(default_factory=Shelf)
    returned: Shelf = field(default_factory=Shelf)
    unsaved: Shelf = field(default_factory=Shelf)
    unfinished: Shelf = field(default_factory=Shelf)
    waiting: Shelf = field(default_factory=Shelf)
    planned: Shelf = field(default_factory=Shelf)
    published: Shelf = field(default_factory=Shelf)
    due: Shelf = field(default_factory=Shelf)
    #: The calendar of this week and the next, for who writes.
    ahead: Weeks | None = None
    #: What earns and falls, for who may know.
    lately: Lately | None = None
    #: What went wrong by itself, and waits for somebody to look.
    troubles: tuple[Trouble, ...] = ()
    #: Whether they see everybody's articles, or only their own.
    sees_all: bool = False
    #: Whether they write at all: somebody else finds no lists of texts.
    may_write: bool = False
    #: Whether nothing was ever written here.
    is_new: bool = False


def overview_of(user: Any) -> Overview:
    """What somebody finds on the desk.

    Thirteen queries, one where nothing is found, and one for each kind of trouble that they look
    after; once an hour those of `find_lately`.
    """
    reaches = reaches_of(user)
    notices = notices_of(user)
    if not reaches:
        return Overview(notices)
    sees_all = any(reach.sees_all for reach in reaches if reach.model is Article)
    unsaved, unfinished = unsaved_of(user, reaches), unfinished_of(user, reaches)
    lists: dict[str, Any] = {
        "notices": notices,
        "returned": returned_to(user, sees_all=sees_all),
        "unsaved": unsaved,
        "unfinished": unfinished.without(unsaved),
        "waiting": waiting_for(user, sees_all=sees_all),
        "planned": planned_of(user, reaches),
        "published": published_of(user, reaches),
        "due": due_soon(user, sees_all=sees_all),
    }
    troubles = tuple(troubles_of(user))
    is_new = not any(lists.values()) and not Article.everything.exists()
    overview = Overview(
        troubles=troubles, sees_all=sees_all, may_write=True, is_new=is_new, **lists
    )
    if is_new:
        return overview
    return replace(
        overview,
        ahead=weeks_ahead(user, reaches),
        lately=find_lately() if user.has_perm(COUNTS) else None,
    )
