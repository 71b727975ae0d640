"""The log of the whole site: read, searched, exported; never changed, not even by a delete."""

import csv
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.bin import throw_away
from articles.log import record
from articles.models import Event
from tests.articles.admin.forms import parse
from tests.articles.admin.test_lists import queries
from tests.factories import (
    make_article,
    make_guide,
    make_photo,
    make_product,
    make_topic,
    make_user,
    publish_article,
)

LOG = "/admin/articles/event/"
NOW = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past midnight of the second in Paris


@pytest.fixture
def lines(db):
    """Three lines of three people, kinds and days; the last is the system's."""
    ann, ben = (make_user("editor", username=name) for name in ("ann", "ben"))
    for number, (verb, subject, by, detail) in enumerate(
        [
            ("published", make_article(title="Listening"), ann, "From now on"),
            ("changed", make_topic(title="Trust"), ben, "Title"),
            ("withdrew", make_article(title="Money"), None, ""),
        ]
    ):
        with time_machine.travel(NOW.replace(day=number + 1), tick=False):
            record(verb, subject, by=by, detail=detail)


def column(response, name):
    return [node.text() for node in parse(response).css(f"#result_list .field-{name}")]


def exported(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_log_says_who_did_what_to_what_when(editor_client, lines):
    page = editor_client.get(LOG)
    names = ("when", "who", "did", "what", "kind", "detail")
    assert list(zip(*(column(page, name) for name in names), strict=True)) == [
        ("4 Jun 2026, 00:30:00", "The system", "withdrew", "Money", "Article", "-"),
        ("3 Jun 2026, 00:30:00", "ben", "changed", "Trust", "Topic", "Title"),
        ("2 Jun 2026, 00:30:00", "ann", "published", "Listening", "Article", "From now on"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("by=ann", ["Listening"]),
        ("by=-", ["Money"]),
        ("verb=changed", ["Trust"]),
        ("kind=article", ["Money", "Listening"]),
        ("since=2026-06-03", ["Money", "Trust"]),
        ("until=2026-06-02", ["Listening"]),
        ("since=2026-06-03&until=2026-06-03", ["Trust"]),
        ("since=2026-06-03&kind=article", ["Money"]),
        ("since=&until=", ["Money", "Trust", "Listening"]),
        ("by=&verb=&kind=", ["Money", "Trust", "Listening"]),
        ("since=soon", []),
        ("q=trust", ["Trust"]),
        ("q=from+now", ["Listening"]),
        ("q=ben", ["Trust"]),
        ("q=withdrew", ["Money"]),
    ],
)
def test_log_is_searched_by_its_address_and_exported_as_it_is_shown(
    editor_client, lines, query, expected
):
    assert column(editor_client.get(f"{LOG}?{query}"), "what") == expected
    rows = exported(editor_client.get(f"{LOG}export/?{query}"))
    assert [row[3] for row in rows[1:]] == expected


def test_filters_offer_what_the_log_holds(editor_client, lines):
    page = parse(editor_client.get(LOG))
    offered = {
        node.attributes["data-filter-title"]: [link.text() for link in node.css("li a")]
        for node in page.css("#changelist-filter details")
    }
    assert offered == {
        "person": ["All", "The system", "ann", "ben"],
        "what was done": ["All", "Changed", "Published", "Withdrew"],
        "kind": ["All", "Article", "Topic"],
        "date": [],
    }


def test_filters_count_what_they_would_show(editor_client, lines):
    page = parse(editor_client.get(f"{LOG}?_facets=True&since=2026-06-03"))
    links = page.css("[data-filter-title=kind] li a")
    assert [link.text() for link in links] == ["All", "Article (1)", "Topic (1)"]


def test_dates_keep_the_other_choices(editor_client, lines):
    page = parse(editor_client.get(f"{LOG}?kind=article&q=n&since=2026-06-02"))
    fields = {
        node.attributes["name"]: node.attributes.get("value")
        for node in page.css(".log-dates input")
    }
    assert fields == {"kind": "article", "q": "n", "since": "2026-06-02", "until": None}
    assert page.css_first(".log-dates a").attributes["href"] == "?kind=article&q=n"


def test_date_that_is_none_is_told(editor_client, lines):
    page = parse(editor_client.get(f"{LOG}?since=soon"))
    assert page.css_first(".log-dates .errorlist").text(strip=True) == "Enter a valid date."


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("since=9999-12-31&until=9999-12-31", "Choose a day before the year 9000."),
        ("until=9999-12-31", "Choose a day before the year 9000."),
        ("since=0001-01-01", "Choose a day from 1970 on."),
    ],
)
def test_date_beyond_the_calendar_is_told(editor_client, lines, asked, error):
    page = parse(editor_client.get(f"{LOG}?{asked}"))
    assert page.css_first(".log-dates .errorlist").text(strip=True) == error
    assert len(exported(editor_client.get(f"{LOG}export/?{asked}"))) == 1  # the head alone


def test_export_is_of_what_is_shown(editor_client, lines):
    page = parse(editor_client.get(f"{LOG}?by=ann"))
    link = page.css_first(".object-tools a")
    assert (link.text(strip=True), link.attributes["href"]) == (
        "Export these as CSV",
        f"{LOG}export/?by=ann",
    )


@time_machine.travel(NOW, tick=False)
def test_export_is_a_table_for_spreadsheets(editor_client, lines):
    response = editor_client.get(f"{LOG}export/")
    assert (response["Content-Type"], response["Content-Disposition"], response.streaming) == (
        "text/csv; charset=utf-8",
        'attachment; filename="log-2026-06-02.csv"',
        True,
    )
    assert exported(response) == [
        ["When", "Who", "Did", "What", "Kind", "Detail"],
        ["2026-06-04T00:30:00+02:00", "The system", "withdrew", "Money", "Article", ""],
        ["2026-06-03T00:30:00+02:00", "ben", "changed", "Trust", "Topic", "Title"],
        ["2026-06-02T00:30:00+02:00", "ann", "published", "Listening", "Article", "From now on"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_export_holds_no_formula(editor_client, start):
    record("changed", make_article(title=f"{start}1+1"), detail=f"{start}cmd|' /C calc'!A0")
    text = b"".join(editor_client.get(f"{LOG}export/").streaming_content).decode("utf-8-sig")
    [_, row] = csv.reader(text.splitlines(keepends=True))
    assert (row[3], row[5]) == (f"'{start}1+1", f"'{start}cmd|' /C calc'!A0")


def test_export_costs_the_same_with_ten_times_the_lines(editor_client):
    costs = []
    for count in (1, 2500):
        record("changed", make_product())
        event = record("published", publish_article().article, by=make_user())
        Event.objects.bulk_create(
            Event(verb="saved", label="x", by=event.by, content_type=event.content_type)
            for _ in range(count)
        )
        with CaptureQueriesContext(connection) as context:
            exported(editor_client.get(f"{LOG}export/"))
        costs.append(len(context))
    # SQLite and PostgreSQL both read the lines of one query, a thousand at a time.
    assert costs[0] == costs[1]


def test_export_of_what_cannot_be_asked_leads_to_the_log(editor_client):
    assert editor_client.get(f"{LOG}export/?nonsense=1").url == LOG


def test_log_costs_the_same_with_ten_more_lines(editor_client):
    def add():
        for subject in (publish_article().article, make_topic(), make_product(), make_guide()):
            record("changed", subject, by=make_user())

    add()
    before = queries(editor_client, LOG)
    for _ in range(10):
        add()
    assert queries(editor_client, LOG) == before


# Where a line leads


def links(client):
    return {
        node.text(): node.attributes["href"]
        for node in parse(client.get(LOG)).css("#result_list .field-what a")
    }


def test_line_leads_to_what_is_still_there_and_may_be_seen(editor_client):
    topic, gone, user = make_topic(title="Trust"), make_topic(title="Gone"), make_user()
    binned = make_photo(alt="A bench")
    for subject in (topic, gone, user, binned):
        record("changed", subject)
    gone.delete()
    throw_away(binned)
    assert links(editor_client) == {"Trust": f"/admin/articles/topic/{topic.pk}/change/"}


def test_line_of_a_user_leads_there_for_who_may_see_users(admin_client):
    user = make_user(username="ann")
    record("added", user)
    assert links(admin_client) == {"ann": f"/admin/auth/user/{user.pk}/change/"}


def test_line_leads_to_ones_own_for_who_sees_no_others(author_client, author):
    author.user_permissions.add(Permission.objects.get(codename="view_event"))
    own, other = make_article(title="Own", owner=author), make_article(title="Other")
    for subject in (own, other):
        record("saved", subject)
    assert links(author_client) == {"Own": f"/admin/articles/article/{own.pk}/change/"}


def test_line_of_what_is_no_kind_any_more_leads_nowhere(editor_client):
    Event.objects.bulk_create([Event(verb="changed", label="A banner")])
    page = editor_client.get(LOG)
    assert (column(page, "what"), column(page, "kind")) == (["A banner"], ["-"])


def test_line_of_what_has_no_form_leads_nowhere(admin_client):
    record("changed", make_article().sections.get())
    assert links(admin_client) == {}


# Nobody changes it


@pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/delete/", "{}/history/", "{}/"])
def test_line_has_no_form(admin_client, page):
    event = record("changed", make_topic())
    address = LOG + page.format(event.pk)
    statuses = {admin_client.get(address).status_code, admin_client.post(address).status_code}
    assert (statuses, Event.objects.count()) == ({404}, 1)


def test_list_of_lines_deletes_none(admin_client):
    event = record("changed", make_topic())
    data = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    admin_client.post(LOG, data)
    assert Event.objects.count() == 1


def test_deleting_a_user_keeps_what_they_did_under_their_name(admin_client):
    ann = make_user("editor", username="ann")
    record("published", make_article(title="Listening"), by=ann)
    admin_client.post(f"/admin/auth/user/{ann.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=ann.pk).exists() is False
    rows = Event.objects.order_by("pk").values_list("by_name", "verb", "label")
    assert list(rows) == [("ann", "published", "Listening"), ("admin", "deleted", "ann")]
    assert Event.objects.earliest("pk").by is None


def test_person_who_deletes_their_own_account_is_named(admin_client, admin_user):
    admin_client.post(f"/admin/auth/user/{admin_user.pk}/delete/", {"post": "yes"})
    assert list(Event.objects.values_list("by", "by_name", "verb")) == [(None, "admin", "deleted")]
