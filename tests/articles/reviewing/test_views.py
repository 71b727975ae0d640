"""The pages on everybody's articles: what waits for review, and what one was told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Notice
from articles.publishing.windows import save_revision
from articles.reviewing.submissions import approve, give_back
from tests.articles.admin.forms import parse
from tests.factories import make_article, make_submission, make_user

QUEUE, NOTICES = "/admin/review/", "/admin/notices/"
NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris


def texts(response, selector):
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


def links(response, selector):
    return [node.attributes["href"] for node in parse(response).css(f"{selector} a")]


def cost(client, address):
    with CaptureQueriesContext(connection) as context:
        client.get(address)
    return len(context)


# What waits


@time_machine.travel(NOW, tick=False)
def test_queue_says_what_waits_since_when_by_whom(editor_client):
    ann = make_user("author", username="ann", first_name="Ann", last_name="Lee")
    articles = [make_article(title=title) for title in ("Listen", "Rest")]
    make_submission(articles[1], submitted_by=ann, submitted_at=NOW - timedelta(hours=1))
    make_submission(articles[0], note="Is it too long?", submitted_at=NOW - timedelta(days=2))
    articles[1].dek = "Better"
    articles[1].save()
    save_revision(articles[1])

    page = editor_client.get(QUEUE)

    assert texts(page, ".review-card") == [
        "Listen Somebody who has left, 30 May, 12:00 (2 days ago) Is it too long?",
        "Rest Ann Lee, today, 11:00 (1 hour ago) · Changed since",
    ]
    assert links(page, ".review-card") == [
        f"/admin/articles/article/{article.pk}/review/" for article in articles
    ]


@time_machine.travel(NOW, tick=False)
def test_queue_says_what_was_decided_lately(editor_client, editor):
    rows = [make_submission(make_article(title=title)) for title in ("Listen", "Rest")]
    give_back(rows[0], by=editor, answer="Too long")
    approve(rows[1], by=editor)

    page = editor_client.get(QUEUE)

    assert texts(page, ".review-line") == [
        "Rest Approved by editor, 1 June, 12:00",
        "Listen Returned with a note by editor, 1 June, 12:00",
    ]
    assert texts(page, ".review-empty") == ["Nothing waits for review."]


def test_queue_that_is_empty_says_so(editor_client):
    page = editor_client.get(QUEUE)
    assert texts(page, ".review-empty") == ["Nothing waits for review."]
    assert texts(page, "#content h2") == []


def test_queue_is_for_editors(author_client, author):
    make_submission(make_article(owner=author))
    assert author_client.get(QUEUE).status_code == 403


def test_queue_costs_the_same_with_ten_more(editor_client, editor):
    def fill():
        make_submission(submitted_by=make_user("author"), note="Please")
        approve(make_submission(submitted_by=make_user("author")), by=editor)

    fill()
    editor_client.get(QUEUE)
    costs = [cost(editor_client, QUEUE)]
    for _ in range(10):
        fill()
    assert costs == [cost(editor_client, QUEUE)]


def test_queue_takes_no_post(editor_client):
    assert editor_client.post(QUEUE).status_code == 405


# What one was told


@pytest.fixture
def told(author):
    """Three notices of the author's, the middle one read, and one of somebody else's."""
    for hour, text in enumerate(("One", "Two", "Three")):
        read_at = NOW if text == "Two" else None
        Notice.objects.create(
            user=author,
            text=text,
            address=f"/admin/articles/article/{hour}/review/",
            created_at=NOW + timedelta(hours=hour),
            read_at=read_at,
        )
    Notice.objects.create(user=make_user("editor"), text="Theirs", address="/admin/")


def test_notices_are_ones_own_the_unread_first(author_client, told):
    page = author_client.get(NOTICES)
    assert texts(page, ".review-line") == [
        "Three 1 June, 14:00",
        "One 1 June, 12:00",
        "Two 1 June, 13:00",
    ]
    assert texts(page, "#content h2") == ["Unread", "Read"]
    assert links(page, ".is-unread") == [
        "/admin/articles/article/2/review/",
        "/admin/articles/article/0/review/",
    ]


def test_notices_say_when_there_is_none(author_client):
    page = author_client.get(NOTICES)
    assert texts(page, ".review-empty") == ["There is nothing you have not read."]
    assert parse(page).css("#content form") == []


def test_notices_are_text(author_client, author):
    Notice.objects.create(user=author, text="<b>“You & I”</b>", address="/admin/")
    assert texts(author_client.get(NOTICES), ".review-line a") == ["<b>“You & I”</b>"]


def test_all_notices_are_marked_as_read(author_client, author, told):
    page = author_client.post("/admin/notices/read/", follow=True)
    assert page.redirect_chain == [(NOTICES, 302)]
    assert texts(page, "#content h2") == ["Unread", "Read"]
    assert texts(page, ".review-empty") == ["There is nothing you have not read."]
    assert list(Notice.objects.filter(read_at=None).values_list("text", flat=True)) == ["Theirs"]


def test_notices_are_not_marked_by_looking(author_client, told):
    author_client.get(NOTICES)
    assert author_client.get("/admin/notices/read/").status_code == 405
    assert Notice.objects.filter(read_at=None).count() == 3


def test_notices_cost_the_same_with_ten_more(author_client, author, told):
    author_client.get(NOTICES)
    costs = [cost(author_client, NOTICES)]
    for number in range(10):
        Notice.objects.create(user=author, text=f"{number}", address="/admin/")
    assert costs == [cost(author_client, NOTICES)]
