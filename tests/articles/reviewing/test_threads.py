"""Remarks as their pages show them."""

import pytest
from django.utils import timezone

from articles.models import Comment
from articles.reviewing import threads as module
from articles.reviewing.places import Place
from articles.reviewing.threads import (
    GONE,
    WHOLE,
    group_by_place,
    guest_comments,
    threads_of,
    who_wrote,
)
from tests.factories import make_article, make_comment, make_share_link, make_user

pytestmark = pytest.mark.django_db

INTRODUCTION = Place("introduction", "Introduction", "Begin with silence, then ask.")
SECTION = Place("sections:1", "Listen", "Wait until they are done.")


@pytest.fixture
def article():
    return make_article()


def shape_of(threads):
    return [(row.comment.text, [reply.comment.text for reply in row.replies]) for row in threads]


def test_threads_stand_in_the_order_they_were_begun(article, editor):
    first, second = make_comment(article, text="One"), make_comment(article, text="Two")
    make_comment(article, text="Two and a half", reply_to=second)
    make_comment(article, text="One and a half", reply_to=first)
    make_comment(article, text="One and three quarters", reply_to=first)
    make_comment(text="Elsewhere")

    found = threads_of(article, editor, is_keeper=True)

    assert shape_of(found) == [
        ("One", ["One and a half", "One and three quarters"]),
        ("Two", ["Two and a half"]),
    ]


def test_threads_cost_one_query(article, editor, django_assert_num_queries):
    for _ in range(5):
        thread = make_comment(article, written_by=make_user(), resolved_by=editor)
        make_comment(article, written_by=make_user(), reply_to=thread)

    with django_assert_num_queries(1):
        threads_of(article, editor, is_keeper=True)


def test_newest_threads_are_shown_where_there_are_too_many(article, editor, monkeypatch):
    monkeypatch.setattr(module, "MAX_SHOWN", 2)
    for text in ("One", "Two", "Three"):
        make_comment(article, text=text)

    assert shape_of(threads_of(article, editor, is_keeper=True)) == [("Two", []), ("Three", [])]


def test_answered_words_are_not_offered_to_be_deleted(article, editor):
    thread = make_comment(article, written_by=editor)
    make_comment(article, written_by=editor, reply_to=thread)

    [row] = threads_of(article, editor, is_keeper=True)

    assert (row.may_edit, row.may_delete, row.replies[0].may_delete) == (True, False, True)


def test_resolved_thread_says_by_whom(article, editor):
    make_comment(article, resolved_at=timezone.now(), resolved_by=make_user(first_name="Ann"))

    [row] = threads_of(article, editor, is_keeper=True)

    assert row.resolved_by == "Ann"


def test_who_wrote_is_told_of_everybody(article):
    comments = [
        make_comment(article, written_by=make_user(first_name="Ann", last_name="Lee")),
        make_comment(article, guest_name="Ada"),
        make_comment(article),
    ]

    names = [who_wrote(comment) for comment in comments]

    assert names == ["Ann Lee", "Ada (guest)", "Somebody who has left"]


def test_guests_see_what_came_by_their_link(article, editor):
    link, other = make_share_link(article), make_share_link(article)
    mine = make_comment(article, guest_name="Ada", share_link=link)
    make_comment(article, guest_name="Bob", share_link=other)
    make_comment(article, written_by=editor)
    make_comment(article, written_by=editor, reply_to=mine)

    assert guest_comments(link) == [mine]


def grouped(article, user):
    groups = group_by_place(threads_of(article, user, is_keeper=True), [INTRODUCTION, SECTION])
    return [
        (
            group.place,
            [(row.comment.text, row.has_changed) for row in group.open],
            [row.comment.text for row in group.resolved],
        )
        for group in groups
    ]


def test_threads_stand_under_their_places(article, editor):
    make_comment(article, text="Gone", place="faqs:9", quote="Ten minutes")
    make_comment(article, text="Here", place="sections:1", quote="until they")
    make_comment(article, text="Changed", place="sections:1", quote="something quite else")
    make_comment(article, text="All")
    make_comment(article, text="Done", place="sections:1", quote="else", resolved_at=timezone.now())

    assert grouped(article, editor) == [
        (WHOLE, [("All", False)], []),
        (SECTION, [("Here", False), ("Changed", True)], ["Done"]),
        (GONE, [("Gone", True)], []),
    ]


def test_passages_are_looked_for_as_far_as_that_is_bounded(article, editor, monkeypatch):
    monkeypatch.setattr(module, "MAX_SOUGHT", len(SECTION.text))
    for text in ("Looked for", "Left alone"):
        make_comment(article, text=text, place="sections:1", quote="something quite else")

    [(_, found, _)] = grouped(article, editor)

    assert found == [("Looked for", True), ("Left alone", False)]
    assert Comment.objects.count() == 2
