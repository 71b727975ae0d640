"""Where articles stand in review, in words, and what one may do about it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Submission
from articles.publishing.windows import publish, refresh, save_revision
from articles.reviewing.standing import earlier_reviews, lately_decided, review_of, waiting
from articles.reviewing.submissions import approve, give_back, submit, take_back
from tests.factories import make_article, make_submission

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def change(article, **fields):
    """Save other text of an article as a new version."""
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


def review(article, **may):
    return review_of(article, **{"may_change": True, "may_publish": True} | may)


@pytest.fixture
def article(author):
    return make_article(title="Listen", owner=author)


@pytest.fixture
def submission(article, author):
    return make_submission(article, submitted_by=author)


def test_what_waits_the_longest_comes_first():
    later = make_submission(submitted_at=NOW + timedelta(hours=1))
    first = make_submission(submitted_at=NOW)
    assert list(waiting()) == [first, later]


def test_lately_decided_are_what_editors_decided(editor, author):
    rows = [make_submission() for _ in range(4)]
    for hour, step in enumerate([approve, give_back]):
        with time_machine.travel(NOW + timedelta(hours=hour), tick=False):
            step(rows[hour], by=editor, answer="So")
    take_back(rows[2].article, by=author)
    assert list(lately_decided()) == [rows[1], rows[0]]


@time_machine.travel(NOW, tick=False)
def test_review_says_where_it_stands(article, author, editor):
    said = [review(article).words]
    submit(article, by=author)
    said.append(review(article).words)
    give_back(Submission.objects.get(), by=editor, answer="Too long")
    said.append(review(article).words)
    assert said == [
        "",
        "Waiting for review since 1 June, 12:00",
        "Returned with a note by editor, 1 June, 12:00",
    ]


@time_machine.travel(NOW, tick=False)
def test_review_by_somebody_who_left_names_nobody(article, editor, submission):
    approve(submission, by=editor)
    editor.delete()
    found = review(article)
    assert (found.words, found.decided_by) == ("Approved, 1 June, 12:00", "Somebody who has left")


@pytest.mark.parametrize(
    ("change_it", "publish_it", "says"),
    [(False, False, "full"), (True, False, "empty"), (False, True, "empty")],
    ids=["as approved", "changed", "published"],
)
def test_approval_says_something_until_it_is_changed_or_published(
    article, editor, submission, change_it, publish_it, says
):
    approve(submission, by=editor)
    if change_it:
        change(article, dek="Other")
    if publish_it:
        publish(submission.revision, by=editor)
    assert bool(review(article)) == (says == "full")


def test_return_says_something_also_of_a_changed_draft(article, editor, submission):
    give_back(submission, by=editor, answer="Too long")
    change(article, dek="Other")
    assert review(article).submission == submission


def test_return_says_something_also_after_the_system_refreshed_the_page(article, author, editor):
    with time_machine.travel(NOW, tick=False):
        publish(save_revision(article))
    change(article, dek="New")
    give_back(submit(article, by=author), by=editor, answer="Too long")
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        author_of_it = article.authors.get()
        author_of_it.name = "Somebody else"
        author_of_it.save()
        refresh(article.revisions.live(), note="Renamed")
        assert review(article).submission.answer == "Too long"


def test_review_knows_what_was_changed_since(article, submission):
    assert (review(article).is_changed, review(article).newest) == (
        False,
        submission.revision_id,
    )
    newer = change(article, dek="Better")
    assert (review(article).is_changed, review(article).newest) == (True, newer.pk)


def test_review_of_a_text_that_is_back_as_submitted_is_unchanged(article, submission):
    change(article, dek="Better")
    change(article, dek="")
    assert review(article).newest == submission.revision_id


MAY = {
    "an author, waiting": ((True, False), "waiting", (True, True, False)),
    "an author, nothing": ((True, False), None, (True, False, False)),
    "an editor, waiting": ((True, True), "waiting", (True, True, True)),
    "an editor, nothing": ((True, True), None, (True, False, False)),
    "a reader, waiting": ((False, False), "waiting", (False, False, False)),
}


@pytest.mark.parametrize("case", MAY)
def test_review_says_what_one_may_do(article, case):
    (may_change, may_publish), state, expected = MAY[case]
    if state:
        make_submission(article)
    found = review(article, may_change=may_change, may_publish=may_publish)
    assert (found.may_submit, found.may_take_back, found.may_decide) == expected


def test_earlier_reviews_are_all_but_the_one_that_is_shown(article, author, editor):
    give_back(submit(article, by=author), by=editor, answer="Too long")
    change(article, dek="Shorter")
    submit(article, by=author)
    now = review(article)
    assert [row.submission.answer for row in earlier_reviews(article, but=now)] == ["Too long"]
    take_back(article, by=author)
    assert len(earlier_reviews(article, but=review(article))) == 2


def test_review_costs_one_query(article, submission, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = review(article)
        assert (found.words, found.submitted_by, found.newest) != ("", "", 0)


@time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC), tick=False)
def test_review_of_another_year_names_it(article):
    make_submission(article, submitted_at=NOW)
    assert review(article).words == "Waiting for review since 1 June 2026, 12:00"
