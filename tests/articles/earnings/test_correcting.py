"""What becomes of rows whose number an earlier report counted."""

from datetime import date
from decimal import Decimal

import pytest

from articles.earnings.correcting import Settling
from articles.earnings.lines import Part, Sort, Spot
from articles.earnings.matching import Match
from articles.earnings.reading import Row

DAY = date(2026, 11, 23)
HERE, THERE = Match("a1", "faq-1", 7), Match("a2", "closing")
NOWHERE = Match(reason="It has no sub-id.")
MATCHES = {"here": HERE, "there": THERE, "": NOWHERE}


def row(amount, sub_id="here", state="approved", currency="EUR", day=DAY, line=2):
    amount = Decimal(amount)
    return Row(line, day, amount, amount, currency, sub_id, "N1", state)


def part(amount, sub_id="here", currency="EUR", day=DAY, number=1):
    spot = Spot(day, sub_id, MATCHES[sub_id])
    return Part(number, number, Decimal(amount), currency, spot, "earlier.csv", number + 1)


def settle(rows, *parts):
    """Sort and amount of every line, and of corrections the sub-id that says where."""
    settling = Settling(known={"N1": parts}, matches=MATCHES, refused={"declined"})
    return [
        (line.sort.value, str(line.amount), line.spot.sub_id)
        if line.sort is Sort.CORRECTED
        else (line.sort.value, str(line.amount))
        for line in settling.settle(rows)
    ]


CASES = {
    "not known": ([row("5.00"), row("3.00", "")], [], [("matched", "5.00"), ("unmatched", "3.00")]),
    "not known and refused": ([row("5.00", state="Declined")], [], [("refused", "5.00")]),
    "the same": ([row("5.00")], [part("5.00")], [("counted", "5.00")]),
    "the same nothing": ([row("0.00")], [part("0.00")], [("counted", "0.00")]),
    "the same from another place": ([row("5.00", "there")], [part("5.00")], [("counted", "5.00")]),
    "more": (
        [row("7.00", "there")],
        [part("5.00")],
        [("counted", "5.00"), ("corrected", "2.00", "here")],
    ),
    "less": ([row("4.00")], [part("5.00")], [("counted", "5.00"), ("corrected", "-1.00", "here")]),
    "nothing left": (
        [row("0.00")],
        [part("5.00")],
        [("counted", "5.00"), ("corrected", "-5.00", "here")],
    ),
    "returned": (
        [row("-2.00")],
        [part("5.00")],
        [("counted", "5.00"), ("corrected", "-7.00", "here")],
    ),
    "refused": (
        [row("6.00", state="declined")],
        [part("5.00")],
        [("refused", "6.00"), ("counted", "5.00"), ("corrected", "-5.00", "here")],
    ),
    "refused again": (
        [row("5.00", state="declined")],
        [part("5.00"), part("-5.00", number=2)],
        [("refused", "5.00")],
    ),
    "paid after all": (
        [row("5.00")],
        [part("5.00"), part("-5.00", number=2)],
        [("corrected", "5.00", "here")],
    ),
    "one item more": (
        [row("5.00"), row("3.00", line=3)],
        [part("5.00")],
        [("counted", "5.00"), ("corrected", "3.00", "here")],
    ),
    "one item refused": (
        [row("5.00"), row("3.00", state="declined", line=3)],
        [part("5.00"), part("3.00", number=2)],
        [("refused", "3.00"), ("counted", "8.00"), ("corrected", "-3.00", "here")],
    ),
    "items of several places refused": (
        [row("8.00", state="declined")],
        [part("5.00"), part("-2.00", "there", number=2)],
        [
            ("refused", "8.00"),
            ("counted", "3.00"),
            ("corrected", "2.00", "there"),
            ("corrected", "-5.00", "here"),
        ],
    ),
    "less of several places": (
        [row("1.00")],
        [part("5.00"), part("3.00", "there", number=2)],
        [("counted", "8.00"), ("corrected", "-3.00", "there"), ("corrected", "-4.00", "here")],
    ),
    "more of what names no page": (
        [row("7.00")],
        [part("5.00", "")],
        [("counted", "5.00"), ("corrected", "2.00", "here")],
    ),
    "more of what still names no page": (
        [row("7.00", "")],
        [part("5.00", "")],
        [("counted", "5.00"), ("corrected", "2.00", "")],
    ),
    "less of what names no page": (
        [row("4.00")],
        [part("5.00", "")],
        [("counted", "5.00"), ("corrected", "-1.00", "")],
    ),
    "another currency": (
        [row("6.00", currency="USD")],
        [part("5.00")],
        [("counted", "5.00"), ("corrected", "-5.00", "here"), ("corrected", "6.00", "here")],
    ),
}


@pytest.mark.parametrize(("rows", "parts", "expected"), CASES.values(), ids=CASES)
def test_known_number_is(rows, parts, expected):
    assert settle(rows, *parts) == expected


def correct(rows, *parts):
    settling = Settling(known={"N1": parts}, matches=MATCHES, refused={"declined"})
    return [line for line in settling.settle(rows) if line.sort is Sort.CORRECTED]


def test_correction_names_what_it_corrects_and_stands_on_its_day():
    first, second = part("5.00"), part("1.00", number=2)
    (line,) = correct([row("4.00", "there", day=date(2026, 12, 9))], first, second)
    assert (line.corrects, line.spot, line.part) == (second, first.spot, 3)
    assert (line.before, line.now) == (Decimal("6.00"), Decimal("4.00"))


def test_corrections_of_several_places_follow_each_other():
    parts = part("5.00"), part("3.00", "there", number=2)
    lines = correct([row("8.00", state="declined")], *parts)
    assert [(line.part, line.before, line.now, line.corrects.number) for line in lines] == [
        (3, Decimal("8.00"), Decimal("5.00"), 2),
        (4, Decimal("5.00"), Decimal("0.00"), 1),
    ]


def test_correction_of_what_names_no_page_says_why():
    (line,) = correct([row("4.00")], part("5.00", ""))
    assert line.reason == "It has no sub-id."


def test_row_without_a_number_is_a_sale_of_its_own():
    rows = [Row(line, DAY, Decimal(1), Decimal(1), "EUR", "here", "", "") for line in (2, 3)]
    settling = Settling(known={"": [part("9.00")]}, matches=MATCHES, refused=set())
    assert [(line.sort, line.part) for line in settling.settle(rows)] == [(Sort.MATCHED, 1)] * 2


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([row("5.00")], ["An earlier report counted it."]),
        (
            [row("6.00")],
            ["An earlier report counted it otherwise: the difference is a correction."],
        ),
        (
            [row("6.00", state="declined")],
            [
                "It earns nothing: declined. What an earlier report counted is taken back.",
                "An earlier report counted it otherwise: the difference is a correction.",
            ],
        ),
    ],
)
def test_left_out_row_says_why(rows, reasons):
    settling = Settling(known={"N1": [part("5.00")]}, matches=MATCHES, refused={"declined"})
    lines = [line for line in settling.settle(rows) if line.sort is not Sort.CORRECTED]
    assert [line.reason for line in lines] == reasons
