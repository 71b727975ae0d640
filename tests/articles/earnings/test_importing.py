from datetime import date
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.earnings.importing import (
    NotImported,
    import_report,
    preview_import,
    remove_report,
    spell_sums,
)
from articles.earnings.lines import Sort, Sums
from articles.earnings.reports import standing_of
from articles.models import Earning, EarningsReport, Event, LeftOutRow
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_merchant, make_network

pytestmark = pytest.mark.django_db

HEAD = "SubId,Commission,Date,Sale,State"
STATES = {"status_column": "State", "refused_states": "declined"}


@pytest.fixture
def network():
    """A network that names article 1 back."""
    network = make_network(name="Awin", **STATES)
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1)
    return network


def state_file(*rows):
    return csv_file(*rows, head=HEAD)


MIXED = state_file(
    "a1-faq-1,10.00,2026-11-23,N1,approved",
    "elsewhere,2.30,2026-11-23,N2,approved",
    "a1-faq-1,4.00,2026-11-24,N3,Declined",
    "a1-faq-2,£1.25,2026-11-24,N4,approved",
    "a1-faq-2,-0.25,2026-11-24,,approved",
    "a1-faq-1,10.00,2026-11-23,N1,approved",
)


def sums(**amounts):
    return Sums(**{name: Decimal(amount) for name, amount in amounts.items()})


def test_preview_sorts_rows_and_sums_them(network):
    preview = preview_import(MIXED, network)
    assert [(line.row.line, line.sort, line.reason) for line in preview.lines] == [
        (2, Sort.MATCHED, ""),
        (3, Sort.UNMATCHED, "Its sub-id is not made like ours."),
        (4, Sort.REFUSED, "It earns nothing: Declined."),
        (5, Sort.MATCHED, ""),
        (6, Sort.MATCHED, ""),
        (7, Sort.MATCHED, ""),
    ]
    assert preview.sums == {
        "EUR": sums(matched="19.75", unmatched="2.30", refused="4.00", total="26.05"),
        "GBP": sums(matched="1.25", total="1.25"),
    }
    assert (preview.rows, preview.total, preview.refusal) == (6, Decimal("27.30"), "")
    assert preview.days() == (date(2026, 11, 23), date(2026, 11, 24))


def test_preview_writes_nothing(network):
    preview_import(MIXED, network)
    assert (EarningsReport.objects.count(), Earning.objects.count()) == (0, 0)


def test_import_keeps_every_row(network, editor):
    report = import_report(MIXED, network, file_name="november.csv", by=editor).report
    assert list(
        report.earnings.values_list(
            "line", "reference", "amount", "currency", "source", "placement", "reason"
        )
    ) == [
        (2, "N1", Decimal("10.00"), "EUR", "a1", "faq-1", ""),
        (3, "N2", Decimal("2.30"), "EUR", "", "", "Its sub-id is not made like ours."),
        (5, "N4", Decimal("1.25"), "GBP", "a1", "faq-2", ""),
        (6, "", Decimal("-0.25"), "EUR", "a1", "faq-2", ""),
        (7, "N1", Decimal("10.00"), "EUR", "a1", "faq-1", ""),
    ]
    assert list(report.left_out.values_list("line", "kind", "amount", "sub_id", "reason")) == [
        (4, "refused", Decimal("4.00"), "a1-faq-1", "It earns nothing: Declined."),
    ]
    assert (report.total, report.imported_by, report.file_name) == (
        Decimal("27.30"),
        editor,
        "november.csv",
    )


def test_import_is_logged(network, editor):
    euros = "26.05 EUR: 19.75 matched, 2.30 not matched, 4.00 refused"
    pounds = "1.25 GBP: 1.25 matched, 0.00 not matched"
    import_report(MIXED, network, file_name="november.csv", by=editor)
    assert list(Event.objects.values_list("by_name", "verb", "label", "detail")) == [
        (
            "editor",
            "imported",
            "Awin: november.csv",
            f"{euros}; {pounds}",
        )
    ]


def test_same_file_is_refused_kindly(network, time_machine):
    time_machine.move_to("2026-11-24 12:00Z")
    import_report(MIXED, network, file_name="november.csv")
    words = (
        "This file was imported on 24 November 2026 as “november.csv”. "
        "Remove that report first to import it again."
    )
    assert preview_import(MIXED, network).refusal == words
    with pytest.raises(NotImported, match="This file was imported"):
        import_report(MIXED, network, file_name="again.csv")


def test_same_file_of_another_network_is_taken(network):
    import_report(MIXED, network, file_name="november.csv")
    import_report(MIXED, make_network(**STATES), file_name="november.csv")
    assert EarningsReport.objects.count() == 2


def test_line_that_cannot_be_read_stops_all(network):
    content = state_file("a1-faq-1,10.00,2026-11-23,N1,", "a1-faq-1,ten,2026-11-23,N2,")
    with pytest.raises(NotImported, match="Nothing is imported while a line cannot be read"):
        import_report(content, network, file_name="x.csv")
    assert (EarningsReport.objects.count(), Earning.objects.count()) == (0, 0)


def test_rows_of_one_number_are_told_as_items(network):
    assert preview_import(MIXED, network).notes == [
        "1 number stands in more than one row: such rows are items of one sale, and add up."
    ]
    content = state_file(*(f"a1-faq-1,1,2026-11-23,N{n % 2}," for n in range(4)))
    assert preview_import(content, network).notes == [
        "2 numbers stand in more than one row: such rows are items of one sale, and add up."
    ]


def test_number_of_another_network_is_another_sale(network):
    import_report(state_file("a1-faq-1,1,2026-11-23,N1,"), make_network(**STATES), file_name="x")
    preview = preview_import(state_file("a1-faq-1,1,2026-11-24,N1,"), network)
    assert preview.counts()[Sort.MATCHED] == 1


def test_number_that_was_refused_may_be_paid_later(network):
    import_report(state_file("a1-faq-1,1,2026-11-23,N1,declined"), network, file_name="x")
    preview = preview_import(state_file("a1-faq-1,1,2026-11-23,N1,approved"), network)
    assert preview.counts()[Sort.MATCHED] == 1


def test_promise_that_would_not_be_kept_stops_all(network):
    promise = preview_import(MIXED, network).promise()
    network.refused_states = ""
    network.save()
    with pytest.raises(NotImported, match="Something was different meanwhile"):
        import_report(MIXED, network, file_name="x.csv", promise=promise)


def test_promise_that_is_kept_is_no_hindrance(network):
    promise = preview_import(MIXED, network).promise()
    result = import_report(MIXED, network, file_name="x.csv", promise=promise)
    assert result.preview.promise() == promise


def test_removed_report_is_gone_with_its_rows_and_may_come_again(network, editor):
    report = import_report(MIXED, network, file_name="x.csv").report
    remove_report(report, by=editor)
    assert [model.objects.count() for model in (EarningsReport, Earning, LeftOutRow)] == [0, 0, 0]
    assert Event.objects.values_list("verb", "by_name", "detail").first() == (
        "removed",
        "editor",
        "With 5 rows that earned.",
    )
    assert import_report(MIXED, network, file_name="x.csv").preview.rows == 6


def test_sums_of_nothing_are_no_words(network):
    preview = preview_import(b"", network)
    assert (spell_sums(preview), preview.days(), preview.rows) == ("", None, 0)


@pytest.mark.parametrize("rows", [1, 30])
def test_import_costs_the_same_however_many_rows(network, editor, rows, django_assert_num_queries):
    content = state_file(
        *(f"a1-faq-1,{n}.00,2026-11-23,N{n},approved" for n in range(rows)),
        *(f"else,{n}.00,2026-11-23,M{n},declined" for n in range(rows)),
    )
    # Two for the transaction; the network's lock, the earlier file, known numbers, templates,
    # articles, clicks, the report, both sorts of rows and the log.
    ContentType.objects.get_for_model(EarningsReport)
    with django_assert_num_queries(12):
        import_report(content, network, file_name="x.csv", by=editor)


AMOUNTS = st.decimals(
    min_value=-(10**6), max_value=10**6, places=2, allow_nan=False, allow_infinity=False
)
SHAPES = [(".", ","), (".", " "), (".", ""), (",", "."), (",", "\u202f"), (",", "'")]


def spell(amount, mark, by, form):
    """An amount in one of the ways that networks write it."""
    digits = f"{abs(amount):,.2f}".replace(",", "@").replace(".", mark).replace("@", by)
    if amount >= 0:
        return digits
    return {"minus": f"-{digits}", "trailing": f"{digits}-", "brackets": f"({digits})"}[form]


@st.composite
def sales(draw):
    """Rows of a file: an amount, a sub-id, a number, a state and a currency."""
    return draw(
        st.lists(
            st.tuples(
                AMOUNTS,
                st.sampled_from(["a1-faq-1", "A1-INTRODUCTION", "a2-faq-1", "other", ""]),
                st.sampled_from(["", "N1", "N2", "N3", "N4"]),
                st.sampled_from(["approved", "declined"]),
                st.sampled_from(["", "EUR", "£", "USD"]),
            ),
            min_size=1,
            max_size=30,
        )
    )


class TestSums(TestCase):
    """Hypothesis' own: each example in a transaction."""

    @settings(max_examples=60, deadline=None)
    @given(
        rows=sales(),
        shape=st.sampled_from(SHAPES),
        form=st.sampled_from(["minus", "trailing", "brackets"]),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
        delimiter=st.sampled_from([";", "\t", "|"]),
    )
    def test_sums_reconcile_to_the_cent(self, rows, shape, form, encoding, delimiter):
        network = make_network(decimal_mark=shape[0], **STATES)
        make_merchant(network=network, sub_id="tid={article}-{placement}")
        make_article(pk=1)
        lines = [HEAD.replace(",", delimiter)]
        for amount, sub_id, reference, state, unit in rows:
            cells = (sub_id, spell(amount, *shape, form) + unit, "2026-11-24", reference, state)
            lines.append(delimiter.join(cells))
        result = import_report("\n".join(lines).encode(encoding), network, file_name="x")
        report = result.report
        expected = {}
        for amount, *_, unit in rows:
            code = {"": "EUR", "£": "GBP"}.get(unit, unit)
            expected[code] = expected.get(code, Decimal("0.00")) + amount
        assert {code: sums.total for code, sums in result.preview.sums.items()} == expected
        assert all(sums.is_reconciled for sums in result.preview.sums.values())
        assert standing_of([report.pk])[report.pk].sums == result.preview.sums
        assert report.total == sum(expected.values())
