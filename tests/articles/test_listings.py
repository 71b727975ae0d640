"""Long lists: their pages, and what they cost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from articles import listings
from articles.listings import find_page
from articles.models import Revision
from articles.publishing.windows import publish, save_revision
from tests.factories import make_article, publish_article

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(listings, "PAGE_SIZE", 2)


def publish_many(number):
    """Articles published a minute apart, the newest first."""
    dates = [NOON + timedelta(minutes=minute) for minute in range(number)]
    rows = [publish(save_revision(make_article()), dated=date) for date in dates]
    return rows[::-1]


def live():
    return Revision.objects.live().articles()


def test_pages_follow_each_other_from_the_newest_on(pages_of_two):
    newest = publish_many(5)

    pages = [find_page(live(), number) for number in (1, 2, 3)]

    assert [list(page) for page in pages] == [newest[:2], newest[2:4], newest[4:]]
    assert [page.previous_number for page in pages] == [None, 1, 2]
    assert [page.next_number for page in pages] == [2, 3, None]
    assert [page.pages for page in pages] == [3, 3, 3]


def test_of_those_published_at_once_the_last_made_is_first(pages_of_two):
    rows = [publish(save_revision(make_article()), dated=NOON) for _ in range(3)]

    assert [list(find_page(live(), number)) for number in (1, 2)] == [rows[:0:-1], rows[:1]]


def test_a_full_page_is_the_last_if_nothing_follows(pages_of_two):
    publish_many(2)

    assert find_page(live(), 1).next_number is None
    assert find_page(live(), 2) is None


def test_a_list_of_nothing_has_one_page():
    page = find_page(live(), 1)

    assert (list(page), page.pages, find_page(live(), 2)) == ([], 1, None)


def test_a_list_too_long_to_be_counted_does_not_tell_how_long_it_is(
    client, pages_of_two, monkeypatch
):
    monkeypatch.setattr(listings, "COUNTED", 4)
    publish_many(4)
    counted = client.get("/articles/").content.decode()

    publish_article()

    assert "<span>Page 1 of 2</span>" in counted
    assert "<span>Page 1</span>" in client.get("/articles/").content.decode()
    assert find_page(live(), 3).pages == 3


@pytest.mark.parametrize(("count", "queries"), [(None, 2), (3, 1)])
def test_what_is_counted_already_is_not_counted_again(
    pages_of_two, django_assert_num_queries, count, queries
):
    publish_many(3)

    with django_assert_num_queries(queries):
        page = find_page(live(), 1, count=count)

    assert page.pages == 2


def test_the_last_page_asks_for_no_count(django_assert_num_queries):
    publish_many(3)

    with django_assert_num_queries(1):
        find_page(live(), 1)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite")
@pytest.mark.parametrize(
    ("of", "order", "index"),
    [
        ({}, listings.NEWEST, "revision_by_age (kind=?)"),
        ({"topic": 1}, listings.NEWEST, "revision_by_topic (topic_id=?)"),
        ({"reviewer": 1}, listings.REVIEWED, "revision_by_reviewer (reviewer_id=?)"),
    ],
    ids=["all", "topic", "reviewer"],
)
def test_what_is_passed_over_is_read_from_an_index_in_its_order(of, order, index):
    keys = live().filter(**of).order_by(*order).values("pk")[240:265]

    plan = keys.explain().splitlines()

    assert [line.partition(" SEARCH ")[2] for line in plan] == [
        f"articles_revision USING COVERING INDEX {index}"
    ]
