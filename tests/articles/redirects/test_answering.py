"""What a path answers before any redirect of ours."""

import pytest

from articles.publishing.windows import publish, save_revision, withdraw
from articles.redirects.answering import answer_at
from tests.factories import make_redirect, make_topic, publish_article

pytestmark = pytest.mark.django_db


def test_page_itself_is_asked():
    publish_article(slug="tea")
    withdraw(publish_article(slug="gone").article)
    moved = publish_article(slug="before").article
    moved.slug = "after"
    moved.save()
    publish(save_revision(moved))
    make_topic(slug="home")
    make_redirect(path="/old/")
    paths = [
        *("/articles/tea/", "/topics/home/", "/articles/before/", "/articles/gone/"),
        *("/articles/never/", "/no/such/route/", "/old/", "/what%3F/", "/café/", "/nul%00/"),
    ]
    assert [answer_at(path) for path in paths] == [200, 200, 301, 410, *[404] * 6]
