"""What can be changed of many articles at once: how it is foreseen, done and undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from articles.models import Article
from articles.publishing.windows import save_revision

NONE = "None"


class ChangedSince(Exception):
    """What was done is not as it was left, so it is not undone; says why."""


@dataclass(frozen=True)
class Step:
    """What happens to one article: `was` becomes another, or `skipped` says why it does not.

    `note` is what to know besides.
    """

    article: Article
    was: str
    becomes: str = ""
    skipped: str = ""
    note: str = ""


class Change:
    """One kind of change with its value. Only `apply` and `undo` write, each one article.

    They are called in a transaction that holds the article's lock.
    """

    #: How it is called in addresses, and where it is kept to be undone.
    name: ClassVar[str]

    @property
    def label(self) -> str:
        """What is done, in a few words, with its value."""
        raise NotImplementedError

    def stand(self, article: Article) -> Any:
        """What the foreseen step rests on, as JSON holds it."""
        raise NotImplementedError

    def foresee(self, article: Article) -> Step:
        """What `apply` would do now."""
        raise NotImplementedError

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        """Do it; returns what undoing it needs, as JSON holds it."""
        raise NotImplementedError

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        """Put back what was, by what `apply` returned. Raises `ChangedSince`."""
        raise NotImplementedError


def save_draft(article: Article, *, by: Any, note: str) -> None:
    """Save a changed working copy as a version; readers see nothing of it. Some thirty queries."""
    touch(article, by=by)
    save_revision(article, by=by, note=note[:200])


def touch(article: Article, *, by: Any) -> None:
    """Save the working copy's own row, as changed by this person. One query."""
    article.version += 1
    article.updated_by = by
    article.save()


def join(words: Iterable[str]) -> str:
    return ", ".join(words) or NONE
