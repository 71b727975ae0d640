import pytest

from articles.models import Event
from tests.factories import make_article, publish_article

pytestmark = pytest.mark.django_db


def post(client, article, *others):
    data = {"others": [other.pk for other in others]}
    return client.post(f"/admin/articles/article/{article.pk}/next/", data)


def pinned(article):
    return {row.other for row in article.related.filter(is_pinned=True)}


def test_articles_are_pinned_and_the_log_says_so(editor_client):
    article, one, two = (publish_article().article for _ in range(3))

    response = post(editor_client, article, one, two)

    assert (response.status_code, pinned(article)) == (302, {one, two})
    assert set(Event.objects.first().detail.split("; ")) == {str(one), str(two)}
    page = editor_client.get(response.url).content.decode()
    assert f'<option value="{one.pk}" selected>' in page


def test_pins_are_taken_away(editor_client):
    article, one = make_article(), make_article()
    post(editor_client, article, one)

    post(editor_client, article)

    assert pinned(article) == set()


def test_an_article_is_not_pinned_under_itself(editor_client):
    article = make_article()

    page = post(editor_client, article, article).content.decode()

    assert "An article does not lead to itself." in page
    assert pinned(article) == set()


def test_no_more_are_pinned_than_are_shown(editor_client):
    article, *others = (make_article() for _ in range(5))

    assert "Choose 3 at most" in post(editor_client, article, *others).content.decode()


def test_what_is_no_article_is_told(editor_client):
    response = editor_client.post(
        f"/admin/articles/article/{make_article().pk}/next/", {"others": ["x"]}
    )

    assert response.status_code == 200
    assert "is not a valid value" in response.content.decode()
