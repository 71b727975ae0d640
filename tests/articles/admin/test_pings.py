"""Pings in the desk: read, filtered, and sent again where they failed."""

import pytest

from articles.models import Ping
from tests.articles.admin.forms import messages_of, parse
from tests.factories import make_ping

LIST = "/admin/articles/ping/"


@pytest.fixture
def failed(db):
    return make_ping(address="https://example.org/tea/", state="failed", attempts=1, error="No.")


def cells(tree, name):
    return [cell.text().strip() for cell in tree.css(f"#result_list .field-{name}")]


def notes(response):
    found = parse(response).css("p:is(.pings-silent, .pings-about)")
    return [" ".join(node.text().split()) for node in found]


def test_list_says_what_failed_and_why(editor_client, failed):
    make_ping(state="received")
    tree = parse(editor_client.get(f"{LIST}?state__exact=failed"))
    found = [cells(tree, name) for name in ("address", "service", "where", "why", "attempts")]
    assert found == [["https://example.org/tea/"], ["IndexNow"], ["Failed"], ["No."], ["1"]]
    assert tree.css("#result_list th a[href*='/ping/']") == []


def test_list_says_why_nobody_is_told(editor_client, failed, settings):
    silent, about = notes(editor_client.get(LIST))
    assert silent == "This site tells nobody what changes: nobody outside can read testserver."
    settings.SITE_HOST, settings.INDEXNOW_KEY = "example.org", "0123456789abcdef"
    assert notes(editor_client.get(LIST)) == [about]
    assert about.endswith("Pings are forgotten after 14 days.")


def test_results_are_counted_where_something_was_searched(editor_client, failed):
    assert parse(editor_client.get(LIST)).css("#toolbar .small") == []
    found = parse(editor_client.get(LIST, {"q": "tea"})).css_first("#toolbar .small")
    assert found.text().startswith("1 result")


def test_actions_are_offered_where_there_are_rows(editor_client, failed):
    assert len(parse(editor_client.get(LIST)).css(".actions")) == 1
    page = parse(editor_client.get(LIST, {"q": "nothing"}))
    assert (page.css(".actions"), page.css_first(".nothing").text()) == (
        [],
        "Nothing here fits. Show everything",
    )


@pytest.mark.parametrize("words", ["tea", "No."])
def test_list_is_searched_by_address_and_reason(editor_client, failed, words):
    make_ping()
    tree = parse(editor_client.get(LIST, {"q": words}))
    assert cells(tree, "address") == ["https://example.org/tea/"]


def test_the_chosen_are_sent_again_where_they_failed(editor_client, failed):
    received = make_ping(state="received")
    data = {"action": "send_again", "_selected_action": [failed.pk, received.pk]}
    response = editor_client.post(LIST, data, follow=True)
    assert messages_of(response) == ["On its way again: 1 ping."]
    assert dict(Ping.objects.values_list("address", "state")) == {
        failed.address: "waiting",
        received.address: "received",
    }


def test_what_was_received_is_not_sent_again(editor_client):
    ping = make_ping(state="received")
    data = {"action": "send_again", "_selected_action": [ping.pk]}
    response = editor_client.post(LIST, data, follow=True)
    assert messages_of(response) == ["On its way again: 0 pings."]
    assert Ping.objects.get().state == "received"


def test_author_sends_nothing_again(author_client, failed):
    data = {"action": "send_again", "_selected_action": [failed.pk]}
    assert author_client.post(LIST, data).status_code == 403
    assert Ping.objects.get().state == "failed"


def test_nobody_adds_changes_or_deletes_one(admin_client, failed):
    pages = ("add/", f"{failed.pk}/change/", f"{failed.pk}/delete/")
    assert [admin_client.get(f"{LIST}{page}").status_code for page in pages] == [404] * 3
    data = {"action": "delete_selected", "_selected_action": [failed.pk], "post": "yes"}
    admin_client.post(LIST, data)
    assert Ping.objects.count() == 1
