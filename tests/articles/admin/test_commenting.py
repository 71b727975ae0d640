"""The page of an article's comments, and the answers its panel gets."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Comment, Notice
from tests.articles.admin.forms import parse
from tests.factories import make_article, make_comment, make_user

JSON = {"Accept": "application/json"}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def article(author):
    return make_article(
        owner=author,
        introduction="Begin here.",
        sections=[("Listen", "Wait until they are done."), ("Answer", "Say it back.")],
        faqs=[("How long?", "Ten minutes.")],
    )


def page_of(article):
    return f"/admin/articles/article/{article.pk}/comments/"


def words(node):
    return " ".join(node.text(separator=" ").split())


def text_of(page, selector):
    return [words(node) for node in page.css(selector)]


# The page


def test_comments_stand_under_their_places_open_ones_first(editor_client, article):
    second = article.sections.last()
    make_comment(article, text="On the second", place=f"sections:{second.key}")
    make_comment(article, text="On all of it")
    make_comment(article, text="Done", place=f"sections:{second.key}", resolved_at=timezone.now())
    make_comment(article, text="On what is gone", place=f"sections:{'0' * 36}")

    page = parse(editor_client.get(page_of(article)))

    groups = {
        words(group.css_first("h2")): text_of(group, "[data-remark-text]")
        for group in page.css("section[aria-labelledby^=place]")
    }
    assert groups == {
        "The article as a whole": ["On all of it"],
        "Answer": ["On the second", "Done"],
        "Sections that are not in the saved text": ["On what is gone"],
    }
    assert text_of(page, "details.resolved [data-remark-text]") == ["Done"]


def test_page_without_comments_says_so(editor_client, article):
    page = parse(editor_client.get(page_of(article)))

    assert "Nobody has commented on this article yet." in words(page.css_first("#content-main"))


def test_page_says_where_a_passage_has_changed(editor_client, article):
    make_comment(article, text="Here", place="introduction", quote="Begin here")
    make_comment(article, text="Gone", place="introduction", quote="It was another beginning")

    page = parse(editor_client.get(page_of(article)))

    lost = {
        words(thread.css_first("[data-remark-text]")): "hidden"
        not in thread.css_first("[data-changed]").attributes
        for thread in page.css("[data-thread]")
    }
    assert lost == {"Here": False, "Gone": True}


def test_page_offers_what_this_person_may_do(author_client, author, article):
    mine = make_comment(article, text="Mine", written_by=author)
    make_comment(
        article, text="Old", written_by=author, created_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    make_comment(article, text="Another's", written_by=make_user("editor"))
    make_comment(article, text="A guest's", guest_name="Ada")
    answered = make_comment(article, text="Answered", written_by=author)
    make_comment(article, text="The answer", written_by=make_user("editor"), reply_to=answered)

    page = parse(author_client.get(page_of(article)))

    offers = {
        words(remark.css_first("[data-remark-text]")): text_of(
            remark, ".remark-actions > a, .remark-actions summary"
        )
        for remark in page.css("[data-remark]")
    }
    assert offers == {
        "Mine": ["Edit", "Delete …"],
        "Old": [],
        "Another's": [],
        "A guest's": ["Delete …"],
        "Answered": ["Edit"],
        "The answer": [],
    }
    assert f"{mine.pk}/delete/" in [form.attributes.get("action") for form in page.css("form")]


def test_markup_in_a_comment_is_shown_as_text(editor_client, article):
    make_comment(article, text="<b>bold</b>", guest_name="<i>Ada</i>", quote="<u>under</u>")

    page = parse(editor_client.get(page_of(article)))

    assert page.css(".thread b, .thread i, .thread u") == []


def test_opening_the_page_reads_its_notices(editor_client, editor, article):
    address = page_of(article)
    Notice.objects.create(user=editor, text="Somebody commented", address=f"{address}#comment-1")
    other = Notice.objects.create(user=editor, text="Elsewhere", address="/admin/")

    editor_client.get(address)

    assert list(Notice.objects.filter(read_at=None)) == [other]


def fill(article, user, count):
    section = article.sections.first()
    for _ in range(count):
        thread = make_comment(
            article, written_by=user, place=f"sections:{section.key}", quote="until they"
        )
        make_comment(article, written_by=user, reply_to=thread)
        make_comment(article, guest_name="Ada", resolved_at=timezone.now(), resolved_by=user)


def test_page_costs_the_same_with_more_comments(
    editor_client, editor, article, django_assert_num_queries
):
    fill(article, editor, 1)
    editor_client.get(page_of(article))
    with CaptureQueriesContext(connection) as queries:
        editor_client.get(page_of(article))
    fill(article, editor, 10)
    with django_assert_num_queries(len(queries)):
        editor_client.get(page_of(article))
    assert len(queries) <= 14


# A new comment


def test_comment_on_a_passage_is_kept_as_the_saved_text_has_it(editor_client, editor, article):
    section = article.sections.first()
    place = f"sections:{section.key}"
    data = {"text": "Always?", "place": place, "quote": "until  they are"}

    response = editor_client.post(page_of(article), data)

    comment = Comment.objects.get()
    assert response.url == f"{page_of(article)}#comment-{comment.pk}"
    assert (comment.written_by, comment.text, comment.place) == (editor, "Always?", place)
    kept = (comment.quote, comment.before, comment.after)
    assert kept == ("until they are", "Wait ", " done.")


def test_comment_on_a_passage_that_is_not_saved_is_kept_as_it_was_sent(editor_client, article):
    data = {
        "text": "New?",
        "place": "introduction",
        "quote": "Words typed\r\njust now",
        "before": "b" * 90,
        "after": "a" * 90,
    }

    editor_client.post(page_of(article), data)

    comment = Comment.objects.get()
    kept = (comment.quote, comment.before, comment.after)
    assert kept == ("Words typed\njust now", "b" * 40, "a" * 40)


def test_passage_pasted_without_a_place_is_found(editor_client, article):
    faq = article.faqs.get()

    editor_client.post(page_of(article), {"text": "Why ten?", "quote": "Ten minutes"})

    assert Comment.objects.get().place == f"faqs:{faq.key}"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": " \n"}, "This field is required."),
        (
            {"text": "x" * 4_001},
            "Ensure this value has at most 4000 characters (it has 4001).",
        ),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        (
            {"text": "Words", "place": "sections:0"},
            "Save the article first: this section is not in it yet.",
        ),
    ],
    ids=["empty", "blank", "long", "null", "no such place"],
)
def test_comment_that_cannot_be_is_refused(editor_client, article, data, error):
    page = editor_client.post(page_of(article), data)
    answer = editor_client.post(page_of(article), data, headers=JSON)

    assert text_of(parse(page), ".errorlist li") == [error]
    assert (answer.status_code, answer.json()) == (400, {"error": error})
    assert not Comment.objects.exists()


def test_panel_gets_its_list_with_the_new_comment(editor_client, article):
    answer = editor_client.post(page_of(article), {"text": "Why?"}, headers=JSON).json()

    assert answer["comment"] == Comment.objects.get().pk
    assert "Why?" in answer["html"]


def test_panel_gets_its_list(editor_client, editor, article):
    address = page_of(article)
    Notice.objects.create(user=editor, text="Somebody commented", address=address)
    make_comment(article, text="Why?")

    answer = editor_client.get(address, headers=JSON).json()

    assert answer.keys() == {"html"}
    assert "Why?" in answer["html"]
    assert not Notice.objects.filter(read_at=None).exists()


# The form


def test_form_of_an_article_has_its_comments(editor_client, article):
    comment = make_comment(article, text="Why?", place="introduction", quote="Begin")

    page = parse(editor_client.get(f"/admin/articles/article/{article.pk}/change/"))

    panel = page.css_first("[data-comments-panel]")
    assert panel.attributes["data-url"] == page_of(article)
    thread = panel.css_first("[data-thread]")
    assert (thread.attributes["data-thread"], thread.attributes["data-on"]) == (
        str(comment.pk),
        "introduction",
    )


def test_form_without_an_article_has_no_comments(editor_client):
    page = parse(editor_client.get("/admin/articles/article/add/"))

    assert page.css("[data-comments-panel]") == []


def test_panel_is_told_when_somebody_is_signed_out(client, article):
    answers = [client.get(page_of(article), headers=JSON)]
    answers.append(client.post(page_of(article), {"text": "Why?"}, headers=JSON))

    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (401, {"error": "You are signed out."})
    ] * 2
    assert not Comment.objects.exists()


def test_author_comments_on_their_own_article_only(article, author):
    client = Client()
    client.force_login(author)
    other = make_article(owner=make_user("editor"))

    answers = [
        client.post(page_of(row), {"text": "Hm."}, headers=JSON).status_code
        for row in (article, other)
    ]

    assert answers == [200, 403]
    assert Comment.objects.get().article == article
