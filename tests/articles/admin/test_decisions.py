"""An editor decides about what was submitted: approve, return, publish, schedule."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from articles.models import Article, Notice, Revision, Submission
from articles.publishing.windows import publish, save_revision
from articles.reviewing.submissions import approve, submit
from tests.articles.admin.forms import messages_of, parse
from tests.factories import make_article, make_submission, make_user

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
MEANWHILE = (
    "Nothing was done: it was decided, taken back or submitted anew while you looked at it. "
    "Here is how it stands now."
)


def at(article, page):
    return f"/admin/articles/article/{article.pk}/{page}/"


def texts(response, selector):
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


def change(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


def decide(client, submission, decision, **data):
    data = {"seen": submission.revision_id, "answer": "", "decision": decision} | data
    return client.post(at(submission.article, "review"), data)


@pytest.fixture
def mine(author):
    return make_article(title="Listen", owner=author)


@pytest.fixture
def submission(mine, author):
    return make_submission(mine, submitted_by=author, submitted_at=NOW)


def test_editor_approves(editor_client, editor, author, mine, submission):
    response = decide(editor_client, submission, "approve", answer="Lovely", at="nonsense")
    assert (response.status_code, response.url) == (302, at(mine, "review"))
    found = Submission.objects.get()
    assert (found.outcome, found.answer, found.decided_by) == ("approved", "Lovely", editor)
    assert list(Notice.objects.values_list("user__username", "text")) == [
        ("author", "editor approved “Listen”.")
    ]
    assert Revision.objects.live().count() == 0


def test_editor_returns(editor_client, mine, submission):
    response = decide(editor_client, submission, "return", answer="Name your sources.")
    assert response.url == at(mine, "review")
    found = Submission.objects.get()
    assert (found.outcome, found.answer) == ("returned", "Name your sources.")


def test_editor_returning_without_a_word_is_asked_for_one(editor_client, submission):
    response = decide(editor_client, submission, "return")
    assert texts(response, ".errorlist li") == [
        "Say what is missing: the author has nothing else to go by."
    ]
    assert Submission.objects.get().outcome == "waiting"


def test_editor_says_whether_it_is_shown_as_updated(editor_client, mine, submission):
    with time_machine.travel(NOW, tick=False):
        publish(submission.revision)
    change(mine, title="Another title")
    second = make_submission(mine)

    decide(editor_client, second, "publish", is_update="no")

    live = Revision.objects.live().get()
    assert (live.title, live.modified_at) == ("Another title", NOW)


def test_editor_publishes(editor_client, mine, submission):
    response = decide(editor_client, submission, "publish", answer="Well done")
    assert response.url == at(mine, "review")
    found = Submission.objects.get()
    assert (found.outcome, found.answer) == ("approved", "Well done")
    assert Revision.objects.live().get() == submission.revision
    assert list(Notice.objects.values_list("user__username", "text")) == [
        ("author", "editor published “Listen”.")
    ]


@time_machine.travel(NOW, tick=False)
def test_editor_schedules(editor_client, mine, submission):
    window = {"at": "2026-06-02T09:00:00", "until": "2026-06-03T09:00:00"}
    decide(editor_client, submission, "publish", **window)
    revision = Revision.objects.get()
    starts = datetime(2026, 6, 2, 7, 0, tzinfo=UTC)
    assert (revision.live_from, revision.live_until) == (starts, starts + timedelta(days=1))
    assert Submission.objects.get().outcome == "approved"


def test_editor_publishes_the_version_they_chose(editor_client, mine, submission):
    newest = change(mine, dek="Better")
    decide(editor_client, submission, "publish", version=newest.pk)
    assert Revision.objects.live().get() == newest


def test_editor_publishes_what_was_submitted_by_default(editor_client, mine, submission):
    change(mine, dek="Better")
    decide(editor_client, submission, "publish")
    assert Revision.objects.live().get() == submission.revision


def test_publishing_what_must_be_mended_decides_nothing(editor_client, mine):
    mine.authors.clear()
    submission = make_submission(mine)
    response = decide(editor_client, submission, "publish", answer="Well done")
    assert messages_of(response)[0].startswith("Saved, but not published. Mend this first:")
    assert texts(response, ".errorlist li") == ["It is not published and not decided."]
    assert texts(response, "textarea[name=answer]") == ["Well done"]
    found = Submission.objects.get()
    assert (found.outcome, found.answer) == ("waiting", "")
    assert (Revision.objects.live().count(), Notice.objects.count()) == (0, 0)


def test_deciding_what_was_submitted_anew_meanwhile_shows_it_first(
    editor_client, author, mine, submission
):
    newer = change(mine, dek="Better")
    submit(mine, by=author)
    response = decide(editor_client, submission, "approve", answer="Lovely")
    page = parse(response)
    assert texts(response, ".errorlist li") == [
        "A newer version was submitted meanwhile. Look at it first."
    ]
    assert page.css_first("input[name=seen]").attributes["value"] == str(newer.pk)
    assert texts(response, "textarea[name=answer]") == ["Lovely"]
    assert Submission.objects.get().outcome == "waiting"


def test_deciding_what_was_decided_meanwhile_keeps_the_words(
    editor_client, editor, mine, submission
):
    approve(Submission.objects.get(), by=editor)
    response = decide(editor_client, submission, "return", answer="It took me an hour to write.")
    assert messages_of(response) == [MEANWHILE]
    assert texts(response, ".review-problems .review-note") == ["It took me an hour to write."]
    assert parse(response).css(".review-decision") == []
    assert Submission.objects.get().outcome == "approved"


def test_two_who_decide_at_once_decide_once(editor_client, mine, submission):
    second, others = make_user("editor"), []

    def come_first(execute, sql, *arguments):
        """Approve just before the other decision begins."""
        if sql.startswith("SAVEPOINT") and not others:
            others.append(second)
            approve(Submission.objects.get(), by=second)
        return execute(sql, *arguments)

    with connection.execute_wrapper(come_first):
        response = decide(editor_client, submission, "return", answer="Too long")

    assert messages_of(response) == [MEANWHILE]
    assert texts(response, ".review-problems .review-note") == ["Too long"]
    assert Submission.objects.values_list("outcome", "decided_by").get() == ("approved", second.pk)


def test_author_decides_nothing(author_client, mine, submission):
    assert decide(author_client, submission, "approve").status_code == 403
    assert Submission.objects.get().outcome == "waiting"
