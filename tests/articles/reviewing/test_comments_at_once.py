"""Two people at one comment at once: both get an answer, and no words are lost."""

import pytest
from django.db import connection
from django.test import Client

from articles.models import Comment, Event
from articles.reviewing.sharing import MAX_COMMENTS
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_article, make_comment, make_share_link, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


@pytest.fixture
def comment():
    return make_comment(make_article(), guest_name="Ada")


@pytest.fixture
def post(comment):
    """Posts to one of the comment's addresses as an editor; returns the status."""
    folder = f"/admin/articles/article/{comment.article_id}/comments/{comment.pk}"

    def post_as_somebody(action, **data):
        client = Client()
        client.force_login(make_user("editor"))
        return lambda: client.post(f"{folder}/{action}/", data).status_code

    return post_as_somebody


def test_comment_is_deleted_once(post):
    statuses = run_together(post("delete"), post("delete"), post("delete"))

    assert sorted(statuses) == [302, 404, 404]
    assert Event.objects.filter(verb="deleted a comment on").count() == 1


def test_what_is_answered_while_it_is_deleted_stays_with_its_answer_or_goes_before_it(post):
    answered, deleted = run_together(post("reply", text="It is."), post("delete"))

    assert (answered, deleted, Comment.objects.count()) in [(302, 302, 2), (404, 302, 0)]


def test_comment_is_resolved_once(post, comment):
    run_together(post("resolve"), post("resolve"))

    comment.refresh_from_db()
    assert comment.resolved_at is not None
    assert Event.objects.filter(verb="resolved a comment on").count() == 1


def test_guests_who_send_at_once_write_no_more_than_is_taken():
    link = make_share_link(make_article(), may_comment=True)
    for _ in range(MAX_COMMENTS - 1):
        make_comment(link.article, guest_name="Ada", share_link=link)

    def say():
        data = {"name": "Ada", "text": "Why?"}
        return Client().post(f"/preview/{link.key}/comment/", data).status_code

    assert sorted(run_together(say, say, say)) == [302, 429, 429]
    assert Comment.objects.count() == MAX_COMMENTS


def test_second_click_at_once_writes_nothing():
    article, client = make_article(), Client()
    client.force_login(make_user("editor"))
    address = f"/admin/articles/article/{article.pk}/comments/"

    answers = run_together(*[lambda: client.post(address, {"text": "Why?"}).url] * 2)

    assert answers == [f"{address}#comment-{Comment.objects.get().pk}"] * 2
