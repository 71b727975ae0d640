"""The few numbers above a report."""

import pytest

from articles.reports.facts import facts_of
from articles.reports.periods import Period
from articles.reports.totals import figures_of
from tests.articles.reports.counts import BEFORE, click, earn, view
from tests.factories import make_product, publish_article

pytestmark = pytest.mark.django_db


def figures():
    rows = figures_of(facts_of(Period.up_to_today(30)))
    return [(row.name, row.text, row.change, row.note) for row in rows]


def test_totals_are_of_the_whole_publication():
    link, page = make_product(), publish_article()
    click(link, page.source, "section-1", clicks=30, seen=20)
    click(link, clicks=10)
    click(link, clicks=50, day=BEFORE)
    view(page.source, 900)
    view("a999", 100)
    view("a999", 500, day=BEFORE)
    earn("10.00", page.source, "section-1")
    earn("2.00")
    earn("6.00", day=BEFORE)
    assert figures() == [
        ("Clicks", "40", "−20%", "50 before"),
        ("Views", "1,000", "+100%", "500 before"),
        ("Click-through", "2.0%", "", "20 seen clicks"),
        ("Earned, EUR", "€12.00", "+100%", "€6.00 before"),
        ("Earned per click", "€0.30", "", "€10.00 of it from known pages"),
    ]


def test_totals_of_nothing_divide_by_nothing():
    earn("2.00")
    assert figures() == [
        ("Clicks", "0", "—", "0 before"),
        ("Views", "0", "—", "0 before"),
        ("Click-through", "—", "", "0 seen clicks"),
        ("Earned, EUR", "€2.00", "", "€0.00 before"),
        ("Earned per click", "—", "", "€0.00 of it from known pages"),
    ]


def test_change_of_money_that_was_taken_back_is_not_told():
    earn("-2.00")
    earn("6.00", day=BEFORE)
    assert figures()[3] == ("Earned, EUR", "−€2.00", "", "€6.00 before")
