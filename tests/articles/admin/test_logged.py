"""What is done at the desk stands in the site's log, once, and in no other."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import RequestFactory
from django.utils import timezone

from articles.admin.logged import LoggedMixin
from articles.models import Event, Topic
from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import article_form, parse, shown
from tests.articles.admin.test_lists import queries
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_guide,
    make_merchant,
    make_product,
    make_topic,
    make_user,
    publish_article,
    upload,
)

TOPICS = "/admin/articles/topic/"
ARTICLES = "/admin/articles/article/"
USERS = "/admin/auth/user/"


def told():
    """The lines of the log, the oldest first, and that Django's own has none."""
    assert LogEntry.objects.count() == 0
    rows = Event.objects.order_by("pk").values_list("by_name", "verb", "label", "detail")
    return [tuple(row) for row in rows]


def send(client, address, **fields):
    """Open a form, type `fields` over and send it."""
    page = client.get(address)
    data = {name: value for name, value in shown(page).items() if name[0] != "_"}
    data |= {box.attributes["name"]: "on" for box in parse(page).css("[type=checkbox][checked]")}
    response = client.post(address, data | fields)
    assert response.status_code == 302, parse(response).css("ul.errorlist")
    return response


def test_whatever_can_be_changed_at_the_desk_is_logged(admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    unlogged = {
        model._meta.model_name
        for model, desk in admin.site._registry.items()
        if not isinstance(desk, LoggedMixin)
        and any(
            (
                desk.has_add_permission(request),
                desk.has_change_permission(request),
                desk.has_delete_permission(request),
            )
        )
    }
    assert unlogged == set()


def test_adding_changing_and_deleting_are_told(editor_client):
    send(editor_client, f"{TOPICS}add/", title="Trust", slug="trust")
    folder = f"{TOPICS}{Topic.objects.get().pk}"
    send(editor_client, f"{folder}/change/", sensitivity="sensitive", description="Words.")
    editor_client.post(f"{folder}/delete/", {"post": "yes"})
    assert told() == [
        ("editor", "added", "Trust", ""),
        (
            "editor",
            "changed",
            "Trust",
            "Description; sensitivity: Sensitive: a reader may be at risk",
        ),
        ("editor", "deleted", "Trust", ""),
    ]


def test_saving_without_a_change_is_not_told(editor_client):
    send(editor_client, f"{TOPICS}{make_topic().pk}/change/")
    assert told() == []


def test_values_are_told_in_words(editor_client):
    shop = make_merchant(name="The Shop", hosts="shop.example.com")
    product = make_product(name="Cards", merchant=make_merchant())
    send(
        editor_client,
        f"/admin/articles/affiliatelink/{product.pk}/change/",
        merchant=shop.pk,
        destination="https://shop.example.com/2",
        active_from_0="2026-06-01",
        active_from_1="08:00",
        active_until_0="",
    )
    assert told() == [
        (
            "editor",
            "changed",
            "Cards",
            (
                "Merchant: The Shop; destination: https://shop.example.com/2; "
                "active from: 1 June 2026, 08:00:00"
            ),
        )
    ]


def test_value_that_is_taken_away_is_none(editor_client):
    author = make_author(name="Maren", user=make_user())
    send(editor_client, f"/admin/articles/author/{author.pk}/change/", user="")
    assert told() == [("editor", "changed", "Maren", "User: none")]


def test_deleting_the_chosen_of_a_list_is_told_of_each(editor_client):
    rows = [make_topic(title=title) for title in ("Trust", "Money")]
    data = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    editor_client.post(TOPICS, data | {"post": "yes"})
    assert sorted(told()) == [
        ("editor", "deleted", "Money", ""),
        ("editor", "deleted", "Trust", ""),
    ]


def test_what_is_changed_in_a_list_is_told(editor_client):
    topic = make_topic(title="Trust", position=1)
    data = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-id": topic.pk,
        "form-0-position": 5,
        "_save": "Save",
    }
    editor_client.post(TOPICS, data)
    assert told() == [("editor", "changed", "Trust", "Position: 5")]


def test_photo_is_told_once_however_it_came(editor_client):
    data = {"alt": "A bench", "credit": "", "upload": upload(image_bytes())}
    editor_client.post("/admin/articles/photo/add/", data)
    data = {"alt": "A lake", "photo": upload(image_bytes())}
    editor_client.post("/admin/text/photo/", data)
    assert told() == [("editor", "added", "A bench", ""), ("editor", "added", "A lake", "")]


# Accounts


def test_who_gets_which_role_is_told(admin_client):
    user = make_user(username="ann")
    groups = [Group.objects.get(name=name).pk for name in ("author", "editor")]
    address = f"{USERS}{user.pk}/change/"
    send(admin_client, address, groups=groups, is_staff="on")
    send(admin_client, address, groups=groups[1:])
    assert told() == [
        ("admin", "changed", "ann", "Staff status: yes; groups: added author, editor"),
        ("admin", "changed", "ann", "Groups: removed author"),
    ]


def test_account_is_told_without_its_password(admin_client):
    passwords = {"password1": "correct horse", "password2": "correct horse"}
    fields = {"username": "ann", "usable_password": "true"} | passwords
    admin_client.post(f"{USERS}add/", fields)
    user = User.objects.get(username="ann")
    admin_client.post(f"{USERS}{user.pk}/password/", passwords | {"usable_password": "true"})
    assert told() == [("admin", "added", "ann", ""), ("admin", "changed", "ann", "Password")]


def test_role_that_is_deleted_is_told(admin_client):
    group = Group.objects.create(name="interns")
    admin_client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    assert told() == [("admin", "deleted", "interns", "")]


# Articles and guides


def test_new_article_is_told_by_its_first_version_only(author_client):
    author_client.post(f"{ARTICLES}add/", article_form(title="Mine"))
    assert told() == [("author", "started", "Mine", "")]


def test_text_is_told_by_its_version_and_the_rest_by_the_form(editor_client, editor):
    article = make_article(title="Mine")
    save_revision(article)
    data = article_form(article, dek="New.", owner=editor.pk, review_due_on="2026-12-01")
    editor_client.post(f"{ARTICLES}{article.pk}/change/", data)
    assert told()[1:] == [
        ("editor", "changed", "Mine", "Next review: 1 December 2026; owner: editor"),
        ("editor", "saved", "Mine", ""),
    ]


def test_preview_is_not_told(editor_client):
    article = make_article()
    data = article_form(article, dek="New.", review_due_on="2026-12-01", _preview="on")
    assert editor_client.post(f"{ARTICLES}{article.pk}/change/", data).status_code == 200
    assert told() == []


def test_who_withdraws_or_calls_off_is_told(editor_client):
    live = publish_article(title="Live").article
    planned = make_article(title="Planned")
    publish(save_revision(planned), at=timezone.now() + timedelta(days=1))
    before = len(told())
    editor_client.post(f"{ARTICLES}{live.pk}/withdraw/")
    editor_client.post(f"{ARTICLES}{planned.pk}/call-off/")
    assert [row[:3] for row in told()[before:]] == [
        ("editor", "withdrew", "Live"),
        ("editor", "called off the schedule of", "Planned"),
    ]


def test_bin_is_told_once(editor_client):
    product = make_product(name="Cards")
    editor_client.post(f"/admin/articles/affiliatelink/{product.pk}/delete/", {"post": "yes"})
    editor_client.post(f"/admin/bin/affiliatelink/{product.pk}/bring-back/")
    assert [row[:3] for row in told()] == [
        ("editor", "deleted", "Cards"),
        ("editor", "brought back", "Cards"),
    ]


# The log of one


def lines(response):
    return [
        " ".join(row.text(separator=" ").split())
        for row in parse(response).css(".log-list tbody tr")
    ]


def test_log_of_an_article_says_who_did_what(editor_client, editor):
    article = make_article(title="Mine", owner=editor)
    save_revision(article, by=editor, note="A first go")
    publish_article(title="Other")
    page = editor_client.get(f"{ARTICLES}{article.pk}/log/")
    assert [line.split(" editor ")[1] for line in lines(page)] == ["started A first go"]


def test_log_that_is_empty_says_so(editor_client):
    page = editor_client.get(f"{ARTICLES}{make_article().pk}/log/")
    assert (lines(page), "Nothing stands in the log of it yet." in page.text) == ([], True)


def test_log_names_deeds_without_their_object(editor_client, editor):
    article = publish_article().article
    editor_client.post(f"{ARTICLES}{article.pk}/comments/", {"text": "So?", "place": ""})
    page = editor_client.get(f"{ARTICLES}{article.pk}/log/")
    assert lines(page)[0].endswith("editor commented So?")


def test_log_is_in_the_menu_of_the_form(editor_client):
    article = make_article()
    page = parse(editor_client.get(f"{ARTICLES}{article.pk}/change/"))
    assert page.css_first(f".bar-menu a[href='{ARTICLES}{article.pk}/log/']").text() == "Log"


def test_log_is_shown_in_pages(editor_client):
    article = make_article()
    for number in range(60):
        article.title = f"Title {number}"
        article.save()
        save_revision(article)
    first, last = (editor_client.get(f"{ARTICLES}{article.pk}/log/?page={n}") for n in (1, 2))
    assert [len(lines(page)) for page in (first, last)] == [50, 10]
    links = [parse(page).css(".log-pages a") for page in (first, last)]
    assert [[link.text() for link in row] for row in links] == [["Older"], ["Newer"]]


def test_log_costs_the_same_with_ten_more_lines(editor_client):
    article = publish_article().article
    address = f"{ARTICLES}{article.pk}/log/"
    before = queries(editor_client, address)
    for number in range(10):
        article.title = f"Title {number}"
        article.save()
        save_revision(article, by=make_user())
    assert queries(editor_client, address) == before


@pytest.mark.parametrize("page", ["log", "history"])
def test_log_of_what_is_not_there_is_not_found(editor_client, page):
    assert editor_client.get(f"{ARTICLES}99/{page}/").status_code == 404


def test_history_of_a_row_is_its_log(editor_client):
    topic = make_topic(title="Trust")
    send(editor_client, f"{TOPICS}{topic.pk}/change/", title="Money")
    page = editor_client.get(f"{TOPICS}{topic.pk}/history/")
    assert [line.split(" editor ")[1] for line in lines(page)] == ["changed Title"]


def test_history_of_a_row_that_is_gone_leads_home(editor_client):
    assert editor_client.get(f"{TOPICS}99/history/").url == "/admin/"


def test_history_of_a_row_is_for_those_who_may_see_it(client, db):
    user = make_user("author")
    user.groups.clear()
    client.force_login(user)
    assert client.get(f"{TOPICS}{make_topic().pk}/history/").status_code == 403


def test_log_of_a_guide_stands_beside_it(editor_client):
    guide = make_guide(title="A course")
    save_revision(guide, by=make_user("editor", username="ann"))
    page = editor_client.get(f"/admin/guides/guide/{guide.pk}/log/")
    assert lines(page)[0].endswith("ann started")
