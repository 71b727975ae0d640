"""An author submits, an editor decides; each step is logged, and told to whom it concerns."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.bin import bring_back, throw_away
from articles.models import Article, Event, Notice, Submission
from articles.publishing.windows import call_off, publish, refresh, save_revision, withdraw
from articles.reviewing.standing import review_of, waiting
from articles.reviewing.submissions import (
    NothingNew,
    NotWaiting,
    answer_first,
    approve,
    give_back,
    settle,
    submit,
    take_back,
)
from tests.factories import make_article, make_submission, make_user, publish_article

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def told():
    """Who was told what, in turn."""
    return list(Notice.objects.order_by("pk").values_list("user__username", "text"))


def logged():
    """What the log says of reviewing, in turn."""
    verbs = ["submitted", "took back", "approved", "returned", "published", "scheduled"]
    rows = Event.objects.filter(verb__in=verbs).order_by("pk")
    return list(rows.values_list("by_name", "verb", "detail"))


def change(article, **fields):
    """Save other text of an article as a new version."""
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


def review(article):
    return review_of(article, may_change=True, may_publish=True)


@pytest.fixture
def article(author):
    return make_article(title="Listen", owner=author)


@pytest.fixture
def submission(article, author):
    return make_submission(article, submitted_by=author)


# Submitting


def test_submitting_saves_logs_and_tells_the_editors(article, author, editor):
    found = submit(article, by=author, note="Is it too long?")

    assert found.revision == article.revisions.get()
    assert (found.submitted_by, found.note, found.outcome) == (author, "Is it too long?", "waiting")
    assert told() == [("editor", "author submitted “Listen” for review.")]
    assert logged() == [("author", "submitted", "Is it too long?")]
    assert Notice.objects.get().address == f"/admin/articles/article/{article.pk}/review/"


def test_submitting_tells_every_editor_but_the_one_who_submits(article, editor):
    make_user("editor", username="second")
    make_user("editor", username="gone", is_active=False)
    make_user(username="reader")
    make_user("author", username="other")

    submit(article, by=editor)

    assert told() == [("second", "editor submitted “Listen” for review.")]


def test_submitting_the_same_again_does_nothing(article, author, editor):
    first = submit(article, by=author, note="Please")
    second = submit(article, by=author, note="Please")

    assert (first, len(told()), len(logged())) == (second, 1, 1)


def test_submitting_a_newer_version_keeps_the_turn(article, author, editor):
    first = submit(article, by=author)
    newer = change(article, dek="Better")

    second = submit(article, by=author)

    assert (second.pk, second.revision) == (first.pk, newer)
    assert second.submitted_at == first.submitted_at
    assert told()[1:] == [("editor", "author submitted a newer version of “Listen” for review.")]


def test_submitting_with_another_note_says_so(article, author, editor):
    submit(article, by=author)
    submit(article, by=author, note="It is urgent")

    text = "author wrote another note on “Listen”, which waits for review."
    assert told()[1:] == [("editor", text)]
    assert Submission.objects.get().note == "It is urgent"


def test_submitting_after_a_decision_begins_anew(article, author, editor, submission):
    give_back(submission, by=editor, answer="Too long")
    newer = change(article, dek="Shorter")

    found = submit(article, by=author)

    assert (found.revision, found.outcome, found.answer) == (newer, "waiting", "")
    assert article.submissions.count() == 2


@pytest.mark.parametrize("hours", [0, 1], ids=["live", "scheduled"])
def test_submitting_what_readers_see_or_will_is_refused(article, author, hours):
    publish(save_revision(article), at=timezone.now() + timedelta(hours=hours))

    with pytest.raises(NothingNew):
        submit(article, by=author)

    assert (article.submissions.count(), told(), logged()[1:]) == (0, [], [])


def test_submitting_what_is_live_under_a_version_of_the_systems_is_refused(article, author):
    publish(save_revision(article))
    author_of_it = article.authors.get()
    author_of_it.name = "Somebody else"
    author_of_it.save()
    refresh(article.revisions.live(), note="Renamed")
    assert article.revisions.live().get().is_system

    with pytest.raises(NothingNew):
        submit(article, by=author)


def test_what_was_live_and_is_withdrawn_can_be_submitted(article, author):
    publish(save_revision(article))
    withdraw(article)
    assert submit(article, by=author).outcome == "waiting"


# Taking back


def test_taking_back_logs_and_tells_the_editors(article, author, editor, submission):
    take_back(article, by=author)

    submission.refresh_from_db()
    assert (submission.outcome, submission.decided_by) == ("taken_back", author)
    assert told() == [("editor", "author took “Listen” back from review.")]
    assert logged() == [("author", "took back", "")]
    assert not review(article)


def test_nothing_that_does_not_wait_is_taken_back(article, author, editor, submission):
    approve(submission, by=editor)
    with pytest.raises(NotWaiting):
        take_back(article, by=author)


# Deciding


def test_approving_logs_and_tells_the_author(article, author, editor, submission):
    approve(submission, by=editor, answer="Lovely")

    submission.refresh_from_db()
    assert (submission.outcome, submission.answer) == ("approved", "Lovely")
    assert told() == [("author", "editor approved “Listen”.")]
    assert logged() == [("editor", "approved", "Submitted by author")]


def test_returning_logs_and_tells_the_author(article, author, editor, submission):
    give_back(submission, by=editor, answer="Name your sources.")

    submission.refresh_from_db()
    assert (submission.outcome, submission.answer) == ("returned", "Name your sources.")
    assert told() == [("author", "editor returned “Listen” with a note.")]
    assert logged() == [("editor", "returned", "Name your sources.")]


def test_decision_is_told_to_the_owner_and_to_who_submitted(article, editor):
    second = make_user("editor", username="second")
    submission = make_submission(article, submitted_by=second)
    approve(submission, by=editor)
    assert told() == [("author", "editor approved “Listen”."), ("second", told()[1][1])]


def test_decision_is_told_to_nobody_who_cannot_open_the_article(article, editor):
    former = make_user("author", username="former")
    submission = make_submission(article, submitted_by=former)
    article.owner.groups.clear()
    approve(submission, by=editor)
    assert told() == []


def test_decision_is_not_told_to_the_one_who_decides(editor):
    article = make_article(owner=editor)
    approve(make_submission(article, submitted_by=editor), by=editor)
    assert told() == []


def test_decision_on_what_somebody_who_left_submitted(article, editor):
    approve(make_submission(article), by=editor)
    assert logged() == [("editor", "approved", "")]
    assert told() == [("author", "editor approved “Listen”.")]


@pytest.mark.parametrize("step", [approve, give_back], ids=["approve", "give_back"])
def test_second_of_two_decisions_is_refused(author, editor, submission, step):
    approve(Submission.objects.get(), by=editor)
    with pytest.raises(NotWaiting):
        step(submission, by=editor, answer="Too late")
    assert len(told()) == 1


def test_nothing_is_approved_unseen(article, author, editor, submission):
    change(article, dek="Quite another text")
    submit(article, by=author)

    with pytest.raises(NotWaiting):
        approve(submission, by=editor)

    assert Submission.objects.get().outcome == "waiting"


# Publishing settles what waits


def test_publishing_approves_what_waits_and_tells_the_author_once(
    article, author, editor, submission
):
    publish(submission.revision, by=editor)

    submission.refresh_from_db()
    assert (submission.outcome, submission.decided_by) == ("approved", editor)
    assert told() == [("author", "editor published “Listen”.")]
    assert logged() == [("editor", "published", ""), ("editor", "approved", "Submitted by author")]
    assert not review(article)


@time_machine.travel(NOW, tick=False)
def test_scheduling_approves_what_waits_and_says_when(article, author, editor, submission):
    publish(submission.revision, by=editor, at=NOW + timedelta(days=1))
    assert told() == [("author", "editor scheduled “Listen” for 2 June 2026, 12:00.")]
    assert not review(article)


@time_machine.travel(NOW, tick=False)
def test_approved_and_called_off_it_is_approved_still(article, editor, submission):
    publish(submission.revision, by=editor, at=NOW + timedelta(days=1))
    call_off(article)
    assert review(article).words == "Approved by editor, 1 June, 12:00"


def test_publishing_by_nobody_is_the_systems(article, author, submission):
    publish(submission.revision)
    assert told() == [("author", "The system published “Listen”.")]


def test_publishing_with_an_answer_hands_it_to_the_author(article, editor, submission):
    answer_first(submission, "Well done")
    publish(submission.revision, by=editor)
    submission.refresh_from_db()
    assert (submission.outcome, submission.answer) == ("approved", "Well done")


def test_answer_is_not_written_over_another_decision(editor, submission):
    approve(Submission.objects.get(), by=editor, answer="First")
    with pytest.raises(NotWaiting):
        answer_first(submission, "Second")
    assert Submission.objects.get().answer == "First"


def test_publishing_that_took_long_is_no_decision_after_it(article, editor):
    with time_machine.travel(NOW, tick=False):
        revision = publish(save_revision(article))
    submission = make_submission(article)
    with time_machine.travel(NOW + timedelta(seconds=3), tick=False):
        settle(revision, editor)
    submission.refresh_from_db()
    assert submission.decided_at == revision.live_from == NOW


def test_publishing_where_nothing_waits_tells_nobody(article, editor):
    publish(save_revision(article), by=editor)
    assert (told(), Submission.objects.count()) == ([], 0)


# What else may happen meanwhile


def test_what_lies_in_the_bin_does_not_wait(article, editor, submission):
    throw_away(article, by=editor)
    assert list(waiting()) == []
    bring_back(article, by=editor)
    assert list(waiting()) == [submission]
    approve(submission, by=editor)
    assert told() == [("author", "editor approved “Listen”.")]


def test_withdrawing_leaves_it_waiting(article, author, editor):
    publish(save_revision(article))
    change(article, dek="New")
    submission = submit(article, by=author)
    withdraw(article, by=editor)
    assert list(waiting()) == [submission]


def test_publishing_an_article_that_never_waited_costs_one_query_for_it(
    django_assert_num_queries,
):
    revision = publish_article()
    with django_assert_num_queries(1):
        settle(revision, None)
