"""Addresses: two pages never share one, and a changed one redirects."""

import pytest

from articles.models import Article
from tests.articles.admin.forms import (
    article_form,
    errors,
    messages_of,
    publish_form,
    still_typed,
)
from tests.factories import make_article, make_author, make_topic, publish_article

ADD = "/admin/articles/article/add/"


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def former(db):
    """A live page under “taken”, whose working copy has moved on to another address."""
    article = publish_article(slug="taken").article
    article.slug = "moved"
    article.save()
    return article


def test_address_of_another_working_copy_is_refused(editor_client):
    make_article(slug="taken")
    data = article_form(slug="taken")
    response = editor_client.post(ADD, data)
    assert errors(response) == {"slug": ["Another article already has this address."]}
    assert still_typed(response, data) == {}


def test_address_another_live_page_still_has_is_refused(editor_client, former):
    article = make_article()
    data = article_form(article, slug="taken")
    response = editor_client.post(change(article), data)
    assert errors(response) == {
        "slug": ["A published page still has this address: choose another."]
    }
    assert still_typed(response, data) == {}


def test_new_article_at_the_address_of_a_live_page_is_not_published(editor_client, former):
    data = article_form(
        slug="taken", introduction="Words.", topic=make_topic().pk, authors=[make_author().pk]
    )
    response = editor_client.post(ADD, data | {"_publish": "on"}, follow=True)
    form = change(Article.objects.latest("pk"))
    assert messages_of(response) == [
        (
            "Saved, but not published. Mend this first:"
            f'<br><a href="{form}#at-slug">Slug</a>: '
            "Another page already has this address: “taken”"
        )
    ]


def test_own_live_address_may_be_taken_back(editor_client, former):
    data = article_form(former, slug="taken")
    assert editor_client.post(change(former), data).status_code == 302


def test_old_address_leads_to_the_new_one_once_it_is_published(editor_client):
    article = publish_article(slug="old").article
    publish_form(editor_client, change(article), article_form(article, slug="new"))
    response = editor_client.get("/articles/old/")
    assert (response.status_code, response.url) == (301, "/articles/new/")


def test_page_with_a_topic_is_refused_at_the_topic(editor_client):
    data = article_form(kind="page", topic=make_topic().pk)
    response = editor_client.post(ADD, data)
    assert errors(response) == {
        "topic": ["Pages such as About stand outside the topics: leave it empty."]
    }
    assert still_typed(response, data) == {}


def test_page_is_published_without_topic_and_author(editor_client):
    data = article_form(kind="page", slug="about", introduction="Who we are.")
    publish_form(editor_client, ADD, data)
    assert "Who we are." in editor_client.get("/about/").text


@pytest.mark.parametrize("slug", ["articles", "admin", "guides", "health", "go", "count"])
def test_page_at_an_address_of_the_site_is_not_published(editor_client, slug):
    data = article_form(kind="page", slug=slug, introduction="Words.", _publish="on")
    response = editor_client.post(ADD, data, follow=True)
    assert f"A part of the site already has this address: “{slug}”" in messages_of(response)[0]
    assert Article.objects.get().revisions.live().count() == 0


@pytest.mark.parametrize("slug", ["two words", "a/b", "größe", "..", ""])
def test_address_that_is_none_is_refused(editor_client, slug):
    assert errors(editor_client.post(ADD, article_form(slug=slug))).keys() == {"slug"}
