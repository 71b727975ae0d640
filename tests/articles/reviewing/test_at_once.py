"""Two people at one article's review at once: one of them decides, the other is told."""

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Notice, Revision, Submission
from articles.publishing.windows import publish
from articles.reviewing.submissions import NotWaiting, approve, give_back, submit, take_back
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_article, make_submission, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


@pytest.fixture
def author():
    return make_user("author", username="author")


@pytest.fixture
def article(author):
    return make_article(title="Listen", owner=author)


def unless_decided(task):
    def run():
        try:
            task()
        except NotWaiting:
            return "too late"
        return "done"

    return run


def told(user):
    return list(Notice.objects.filter(user=user).values_list("text", flat=True))


def test_one_of_three_decides(article, author):
    make_submission(article, submitted_by=author)
    one, two = make_user("editor"), make_user("editor")
    first, second = (Submission.objects.get() for _ in range(2))

    answers = run_together(
        unless_decided(lambda: approve(first, by=one)),
        unless_decided(lambda: give_back(second, by=two, answer="No")),
        unless_decided(lambda: take_back(article, by=author)),
    )

    assert sorted(answers) == ["done", "too late", "too late"]
    assert len(told(author)) == (Submission.objects.get().outcome != "taken_back")


def test_publishing_while_another_decides_breaks_nothing(article, author):
    submission = make_submission(article, submitted_by=author)
    one, two = make_user("editor"), make_user("editor")

    run_together(
        lambda: publish(submission.revision, by=one),
        unless_decided(lambda: give_back(submission, by=two, answer="No")),
    )

    assert Revision.objects.live().count() == 1
    assert Submission.objects.get().outcome in ("approved", "returned")
    assert len(told(author)) == 1


def test_deciding_while_the_author_submits_anew_approves_nothing_unseen(article, author):
    submission = make_submission(article, submitted_by=author)
    editor = make_user("editor")
    Article.objects.update(dek="Quite another text")

    [answer, _] = run_together(
        unless_decided(lambda: approve(submission, by=editor)),
        lambda: submit(article, by=author),
    )

    rows = dict(Submission.objects.values_list("outcome", "revision"))
    newer = Revision.objects.latest("pk").pk
    if answer == "done":
        assert rows == {"approved": submission.revision_id, "waiting": newer}
    else:
        assert rows == {"waiting": newer}


def test_submitting_twice_at_once_tells_once(article, author):
    editor = make_user("editor")

    run_together(*[lambda: submit(article, by=author, note="Please")] * 2)

    assert Submission.objects.count() == 1
    assert told(editor) == ["author submitted “Listen” for review."]


def test_two_editors_who_publish_at_once_are_both_answered(article, author):
    submission = make_submission(article, submitted_by=author)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_user("editor"))
    data = {"seen": submission.revision_id, "decision": "publish", "answer": "Good"}
    address = f"/admin/articles/article/{article.pk}/review/"

    answers = run_together(
        *(lambda client=client: client.post(address, data) for client in clients)
    )

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert Revision.objects.live().count() == 1
    assert len(told(author)) == 1
