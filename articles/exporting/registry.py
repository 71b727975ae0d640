"""Every part of an export, of all apps, in the order in which they are written and read back."""

from collections.abc import Iterable, Mapping
from itertools import chain

from django.db import models

from articles.exporting.parts import Part
from articles.exporting.parts.stored import StoredFiles
from articles.exporting.tables import Table

_parts: list[Part] = []
_left_out: dict[type[models.Model], str] = {}


def register_parts(
    own: Iterable[Part], left_out: Mapping[type[models.Model], str] | None = None
) -> None:
    """Have an app's rows leave and come back, and say which models' do not, and why.

    A row names only what stands in a part before its own. Call it from an `AppConfig.ready`.
    """
    _parts.extend(own)
    _left_out.update(left_out or {})


def parts() -> list[Part]:
    """Every part; stored files last, because no transaction undoes them."""
    return sorted(_parts, key=lambda part: isinstance(part, StoredFiles))


def stored_files() -> list[StoredFiles]:
    """The parts that are files in a storage."""
    return [part for part in _parts if isinstance(part, StoredFiles)]


def tables() -> list[Table]:
    """Every table whose rows leave."""
    return list(chain.from_iterable(part.tables for part in _parts))


def left_out() -> Mapping[type[models.Model], str]:
    """The models none of whose rows leave, and why."""
    return _left_out
