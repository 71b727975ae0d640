"""Pages that need both apps, or none."""

import pytest
from django.views.defaults import server_error

from articles.models import Publication
from articles.publishing.windows import save_revision
from tests.articles.admin.forms import parse
from tests.factories import (
    make_article,
    make_photo,
    make_publication,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_the_latest_and_the_guides(client):
    make_publication(name="The Gazette", tagline="In plain words")
    article = publish_article(title="Saying sorry", dek="It takes two", slug="sorry")
    publish_guide(title="After a row", slug="row", chapters=[article.article])

    text = text_of(client, "/")

    for words in (
        "<title>The Gazette: In plain words</title>",
        '<link rel="canonical" href="http://testserver/">',
        'href="/articles/sorry/"',
        "Saying sorry",
        "It takes two",
        'href="/guides/row/"',
        "After a row",
    ):
        assert words in text


def test_home_leads_with_the_newest_of_thirteen(client, time_machine):
    time_machine.move_to("2026-03-03T12:00:00+00:00", tick=False)
    for number in range(15):
        publish_article(title=f"Number {number}")
        time_machine.shift(60)

    context = client.get("/").context

    assert context["lead"].title == "Number 14"
    assert [row.title for row in context["latest"]] == [f"Number {n}" for n in range(13, 1, -1)]


def test_home_of_an_empty_publication(client):
    text = text_of(client, "/")

    assert "Untitled publication" in text


def test_home_without_any_row_at_all(client):
    Publication.objects.all().delete()

    assert "Untitled publication" in text_of(client, "/")


def test_home_shows_no_draft(client):
    save_revision(make_article(title="A draft nobody knows"))

    assert "A draft nobody knows" not in text_of(client, "/")


def test_home_costs_three_queries(client, django_assert_num_queries):
    for _ in range(5):
        publish_article(hero=make_photo())
        publish_guide(hero=make_photo(), chapters=[("Own", "Words.")])

    with django_assert_num_queries(3):
        client.get("/")


def test_robots_are_asked_to_leave_these_alone(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/robots.txt")

    assert (response["Content-Type"], response.content.decode()) == (
        "text/plain; charset=utf-8",
        (
            "User-agent: *\nDisallow: /admin/\nDisallow: /go/\nDisallow: /count/\n\n"
            "Sitemap: http://testserver/sitemap.xml\n"
        ),
    )


def test_health_answers_while_the_database_does(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/health/")

    assert (response.status_code, response.content) == (200, b"ok development\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/robots.txt", "/health/"])
def test_address_can_only_be_read(client, address):
    assert (client.head(address).status_code, client.post(address).status_code) == (200, 405)


def test_server_error_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert (response.status_code, b"<h1>" in response.content) == (500, True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/articles/the-same-fight/", "the same fight"),
        ("/2019/03/Old_Post.html", "old post"),
        ("/123/", ""),
        ("/a/%22%3E%3Cb%3E-more/", "more"),
        (f"/{'word-' * 99}/", " ".join(["word"] * 10)),
    ],
)
def test_page_that_is_not_there_proposes_to_search_for_its_words(client, path, words):
    response = client.get(path)
    assert response.status_code == 404
    form = parse(response).css_first("main form[role=search]")
    assert form.attributes["action"] == "/search/"
    assert form.css_first("input[name=q]").attributes["value"] == words
