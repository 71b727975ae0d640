"""What the desk's first page says of what earns and what falls."""

from datetime import date

import pytest

from articles.publishing.windows import withdraw
from articles.reports.lately import find_lately
from tests.articles.reports.counts import BEFORE, TODAY, click, earn, view
from tests.factories import make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db

#: The last of the 28 whole days, and the days before them.
LAST, FIRST, FORMER = date(2026, 6, 29), date(2026, 6, 2), date(2026, 6, 1)


def best():
    return [(row.label.name, row.earned, row.clicks, row.views) for row in find_lately().best]


def fallen():
    return [(row.label.name, [fall.words for fall in row.falls]) for row in find_lately().fallen]


def test_whole_days_are_compared_with_those_before():
    lately = find_lately()
    assert (lately.period.first, lately.period.last) == (FIRST, LAST)
    assert lately.period.query == "since=2026-06-02&until=2026-06-29"
    assert (lately.period.before.last, lately.period.before.days) == (FORMER, 28)
    assert (lately.best, lately.fallen) == ((), ())
    assert lately.is_empty


def test_days_without_any_before_are_compared_with_nothing():
    click(make_product(), publish_article().source, day=LAST)
    lately = find_lately()
    assert (lately.is_empty, lately.has_before) == (False, False)


@pytest.mark.parametrize("count", ["clicks", "views"])
def test_days_with_counts_before_can_be_compared(count):
    source = publish_article().source
    if count == "clicks":
        click(make_product(), source, day=FORMER)
    else:
        view(source, 1, FORMER)
    assert find_lately().has_before


def test_what_was_followed_most_comes_first_without_today():
    link = make_product()
    few, many = (publish_article(title=title) for title in ("Few", "Many"))
    for page, clicks in ((few, 2), (many, 3)):
        click(link, page.source, clicks=clicks, day=LAST)
    click(link, few.source, clicks=9, day=TODAY)
    click(link, few.source, clicks=9, day=FORMER)
    click(link, clicks=50, day=LAST)  # of a page that is not known
    view(many.source, 1200, LAST)
    assert best() == [("Many", (), "3", "1,200"), ("Few", (), "2", "0")]


def test_what_earned_most_comes_first_where_there_is_one_currency():
    link = make_product()
    rich, followed = (publish_article(title=title) for title in ("Rich", "Followed"))
    click(link, followed.source, clicks=9, day=LAST)
    earn("4.50", rich.source, day=FIRST)
    earn("9.00", rich.source, day=FORMER)
    assert (best()[0], find_lately().currency) == (("Rich", ("€4.50",), "0", "0"), "EUR")


def test_several_currencies_put_nothing_in_order():
    link = make_product()
    rich, followed = (publish_article(title=title) for title in ("Rich", "Followed"))
    click(link, followed.source, clicks=9, day=LAST)
    earn("4.50", rich.source, day=LAST)
    earn("1.00", rich.source, currency="GBP", day=LAST)
    assert [row[:2] for row in best()] == [("Followed", ()), ("Rich", ("€4.50", "£1.00"))]


def test_at_most_five_are_shown_of_each():
    link = make_product()
    for _ in range(6):
        page = publish_article()
        click(link, page.source, day=LAST)
        view(page.source, 100, FORMER)
    assert (len(best()), len(fallen())) == (5, 5)


def test_what_fell_is_told_with_its_counts_the_heaviest_first():
    link = make_product()
    both, views, steady = (publish_article(title=t) for t in ("Both", "Views", "Steady"))
    guide = publish_guide(title="Guide", chapters=[("One", "Words")])
    for page, before, now in ((both, 100, 10), (views, 900, 600), (steady, 900, 700)):
        view(page.source, before, FORMER)
        view(page.source, now, LAST)
    view(guide.source, 4000, FORMER)
    click(link, both.source, clicks=40, day=FORMER)
    click(link, both.source, clicks=2, day=LAST)
    assert fallen() == [
        ("Guide", ["4,000 → 0 views (−100%)"]),
        ("Both", ["100 → 10 views (−90%)", "40 → 2 clicks (−95%)"]),
        ("Views", ["900 → 600 views (−33%)"]),
    ]


@pytest.mark.parametrize("before", [19, 20])
def test_few_views_mean_nothing(before):
    view(publish_article().source, before, FORMER)
    assert len(fallen()) == (before == 20)


def test_what_is_not_live_any_more_has_not_fallen():
    page = publish_article()
    view(page.source, 900, FORMER)
    withdraw(page.article)
    assert fallen() == []


def test_rule_is_said():
    assert find_lately().rule == (
        "Fallen: at least 20 in the period before, of which a quarter or more are gone, and more "
        "than chance may take: over three times the square root of both numbers together."
    )


def test_numbers_cost_the_same_with_more_pages_and_nothing_within_the_hour(
    django_assert_num_queries, time_machine
):
    link = make_product()
    for hour in (12, 13, 14):
        time_machine.move_to(f"2026-06-30T{hour}:01:00Z", tick=False)
        for model in (publish_article, lambda: publish_guide(chapters=[("One", "Words")])):
            page = model()
            click(link, page.source, day=LAST)
            view(page.source, 900, BEFORE)
        with django_assert_num_queries(10):
            find_lately()
        with django_assert_num_queries(0):
            find_lately()
