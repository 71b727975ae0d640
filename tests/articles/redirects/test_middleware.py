"""Readers are led on where no page is found, and no other request pays for it."""

import pytest

from articles.models import MissedPath, Redirect
from articles.publishing.windows import publish, save_revision, withdraw
from articles.redirects.targets import read_path
from tests.articles.admin.forms import parse
from tests.articles.affiliates.headers import CHROME
from tests.factories import (
    make_guide,
    make_merchant,
    make_redirect,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db


def leads(client, path, **options):
    """The status and where it leads."""
    response = client.get(path, **options)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize(
    "path", ["/old/post/", "/old/post", "/old//post/", "/%6fld/post/", "/old/post/?utm=x"]
)
def test_reader_is_led_on_in_one_step(client, path):
    make_redirect(path="/old/post/", target="https://example.org/new")
    assert leads(client, path) == (301, "https://example.org/new")


@pytest.mark.parametrize("path", ["/caf%E9/", "/caf%e9", "/%80/%C3%A9/"])
def test_address_of_an_old_site_that_is_no_utf8_leads_on(client, path):
    make_redirect(path=read_path(path), target="https://example.org/new")
    assert leads(client, path) == (301, "https://example.org/new")


def test_slash_that_is_missing_takes_no_step_of_its_own(client):
    make_redirect(path="/old/", target="/topics/home/")
    assert leads(client, "/old") == (301, "/topics/home/")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/topics/home/", "/topics/home/?a=b&c"),
        ("/topics/home/#top", "/topics/home/?a=b&c#top"),
        ("/topics/home/?page=2", "/topics/home/?page=2"),
        ("https://example.org/", "https://example.org/"),
        ("/café/", "/caf%C3%A9/?a=b&c"),
    ],
)
def test_query_is_kept_on_our_own_site(client, target, address):
    make_redirect(path="/old/", target=target)
    assert leads(client, "/old/?a=b&c") == (301, address)


def test_redirect_is_kept_by_browsers_for_an_hour(client):
    make_redirect(path="/old/")
    assert client.head("/old/").headers["Cache-Control"] == "max-age=3600"


def test_redirect_to_an_article_survives_its_change_of_address(client):
    article = publish_article(slug="tea").article
    make_redirect(path="/old/", target=f"candor:article/{article.pk}#how")
    article.slug = "green-tea"
    article.save()
    publish(save_revision(article))
    assert leads(client, "/old/") == (301, "/articles/green-tea/#how")


def test_redirect_to_a_guide_leads_to_where_it_is(client):
    guide = publish_guide(make_guide(slug="course", chapters=[("One", "Words.")])).guide
    make_redirect(path="/old/", target=f"candor:guide/{guide.pk}")
    assert leads(client, "/old/") == (301, "/guides/course/")


def test_redirect_to_what_is_not_live_leads_nowhere(client):
    article = publish_article().article
    withdraw(article)
    make_redirect(path="/old/", target=f"candor:article/{article.pk}")
    assert leads(client, "/old/") == (404, None)


def test_address_of_what_was_withdrawn_leads_on(client):
    withdraw(publish_article(slug="gone").article)
    assert leads(client, "/articles/gone/") == (410, None)
    make_redirect(path="/articles/gone/", target="/topics/home/")
    assert leads(client, "/articles/gone/") == (301, "/topics/home/")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/old-kettles/", "This page is gone for good"),
        ("/old-kettles?utm=x", "This page is gone for good"),
        ("/articles/tea/", "Tea"),
    ],
)
def test_address_that_is_gone_for_good_says_so(client, path, said):
    withdraw(publish_article(title="Tea", slug="tea").article)
    for old in ("/old-kettles/", "/articles/tea/"):
        make_redirect(path=old, target="")
    response = client.get(path, headers=CHROME)
    assert (response.status_code, parse(response).css_first("h1").text()) == (410, said)
    assert MissedPath.objects.count() == 0


def test_words_of_what_is_gone_are_ready_to_be_searched_for(client):
    make_redirect(path="/shop/old-kettles.html", target="")
    field = parse(client.get("/shop/old-kettles.html")).css_first("#find")
    assert field.attributes["value"] == "old kettles"


def test_page_that_is_there_is_shown(client):
    publish_article(slug="tea")
    make_redirect(path="/articles/tea/")
    assert leads(client, "/articles/tea/") == (200, None)


def test_site_that_is_a_merchants_by_now_is_not_led_to(client):
    make_redirect(path="/old/", target="https://shop.example.com/")
    make_merchant(hosts="shop.example.com")
    assert leads(client, "/old/") == (404, None)


@pytest.mark.parametrize("path", ["/admin/old/", "/media/old.jpg", "/go/old/"])
def test_what_is_no_page_is_never_redirected(admin_client, path):
    Redirect.objects.bulk_create([Redirect(path=path, target="/topics/home/")])
    assert leads(admin_client, path) == (404, None)


def test_what_is_sent_is_not_led_on(client):
    make_redirect(path="/old/post/")
    assert client.post("/old/post/").status_code == 404


def test_page_that_is_not_found_costs_a_query_for_redirects(client, django_assert_num_queries):
    make_redirect(path="/old/", target="/topics/home/")
    client.get("/no/such/")
    with django_assert_num_queries(2):  # the other is the publication, which the page shows
        client.get("/no/such/")
    with django_assert_num_queries(2):
        client.get("/old/no/../")


def test_path_that_no_redirect_has_is_not_looked_up(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(f"/{'a' * 401}/b/")


def test_miss_of_a_reader_is_noted_once_nothing_leads_on(client):
    make_redirect(path="/old/", target="/topics/home/")
    for path in ("/old/", "/new/"):
        client.get(path, headers=CHROME)
    assert list(MissedPath.objects.values_list("path", "count")) == [("/new/", 1)]


def test_what_is_gone_is_no_miss(client):
    withdraw(publish_article(slug="gone").article)
    client.get("/articles/gone/", headers=CHROME)
    assert MissedPath.objects.count() == 0
