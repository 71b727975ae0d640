"""What is said of an article, to whom it is told, and what becomes of it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from articles.models import Comment, Event, Notice
from articles.reviewing.anchors import Quote
from articles.reviewing.comments import (
    Answered,
    comment_as_guest,
    comment_on,
    comments_address,
    count_open,
    delete,
    edit,
    may_delete,
    may_edit,
    reopen,
    reply,
    resolve,
)
from tests.factories import make_article, make_author, make_comment, make_share_link, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def article(author):
    return make_article(title="Listening", owner=author)


def told():
    return list(Notice.objects.order_by("user").values_list("user__username", "text"))


def logged():
    return [(str(event), event.detail) for event in Event.objects.order_by("pk")]


def test_comment_is_kept_with_its_passage_and_logged(article, editor):
    quote = Quote("some words", "before ", " after")

    comment = comment_on(article, by=editor, text="Why?", place="introduction", quote=quote)

    comment.refresh_from_db()
    kept = (comment.quote, comment.before, comment.after, comment.place)
    assert kept == ("some words", "before ", " after", "introduction")
    assert (comment.article, comment.written_by, comment.guest_name) == (article, editor, "")
    assert logged() == [("editor commented on Listening", "Why?")]


@time_machine.travel(NOW, tick=False)
def test_comment_sent_by_a_second_click_is_written_once(article, editor, author):
    link = make_share_link(article, created_by=editor, may_comment=True)

    for _ in range(2):
        comment_on(article, by=editor, text="Why?")
        comment_on(article, by=author, text="Why?")
        comment_on(article, by=editor, text="Why?", place="introduction")
        comment_as_guest(link, name="Ada", text="Why?")
        comment_as_guest(link, name="Ben", text="Why?")
        reply(Comment.objects.earliest("pk"), by=editor, text="Why?")

    assert (Comment.objects.count(), Event.objects.count()) == (6, 6)


def test_comment_that_is_said_again_later_is_written(article, editor):
    with time_machine.travel(NOW, tick=False) as clock:
        first = comment_on(article, by=editor, text="Why?")
        clock.shift(timedelta(minutes=2))
        second = comment_on(article, by=editor, text="Why?")
        resolve(second, by=editor)
        third = comment_on(article, by=editor, text="Why?")

    assert len({first.pk, second.pk, third.pk}) == 3


def test_comment_is_told_to_the_owner_and_the_authors(article, editor):
    ben = make_user("editor", username="ben")
    article.authors.add(make_author(user=ben))

    comment = comment_on(article, by=editor, text="Why?")

    text = "editor commented on “Listening”: “Why?”"
    assert told() == [("author", text), ("ben", text)]
    address = f"{comments_address(article)}#comment-{comment.pk}"
    assert set(Notice.objects.values_list("address", flat=True)) == {address}


def test_comment_is_not_told_to_who_wrote_it_or_may_not_see_it(article, author):
    stranger = make_user("author", username="stranger")
    article.authors.add(make_author(user=stranger))

    comment_on(article, by=author, text="Note to myself")

    assert told() == []


def test_comment_is_mailed_once_it_is_saved(article, editor, django_capture_on_commit_callbacks):
    article.owner.email = "author@example.org"
    article.owner.save()

    with django_capture_on_commit_callbacks(execute=True):
        comment_on(article, by=editor, text="Why?\nAnd how?")

    [message] = mail.outbox
    assert message.to == ["author@example.org"]
    assert "Why?\nAnd how?" in message.body


def test_guest_is_known_by_name_and_link(article, editor):
    link = make_share_link(article, created_by=editor)

    comment = comment_as_guest(link, name="Ada", text="Always?", place="introduction")

    assert (comment.guest_name, comment.share_link, comment.written_by) == ("Ada", link, None)
    text = "Ada (guest) commented on “Listening”: “Always?”"
    assert told() == [("author", text), ("editor", text)]
    assert logged() == [("The system received a comment on Listening", "Ada (guest): Always?")]


def test_reply_stands_with_its_thread_and_is_told_to_all_in_it(article, author, editor):
    ben, eve = (make_user("editor", username=name) for name in ("ben", "eve"))
    thread = make_comment(article, written_by=editor, place="introduction")
    make_comment(article, written_by=ben, reply_to=thread)
    make_comment(article, written_by=eve)

    answer = reply(thread, by=author, text="It is.")

    assert (answer.reply_to, answer.place) == (thread, "introduction")
    text = "author replied to a comment on “Listening”: “It is.”"
    assert told() == [("editor", text), ("ben", text)]


def test_reply_opens_what_was_resolved(article, editor):
    thread = make_comment(article, resolved_at=NOW, resolved_by=editor)

    reply(thread, by=editor, text="Not yet.")

    thread.refresh_from_db()
    assert (thread.resolved_at, thread.resolved_by) == (None, None)


@time_machine.travel(NOW, tick=False)
def test_resolved_comment_is_not_counted_as_open(article, editor):
    thread = make_comment(article)
    make_comment(article, reply_to=thread)
    make_comment(article)
    before = count_open(article)

    resolve(thread, by=editor)

    thread.refresh_from_db()
    assert (thread.resolved_at, thread.resolved_by) == (NOW, editor)
    assert (before, count_open(article)) == (2, 1)


def test_resolving_or_reopening_twice_changes_and_logs_nothing_more(article, author, editor):
    thread = make_comment(article)

    reopen(thread, by=author)
    resolve(thread, by=editor)
    resolve(thread, by=author)
    thread.refresh_from_db()
    resolved_by = thread.resolved_by
    reopen(thread, by=author)
    reopen(thread, by=editor)

    assert resolved_by == editor
    assert [line for line, _ in logged()] == [
        "editor resolved a comment on Listening",
        "author reopened a comment on Listening",
    ]


def test_edit_keeps_in_the_log_what_it_was(article, editor):
    comment = make_comment(article, text="Wrnog", written_by=editor)

    edit(comment, by=editor, text="Wrong")

    comment.refresh_from_db()
    assert comment.text == "Wrong"
    assert logged() == [("editor changed a comment on Listening", "It was: Wrnog")]
    assert told() == []


def test_delete_keeps_in_the_log_what_it_was(article, editor):
    delete(make_comment(article, text="Wrong", written_by=editor), by=editor)

    assert not Comment.objects.exists()
    assert logged() == [("editor deleted a comment on Listening", "Wrong")]


def test_delete_of_what_is_answered_is_refused(article, editor):
    comment = make_comment(article)
    make_comment(article, reply_to=comment)

    with pytest.raises(Answered):
        delete(comment, by=editor)

    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(minutes=14, seconds=59), True), (timedelta(minutes=15), False)],
)
@time_machine.travel(NOW, tick=False)
def test_own_words_can_be_changed_for_a_quarter_of_an_hour(article, editor, age, expected):
    comment = make_comment(article, written_by=editor, created_at=NOW - age)

    allowed = (may_edit(comment, editor), may_delete(comment, editor, is_keeper=False))

    assert allowed == (expected, expected)


def test_words_of_others_are_theirs(article, author, editor):
    colleague = make_comment(article, written_by=author)
    guest = make_comment(article, guest_name="Ada", created_at=NOW)

    answers = [
        (may_edit(comment, editor), may_delete(comment, editor, is_keeper=is_keeper))
        for comment in (colleague, guest)
        for is_keeper in (False, True)
    ]

    assert answers == [(False, False), (False, False), (False, False), (False, True)]


def test_words_of_who_has_left_are_nobodys(article):
    comment = make_comment(article)

    assert may_edit(comment, make_user("editor")) is False
