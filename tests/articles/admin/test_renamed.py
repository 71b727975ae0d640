"""Topics and authors that get another address in the desk."""

import pytest

from articles.models import Ping, Redirect
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


def test_the_desk_tells_of_it(editor_client, client):
    topic = make_topic(slug="old", title="A topic")
    address = f"/admin/articles/topic/{topic.pk}/change/"
    data = {"title": "A topic", "slug": "new", "sensitivity": "ordinary", "position": 0}
    response = editor_client.post(address, data, follow=True)
    assert "Readers of <code>/topics/old/</code>" in response.content.decode()
    assert client.get("/topics/old/")["Location"] == "/topics/new/"
    redirect = Redirect.objects.get(path="/topics/old/")
    assert (redirect.note, redirect.created_by.is_staff) == ("A topic has another address.", True)


def test_other_changes_leave_the_address(editor_client):
    topic = make_topic(slug="old", title="A topic")
    address = f"/admin/articles/topic/{topic.pk}/change/"
    data = {"title": "A title", "slug": "old", "sensitivity": "ordinary", "position": 0}
    editor_client.post(address, data)
    assert not Redirect.objects.exists()


def test_search_engines_are_told_of_both_addresses(editor_client, settings):
    settings.SITE_URL, settings.SITE_HOST = "https://example.org", "example.org"
    settings.INDEXNOW_KEY = "k" * 32
    topic = make_topic(slug="old", title="A topic")
    address = f"/admin/articles/topic/{topic.pk}/change/"
    data = {"title": "A title", "slug": "old", "sensitivity": "ordinary", "position": 0}
    editor_client.post(address, data)
    told = Ping.objects.order_by("pk").values_list("service", "address")
    assert [*told] == [("indexnow", "https://example.org/topics/old/")]
    editor_client.post(address, data | {"slug": "new"})
    assert ("indexnow", "https://example.org/topics/new/") in told.all()
