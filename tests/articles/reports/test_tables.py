"""What was counted and earned, added up by links, pages, placements and merchants."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.bin import throw_away
from articles.publishing.windows import withdraw
from articles.reports.facts import facts_of
from articles.reports.groupings import GROUPINGS
from articles.reports.periods import Period
from articles.reports.rows import rows_of
from articles.reports.tables import table_of
from tests.articles.reports.counts import BEFORE, click, earn, view
from tests.factories import make_merchant, make_product, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def facts():
    return facts_of(Period.up_to_today(30))


def numbers(grouping):
    """Clicks, seen clicks, clicks before, views and earnings by name."""
    return {
        row.label.name: (row.clicks, row.seen, row.before, row.views, row.earned)
        for row in rows_of(facts(), GROUPINGS[grouping])
    }


def texts(grouping="links", sort="-clicks"):
    """The rows of a table as they are shown."""
    table = table_of(facts(), GROUPINGS[grouping], sort=sort)
    return [
        (label.name, *(cell.text for cell in cells)) for label, cells in table.lines(table.rows)
    ]


@pytest.fixture
def lamp():
    return make_product(name="Lamp", slug="lamp", merchant=make_merchant(name="Lumen"))


@pytest.fixture
def cards():
    return make_product(name="Cards", slug="cards", merchant=make_merchant(name="Bookbarn"))


@pytest.fixture
def page(lamp, cards):
    """A live page on which both products stand."""
    return publish_article(
        title="Listening", sections=[("One", "A [lamp](go:lamp) and [cards](go:cards).")]
    )


def test_link_is_measured_by_the_views_of_the_pages_where_it_stands_or_was_followed(page, lamp):
    other, third = publish_article(), publish_article()
    click(lamp, page.source, "section-1", clicks=5, seen=4)
    click(lamp, other.source, "introduction", clicks=1)
    click(lamp, third.source, "introduction", clicks=7, day=BEFORE)
    for revision, views in ((page, 100), (other, 20), (third, 1000)):
        view(revision.source, views)
    assert numbers("links") == {
        "Lamp": (6, 4, 7, 120, {}),
        "Cards": (0, 0, 0, 100, {}),
    }


def test_page_is_measured_by_its_own_views(page, lamp, cards):
    guide = publish_guide(title="A course", chapters=[("One", "Words")])
    click(lamp, page.source, "section-1", clicks=2, seen=1)
    click(cards, page.source, "section-1-card", clicks=3, seen=3)
    click(cards, guide.source, "chapter-1", clicks=1, day=BEFORE)
    view(page.source, 50)
    view(page.source, 9, day=BEFORE)
    view(guide.source, 7)
    view(publish_article().source, 70, day=BEFORE)
    assert numbers("pages") == {
        "Listening": (5, 4, 0, 50, {}),
        "A course": (0, 0, 1, 7, {}),
    }


def test_placement_is_measured_by_the_pages_where_a_link_was_followed_there(page, lamp, cards):
    other = publish_article()
    click(lamp, page.source, "section-1", clicks=2, seen=1)
    click(cards, page.source, "section-1", clicks=1, seen=1)
    click(cards, other.source, "faq-2-card", clicks=1, day=BEFORE)
    view(page.source, 50)
    view(other.source, 50)
    assert numbers("placements") == {
        "Section 1": (3, 2, 0, 50, {}),
        "FAQ 2, product card": (0, 0, 1, None, {}),
    }


def test_merchant_counts_a_page_with_two_of_its_products_once(page, lamp):
    second = make_product(slug="bulb", merchant=lamp.merchant)
    click(lamp, page.source, "section-1", clicks=2, seen=1)
    click(second, page.source, "section-1", clicks=1, seen=1)
    view(page.source, 50)
    assert numbers("merchants") == {
        "Lumen": (3, 2, 0, 50, {}),
        "Bookbarn": (0, 0, 0, 50, {}),
    }


def test_direct_clicks_and_those_of_pages_that_are_gone_are_not_known(lamp):
    click(lamp, clicks=2)
    click(lamp, "a999", "introduction", clicks=3, seen=3)
    view("a999", 10)
    assert numbers("pages") == {"Not known": (5, 3, 0, None, {})}
    assert numbers("placements") == {
        "Not known": (2, 0, 0, None, {}),
        "Introduction": (3, 3, 0, None, {}),
    }


def test_earnings_are_added_up_by_currency(page, lamp):
    earn("10.10", page.source, "section-1", link=lamp)
    earn("0.20", page.source, "section-1", link=lamp)
    earn("-3.00", page.source, "section-2", currency="USD")
    earn("99.00", page.source, "section-9", link=lamp, day=BEFORE)
    earn("1.00")
    ten, three, one = Decimal("10.30"), Decimal("-3.00"), Decimal("1.00")
    assert numbers("links") == {
        "Lamp": (0, 0, 0, 0, {"EUR": ten}),
        "Not known": (0, 0, 0, None, {"EUR": one, "USD": three}),
    }
    assert numbers("merchants")["Lumen"] == (0, 0, 0, 0, {"EUR": ten})
    assert numbers("merchants")["Not known"] == (0, 0, 0, None, {"EUR": one, "USD": three})
    assert numbers("pages") == {
        "Listening": (0, 0, 0, 0, {"EUR": ten, "USD": three}),
        "Not known": (0, 0, 0, None, {"EUR": one}),
    }
    assert numbers("placements") == {
        "Section 1": (0, 0, 0, None, {"EUR": ten}),
        "Section 2": (0, 0, 0, None, {"USD": three}),
        "Not known": (0, 0, 0, None, {"EUR": one}),
    }


def test_link_stands_where_it_is_live_only(page, lamp):
    view(page.source, 50)
    withdraw(page.article)
    assert (facts().standing, numbers("links")) == ({}, {})


def test_nothing_counted_makes_no_rows(page):
    assert [numbers(grouping) for grouping in GROUPINGS] == [{}, {}, {}, {}]
    assert facts().is_empty is True


def test_rows_lead_to_where_they_are_kept(page, lamp):
    click(lamp, page.source, "section-1")
    addresses = {
        slug: [row.label.address for row in rows_of(facts(), grouping)]
        for slug, grouping in GROUPINGS.items()
    }
    assert addresses == {
        "links": [f"/admin/articles/affiliatelink/{lamp.pk}/change/"],
        "pages": [f"/admin/articles/article/{page.article_id}/change/"],
        "placements": [""],
        "merchants": [f"/admin/articles/merchant/{lamp.merchant_id}/change/"],
    }


def test_link_in_the_bin_is_named_and_leads_nowhere(lamp):
    click(lamp)
    throw_away(lamp)
    [row] = rows_of(facts(), GROUPINGS["links"])
    assert (row.label.name, row.label.code, row.label.address) == ("Lamp", "lamp", "")


# As a table


def test_table_tells_every_number(page, lamp):
    click(lamp, page.source, "section-1", clicks=30, seen=20)
    click(lamp, page.source, "section-1", clicks=20, day=BEFORE)
    view(page.source, 1600)
    earn("1234.00", page.source, "section-1", link=lamp)
    assert texts() == [
        ("Lamp", "30", "+50%", "20", "1,600", "1.2%", "€1,234.00", "€41.13"),
        ("Cards", "0", "—", "0", "1,600", "0.0%", "—", "—"),
    ]


def test_number_that_does_not_exist_is_a_dash(lamp, cards):
    click(lamp, clicks=3)
    earn("5.00", link=cards)
    assert texts() == [
        ("Lamp", "3", "new", "0", "—", "—", "—", "—"),
        ("Cards", "0", "—", "0", "—", "—", "€5.00", "—"),
    ]


def columns():
    return [column.label for column in table_of(facts(), GROUPINGS["links"]).columns]


def test_money_has_columns_where_there_is_some(lamp):
    click(lamp)
    assert columns()[5:] == []
    earn("5.00")
    assert columns()[5:] == ["Earned", "Per click"]
    earn("5.00", currency="CHF")
    assert columns()[5:] == [
        *("Earned, CHF", "Per click, CHF"),
        *("Earned, EUR", "Per click, EUR"),
    ]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("-clicks", "BAC"),
        ("clicks", "CAB"),
        ("name", "ABC"),
        ("-name", "CBA"),
        ("-change", "BAC"),
        ("change", "ABC"),
        ("-earned-EUR", "ABC"),
        ("earned-EUR", "ABC"),
        ("rate", "ABC"),
        ("--clicks", "BAC"),
        ("pk", "BAC"),
        ("", "BAC"),
        ("-", "BAC"),
    ],
)
def test_table_is_sorted_by_a_column_and_what_has_no_number_comes_last(sort, names):
    a, b, c = (make_product(name=name) for name in "ABC")
    click(a, clicks=2)
    click(a, clicks=4, day=BEFORE)
    click(b, clicks=3)
    earn("5.00", link=a)
    earn("-1.00", link=c)
    found = "".join(name for name, *_ in texts(sort=sort))
    expected = {"-earned-EUR": "ACB", "earned-EUR": "CAB"}.get(sort, names)
    assert found == expected


def test_heads_sort_downwards_first_and_turn_round(lamp):
    click(lamp)
    table = table_of(facts(), GROUPINGS["links"])
    heads = {head.label: (head.address, head.sorted) for head in table.heads("days=30")}
    assert heads == {
        "Product": ("?days=30&sort=name", ""),
        "Clicks": ("?days=30&sort=clicks", "descending"),
        "Change": ("?days=30&sort=-change", ""),
        "Seen clicks": ("?days=30&sort=-seen", ""),
        "Views": ("?days=30&sort=-views", ""),
        "Click-through": ("?days=30&sort=-rate", ""),
    }


def test_head_of_names_turns_round(lamp):
    heads = [
        table_of(facts(), GROUPINGS["links"], sort=sort).heads("days=7")[0]
        for sort in ("name", "-name")
    ]
    assert [(head.address, head.sorted) for head in heads] == [
        ("?days=7&sort=-name", "ascending"),
        ("?days=7&sort=name", "descending"),
    ]


def test_facts_cost_the_same_with_ten_more_of_everything():
    costs = []
    for count in (1, 10):
        for _ in range(count):
            link = make_product()
            revision = publish_article(sections=[("One", f"A [x](go:{link.slug}).")])
            guide = publish_guide(chapters=[("One", f"A [x](go:{link.slug}).")])
            for source in (revision.source, guide.source):
                click(link, source, "section-1")
                view(source, 5)
                earn("1.00", source, "section-1", link=link)
        with CaptureQueriesContext(connection) as context:
            facts()
        costs.append(len(context))
    assert costs == [8, 8]
