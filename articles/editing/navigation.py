"""The way around the desk: every place somebody may go to, the main ones first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.models import (
    AffiliateLink,
    Author,
    Binnable,
    CheckedAddress,
    Event,
    Import,
    Photo,
    Publication,
    Topic,
)
from articles.publishing.kinds import kinds
from articles.reviewing.notices import PUBLISH, unread

#: Who may see what was counted and earned.
COUNTS = "articles.view_clickcount"

#: What a main place is called where the name of its model would be too long.
LABELS = {AffiliateLink: "Products", CheckedAddress: "Outside links", Event: "Log"}

#: The other places by what they are about, as their models are named; the rest is the site's.
GROUPS = {
    "Readers": ("kit", "letter", "mail", "subscriber", "helpline"),
    "Addresses": ("redirect", "missedpath", "checkedaddress", "ping"),
    "Money": ("merchant", "network", "earningsreport"),
    "People and topics": ("author", "topic", "tag"),
}
REST = "Site"

#: What an article needs before it can be published.
PREPARING = {
    Topic: "Add a topic that articles belong to",
    Author: "Add an author, as readers see them",
}


@dataclass(frozen=True)
class Place:
    """A page of the desk; `add_address` is where another row of its kind is started."""

    label: str
    address: str
    add_address: str = ""
    is_here: bool = False
    is_exact: bool = False

    @property
    def current(self) -> str:
        """The value of `aria-current`; empty where one is somewhere else."""
        return "page" if self.is_exact else "true" if self.is_here else ""


@dataclass(frozen=True)
class Group:
    """Places that belong together, under a heading."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Navigation:
    """What one person may open: main places and others; and what they may start there.

    `preparing` are the steps before a first article.
    """

    user: Any
    main: tuple[Place, ...] = ()
    others: tuple[Group, ...] = ()
    starts: tuple[Place, ...] = ()
    preparing: tuple[Place, ...] = ()

    @property
    def first_steps(self) -> tuple[Place, ...]:
        """What somebody does in a house where nothing is written yet, as far as they may."""
        return (*self.preparing, *self.starts[:1])

    @cached_property
    def unread(self) -> int:
        """How many notices this person has not read. One query, where a page asks."""
        return unread(self.user).count()


def navigation_of(request: HttpRequest, apps: Iterable[dict[str, Any]]) -> Navigation:
    """The way around, made of Django's list of what this person may do. Runs no query."""
    rows = {row["model"]: row for app in apps for row in app["models"] if row["admin_url"]}
    path = request.path
    named = [*kinds(), Photo, AffiliateLink, Event]
    lists = {model: _place(path, rows[model]) for model in named if model in rows}
    pages = [lists[model] for model in named[:-1] if model in lists]
    if request.user.has_perm(COUNTS):
        pages.append(_page(path, "Reports", "articles_reports"))
    if request.user.has_perm(PUBLISH):
        pages.append(_page(path, "Review", "review_queue"))
    if Event in lists:
        pages.append(lists[Event])
    if any(issubclass(model, Binnable) and row["perms"]["delete"] for model, row in rows.items()):
        pages.append(_page(path, "Bin", "bin"))
    return Navigation(
        user=request.user,
        main=(_page(path, "Desk", "index"), *pages),
        others=tuple(_groups(request, [row for key, row in rows.items() if key not in named])),
        starts=tuple(_starts(rows)),
        preparing=tuple(_preparing(request, rows)),
    )


def _groups(request: HttpRequest, rows: list[dict[str, Any]]) -> Iterator[Group]:
    found: dict[str, list[Place]] = {label: [] for label in (*GROUPS, REST)}
    labels = {name: label for label, names in GROUPS.items() for name in names}
    for row in rows:
        label = labels.get(row["model"]._meta.model_name, REST)
        found[label].append(_place(request.path, row))
    if request.user.has_perm(PUBLISH):
        found[REST].append(_page(request.path, "Policies", "policies"))
    if request.user.is_superuser:
        found[REST].append(_page(request.path, "Export", "export_site"))
    return (Group(label, tuple(places)) for label, places in found.items() if places)


def _starts(rows: dict[Any, dict[str, Any]]) -> Iterator[Place]:
    for row in (rows[kind] for kind in kinds() if kind in rows):
        if row["add_url"]:
            yield Place(f"New {row['model']._meta.verbose_name}", row["add_url"])
    if Import in rows:
        yield Place("Import documents", rows[Import]["add_url"])


def _preparing(request: HttpRequest, rows: dict[Any, dict[str, Any]]) -> Iterator[Place]:
    if Publication in rows and rows[Publication]["perms"]["change"]:
        yield Place("Name the publication and say what it is", rows[Publication]["admin_url"])
    for model, label in PREPARING.items():
        if model in rows and rows[model]["add_url"]:
            yield Place(label, rows[model]["add_url"])
    if request.user.has_perm(PUBLISH):
        yield Place(
            "Tell readers who you are and how you work, from our texts", reverse("admin:policies")
        )


def _place(path: str, row: dict[str, Any]) -> Place:
    address = row["admin_url"]
    return Place(
        label=LABELS.get(row["model"], row["name"]),
        address=address,
        add_address=row["add_url"] or "",
        is_here=path.startswith(address),
        is_exact=path == address,
    )


def _page(path: str, label: str, name: str) -> Place:
    address = reverse(f"admin:{name}")
    is_here = path == address if name == "index" else path.startswith(address)
    return Place(label, address, is_here=is_here, is_exact=path == address)
