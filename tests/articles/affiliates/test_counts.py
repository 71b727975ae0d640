"""Clicks and views, counted where they lie."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from articles.affiliates.bursts import Visitor
from articles.affiliates.counts import add, count_click, count_view
from articles.affiliates.sources import Claim, Place
from articles.models import ClickCount, ViewCount
from tests.factories import make_product, publish_article

#: 00:30 of the next day in Paris, the zone of the tests.
NIGHT = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
SOMEONE = Visitor("someone")

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NIGHT, tick=False)
    return time_machine


@pytest.fixture
def cards(clock):
    """A product that stands on no page."""
    return make_product(slug="cards")


def click(link, place=Place(), visitor=SOMEONE, *, seen=False):  # noqa: B008 (it is frozen)
    count_click(link, Claim(place, link.slug), visitor, is_seen=lambda: seen)


def rows():
    fields = ("link__slug", "source", "placement", "day", "clicks", "seen_clicks")
    return list(ClickCount.objects.order_by(*fields).values_list(*fields))


def views():
    return list(ViewCount.objects.order_by("day").values_list("source", "day", "views"))


def test_click_is_counted_on_the_publications_day(cards):
    click(cards)

    assert rows() == [("cards", "", "", date(2026, 3, 4), 1, 0)]


def test_clicks_of_a_place_are_one_row(cards, clock):
    page = publish_article(sections=[("One", "[Cards](go:cards)")]).source
    for number, seen in enumerate([True, False, True]):
        click(cards, Place(page, "section-1"), Visitor(str(number)), seen=seen)
    clock.shift(timedelta(days=1))
    click(cards, Place(page, "section-1"))

    assert rows() == [
        ("cards", page, "section-1", date(2026, 3, 4), 3, 2),
        ("cards", page, "section-1", date(2026, 3, 5), 1, 0),
    ]


@pytest.mark.parametrize(
    ("source", "placement", "counted"),
    [
        pytest.param("{page}", "section-1", ("{page}", "section-1"), id="true"),
        pytest.param("{page}", "section-2", ("{page}", ""), id="not-in-this-place"),
        pytest.param("{other}", "section-1", ("", ""), id="not-on-this-page"),
        pytest.param("{page}", "section-1-card", ("{page}", ""), id="not-of-this-form"),
        pytest.param("a999999", "section-1", ("", ""), id="no-page"),
        pytest.param("", "", ("", ""), id="nowhere"),
    ],
)
def test_place_is_counted_as_far_as_it_is_true(cards, source, placement, counted):
    page = publish_article(sections=[("One", "[Cards](go:cards)")])
    other = publish_article(slug="other", authors=page.article.authors.all()).source
    names = {"page": page.source, "other": other}

    click(cards, Place(source.format(**names), placement))

    assert rows() == [("cards", counted[0].format(**names), counted[1], date(2026, 3, 4), 1, 0)]


def test_click_is_seen_only_from_a_true_place(cards):
    page = publish_article(sections=[("One", "[Cards](go:cards)")]).source
    for number, placement in enumerate(("section-1", "section-2", "")):
        click(cards, Place(page, placement), Visitor(str(number)), seen=True)
    click(cards, seen=True)

    assert [row[1:3] + row[4:] for row in rows()] == [
        ("", "", 1, 0),
        (page, "", 2, 0),
        (page, "section-1", 1, 1),
    ]


def test_one_address_is_counted_sixty_times_a_minute(cards, clock):
    for number in range(200):
        someone = Visitor(str(number), network="one")
        click(cards, visitor=someone)
        count_view("a12", someone)
    click(cards, visitor=Visitor("else", network="other"))

    assert [row[4] for row in rows()] == [61]
    assert views() == [("a12", date(2026, 3, 4), 60)]


def test_double_click_is_one(cards, clock):
    click(cards)
    clock.shift(timedelta(seconds=1))
    click(cards)

    assert [row[4] for row in rows()] == [1]


def test_colleagues_at_one_address_are_counted_each(cards):
    for name in ("one", "two", "three"):
        click(cards, visitor=Visitor(name))

    assert [row[4] for row in rows()] == [3]


def test_click_costs_two_queries(cards, django_assert_num_queries):
    page = publish_article(sections=[("One", "[Cards](go:cards)")]).source

    with django_assert_num_queries(2):
        click(cards, Place(page, "section-1"))


def test_click_that_is_not_counted_costs_no_query(cards, django_assert_num_queries):
    click(cards)
    caught = Visitor("program")
    caught.catch()

    with django_assert_num_queries(0):
        click(cards)
        click(cards, visitor=caught)


def test_burst_is_taken_back(clock):
    products = [make_product() for _ in range(8)]
    text = " ".join(f"[Words](go:{product.slug})" for product in products)
    place = Place(publish_article(sections=[("One", text)]).source, "section-1")
    click(products[0], place, Visitor("person"), seen=True)

    for number, product in enumerate(products):
        click(product, place, seen=number % 2 == 0)

    assert [row[4:] for row in rows()] == [(1, 1), (0, 0), (0, 0)]


def test_slow_burst_is_taken_back(clock):
    for product in [make_product() for _ in range(8)]:
        click(product, seen=True)
        clock.shift(timedelta(seconds=2))

    assert [row[4:] for row in rows()] == [(0, 0)] * 6


def test_four_products_compared_are_counted(clock):
    for product in [make_product() for _ in range(4)]:
        click(product)
        clock.shift(timedelta(seconds=0.7))

    assert [row[4] for row in rows()] == [1] * 4


def test_click_that_another_thread_caught_is_taken_back(cards):
    """Caught between the look and the count, as `step` of another thread does."""

    class CaughtMeanwhile(Visitor):
        def step(self, what):
            self.catch()
            return super().step(what)

    click(cards, visitor=CaughtMeanwhile("someone"))

    assert [row[4] for row in rows()] == [0]


def test_views_of_a_page_are_one_row_a_day(clock):
    for name in ("one", "two"):
        count_view("a12", Visitor(name))
    clock.shift(timedelta(days=1))
    count_view("a12", Visitor("one"))

    assert views() == [("a12", date(2026, 3, 4), 2), ("a12", date(2026, 3, 5), 1)]


def test_view_of_a_reload_or_of_a_program_is_not_counted(clock):
    caught = Visitor("program")
    caught.catch()
    for visitor in (SOMEONE, SOMEONE, caught):
        count_view("a12", visitor)

    assert views() == [("a12", date(2026, 3, 4), 1)]


def test_add_leaves_other_rows_alone(cards):
    for source, count in (("a1", 2), ("a2", 1), ("a1", 3)):
        add(ViewCount, {"source": source, "day": date(2026, 3, 4)}, {"views": count})

    assert sorted(views()) == [("a1", date(2026, 3, 4), 5), ("a2", date(2026, 3, 4), 1)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("count", ["click", "view"])
def test_failure_of_the_database_is_logged_and_no_more(cards, caplog, count):
    model = ClickCount if count == "click" else ViewCount
    with connection.schema_editor() as editor:
        editor.alter_db_table(model, model._meta.db_table, "elsewhere")
    try:
        with caplog.at_level(logging.ERROR):
            click(cards) if count == "click" else count_view("a12", SOMEONE)
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(model, "elsewhere", model._meta.db_table)

    what = "A click on cards" if count == "click" else "A view of a12"
    assert [record.getMessage() for record in caplog.records] == [f"{what} was not counted."]
    assert (rows(), views()) == ([], [])
