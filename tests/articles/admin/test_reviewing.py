"""An article's way from its author to its editors and back, page by page."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.bin import throw_away
from articles.models import Article, Notice, Revision, Submission
from articles.publishing.windows import publish, save_revision
from articles.reviewing.notices import tell
from articles.reviewing.submissions import approve, give_back, submit, take_back
from tests.articles.admin.forms import article_form, messages_of, parse
from tests.factories import make_article, make_comment, make_submission, make_user

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)  # noon in Paris
REVIEWING = re.compile(r"\b[Rr]eview\b|Take back|newer version|Submit")
MEANWHILE = (
    "Nothing was done: it was decided, taken back or submitted anew while you looked at it. "
    "Here is how it stands now."
)


def at(article, page):
    return f"/admin/articles/article/{article.pk}/{page}/"


def texts(response, selector):
    return [" ".join(node.text().split()) for node in parse(response).css(selector)]


def links(response, selector):
    nodes = parse(response).css(f"{selector} a")
    return {node.text().strip(): node.attributes["href"] for node in nodes}


def offers(response, place):
    """The buttons and links of the bar that are about review."""
    nodes = parse(response).css(f"{place} > :is(a, button, input)")
    words = [node.text().strip() or node.attributes.get("value") for node in nodes]
    return [word for word in words if REVIEWING.search(word)]


def bar(response):
    return offers(response, ".bar-actions"), offers(response, ".bar-menu")


def change(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    return save_revision(article)


@pytest.fixture
def mine(author):
    return make_article(title="Listen", owner=author)


@pytest.fixture
def submission(mine, author):
    return make_submission(mine, submitted_by=author, note="Is it too long?", submitted_at=NOW)


# The bar of the form


def test_bar_offers_an_author_to_submit(author_client, mine):
    page = author_client.get(at(mine, "change"))
    assert bar(page) == (["Submit for review …"], ["Review"])


def test_bar_of_a_new_article_offers_an_author_to_submit(author_client):
    page = author_client.get("/admin/articles/article/add/")
    assert bar(page) == (["Submit for review …"], [])


@time_machine.travel(NOW, tick=False)
def test_bar_offers_an_author_to_take_back_what_waits(author_client, mine, submission):
    page = author_client.get(at(mine, "change"))
    assert bar(page) == (["Take back"], ["Submit a newer version …", "Review"])
    assert links(page, ".bar-state") == {
        "Waiting for review since 1 June, 12:00": at(mine, "review")
    }
    assert parse(page).css_first("form#take-back").attributes["action"] == at(mine, "take-back")


def test_bar_offers_an_editor_to_review_what_waits(editor_client, mine, submission):
    page = editor_client.get(at(mine, "change"))
    assert bar(page) == (["Review …"], ["Submit a newer version …", "Take back from review"])


def test_bar_offers_an_editor_where_nothing_waits_in_the_menu(editor_client, mine):
    page = editor_client.get(at(mine, "change"))
    assert bar(page) == ([], ["Submit for review …", "Review"])
    assert parse(page).css("form#take-back") == []


def test_bar_of_a_reader_offers_to_read(client, mine, submission):
    reader = make_user("author")
    reader.groups.clear()
    names = ["view_article", "publish_article"]
    reader.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(reader)
    page = client.get(at(mine, "change"))
    assert bar(page) == ([], ["Review"])


# Submitting


def test_button_of_the_form_saves_and_leads_to_the_page_that_asks(author_client, mine):
    data = article_form(mine, title="Listen well", _submit_review="on")
    response = author_client.post(at(mine, "change"), data)
    assert (response.status_code, response.url) == (302, at(mine, "submit"))
    assert (Revision.objects.get().title, Submission.objects.count()) == ("Listen well", 0)


def test_button_of_a_new_article_saves_and_leads_there_too(author_client):
    data = article_form(_submit_review="on")
    response = author_client.post("/admin/articles/article/add/", data)
    assert response.url == at(Article.objects.get(), "submit")


@time_machine.travel(NOW, tick=False)
def test_submit_page_says_what_is_submitted_and_what_readers_see(author_client, author, mine):
    save_revision(mine, by=author)
    page = author_client.get(at(mine, "submit"))
    assert texts(page, ".review-facts dd") == [
        "The version of today, 12:00 by author, the newest that is saved. Look at the page",
        "Nothing of it.",
    ]
    assert parse(page).css(".finding.is-error") == []


def test_submit_page_leads_to_what_would_change(author_client, mine):
    live = publish(save_revision(mine))
    newer = change(mine, dek="Better")
    page = author_client.get(at(mine, "submit"))
    assert links(page, ".review-facts") == {
        "Look at the page": at(mine, f"revisions/{newer.pk}"),
        "Read it": live.get_absolute_url(),
        "What would change": at(mine, f"compare/{live.pk}/{newer.pk}"),
    }


def test_submit_page_tells_what_keeps_it_from_being_published(author_client, mine):
    mine.authors.clear()
    page = author_client.get(at(mine, "submit"))
    assert texts(page, ".is-error .finding-reason") == ["Name an author."]
    assert texts(page, ".review-facts dd")[0] == "The draft, as it is saved now."
    assert parse(page).css_first("#content-main form") is not None


def test_submit_page_of_what_readers_see_already_says_so(author_client, mine):
    publish(save_revision(mine))
    page = author_client.get(at(mine, "submit"))
    assert texts(page, ".review-empty") == [
        "There is nothing to submit: readers see this version already, or will at its time."
    ]
    assert parse(page).css("#content-main form") == []


def test_submit_page_holds_the_note_of_what_waits(author_client, mine, submission):
    page = author_client.get(at(mine, "submit"))
    assert texts(page, "textarea[name=note]") == ["Is it too long?"]
    assert texts(page, ".review-facts dd")[-1] == "This version. You can write another note."
    change(mine, dek="Shorter")
    page = author_client.get(at(mine, "submit"))
    assert texts(page, ".review-facts dd")[-1] == (
        "An older version. This one takes its place and keeps its turn."
    )


def test_submit_page_after_a_return_asks_for_another_note(author_client, mine, editor, submission):
    give_back(submission, by=editor, answer="Too long")
    page = author_client.get(at(mine, "submit"))
    assert texts(page, "textarea[name=note]") == [""]


def test_author_submits(author_client, author, editor, mine):
    response = author_client.post(at(mine, "submit"), {"note": "Please\r\nlook"}, follow=True)
    assert response.redirect_chain == [(at(mine, "change"), 302)]
    assert messages_of(response) == ["It waits for review now."]
    found = Submission.objects.get()
    assert (found.submitted_by, found.note, found.outcome) == (author, "Please\nlook", "waiting")
    assert Notice.objects.get().user == editor


def test_submitting_nothing_new_says_so(author_client, mine):
    publish(save_revision(mine))
    response = author_client.post(at(mine, "submit"), {"note": ""}, follow=True)
    assert messages_of(response) == [
        "Nothing was submitted: this version is live or scheduled already."
    ]
    assert Submission.objects.count() == 0


def test_note_that_is_too_long_is_shown_again(author_client, mine):
    response = author_client.post(at(mine, "submit"), {"note": "x" * 2001})
    assert texts(response, ".errorlist li") == [
        "Ensure this value has at most 2000 characters (it has 2001)."
    ]
    assert texts(response, "textarea[name=note]") == ["x" * 2001]


# Taking back


def test_author_takes_back(author_client, mine, submission):
    response = author_client.post(at(mine, "take-back"), follow=True)
    assert response.redirect_chain == [(at(mine, "change"), 302)]
    assert messages_of(response) == ["Taken back: it does not wait any more."]
    assert Submission.objects.get().outcome == "taken_back"


def test_taking_back_what_was_decided_says_so(author_client, mine, editor, submission):
    approve(submission, by=editor)
    response = author_client.post(at(mine, "take-back"), follow=True)
    assert response.redirect_chain == [(at(mine, "review"), 302)]
    assert messages_of(response) == [MEANWHILE]
    assert Submission.objects.get().outcome == "approved"


# Looking


@time_machine.travel(NOW, tick=False)
def test_review_page_says_where_it_stands(editor_client, mine, submission):
    make_comment(mine)
    make_comment(mine, resolved_at=NOW)
    page = editor_client.get(at(mine, "review"))
    assert texts(page, ".review-standing, .review-who") == [
        "Waiting for review since 1 June, 12:00",
        "Submitted by author, today, 12:00.",
    ]
    assert texts(page, ".review-note") == ["Note to the editorsIs it too long?"]
    assert links(page, ".review-links") == {
        "Look at the page": at(mine, f"revisions/{submission.revision_id}"),
        "1 open comment": at(mine, "comments"),
    }
    assert texts(page, "input[name=version]") == []


def test_review_page_leads_to_what_it_changes_and_what_was_changed_since(editor_client, mine):
    live = publish(save_revision(mine))
    submitted = change(mine, dek="Better")
    make_submission(mine)
    newest = change(mine, dek="Best")
    page = editor_client.get(at(mine, "review"))
    assert links(page, ".review-links") == {
        "Look at the page": at(mine, f"revisions/{submitted.pk}"),
        "What it changes for readers": at(mine, f"compare/{live.pk}/{submitted.pk}"),
        "What was changed since": at(mine, f"compare/{submitted.pk}/{newest.pk}"),
        "Read the live page": live.get_absolute_url(),
        "Comments: none is open": at(mine, "comments"),
    }
    assert texts(page, ".review-decision fieldset fieldset label") == [
        "The version as it was submitted",
        "The newest version, with what was changed since",
    ]


def test_review_page_of_an_author_decides_nothing(author_client, mine, submission):
    page = author_client.get(at(mine, "review"))
    assert parse(page).css(".review-decision") == []
    assert texts(page, ".review-ways .button") == ["Take back"]
    change(mine, dek="Better")
    page = author_client.get(at(mine, "review"))
    assert texts(page, ".review-ways .button") == ["Submit the newer version …", "Take back"]


@time_machine.travel(NOW, tick=False)
def test_review_page_shows_what_was_said_before(author_client, author, editor, mine, submission):
    give_back(submission, by=editor, answer="Too long")
    page = author_client.get(at(mine, "review"))
    assert texts(page, ".review-standing") == ["Returned with a note by editor, 1 June, 12:00"]
    assert texts(page, ".review-note.is-answer") == ["Note to the authorToo long"]
    assert texts(page, ".review-ways .button") == ["Submit for review …"]
    change(mine, dek="Shorter")
    submit(mine, by=author)
    page = author_client.get(at(mine, "review"))
    assert texts(page, ".review-earlier .review-standing") == [
        "Returned with a note by editor, 1 June, 12:00"
    ]


def test_review_page_where_nothing_was_submitted(editor_client, mine):
    page = editor_client.get(at(mine, "review"))
    assert texts(page, ".review-empty") == ["Nothing of it waits for review."]
    assert links(page, ".review-links") == {"Comments: none is open": at(mine, "comments")}
    assert parse(page).css(".review-decision, .review-earlier") == []


def test_review_page_tells_what_keeps_it_from_being_published(editor_client, mine):
    mine.authors.clear()
    make_submission(mine)
    assert len(texts(editor_client.get(at(mine, "review")), ".finding.is-error")) == 1


def test_notes_are_text(editor_client, mine):
    make_submission(mine, note="<b>“You & I”</b>")
    page = editor_client.get(at(mine, "review"))
    assert texts(page, ".review-note") == ["Note to the editors<b>“You & I”</b>"]


def test_looking_reads_the_notices_that_lead_there(editor_client, editor, mine, submission):
    tell([editor], "It waits", at(mine, "review"))
    tell([editor], "Another", "/admin/articles/article/99/review/")
    editor_client.get(at(mine, "review"))
    unread = Notice.objects.filter(read_at=None)
    assert list(unread.values_list("text", flat=True)) == ["Another"]


def test_review_page_of_what_lies_in_the_bin_is_none(editor_client, mine, submission):
    throw_away(mine)
    assert editor_client.get(at(mine, "review")).status_code == 404


def test_review_page_costs_the_same_with_ten_more(editor_client, editor, mine):
    def fill():
        change(mine, dek=f"{mine.submissions.count()}")
        give_back(make_submission(mine), by=editor, answer="No")
        make_comment(mine)

    def cost():
        make_submission(mine)
        with CaptureQueriesContext(connection) as context:
            editor_client.get(at(mine, "review"))
        take_back(mine, by=editor)
        return len(context)

    fill()
    editor_client.get(at(mine, "review"))
    costs = [cost()]
    for _ in range(10):
        fill()
    assert costs == [cost()]


@pytest.mark.parametrize("page", ["submit", "take-back", "review"])
def test_author_does_nothing_with_somebody_elses_article(author_client, page):
    theirs = make_submission(submitted_at=NOW).article
    change(theirs, dek="Better")
    data = {"note": "Mine", "decision": "approve", "seen": theirs.submissions.get().revision_id}
    assert author_client.post(at(theirs, page), data).status_code == 403
    assert Submission.objects.values_list("outcome", "note").get() == ("waiting", "")
