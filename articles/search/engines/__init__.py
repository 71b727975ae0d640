"""Where words are looked up: the database's own full-text index, or a server of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

#: Stand in excerpts around what was found; no indexed text holds them.
FOUND, END = "\x02", "\x03"
#: Of so many documents, the newest that hold the words, the best are picked: ranking reads each.
RANKED = 1_000


@dataclass(frozen=True)
class Wanted:
    """What a document has to hold: all the `words` (in its title or people, if `in_title`).

    One with spaces in it is several, in a row. Of the last only the beginning, if it
    `is_unfinished`. `marks` narrow it to a kind, a topic or an author.
    """

    words: tuple[str, ...]
    marks: tuple[str, ...] = ()
    in_title: bool = False
    is_unfinished: bool = False


class Engine(Protocol):
    """Finds documents by their primary keys, in time that hardly grows with their number."""

    def count(self, wanted: Wanted, most: int) -> int:
        """How many there are, counted up to `most`. One query."""
        ...

    def newest(self, wanted: Wanted, limit: int) -> list[int]:
        """The newest first. One query."""
        ...

    def best(self, wanted: Wanted, limit: int) -> list[int]:
        """The best first; of more than `RANKED`, the best of the newest.

        At most two queries, and one a word.
        """
        ...

    def like(self, words: tuple[str, ...], marks: tuple[str, ...], limit: int) -> list[int]:
        """The best of those that hold any of the words, none of which is common. One query."""
        ...

    def excerpts(self, wanted: Wanted, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        """The title and a passage of each, with `FOUND` and `END` around the words.

        None of one that does not hold what is wanted. One query, or two.
        """
        ...
