"""Reports of one network, one after the other."""

from collections import Counter
from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.earnings.importing import (
    MAX_NAMED,
    NotImported,
    NotRemoved,
    import_report,
    preview_import,
    remove_report,
    spell_sums,
)
from articles.earnings.reports import standing_of
from articles.models import Earning, EarningsReport
from tests.articles.earnings.test_importing import STATES, state_file
from tests.factories import make_article, make_merchant, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    """A network that names article 1 back."""
    network = make_network(name="Awin", **STATES)
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1)
    return network


EARLIER = state_file(*(f"a1-faq-1,{n}.00,2026-11-23,N{n},pending" for n in (1, 2, 3)))
LATER = state_file(
    "a1-faq-1,1.00,2026-11-23,N1,approved",
    "a1-faq-1,1.50,2026-12-01,N2,approved",
    "a1-faq-1,3.00,2026-11-23,N3,declined",
    "a1-faq-1,4.00,2026-11-24,N4,approved",
)


def test_later_report_corrects_the_earlier(network):
    first = import_report(EARLIER, network, file_name="november.csv").report
    report = import_report(LATER, network, file_name="december.csv").report
    columns = ("line", "reference", "part", "amount", "corrects__line", "corrects__report", "day")
    assert list(report.earnings.values_list(*columns)) == [
        (3, "N2", 2, Decimal("-0.50"), 3, first.pk, date(2026, 11, 23)),
        (4, "N3", 2, Decimal("-3.00"), 4, first.pk, date(2026, 11, 23)),
        (5, "N4", 1, Decimal("4.00"), None, None, date(2026, 11, 24)),
    ]
    assert list(report.left_out.order_by("line", "kind").values_list("line", "kind", "amount")) == [
        (2, "counted", Decimal("1.00")),
        (3, "counted", Decimal("2.00")),
        (4, "counted", Decimal("3.00")),
        (4, "refused", Decimal("3.00")),
    ]


def test_sums_of_a_later_report_are_those_of_its_file(network):
    import_report(EARLIER, network, file_name="november.csv")
    preview = import_report(LATER, network, file_name="december.csv").preview
    assert spell_sums(preview) == (
        "9.50 EUR: 4.00 matched, 0.00 not matched, -3.50 corrections, 6.00 counted before, "
        "3.00 refused"
    )
    assert preview.sums["EUR"].is_reconciled


def test_promise_tells_what_would_be_corrected(network):
    before = preview_import(LATER, network).promise()
    import_report(EARLIER, network, file_name="november.csv")
    with pytest.raises(NotImported, match="Something was different meanwhile"):
        import_report(LATER, network, file_name="december.csv", promise=before)


@pytest.mark.parametrize("rows", [1, 30])
def test_correcting_costs_no_more(network, editor, rows, django_assert_num_queries):
    for state, queries in (("approved", None), ("declined", 12)):
        content = state_file(*(f"a1-faq-1,1,2026-11-23,N{n},{state}" for n in range(rows)))
        with django_assert_num_queries(queries) if queries else nullcontext():
            import_report(content, network, file_name="x.csv", by=editor)
    assert sum(row.amount for row in Earning.objects.all()) == 0


def test_report_that_later_ones_rest_on_stays(network):
    report = import_report(EARLIER, network, file_name="november.csv").report
    same = state_file("a1-faq-1,1.00,2026-11-23,N1,approved")
    for name, content in (("same.csv", same), ("december.csv", LATER)):
        import_report(content, network, file_name=name)
    words = (
        "It stays for now: sales that it counted stand in later reports too, and what those count "
        "rests on it. Remove first, the newest first: “december.csv”, “same.csv”."
    )
    with pytest.raises(NotRemoved) as refusal:
        remove_report(report)
    assert (str(refusal.value), EarningsReport.objects.count()) == (words, 3)


def test_only_some_of_many_later_reports_are_named(network):
    report = import_report(EARLIER, network, file_name="november.csv").report
    for n in range(MAX_NAMED + 1):
        import_report(LATER + b"\n" * n, network, file_name=f"{n}.csv")
    with pytest.raises(NotRemoved, match=r"“5.csv”, .*“1.csv” and others\.$"):
        remove_report(report)


def test_reports_can_be_removed_the_newest_first(network):
    reports = [
        import_report(content, network, file_name="x").report for content in (EARLIER, LATER)
    ]
    remove_report(reports[1])
    assert [row.amount for row in Earning.objects.all()] == [1, 2, 3]
    remove_report(reports[0])
    assert EarningsReport.objects.count() == 0


def test_reports_of_other_sales_do_not_hold_each_other(network):
    report = import_report(EARLIER, network, file_name="november.csv").report
    import_report(state_file("a1-faq-1,1,2026-11-23,N9,"), network, file_name="other.csv")
    import_report(LATER, make_network(**STATES), file_name="of another network.csv")
    remove_report(report)
    assert EarningsReport.objects.count() == 2


@pytest.mark.parametrize("rows", [2, 60])
def test_removing_costs_the_same_however_many_rows(network, rows, django_assert_num_queries):
    report = import_report(
        state_file(*(f"a1-faq-1,1,2026-11-23,N{n},approved" for n in range(rows))),
        network,
        file_name="x.csv",
    ).report
    ContentType.objects.get_for_model(EarningsReport)
    # Two for the transaction and two for the inner one; the lock, what rests on it, the count, the
    # log, both sorts of rows and the report.
    with django_assert_num_queries(9):
        remove_report(report)


REFERENCES = ["", "N1", "N2", "N3"]


@st.composite
def files(draw):
    """What one network reports over time: files of rows, some of sales told before."""
    row = st.tuples(
        st.decimals(min_value=-99, max_value=99, places=2),
        st.sampled_from(["a1-faq-1", "a1-faq-2", "other"]),
        st.sampled_from(REFERENCES),
        st.sampled_from(["approved", "approved", "declined"]),
        st.sampled_from(["", "", "USD"]),
    )
    return draw(st.lists(st.lists(row, min_size=1, max_size=6), min_size=1, max_size=5))


def amounts_of(rows, counted):
    """What each number counts after a file of these rows, by number and currency."""
    listed = {reference for _, _, reference, *_ in rows} - {""}
    result = {key: amount for key, amount in counted.items() if key[0] not in listed}
    for amount, _, reference, state, unit in rows:
        if reference and state != "declined":
            key = reference, unit or "EUR"
            result[key] = result.get(key, Decimal("0.00")) + amount
    return {key: amount for key, amount in result.items() if amount}


def add_bookings(rows, booked):
    """Bookings of numbers after a file of these rows, by what they are, and how many there are.

    As many that are alike as the file that has most of them, since files may overlap.
    """
    kept = [row for row in rows if row[2] and row[3] != "declined"]
    listed = Counter((reference, unit or "EUR", amount) for amount, _, reference, _, unit in kept)
    return booked | listed


def sum_up(booked):
    result = {}
    for (reference, unit, amount), count in booked.items():
        key = reference, unit
        result[key] = result.get(key, Decimal("0.00")) + amount * count
    return {key: amount for key, amount in result.items() if amount}


def counted_amounts():
    """The same, of what stands in the database."""
    result = {}
    for row in Earning.objects.exclude(reference=""):
        key = row.reference, row.currency
        result[key] = result.get(key, Decimal("0.00")) + row.amount
    return {key: amount for key, amount in result.items() if amount}


class TestSequences(TestCase):
    """Files of one network, one after the other."""

    @settings(max_examples=60, deadline=None)
    @given(contents=files())
    def test_last_file_holds_and_sums_reconcile(self, contents):
        self.follow(contents, amounts_of, {}, dict)

    @settings(max_examples=60, deadline=None)
    @given(contents=files())
    def test_bookings_add_up_and_sums_reconcile(self, contents):
        self.follow(contents, add_bookings, Counter(), sum_up, repeated_numbers="adds")

    def follow(self, contents, grow, start, amounts, **fields):
        """Import all, then remove all: each number counts what `amounts` says of what grew."""
        network = make_network(**STATES, **fields)
        make_merchant(network=network, sub_id="tid={article}-{placement}")
        make_article(pk=1)
        expected, reports = [start], []
        for number, rows in enumerate(contents):
            lines = [
                f"{sub_id},{amount}{unit},2026-11-24,{reference},{state}"
                for amount, sub_id, reference, state, unit in rows
            ]
            # Blank lines make each file another.
            content = state_file(*lines) + b"\n" * number
            result = import_report(content, network, file_name=f"{number}")
            expected.append(grow(rows, expected[-1]))
            reports.append(result.report)
            assert counted_amounts() == amounts(expected[-1])
            assert all(sums.is_reconciled for sums in result.preview.sums.values())
            standing = standing_of([result.report.pk])[result.report.pk]
            assert standing.sums == result.preview.sums
            assert standing.total == result.report.total == sum(row[0] for row in rows)
        while reports:
            remove_report(reports.pop())
            expected.pop()
            assert counted_amounts() == amounts(expected[-1])
