"""Topics and authors that get another address."""

import pytest

from articles.models import Event, Redirect
from articles.redirects.renaming import rename
from articles.redirects.saving import save_redirect
from tests.factories import make_author, make_topic, publish_article

pytestmark = pytest.mark.django_db

FEEDS = ("rss.xml", "atom.xml", "feed.json")


def give(row, slug):
    """Another slug for a row, as the desk gives it."""
    former = type(row)(slug=row.slug)
    row.slug = slug
    row.save()
    rename(former, row)


@pytest.mark.parametrize(("make", "folder"), [(make_topic, "/topics/"), (make_author, "/authors/")])
def test_page_and_feeds_lead_to_the_new_address(client, make, folder):
    row = make(slug="old")
    publish_article(topic=row) if folder == "/topics/" else publish_article(authors=[row])
    give(row, "new")
    for file in ("", *FEEDS):
        response = client.get(f"{folder}old/{file}")
        assert (response.status_code, response["Location"]) == (301, f"{folder}new/{file}")
        assert client.get(response["Location"]).status_code == 200


def test_no_chain_comes_of_many_names(client):
    topic = make_topic(slug="one")
    give(topic, "two")
    give(topic, "three")
    assert client.get("/topics/one/")["Location"] == "/topics/three/"
    assert client.get("/topics/two/")["Location"] == "/topics/three/"


def test_a_name_that_comes_back_answers_again(client, editor):
    topic = make_topic(slug="one")
    give(topic, "two")
    give(topic, "one")
    assert client.get("/topics/one/").status_code == 200
    assert client.get("/topics/two/")["Location"] == "/topics/one/"
    assert not Redirect.objects.filter(path="/topics/one/").exists()
    assert Event.objects.filter(verb="deleted", label="/topics/one/").count() == 1


def test_two_topics_may_swap_names(client):
    one, two = make_topic(slug="one"), make_topic(slug="two")
    give(one, "between")
    give(two, "one")
    give(one, "two")
    assert client.get("/topics/between/")["Location"] == "/topics/two/"
    assert [client.get(f"/topics/{slug}/").status_code for slug in ("one", "two")] == [200, 200]


def test_redirect_that_slept_under_the_page_leads_to_it_now(client):
    topic = make_topic(slug="old")
    save_redirect(Redirect(path="/topics/old/", target="/articles/", note="Of another time."))
    give(topic, "new")
    assert client.get("/topics/old/")["Location"] == "/topics/new/"
