from datetime import date
from decimal import Decimal

import pytest

from articles.affiliates.sources import SourcePage
from articles.earnings.importing import import_report, preview_import
from articles.earnings.lines import Sums
from articles.earnings.reports import (
    Group,
    Standing,
    groups_of,
    other_lines,
    other_rows,
    spell_rows,
    standing_of,
)
from articles.models import Article, ClickCount
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_merchant, make_network, make_product

pytestmark = pytest.mark.django_db

CONTENT = csv_file(
    "a1-faq-1,10.10,2026-11-23,N1,",
    "=cmd(),2.30,2026-11-23,N2,",
    "a1-faq-1,0.20,2026-11-23,N3,",
    "a1-faq-1,4.00,2026-11-24,N4,declined",
    "a1-closing,£20,2026-11-24,N5,",
    head="SubId,Commission,Date,Sale,State",
)


@pytest.fixture
def network():
    network = make_network(status_column="State", refused_states="declined")
    merchant = make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1, title="Warm bags")
    product = make_product(merchant=merchant, name="Bag")
    ClickCount.objects.create(
        link=product, source="a1", placement="faq-1", day=date(2026, 11, 1), clicks=1
    )
    return network


@pytest.fixture
def report(network):
    return import_report(CONTENT, network, file_name="x.csv").report


def test_report_stands_as_it_was_imported(report):
    standing = standing_of([report.pk])[report.pk]
    euros = Sums(
        matched=Decimal("10.30"),
        unmatched=Decimal("2.30"),
        refused=Decimal("4.00"),
        total=Decimal("16.60"),
    )
    pounds = Sums(matched=Decimal("20.00"), total=Decimal("20.00"))
    assert standing.sums == {"EUR": euros, "GBP": pounds}
    assert [*standing.counts.values()] == [3, 1, 0, 0, 1]
    assert standing.total == report.total == Decimal("36.60")


def test_standing_of_many_costs_two_queries(report, django_assert_num_queries):
    with django_assert_num_queries(2):
        standings = standing_of([report.pk, 0])
    assert standings[0] == Standing()


def test_cents_are_summed_exactly():
    network = make_network()
    rows = [f"x,{n}.1,2026-11-24,N{n}" for n in range(1000)]
    report = import_report(csv_file(*rows), network, file_name="x").report
    assert standing_of([report.pk])[report.pk].sums["EUR"].unmatched == Decimal("499600.00")


def test_groups_are_pages_places_and_products(report):
    page = SourcePage("Warm bags", "/admin/articles/article/1/change/", "article")
    assert groups_of(report) == [
        Group(page, "a1", "Closing", "", Decimal("20.00"), "GBP", 1),
        Group(page, "a1", "FAQ 1", "Bag", Decimal("10.30"), "EUR", 2),
    ]


def test_groups_are_without_corrections(network, report):
    content = csv_file(
        "a1-faq-1,11.10,2026-11-23,N1,",
        "a1-faq-2,5,2026-11-23,N9,",
        head="SubId,Commission,Date,Sale,State",
    )
    later = import_report(content, network, file_name="y.csv").report
    assert [(group.place, group.amount) for group in groups_of(later)] == [
        ("FAQ 2", Decimal("5.00"))
    ]


def test_group_outlives_its_page(report):
    Article.objects.all().delete()
    assert [(group.page, group.source) for group in groups_of(report)] == [(None, "a1")] * 2


def test_other_rows_stand_with_their_reasons(report):
    assert list(spell_rows(other_rows(report))) == [
        (
            3,
            "not matched",
            "2026-11-23",
            Decimal("2.30"),
            "EUR",
            "=cmd()",
            "N2",
            "Its sub-id is not made like ours.",
        ),
        (
            5,
            "refused",
            "2026-11-24",
            Decimal("4.00"),
            "EUR",
            "a1-faq-1",
            "N4",
            "It earns nothing: declined.",
        ),
    ]


def test_other_rows_are_those_of_the_preview(network):
    before = list(spell_rows(other_lines(preview_import(CONTENT, network))))
    report = import_report(CONTENT, network, file_name="x.csv").report
    assert list(spell_rows(other_rows(report))) == before
