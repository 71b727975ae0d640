"""What went wrong by itself and waits for somebody to look: the desk's first page tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse


@dataclass(frozen=True)
class Trouble:
    """How much there is of one kind, in words, and where it is looked at."""

    words: str
    address: str


class Countable(Protocol):
    """A queryset, or what else takes one query to count."""

    def count(self) -> int: ...


@dataclass(frozen=True)
class _Kind:
    permission: str
    rows: Countable
    one: str
    many: str
    place: str
    query: str


_kinds: list[_Kind] = []


def register_trouble(
    rows: Countable, *, may: str, one: str, many: str, at: str, query: str = ""
) -> None:
    """Have the desk tell whoever `may` (a permission) of `rows`; call it from an `AppConfig.ready`.

    `one` and `many` say what it is (“letter that did not leave”), `at` is the name of the desk's
    page that lists it, `query` what narrows that.
    """
    _kinds.append(_Kind(may, rows, one, many, at, query))


def troubles_of(user: Any) -> Iterator[Trouble]:
    """What somebody may look after. One query a kind."""
    for kind in _kinds:
        if user.has_perm(kind.permission) and (count := kind.rows.count()):
            words = f"{count} {kind.one if count == 1 else kind.many}"
            yield Trouble(words, f"{reverse(f'admin:{kind.place}')}{kind.query}")
