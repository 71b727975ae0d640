"""Misses are counted by path, for readers only, and never more than there is room for."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.test import RequestFactory

from articles.models import MissedPath
from articles.patience import PATIENCE
from articles.redirects import missed
from articles.redirects.missed import make_room, note_miss
from tests.articles.affiliates.headers import AHEAD, BORROWERS, BOTS, CHROME, PARTS, PEOPLE
from tests.articles.test_patience import patience_now
from tests.factories import make_missed_path, publish_article

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def miss(path, address="192.0.2.1", headers=CHROME, method="get"):
    ask = getattr(RequestFactory(), method)
    note_miss(ask(path, headers=headers, REMOTE_ADDR=address, secure="Sec-Fetch-Mode" in headers))


def counts():
    return dict(MissedPath.objects.values_list("path", "count"))


def test_misses_are_counted_by_path_alone():
    for number, path in enumerate(["/old/", "/old/?who=me", "/%6fld/#x", "/a/other", "/a/other/"]):
        miss(path, address=f"192.0.2.{number}")
    assert counts() == {"/old/": 3, "/a/other/": 2}
    fields = {field.name for field in MissedPath._meta.fields}
    assert fields == {"id", "path", "count", "first_at", "last_at", "is_ignored"}


def test_same_reader_counts_once_in_a_moment():
    miss("/old/")
    miss("/old/")
    assert counts() == {"/old/": 1}


def test_first_and_last_miss_are_told():
    make_missed_path(path="/old/", first_at=NOON, last_at=NOON)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        miss("/old/")
    found = MissedPath.objects.values_list("count", "first_at", "last_at").get()
    assert found == (2, NOON, NOON + timedelta(days=1))


@pytest.mark.parametrize("who", [*PEOPLE])
def test_people_are_counted(who):
    miss("/old/", headers=PEOPLE[who])
    assert counts() == {"/old/": 1}


@pytest.mark.parametrize("who", [*BOTS, *BORROWERS, *PARTS, *AHEAD])
def test_programs_are_not(who):
    miss("/old/", headers=(BOTS | BORROWERS | PARTS | AHEAD)[who])
    assert counts() == {}


@pytest.mark.parametrize("method", ["head", "post", "options"])
def test_other_methods_are_not(method):
    miss("/old/", method=method)
    assert counts() == {}


@pytest.mark.parametrize(
    "path", ["/preview/key/", "/kits/confirm/code/", "/letters/leave/x/", "/go/lamp/", "/a@b/"]
)
def test_what_is_private_is_never_kept(path):
    miss(path)
    assert counts() == {}


def test_slash_that_is_missing_is_no_miss(client):
    publish_article(slug="tea")
    client.get("/articles/tea", headers=CHROME)
    assert counts() == {}
    client.get("/articles/coffee", headers=CHROME, follow=True)
    assert counts() == {"/articles/coffee/": 1}


def test_what_is_ignored_stays_so_and_is_counted():
    make_missed_path(path="/old/", is_ignored=True)
    miss("/old/")
    assert MissedPath.objects.values_list("count", "is_ignored").get() == (2, True)


def test_one_address_is_counted_ten_times_a_minute():
    for number in range(12):
        miss(f"/{number}/")
    assert len(counts()) == 10


def test_new_paths_are_taken_in_thirty_times_a_minute():
    make_missed_path(path="/known/")
    for number in range(35):
        miss(f"/{number}/", address=f"192.0.2.{number}")
    miss("/known/", address="192.0.2.99")
    assert (len(counts()), counts()["/known/"]) == (31, 2)


def test_caught_program_is_counted_no_more(client):
    visitor = missed.Visitor.of(RequestFactory().get("/", headers=CHROME, REMOTE_ADDR="192.0.2.1"))
    visitor.catch()
    miss("/old/")
    assert counts() == {}


def test_miss_that_cannot_be_written_refuses_nobody_their_page(client, monkeypatch, caplog):
    def fail(*args):
        raise DatabaseError("disk full")

    monkeypatch.setattr(missed, "add", fail)
    response = client.get("/old/", headers=CHROME)
    assert (response.status_code, counts()) == (404, {})
    assert [record.message for record in caplog.records if record.name == missed.__name__] == [
        "A miss of /old/ was not counted: disk full"
    ]


def test_nobody_waits_for_whoever_else_writes(monkeypatch):
    waited = []
    monkeypatch.setattr(missed, "add", lambda *args: waited.append(patience_now()))
    miss("/old/")
    assert waited == [str(PATIENCE)]


def test_what_there_is_no_room_for_asks_for_no_lock(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(missed, "NEW_PATHS", 0)
    with django_assert_num_queries(1):
        miss("/old/")


def test_page_of_a_list_that_is_not_there_is_no_miss(client):
    publish_article()
    for number, query in enumerate(["page=999", "page=%00", ""]):
        client.get(f"/articles/?{query}", headers=CHROME, REMOTE_ADDR=f"192.0.2.{number}")
    assert counts() == {}
    client.get("/never/?page=2", headers=CHROME, REMOTE_ADDR="192.0.2.9")
    assert counts() == {"/never/": 1}


def test_miss_costs_as_little_as_it_says(django_assert_max_num_queries):
    own = 2 + 2  # those of the patience, and a savepoint
    with django_assert_max_num_queries(4 + own):
        miss("/old/")
    with django_assert_max_num_queries(2 + own):
        miss("/old/", address="192.0.2.2")


def test_what_is_missed_least_and_longest_ago_gives_way(monkeypatch):
    monkeypatch.setattr(missed, "MAX_ROWS", 4)
    monkeypatch.setattr(missed, "MARGIN", 1)
    for number in range(3):
        make_missed_path(path=f"/{number}/", last_at=NOON + timedelta(days=number))
    make_missed_path(path="/often/", count=9, last_at=NOON - timedelta(days=9))
    make_missed_path(path="/ignored/", is_ignored=True, last_at=NOON - timedelta(days=9))
    make_room()
    assert len(counts()) == 5
    make_missed_path(path="/new/")
    make_room()
    assert counts().keys() == {"/2/", "/often/", "/ignored/", "/new/"}
