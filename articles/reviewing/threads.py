"""What is said about an article, as its pages show it: threads, in the order of their places."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from articles.editing.drafts import name_of
from articles.models import Article, Comment, ShareLink
from articles.reviewing.anchors import Quote, find
from articles.reviewing.comments import may_delete, may_edit
from articles.reviewing.places import MAX_SOUGHT, Place

#: The newest so many comments of an article are shown.
MAX_SHOWN = 500

WHOLE = Place("", "The article as a whole", "")
GONE = Place("gone", "Sections that are not in the saved text", "")


@dataclass(frozen=True)
class Remark:
    """A comment as a page shows it to one person."""

    comment: Comment
    who: str
    may_edit: bool
    may_delete: bool


@dataclass(frozen=True)
class Thread(Remark):
    """A remark with the answers to it; `has_changed` if its passage is not in the text now."""

    replies: tuple[Remark, ...] = ()
    resolved_by: str = ""
    has_changed: bool = False


@dataclass(frozen=True)
class Group:
    """The threads of one place of an article."""

    place: Place
    open: list[Thread] = field(default_factory=list)
    resolved: list[Thread] = field(default_factory=list)


def threads_of(article: Article, user: Any, *, is_keeper: bool) -> list[Thread]:
    """All that is said about an article, the oldest first, as `user` sees it. One query."""
    rows = Comment.objects.filter(article=article).select_related("written_by", "resolved_by")
    comments = list(reversed(rows.order_by("-created_at", "-pk")[:MAX_SHOWN]))
    replies: dict[int, list[Remark]] = {}
    for comment in comments:
        if comment.reply_to_id:
            remark = Remark(**_facts(comment, user, is_keeper=is_keeper))
            replies.setdefault(comment.reply_to_id, []).append(remark)
    return [
        _make_thread(comment, user, tuple(replies.get(comment.pk, ())), is_keeper=is_keeper)
        for comment in comments
        if not comment.reply_to_id
    ]


def _make_thread(
    comment: Comment, user: Any, replies: tuple[Remark, ...], *, is_keeper: bool
) -> Thread:
    facts = _facts(comment, user, is_keeper=is_keeper)
    # What is answered cannot be deleted: the answers would go with it.
    facts["may_delete"] = facts["may_delete"] and not replies
    resolved_by = name_of(comment.resolved_by) if comment.resolved_by else ""
    return Thread(**facts, replies=replies, resolved_by=resolved_by)


def _facts(comment: Comment, user: Any, *, is_keeper: bool) -> dict[str, Any]:
    return {
        "comment": comment,
        "who": who_wrote(comment),
        "may_edit": may_edit(comment, user),
        "may_delete": may_delete(comment, user, is_keeper=is_keeper),
    }


def who_wrote(comment: Comment) -> str:
    """Whose words these are; runs no query where `written_by` is loaded."""
    if comment.guest_name:
        return f"{comment.guest_name} (guest)"
    return name_of(comment.written_by) if comment.written_by else "Somebody who has left"


def guest_comments(link: ShareLink) -> list[Comment]:
    """What those who hold a link wrote; nothing that is said at the desk. One query."""
    return list(link.comments.all()[:MAX_SHOWN])


def group_by_place(threads: Iterable[Thread], places: list[Place]) -> list[Group]:
    """The threads under their places, in the text's order; empty places are left out.

    Those whose passage is gone are marked, as far as the text to be searched is bounded.
    """
    groups = {place.name: Group(place) for place in (WHOLE, *places, GONE)}
    sought = 0
    for thread in threads:
        group = groups.get(thread.comment.place, groups[GONE.name])
        if thread.comment.resolved_at:
            group.resolved.append(thread)
            continue
        sought += len(group.place.text)
        if sought <= MAX_SOUGHT and is_lost(thread.comment, group.place):
            thread = replace(thread, has_changed=True)  # noqa: PLW2901
        group.open.append(thread)
    return [group for group in groups.values() if group.open or group.resolved]


def is_lost(comment: Comment, place: Place) -> bool:
    """Whether a comment's passage is not in the text of its place any more."""
    quote = Quote(comment.quote, comment.before, comment.after)
    return bool(quote.text) and find(place.text, quote) is None
