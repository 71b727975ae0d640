"""Numbers that come back: what they count where reports replace, and where they add."""

from decimal import Decimal

import pytest

from articles.earnings import importing
from articles.earnings.importing import NotImported, import_report, preview_import
from articles.models import Earning, EarningsReport
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_merchant, make_network

pytestmark = pytest.mark.django_db

BOOKED = "a1-faq-1,10,2026-11-23,N1"


@pytest.fixture
def network():
    """A network that lists bookings."""
    network = make_network(name="Rakuten", repeated_numbers="adds")
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1)
    return network


def take(network, *files):
    """Import files of such rows, and give what became of the last."""
    for number, rows in enumerate(files):
        result = import_report(csv_file(*rows), network, file_name=f"{number}.csv")
    return [(line.sort.value, str(line.amount), line.part) for line in result.preview.lines]


@pytest.mark.parametrize(
    ("later", "lines", "total"),
    [
        pytest.param(
            ["a1-faq-1,-10,2026-12-01,N1"], [("matched", "-10.00", 2)], "0.00", id="reversed"
        ),
        pytest.param(
            ["other,4,2026-11-24,N1"], [("unmatched", "4.00", 2)], "14.00", id="second item"
        ),
        pytest.param([BOOKED, ""], [("counted", "10.00", 1)], "10.00", id="overlap"),
        pytest.param(
            [BOOKED, BOOKED],
            [("counted", "10.00", 1), ("matched", "10.00", 2)],
            "20.00",
            id="overlap and one alike",
        ),
        pytest.param(
            ["a1-faq-1,10 USD,2026-11-23,N1"],
            [("matched", "10.00", 2)],
            "20.00",
            id="another currency",
        ),
    ],
)
def test_bookings_of_a_known_number_add_up(network, later, lines, total):
    assert take(network, [BOOKED], later) == lines
    assert sum(row.amount for row in Earning.objects.all()) == Decimal(total)


def test_bookings_alike_in_one_file_all_count(network):
    assert take(network, [BOOKED, BOOKED]) == [("matched", "10.00", 1), ("matched", "10.00", 2)]


def test_correction_of_before_is_no_booking(network):
    make = {"network": network, "day": "2026-11-23", "currency": "EUR", "reference": "N1"}
    report = EarningsReport.objects.create(network=network, file_hash="x", total=7)
    first = Earning.objects.create(report=report, line=2, amount=10, **make)
    Earning.objects.create(report=report, line=3, amount=-3, part=2, corrects=first, **make)
    assert take(network, ["a1-faq-1,-3,2026-11-23,N1"]) == [("matched", "-3.00", 3)]


RULES = {
    "adds": "add: each row is another booking, unless an earlier report has the same of that day",
    "replaces": "replace: each sale counts what this file says of it",
}


def notes_after(network, first, later):
    import_report(csv_file(*first), network, file_name="november.csv")
    return preview_import(csv_file(*later), network).notes


@pytest.mark.parametrize("rule", RULES)
def test_reversal_is_warned_of(network, rule):
    network.repeated_numbers = rule
    network.save()
    notes = notes_after(network, [BOOKED], ["a1-faq-1,-10,2026-12-01,N1"])
    warning = (
        "Line 2: number N1 comes back with -10.00 EUR after +10.00, which looks like a reversal: "
        f"this network’s reports {rule.removesuffix('s')}. Check the network’s setting."
    )
    assert notes == [
        f"1 number stands in earlier reports too. This network’s reports {RULES[rule]}.",
        warning,
    ]


def test_reversals_are_counted(network):
    later = [f"a1-faq-1,-10,2026-12-01,{number}" for number in ("N1", "N2", "N3")]
    notes = notes_after(network, [BOOKED, "a1-faq-1,10,2026-11-23,N2"], later)
    assert notes[0].startswith("2 numbers stand in earlier reports too.")
    assert "after +10.00, and 1 more like it, which looks" in notes[1]


def test_discount_that_was_counted_is_no_reversal(network):
    order = [BOOKED, "a1-faq-1,-2,2026-11-23,N1"]
    notes = notes_after(network, order, [*order, ""])
    assert not any("reversal" in note for note in notes)


def test_promise_tells_by_which_rule(network):
    promise = preview_import(csv_file(BOOKED), network).promise()
    network.repeated_numbers = "replaces"
    assert preview_import(csv_file(BOOKED), network).promise() != promise


def test_correction_larger_than_its_column_is_refused(network):
    network.repeated_numbers = "replaces"
    network.save()
    take(network, ["a1-faq-1,-9999999999,2026-11-23,N1"])
    with pytest.raises(NotImported) as refusal:
        take(network, ["a1-faq-1,9999999999,2026-11-24,N1"])
    assert (str(refusal.value), Earning.objects.count()) == (importing.TOO_LARGE, 1)


def test_total_larger_than_its_column_is_refused(network):
    rows = [f"a1-faq-1,9999999999.99,2026-11-23,N{number}" for number in range(101)]
    with pytest.raises(NotImported) as refusal:
        take(network, rows)
    assert (str(refusal.value), EarningsReport.objects.count()) == (importing.TOO_LARGE, 0)
