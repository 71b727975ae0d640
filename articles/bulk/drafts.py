"""Changes of working copies: readers see them when each article is published."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils import formats

from articles.bulk.changes import (
    NONE,
    Change,
    ChangedSince,
    Step,
    join,
    save_draft,
    touch,
)
from articles.log import record
from articles.models import Article, Topic


@dataclass(frozen=True)
class TopicChange(Change):
    """Another topic. Pages stand outside the topics."""

    name: ClassVar[str] = "topic"
    topic: Topic

    @property
    def label(self) -> str:
        return f"Topic: {self.topic}"

    def stand(self, article: Article) -> Any:
        return [article.kind, article.topic_id]

    def foresee(self, article: Article) -> Step:
        was = str(article.topic or NONE)
        if article.kind == Article.Kind.PAGE:
            return Step(article, was, skipped="A page has no topic.")
        if article.topic_id == self.topic.pk:
            return Step(article, was, skipped="It has this topic already.")
        return Step(article, was, str(self.topic))

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        row = {"was": article.topic_id, "now": self.topic.pk}
        article.topic = self.topic
        save_draft(article, by=by, note=self.label)
        return row

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        if article.topic_id != row["now"]:
            raise ChangedSince("Its topic was changed since.")
        article.topic_id = row["was"]
        save_draft(article, by=by, note="Topic as before a bulk change")


class _TagsChange(Change):
    """Other tags, the same for all. Letters are compared without their case, as tags are."""

    tags: tuple[str, ...]

    def after(self, names: list[str]) -> list[str]:
        """The tags that an article with these `names` has afterwards."""
        raise NotImplementedError

    #: Why nothing happens where nothing would change.
    idle: ClassVar[str]

    def stand(self, article: Article) -> Any:
        return _names(article)

    def foresee(self, article: Article) -> Step:
        names = _names(article)
        after = self.after(names)
        if after == names:
            return Step(article, join(names), skipped=self.idle)
        return Step(article, join(names), join(after))

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        was = _names(article)
        article.tags.set(self.after(was))
        save_draft(article, by=by, note=self.label)
        return {"was": was, "now": sorted(article.tags.names())}

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        if _names(article) != row["now"]:
            raise ChangedSince("Its tags were changed since.")
        article.tags.set(row["was"])
        save_draft(article, by=by, note="Tags as before a bulk change")


def _names(article: Article) -> list[str]:
    # Not `names()`, which asks the database also where the tags are at hand.
    return sorted(tag.name for tag in article.tags.all())


@dataclass(frozen=True)
class AddTags(_TagsChange):
    """More tags."""

    name: ClassVar[str] = "add-tags"
    idle: ClassVar[str] = "It has them already."
    tags: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"Tags added: {join(self.tags)}"[:200]

    def after(self, names: list[str]) -> list[str]:
        known = {name.casefold() for name in names}
        return sorted([*names, *(tag for tag in self.tags if tag.casefold() not in known)])


@dataclass(frozen=True)
class RemoveTags(_TagsChange):
    """Fewer tags."""

    name: ClassVar[str] = "remove-tags"
    idle: ClassVar[str] = "It has none of them."
    tags: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"Tags removed: {join(self.tags)}"[:200]

    def after(self, names: list[str]) -> list[str]:
        gone = {tag.casefold() for tag in self.tags}
        return [name for name in names if name.casefold() not in gone]


@dataclass(frozen=True)
class ReviewChange(Change):
    """Another date of the next review, or that of its clock. No version holds it."""

    name: ClassVar[str] = "review"
    on: date | None

    @property
    def label(self) -> str:
        return f"Next review: {_spell(self.on)}"

    def stand(self, article: Article) -> Any:
        return str(article.review_due_on)

    def foresee(self, article: Article) -> Step:
        was = _spell(article.review_due_on)
        if article.review_due_on == self.on:
            return Step(article, was, skipped="It is so already.")
        return Step(article, was, _spell(self.on))

    def apply(self, article: Article, *, by: Any) -> dict[str, Any]:
        was = article.review_due_on
        _set_review(article, self.on, by=by)
        return {"was": was and was.isoformat(), "now": self.on and self.on.isoformat()}

    @staticmethod
    def undo(article: Article, row: dict[str, Any], *, by: Any) -> None:
        was, now = (row[name] and date.fromisoformat(row[name]) for name in ("was", "now"))
        if article.review_due_on != now:
            raise ChangedSince("Its next review was changed since.")
        _set_review(article, was, by=by)


def _set_review(article: Article, on: date | None, *, by: Any) -> None:
    article.review_due_on = on
    touch(article, by=by)
    record("changed", article, by=by, detail=f"Next review: {_spell(on)}")


def _spell(on: date | None) -> str:
    return formats.date_format(on, "j F Y") if on else "By the clock"
