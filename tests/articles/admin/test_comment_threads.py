"""What becomes of a comment: answered, changed, deleted, resolved, reopened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Comment
from tests.articles.admin.forms import messages_of, parse
from tests.factories import make_article, make_comment, make_share_link

JSON = {"Accept": "application/json"}


@pytest.fixture
def article(author):
    return make_article(owner=author)


def page_of(article):
    return f"/admin/articles/article/{article.pk}/comments/"


def words(node):
    return " ".join(node.text(separator=" ").split())


def problems_of(response):
    """The errors a page shows."""
    return [words(node) for node in parse(response).css(".errorlist li")]


# Reply


def test_reply_stands_below_what_it_answers(editor_client, editor, article):
    thread = make_comment(article)

    response = editor_client.post(f"{page_of(article)}{thread.pk}/reply/", {"text": "It is."})

    answer = thread.replies.get()
    assert response.url == f"{page_of(article)}#comment-{answer.pk}"
    assert (answer.text, answer.written_by) == ("It is.", editor)


def test_reply_asks_for_its_words_and_shows_what_it_answers(editor_client, article):
    thread = make_comment(article, text="Is this so?", quote="Begin here")

    page = parse(editor_client.get(f"{page_of(article)}{thread.pk}/reply/"))

    main = words(page.css_first("#content-main"))
    assert ("Is this so?" in main, "Begin here" in main) == (True, True)


def test_reply_of_no_words_is_refused(editor_client, article):
    address = f"{page_of(article)}{make_comment(article).pk}/reply/"

    page = editor_client.post(address, {"text": ""})
    answer = editor_client.post(address, {"text": ""}, headers=JSON)

    assert problems_of(page) == ["This field is required."]
    assert (answer.status_code, answer.json()) == (400, {"error": "This field is required."})


def test_reply_is_not_answered_itself(editor_client, article):
    reply = make_comment(article, reply_to=make_comment(article))

    response = editor_client.post(f"{page_of(article)}{reply.pk}/reply/", {"text": "No."})

    assert response.status_code == 404


# One's own words


def test_own_words_can_be_changed_for_a_while(editor_client, editor, article):
    comment = make_comment(article, text="Wrnog", written_by=editor)
    address = f"{page_of(article)}{comment.pk}/edit/"

    page = parse(editor_client.get(address))
    response = editor_client.post(address, {"text": "Wrong"})

    assert page.css_first("textarea").text().strip() == "Wrnog"
    assert response.url == f"{page_of(article)}#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.text == "Wrong"


def test_own_words_stay_after_a_quarter_of_an_hour(editor_client, editor, article):
    long_ago = timezone.now() - timedelta(minutes=15)
    comment = make_comment(article, text="Old", written_by=editor, created_at=long_ago)

    page = editor_client.post(f"{page_of(article)}{comment.pk}/edit/", {"text": "New"})

    errors = problems_of(page)
    assert errors == ["A quarter of an hour has passed: reply to it instead."]
    comment.refresh_from_db()
    assert comment.text == "Old"


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_words_of_others_cannot_be_changed_or_deleted(editor_client, article, author, action):
    comment = make_comment(article, written_by=author)

    response = editor_client.post(f"{page_of(article)}{comment.pk}/{action}/", {"text": "Mine"})

    assert response.status_code == 403
    assert Comment.objects.get().text == "Is this so?"


def test_own_words_can_be_deleted(editor_client, editor, article):
    comment = make_comment(article, written_by=editor)

    response = editor_client.post(f"{page_of(article)}{comment.pk}/delete/")

    assert response.url == page_of(article)
    assert not Comment.objects.exists()


def test_words_of_a_guest_can_be_deleted_by_who_may_change_the_article(editor_client, article):
    link = make_share_link(article)
    comment = make_comment(article, guest_name="Ada", share_link=link)

    editor_client.post(f"{page_of(article)}{comment.pk}/delete/")

    assert not Comment.objects.exists()


def test_what_is_answered_stays(editor_client, editor, article):
    comment = make_comment(article, written_by=editor)
    make_comment(article, reply_to=comment)
    address = f"{page_of(article)}{comment.pk}/delete/"
    message = "It was answered, so it stays. You can resolve it instead."

    page = editor_client.post(address, follow=True)
    answer = editor_client.post(address, headers=JSON)

    assert messages_of(page) == [message]
    assert (answer.status_code, answer.json()) == (409, {"error": message})
    assert Comment.objects.count() == 2


# Resolve, reopen


def test_comment_is_resolved_and_reopened(editor_client, editor, article):
    comment = make_comment(article)
    address = f"{page_of(article)}{comment.pk}"

    response = editor_client.post(f"{address}/resolve/")
    comment.refresh_from_db()
    resolved = (comment.resolved_by, comment.resolved_at is not None)
    answer = editor_client.post(f"{address}/reopen/", headers=JSON).json()
    comment.refresh_from_db()

    assert response.url == f"{page_of(article)}#comment-{comment.pk}"
    assert resolved == (editor, True)
    assert (comment.resolved_by, comment.resolved_at) == (None, None)
    assert "data-resolved" not in answer["html"]


@pytest.mark.parametrize("action", ["delete", "resolve", "reopen"])
def test_what_acts_on_a_comment_is_not_done_by_a_link(editor_client, article, action):
    comment = make_comment(article)

    assert editor_client.get(f"{page_of(article)}{comment.pk}/{action}/").status_code == 405


@pytest.mark.parametrize("action", ["reply", "edit", "delete", "resolve", "reopen"])
def test_comment_of_another_article_is_not_found(editor_client, article, action):
    comment = make_comment()

    response = editor_client.post(f"{page_of(article)}{comment.pk}/{action}/", {"text": "x"})

    assert response.status_code == 404
