"""What can be frozen and published: how each kind is read, put back and rendered.

Articles and guides share every rule of `revisions` and `windows`; what differs between them
stands in their `Kind`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from articles.rendering.library import Problem

Problems = list[tuple[str, Problem]]


@dataclass(frozen=True)
class Frozen:
    """A rendered form: columns of a revision, its many-to-many rows, and its problems.

    `raw_links` are the addresses of merchants in it that are no product links: the field, the
    address, the merchant's name.
    """

    columns: Mapping[str, Any]
    related: Mapping[str, Iterable[Any]]
    problems: Problems = field(default_factory=list)
    raw_links: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """How one model is frozen. `take` and `freeze` never write; `apply` never publishes."""

    #: Working copy to the frozen form, as JSON holds it.
    take: Callable[[Any], dict[str, Any]]
    #: Frozen form to what readers get.
    freeze: Callable[[dict[str, Any]], Frozen]
    #: Frozen form back into the working copy.
    apply: Callable[[Any, dict[str, Any]], None]
    #: What publishing a revision decides besides its window; in the same transaction, with
    #: the user who publishes it, or none.
    published: Callable[[Any, Any], None] = lambda revision, by: None


_kinds: dict[type[models.Model], Kind] = {}


def register_kind(model: type[models.Model], kind: Kind) -> None:
    """Make `model` publishable; call it from an `AppConfig.ready`."""
    _kinds[model] = kind


def kind_of(subject: models.Model | type[models.Model]) -> Kind:
    """The kind of a working copy, or of its model."""
    return _kinds[subject if isinstance(subject, type) else type(subject)]


def kinds() -> list[Any]:
    """Every publishable model."""
    return list(_kinds)
