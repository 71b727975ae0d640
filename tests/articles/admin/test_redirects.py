"""Redirects at the desk."""

import pytest

from articles.models import Event, Redirect
from articles.publishing.windows import withdraw
from tests.articles.admin.forms import parse
from tests.factories import (
    make_author,
    make_guide,
    make_redirect,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/redirect/"


def cells(response, name):
    found = parse(response).css(f"#result_list .field-{name}")
    return [" ".join(node.text().split()) for node in found]


def test_redirect_is_added_and_told(editor_client, editor):
    article = publish_article(slug="tea").article
    make_redirect(path="/older/", target="/old/")
    data = {"path": "/old", "target": "/articles/tea/", "note": "The blog"}
    response = editor_client.post(f"{LIST}add/", data)
    assert response.status_code == 302
    stable = f"candor:article/{article.pk}"
    columns = ("path", "target", "note", "created_by")
    assert [*Redirect.objects.values_list(*columns)] == [
        ("/old/", stable, "The blog", editor.pk),
        ("/older/", stable, "", None),
    ]
    assert [*Event.objects.order_by("pk").values_list("verb", "label", "by_name")][-2:] == [
        ("changed", "/older/", "editor"),
        ("added", "/old/", "editor"),
    ]


def test_redirect_is_changed_and_deleted(editor_client):
    other = make_user("editor", username="mara")
    redirect = make_redirect(path="/old/", created_by=other)
    data = {"path": "/old/", "target": "https://example.net/", "note": ""}
    editor_client.post(f"{LIST}{redirect.pk}/change/", data)
    redirect.refresh_from_db()
    assert (redirect.target, redirect.created_by) == ("https://example.net/", other)
    editor_client.post(f"{LIST}{redirect.pk}/change/", data | {"is_gone": "on"})
    redirect.refresh_from_db()
    assert redirect.is_gone
    editor_client.post(f"{LIST}{redirect.pk}/delete/", {"post": "yes"})
    assert [*Event.objects.order_by("pk").values_list("verb", "label", "detail")] == [
        ("changed", "/old/", "Leads to"),
        ("changed", "/old/", "Gone for good: yes"),
        ("deleted", "/old/", ""),
    ]
    assert Redirect.objects.count() == 0


def test_circle_is_an_error_at_the_field(editor_client):
    make_redirect(path="/b/", target="/a/")
    response = editor_client.post(f"{LIST}add/", {"path": "/a/", "target": "/b/"})
    error = parse(response).css_first(".field-target .errorlist").text(strip=True)
    assert error == "It would lead back to /a/: /b/ leads there already."


def test_list_says_where_each_leads_now(editor_client):
    live, gone = publish_article(slug="tea").article, publish_article().article
    guide = publish_guide(make_guide(slug="course", chapters=[("One", "Words.")])).guide
    withdraw(gone)
    mara = make_user("editor", first_name="Mara")
    for target in (
        *(f"candor:article/{live.pk}#how", f"candor:guide/{guide.pk}"),
        *(f"candor:article/{gone.pk}", "/topics/home/", "https://example.org/", ""),
    ):
        make_redirect(target=target, created_by=mara)
    page = editor_client.get(LIST)
    assert cells(page, "leads_to") == [
        "Gone for good",
        "https://example.org/ Another site",
        "/topics/home/",
        f"Not live Article {gone.pk}",
        "/guides/course/",
        "/articles/tea/#how",
    ]
    assert {made.rpartition(", ")[2] for made in cells(page, "made")} == {"Mara"}


def test_list_says_which_rest_under_a_page(editor_client, django_assert_max_num_queries):
    publish_article(slug="tea")
    publish_guide(make_guide(slug="course", chapters=[("One", "Words.")]))
    withdraw(publish_article(slug="gone").article)
    make_topic(slug="home")
    make_author(slug="mara")
    answered = ["/articles/tea/", "/guides/course/", "/topics/home/", "/authors/mara/"]
    others = ["/articles/gone/", "/articles/never/", "/topics/garden/", "/old/", "/guides/no/"]
    for path in [*answered, *others]:
        make_redirect(path=path, target="https://example.org/")
    with django_assert_max_num_queries(22):
        page = editor_client.get(LIST)
    rows = zip(cells(page, "path"), cells(page, "leads_to"), strict=True)
    assert {path for path, words in rows if "Rests A page answers" in words} == {*answered}


def test_list_says_when_nobody_made_it(editor_client):
    make_redirect()
    assert cells(editor_client.get(LIST), "made")[0].startswith("today, ")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=page", ["/1/"]),
        ("kind=address", ["/2/"]),
        ("kind=site", ["/3/"]),
        ("kind=gone", ["/4/"]),
        ("kind=none", ["/4/", "/3/", "/2/", "/1/"]),
        ("q=home", ["/2/"]),
    ],
)
def test_list_is_narrowed(editor_client, query, expected):
    targets = ("candor:article/1", "/topics/home/", "https://example.org/", "")
    for number, target in enumerate(targets, 1):
        make_redirect(path=f"/{number}/", target=target)
    assert cells(editor_client.get(f"{LIST}?{query}"), "path") == expected
