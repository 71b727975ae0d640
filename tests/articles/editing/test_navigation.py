"""The way around the desk: what somebody may open and start, and where they are."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from articles.editing.navigation import navigation_of
from articles.reviewing.notices import tell
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def navigation(user, path="/admin/"):
    request = RequestFactory().get(path)
    request.user = user
    return navigation_of(request, admin.site.get_app_list(request))


def places_of(found):
    """The main places and all others."""
    return [*found.main, *(place for group in found.others for place in group.places)]


def labels(places):
    return [place.label for place in places]


def test_editor_finds_every_main_place(editor):
    assert labels(navigation(editor).main) == [
        "Desk",
        "Articles",
        "Guides",
        "Photos",
        "Products",
        "Reports",
        "Review",
        "Log",
        "Bin",
    ]


def test_author_finds_the_places_that_are_open_to_them(author):
    assert labels(navigation(author).main) == [
        "Desk",
        "Articles",
        "Guides",
        "Photos",
        "Products",
        "Bin",
    ]


def test_somebody_without_a_right_finds_the_desk_only():
    stranger = make_user("author")
    stranger.groups.clear()
    found = navigation(stranger)
    assert (labels(found.main), found.others, found.starts) == (["Desk"], (), ())
    assert labels(found.first_steps) == []


def test_every_list_of_the_admin_is_reached_once(admin_user):
    found = navigation(admin_user)
    addresses = [place.address for place in places_of(found)]
    lists = {
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for model in admin.site._registry
    }
    assert sorted(addresses) == sorted(
        {
            *lists,
            *("/admin/", "/admin/reports/", "/admin/review/", "/admin/bin/", "/admin/export/"),
            "/admin/policies/",
        }
    )


def test_other_places_stand_in_groups(admin_user, author):
    groups = {group.label: labels(group.places) for group in navigation(admin_user).others}
    assert groups == {
        "Readers": ["Help lines", "Kits", "Letters", "Mails", "Subscribers"],
        "Addresses": ["Outside links", "Pages not found", "Pings", "Redirects"],
        "Money": ["Earnings reports", "Merchants", "Networks"],
        "People and topics": ["Authors", "Topics", "Tags"],
        "Site": ["Imports", "Publication", "Revisions", "Groups", "Users", "Policies", "Export"],
    }
    assert "Addresses" not in [group.label for group in navigation(author).others]


def test_what_may_be_started_leads_to_its_form(editor, author):
    assert [(place.label, place.address) for place in navigation(editor).starts] == [
        ("New article", "/admin/articles/article/add/"),
        ("New guide", "/admin/guides/guide/add/"),
        ("Import documents", "/admin/articles/import/add/"),
    ]
    assert labels(navigation(author).starts) == ["New article", "Import documents"]


def test_first_steps_are_those_that_somebody_may_take(editor, author):
    assert [place.address for place in navigation(editor).first_steps] == [
        "/admin/articles/publication/",
        "/admin/articles/topic/add/",
        "/admin/articles/author/add/",
        "/admin/policies/",
        "/admin/articles/article/add/",
    ]
    assert labels(navigation(author).first_steps) == ["New article"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/admin/", {"Desk": "page"}),
        ("/admin/articles/article/", {"Articles": "page"}),
        ("/admin/articles/article/1/change/", {"Articles": "true"}),
        ("/admin/bin/", {"Bin": "page"}),
        ("/admin/reports/", {"Reports": "page"}),
        ("/admin/reports/links/", {"Reports": "true"}),
        ("/admin/articles/topic/", {"Topics": "page"}),
        ("/admin/password_change/", {}),
    ],
)
def test_place_where_one_is_is_marked(editor, path, current):
    found = navigation(editor, path)
    places = places_of(found)
    assert {place.label: place.current for place in places if place.current} == current


def test_unread_notices_are_counted_once(author, django_assert_num_queries):
    tell([author], "One.", "/admin/")
    found = navigation(author)
    with django_assert_num_queries(1):
        assert (found.unread, found.unread) == (1, 1)
