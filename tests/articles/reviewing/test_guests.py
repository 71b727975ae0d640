"""A shared link shows the page as it would be, to whoever holds it, and nothing else."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Comment, Revision
from articles.publishing.pages import DATE_SLOT
from articles.publishing.snapshot import freeze, take
from articles.publishing.windows import publish, save_revision
from articles.reading import fill
from articles.reviewing.sharing import MAX_COMMENTS, revoke
from tests.articles.admin.forms import article_form, parse, text_of
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_photo,
    make_product,
    make_share_link,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A working copy that uses a little of everything."""
    make_product(slug="cards")
    return make_article(
        slug="draft",
        title="A draft nobody knows",
        topic=make_topic(),
        authors=[make_author(photo=make_photo(), bio="Wrote [it](go:cards).")],
        hero=make_photo(),
        introduction="[Cards](go:cards), [itself](article:draft), proof.[^study]",
        sections=[("One", "### Deeper\n\n| a |\n| - |\n| b |"), ("Two", "::: offer cards\n:::")],
        faqs=[("Why?", "So.")],
        references=[{"key": "study", "title": "A study", "accessed_on": "2026-01-02"}],
    )


@pytest.fixture
def link(article):
    """A link to the draft, whose readers may comment."""
    return make_share_link(article, may_comment=True)


def path_of(link):
    return f"/preview/{link.key}/"


def say(client, link, **data):
    return client.post(f"{path_of(link)}comment/", {"name": "Ada", "text": "Why?"} | data)


# The page


def test_preview_body_is_the_published_body(client, article):
    link = make_share_link(article)

    before = client.get(path_of(link)).content.decode()
    revision = publish(save_revision(article))
    after = client.get(path_of(link)).content.decode()
    exact = client.get(path_of(make_share_link(article, revision=revision))).content.decode()
    page = client.get("/articles/draft/").content.decode()

    # One stored text: only its date, a link to a page not yet public, and for which page clicks
    # count depend on where and when it is read.
    own = {("article", article.pk): "/articles/draft/"}
    assert revision.html == freeze(take(article)).columns["html"]
    assert fill(revision.html, {}, None) in before
    assert fill(revision.html, own, revision) in after
    assert fill(revision.html, own, revision) in exact
    assert fill(revision.html, own, revision, revision.source) in page
    assert revision.html.count(DATE_SLOT) == 1


def test_link_shows_the_draft_as_it_is_saved_at_that_moment(client, article, link):
    publish(save_revision(article))
    Article.objects.filter(pk=article.pk).update(title="Changed since")

    assert "<h1>Changed since</h1>" in client.get(path_of(link)).content.decode()


def test_link_to_a_version_shows_that_version(client, article):
    link = make_share_link(article, revision=save_revision(article))
    Article.objects.filter(pk=article.pk).update(title="Changed since")
    save_revision(Article.objects.get(pk=article.pk))

    assert "<h1>A draft nobody knows</h1>" in client.get(path_of(link)).content.decode()


@time_machine.travel("2026-03-03T12:00:00+00:00", tick=False)
def test_preview_says_what_it_shows_and_for_how_long(client, article):
    draft = make_share_link(article)
    version = make_share_link(article, revision=save_revision(article))

    before = [parse(client.get(path_of(link))) for link in (draft, version)]
    publish(version.revision)
    after = parse(client.get(path_of(version)))

    assert [page.css_first(".preview-bar > p").text() for page in (*before, after)] == [
        "Preview: this is not published.",
        "Preview: this is not published. It was saved on 3 March 2026 at 13:00.",
        "Preview: readers see this version now. It was saved on 3 March 2026 at 13:00.",
    ]
    ends = after.css(".preview-bar > p")[1].text()
    assert ends == "This link works until 10 March 2026, 13:00."


def test_preview_of_what_readers_see_has_the_dates_they_see(client, article, link):
    publish(save_revision(article), dated=datetime(2026, 2, 2, 12, tzinfo=UTC))

    assert text_of(client.get(path_of(link)).text, ".date") == "Published 2 February 2026"


def is_private(response):
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    return [response[name] for name in names] == ["no-store", "noindex, nofollow", "no-referrer"]


@pytest.mark.parametrize("may_comment", [True, False])
def test_preview_is_kept_and_found_by_nobody(client, article, may_comment):
    response = client.get(path_of(make_share_link(article, may_comment=may_comment)))

    assert is_private(response)
    assert response.cookies == {}
    page = parse(response)
    assert "noindex" in page.css_first('meta[name="robots"]').attributes["content"]
    assert page.css('link[rel="canonical"]') == []


@pytest.mark.parametrize("data", [{}, {"website": "https://spam.example.com"}, {"text": ""}])
def test_answers_to_a_comment_are_kept_and_found_by_nobody(client, link, data):
    assert is_private(say(client, link, **data))


def test_what_must_be_mended_is_told_to_editors_alone(editor_client, article, link):
    Article.objects.filter(pk=article.pk).update(introduction="[a](go:nothing)")
    article.refresh_from_db()

    form = article_form(article, _preview="on")
    own = editor_client.post(f"/admin/articles/article/{article.pk}/change/", form).text
    shared = editor_client.get(path_of(link)).text

    problem = "There is no product of this name"
    assert (problem in own, problem in shared) == (True, False)


def test_preview_makes_no_revision(client, link):
    client.get(path_of(link))

    assert not Revision.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_preview_only_shows(client, link, method):
    assert getattr(client, method)(path_of(link)).status_code == 405


def test_preview_answers_head_which_is_no_opening(client, link):
    response = client.head(path_of(link))
    link.refresh_from_db()
    after_head = link.opened_at
    client.get(path_of(link))
    link.refresh_from_db()

    assert (response.status_code, response.content, after_head) == (200, b"", None)
    assert link.opened_at is not None


def test_link_that_is_over_says_so_and_shows_nothing(client, editor, article, link):
    revoke(link, by=editor)

    response = client.get(path_of(link))

    page = parse(response)
    assert (response.status_code, page.css_first("h1").text()) == (404, "This preview is over")
    assert (is_private(response), is_private(say(client, link))) == (True, True)
    assert article.title not in response.content.decode()
    assert "noindex" in page.css_first('meta[name="robots"]').attributes["content"]


def test_link_outlives_a_change_of_slug(client, article, link):
    Article.objects.filter(pk=article.pk).update(slug="renamed")

    assert client.get(path_of(link)).status_code == 200


@pytest.mark.parametrize(
    "key", ["nonsense", "a:b:c", "%00%ff%20", "٣:é:\u202e", "x" * 20_000, "1", "-1"]
)
def test_key_that_is_none_is_not_found(client, link, article, key):
    response = client.get(f"/preview/{key}/")
    answer = client.post(f"/preview/{key}/comment/", {"name": "Ada", "text": "Why?"})

    assert (response.status_code, answer.status_code) == (404, 404)
    assert article.title not in response.content.decode()


def test_key_is_told_apart_by_case(client, article):
    make_share_link(article, key="AbCdEfGhIjKl")

    assert client.get("/preview/abcdefghijkl/").status_code == 404


def test_draft_with_a_link_is_nowhere_else(client, article, link):
    author, topic = article.authors.get(), article.topic
    addresses = [
        "/",
        "/articles/",
        author.get_absolute_url(),
        topic.get_absolute_url(),
        "/guides/",
        "/robots.txt",
    ]

    pages = [client.get(address).content.decode() for address in addresses]

    assert [page for page in pages if article.title in page or link.key in page] == []
    assert client.get("/articles/draft/").status_code == 404
    assert client.get(f"/preview/{article.pk}/").status_code == 404


def test_link_shows_only_its_own_article(client, link):
    other = make_article(title="Another draft")

    assert other.title not in client.get(path_of(link)).content.decode()


def test_preview_costs_the_same_with_more_comments(client, link, django_assert_num_queries):
    make_comment(link.article, guest_name="Ada", share_link=link)
    client.get(path_of(link))
    with CaptureQueriesContext(connection) as queries:
        client.get(path_of(link))
    for _ in range(10):
        make_comment(link.article, guest_name="Ada", share_link=link)

    with django_assert_num_queries(len(queries)):
        client.get(path_of(link))


# What a guest says


def test_guest_comments_by_the_link_and_needs_no_cookie(link):
    client = Client(enforce_csrf_checks=True)

    response = say(client, link, place="introduction", quote="Cards", text="Paid?")

    comment = Comment.objects.get()
    assert response.url == f"{path_of(link)}#comment-{comment.pk}"
    kept = (comment.guest_name, comment.text, comment.place, comment.quote, comment.before)
    assert kept == ("Ada", "Paid?", "introduction", "Cards", "[")
    assert (comment.share_link, comment.written_by, response.cookies) == (link, None, {})


def test_guest_who_is_signed_in_is_a_guest_all_the_same(editor_client, link):
    say(editor_client, link)

    assert Comment.objects.get().written_by is None


def test_guest_comments_on_the_version_that_is_shown(client, article):
    article.sections.update(body="Old words here.")
    link = make_share_link(article, revision=save_revision(article), may_comment=True)
    article.sections.update(body="Quite another text.")

    say(client, link, quote="Old words")

    comment = Comment.objects.get()
    assert (comment.place, comment.after) == (f"sections:{article.sections.first().key}", " here.")


def test_guests_see_what_guests_of_their_link_said_as_text(client, link, editor):
    say(client, link, name="<b>Ada</b>", text="<i>Why?</i>", quote="<u>?</u>")
    make_comment(link.article, written_by=editor, text="Among ourselves")

    page = parse(client.get(path_of(link)))

    assert [node.text() for node in page.css(".talk-text")] == ["<i>Why?</i>"]
    assert page.css(".talk b, .talk i, .talk u") == []
    assert "Among ourselves" not in page.html


def test_link_without_comments_has_no_form_and_takes_none(client, article):
    link = make_share_link(article)

    page = parse(client.get(path_of(link)))

    assert page.css("form, .talk") == []
    assert say(client, link).status_code == 403
    assert not Comment.objects.exists()


def test_comment_by_a_link_that_is_over_is_not_taken(client, editor, link):
    revoke(link, by=editor)

    assert say(client, link).status_code == 404
    assert not Comment.objects.exists()


def test_comment_is_not_left_by_a_link(client, link):
    assert client.get(f"{path_of(link)}comment/").status_code == 405


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "\u202e\u200b"}, "Say who you are."),
        ({"name": "x" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
        ({"text": " "}, "This field is required."),
        (
            {"place": "sections:nowhere"},
            "Select a valid choice. sections:nowhere is not one of the available choices.",
        ),
        ({"text": "a\0"}, "Null characters are not allowed."),
    ],
    ids=["no name", "invisible name", "long name", "no words", "no such place", "null"],
)
def test_comment_that_cannot_be_is_refused_and_stays_written(client, link, data, error):
    response = say(client, link, **({"text": "Long thought"} | data))

    page = parse(response)
    assert response.status_code == 422
    assert [node.text() for node in page.css(".talk .errorlist li")] == [error]
    if "text" not in data:
        assert page.css_first("textarea[name=text]").text().strip() == "Long thought"
    assert not Comment.objects.exists()


def test_name_loses_what_turns_or_breaks_what_stands_around_it(client, link):
    say(client, link, name=" Ada\u202e\n Lovelace ")

    assert Comment.objects.get().guest_name == "Ada Lovelace"


def test_machine_that_fills_in_everything_is_none_the_wiser(client, link):
    response = say(client, link, website="https://spam.example.com")

    assert (response.status_code, response.url) == (302, path_of(link))
    assert not Comment.objects.exists()


def test_more_comments_than_people_write_are_refused_and_stay_written(client, link):
    for _ in range(MAX_COMMENTS):
        make_comment(link.article, guest_name="Ada", share_link=link)

    response = say(client, link, text="One more")

    assert response.status_code == 429
    assert f"More than {MAX_COMMENTS} comments came within an hour." in response.text
    assert parse(response).css_first("textarea[name=text]").text().strip() == "One more"
    assert Comment.objects.count() == MAX_COMMENTS
