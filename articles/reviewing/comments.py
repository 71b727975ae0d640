"""Remarks on an article: threads on a passage or a place, of people at the desk and of guests."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from articles.editing.drafts import name_of
from articles.log import record
from articles.models import Article, Comment, ShareLink
from articles.reviewing.anchors import Quote
from articles.reviewing.notices import tell, those_who_may_see

#: One's own words can be changed and deleted for so long.
CHANGEABLE = timedelta(minutes=15)
#: The same words to the same place within this time were sent by a second click.
TWICE_WITHIN = timedelta(minutes=1)
NO_QUOTE = Quote("")


class Answered(Exception):
    """Somebody has answered: what they wrote would go with it."""


@transaction.atomic
def comment_on(
    article: Article, *, by: Any, text: str, place: str = "", quote: Quote = NO_QUOTE
) -> Comment:
    """Write a remark on a place of an article, or on a passage of it; tell those concerned.

    What a second click sends again is not written again.
    """
    columns = {"written_by": by, "text": text, "place": place, **_columns(quote)}
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)  # a second click waits
    if twin := _find_twin(article, **columns):
        return twin
    comment = _write(article, **columns)
    record("commented on", article, by=by, detail=text)
    _tell(comment, f"{name_of(by)} commented on “{article}”", by=by)
    return comment


@transaction.atomic
def comment_as_guest(
    link: ShareLink, *, name: str, text: str, place: str = "", quote: Quote = NO_QUOTE
) -> Comment:
    """Write a remark of somebody who holds `link`, and no second one; tell those concerned."""
    article = link.article
    who = {"guest_name": name, "share_link": link}
    columns = {"text": text, "place": place, **who, **_columns(quote)}
    if twin := _find_twin(article, **columns):
        return twin
    comment = _write(article, **columns)
    record("received a comment on", article, detail=f"{name} (guest): {text}")
    _tell(comment, f"{name} (guest) commented on “{article}”", also=[link.created_by_id])
    return comment


@transaction.atomic
def reply(thread: Comment, *, by: Any, text: str) -> Comment:
    """Answer a remark; one that was resolved is open again. Tell all who wrote in the thread."""
    thread = _lock(thread)
    columns = {"written_by": by, "text": text, "place": thread.place, "reply_to": thread}
    if twin := _find_twin(thread.article, **columns):
        return twin
    if thread.resolved_at:
        reopen(thread, by=by)
    comment = _write(thread.article, **columns)
    record("replied to a comment on", thread.article, by=by, detail=text)
    _tell(comment, f"{name_of(by)} replied to a comment on “{thread.article}”", by=by)
    return comment


@transaction.atomic
def resolve(thread: Comment, *, by: Any) -> None:
    """Mark a remark as dealt with; one that is resolved stays as it is."""
    if _lock(thread).resolved_at:
        return
    _update(thread, resolved_at=timezone.now(), resolved_by=by)
    record("resolved a comment on", thread.article, by=by, detail=thread.text)


@transaction.atomic
def reopen(thread: Comment, *, by: Any) -> None:
    """Open a resolved remark again."""
    if not _lock(thread).resolved_at:
        return
    _update(thread, resolved_at=None, resolved_by=None)
    record("reopened a comment on", thread.article, by=by, detail=thread.text)


@transaction.atomic
def edit(comment: Comment, *, by: Any, text: str) -> None:
    """Put other words in the place of a remark; nobody is told again."""
    record("changed a comment on", comment.article, by=by, detail=f"It was: {comment.text}")
    _update(comment, text=text)


@transaction.atomic
def delete(comment: Comment, *, by: Any) -> None:
    """Delete a remark nobody has answered. Raises `Answered`."""
    if _lock(comment).replies.exists():
        raise Answered
    record("deleted a comment on", comment.article, by=by, detail=comment.text)
    comment.delete()


def is_own(comment: Comment, user: Any) -> bool:
    return comment.written_by_id is not None and comment.written_by_id == user.pk


def may_edit(comment: Comment, user: Any) -> bool:
    """Whether these are this person's own words, not older than 15 minutes."""
    return is_own(comment, user) and timezone.now() < comment.created_at + CHANGEABLE


def may_delete(comment: Comment, user: Any, *, is_keeper: bool) -> bool:
    """Whoever may change the article (`is_keeper`) may delete what guests wrote."""
    return may_edit(comment, user) or (is_keeper and bool(comment.guest_name))


def count_open(article: Article) -> int:
    """How many remarks are not resolved. One query."""
    return article.comments.filter(reply_to=None, resolved_at=None).count()


def comments_address(article: Article) -> str:
    return reverse("admin:articles_article_comments", args=[article.pk])


def address_of(comment: Comment) -> str:
    return f"{comments_address(comment.article)}#comment-{comment.pk}"


def _columns(quote: Quote) -> dict[str, str]:
    return {"quote": quote.text, "before": quote.before, "after": quote.after}


def _find_twin(article: Article, **columns: Any) -> Comment | None:
    """The same remark, if it was written a moment ago and stands open."""
    since = timezone.now() - TWICE_WITHIN
    remarks = article.comments.filter(resolved_at=None, created_at__gt=since)
    return remarks.filter(**{"reply_to": None} | columns).first()


def _write(article: Article, **columns: Any) -> Comment:
    return Comment.objects.create(article=article, **columns)


def _update(comment: Comment, **columns: Any) -> None:
    Comment.objects.filter(pk=comment.pk).update(**columns)


def _lock(comment: Comment) -> Comment:
    """The remark as it is now; nobody answers, resolves or deletes it in the meantime."""
    return Comment.objects.select_for_update().get(pk=comment.pk)


def _tell(comment: Comment, text: str, *, by: Any = None, also: Iterable[int | None] = ()) -> None:
    keys = {*also, *_concerned(comment)}
    people = those_who_may_see(comment.article, keys)
    words = f"{text}: “{Truncator(comment.text).chars(120)}”"
    tell(people, words, address_of(comment), by=by, words=comment.text, may_wait=True)


def _concerned(comment: Comment) -> set[int | None]:
    """The owner, the authors who have logins, and all who wrote in the thread. One query."""
    people = Q(author__articles=comment.article_id)
    if thread := comment.reply_to_id:
        written = Comment.objects.filter(Q(pk=thread) | Q(reply_to=thread))
        people |= Q(pk__in=written.values("written_by"))
    users = get_user_model().objects.filter(people)
    return {comment.article.owner_id, *users.values_list("pk", flat=True)}
