from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.earnings import reading as module
from articles.earnings.reading import Reading, Row, read_report
from tests.articles.earnings.files import csv_file, unsaved_network

STATES = {"status_column": "State", "refused_states": "Declined, rejected"}


def told(content, **fields):
    """The lines of the sales, the errors and the notes of a file."""
    reading = read_report(content, unsaved_network(**fields))
    return (
        [row.line for row in reading.rows],
        [str(error) for error in reading.errors],
        reading.notes,
    )


def test_row_is_read():
    content = csv_file("a1-faq-2,12.5,2026-11-24 13:05,N1", head="SubId,Commission,Date,Sale")
    row = Row(
        line=2,
        day=date(2026, 11, 24),
        exact=Decimal("12.5"),
        amount=Decimal("12.50"),
        currency="EUR",
        sub_id="a1-faq-2",
        reference="N1",
        state="",
    )
    assert read_report(content, unsaved_network()) == Reading(rows=[row])


def test_row_may_be_short_and_its_number_armoured():
    reading = read_report(
        csv_file('2026-11-24,5,="0012"', head="Date,Commission,Sale,SubId"), unsaved_network()
    )
    assert [(row.reference, row.sub_id) for row in reading.rows] == [("0012", "")]


def test_long_sub_id_is_cut_so_that_it_matches_nothing():
    reading = read_report(csv_file(f"{'a' * 300},5,2026-11-24,N1"), unsaved_network())
    assert [row.sub_id for row in reading.rows] == ["a" * 199 + "…"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        pytest.param("x,5,,N1", "Line 2: It has no day.", id="no day"),
        pytest.param("x,,2026-11-24,N1", "Line 2: It has no commission.", id="no amount"),
        pytest.param("x,five,2026-11-24,N1", "Line 2: “five” is no amount.", id="words"),
        pytest.param(
            "x,5,24/11/2026,N1",
            "Line 2: “24/11/2026” is no day written like 2026-11-24.",
            id="another day",
        ),
        pytest.param(
            f"x,5,2026-11-24,{'9' * 121}",
            "Line 2: Its number is longer than 120 letters.",
            id="long number",
        ),
        pytest.param(
            "x,1,234.50,2026-11-24,N1",
            "Line 2: It has more cells than the head. Is a cell with a comma not in quotes?",
            id="comma not in quotes",
        ),
    ],
)
def test_line_that_cannot_be_read_is_told(row, words):
    sale = "y,1,2026-11-24,N2"
    assert told(csv_file(row, sale)) == ([3], [words], [])


def test_errors_are_bounded(monkeypatch):
    monkeypatch.setattr(module, "MAX_ERRORS", 2)
    rows = ["x,five,2026-11-24,N1"] * 3
    assert len(told(csv_file(*rows))[1]) == 2


@pytest.mark.parametrize("content", [csv_file(), csv_file("", ",,,")])
def test_file_without_a_sale_is_told(content):
    assert told(content) == ([], ["The file has a head and no sale under it."], [])


def test_mapped_state_that_the_file_lacks_is_told():
    rows, errors, _ = told(csv_file("x,5,2026-11-24,N1"), status_column="State")
    assert (rows, errors) == (
        [],
        ["The file has no column “State”. Its columns are: “subid”, “commission”, “date”, “sale”."],
    )


SALES = ("x,5.00,2026-11-23,N1", "y,2.50,2026-11-24,N2")


@pytest.mark.parametrize(
    ("row", "note"),
    [
        pytest.param(
            "Total,7.50,,",
            "Line 4 gives a total of 7.50 EUR, which is the sum of the rows above it.",
            id="named",
        ),
        pytest.param(
            ",7.50,,",
            "Line 4 gives a total of 7.50 EUR, which is the sum of the rows above it.",
            id="not named",
        ),
        pytest.param(
            ",€7.50,Summe:,",
            "Line 4 gives a total of 7.50 EUR, which is the sum of the rows above it.",
            id="named in the day",
        ),
        pytest.param(
            "Total,9.00,,",
            "Line 4 gives a total of 9.00 EUR, but the rows above it sum to 7.50: is the file "
            "whole?",
            id="another sum",
        ),
        pytest.param("Total,,,", "Line 4 is no sale, and is left aside.", id="without a sum"),
        pytest.param(
            "© The Network,,,", "Line 4: It has no day.", id="words where the sub-id stands"
        ),
        pytest.param(",,,", None, id="blank"),
    ],
)
def test_ending_is_no_sale(row, note):
    lines, errors, notes = told(csv_file(*SALES, row))
    assert (lines, [*errors, *notes]) == ([2, 3], [note] if note else [])


def test_each_currency_may_have_a_total():
    content = csv_file("x,5,2026-11-23,N1", "y,£2,2026-11-24,N2", "Total,5,,", "Total,£2,,")
    assert told(content) == (
        [2, 3],
        [],
        [
            "Line 4 gives a total of 5.00 EUR, which is the sum of the rows above it.",
            "Line 5 gives a total of 2.00 GBP, which is the sum of the rows above it.",
        ],
    )


def test_total_may_leave_out_what_was_refused():
    content = csv_file(
        "x,5,2026-11-23,N1,approved",
        "y,2,2026-11-24,N2, DECLINED",
        "Total,5,,,",
        head="SubId,Commission,Date,Sale,State",
    )
    assert told(content, **STATES) == (
        [2, 3],
        [],
        ["Line 4 gives a total of 5.00 EUR, which is the sum of the rows that earn something."],
    )


@pytest.mark.parametrize(
    ("row", "error"),
    [
        pytest.param(
            ",9.00,,", "Line 4: It has no day, and is not the sum of the rows above it.", id="sum"
        ),
        pytest.param("Total,many,,", "Line 4: “many” is no amount.", id="words"),
        pytest.param(",,soon,", "Line 4: “soon” is no day.", id="no day"),
    ],
)
def test_ending_that_may_be_a_sale_is_an_error(row, error):
    assert told(csv_file(*SALES, row)) == ([2, 3], [error], [])


@pytest.mark.parametrize("sub_id", ["summer-sale", "total-gear", "totally"])
def test_sale_without_a_day_is_no_total_by_how_its_sub_id_begins(sub_id):
    assert told(csv_file(*SALES, f"{sub_id},9,,N3")) == ([2, 3], ["Line 4: It has no day."], [])


def test_errors_stand_in_the_order_of_the_file():
    errors = told(csv_file("x,five,2026-11-24,N1", "x,1,234.5,2026-11-24,N1"))[1]
    assert [error[:7] for error in errors] == ["Line 2:", "Line 3:"]


def test_sale_without_a_day_is_no_total_though_it_sums_up():
    assert told(csv_file(*SALES, "x,7.50,,N3")) == ([2, 3], ["Line 4: It has no day."], [])


def test_more_than_two_decimals_are_rounded_and_told():
    content = csv_file(
        "x,1.005,2026-11-23,N1", "x,1.015,2026-11-23,N2", "x,£1.0049,2026-11-23,N3", "Total,2.02,,"
    )
    reading = read_report(content, unsaved_network())
    assert [str(row.amount) for row in reading.rows] == ["1.00", "1.02", "1.00"]
    rounded = "written with more than two decimals and rounded to the cent (half to even):"
    assert reading.notes == [
        "Line 5 gives a total of 2.02 EUR, which is the sum of the rows above it.",
        f"2 amounts were {rounded} +0 EUR in all, the first in line 2.",
        f"1 amount was {rounded} -0.0049 GBP in all, the first in line 4.",
    ]


WORDS = ["SubId", "Total", "5.00", "1,5", "2026-11-24", "24/11/2026 10:00", "a1-faq-1", "(", "-"]
PIECES = st.sampled_from([*WORDS, ",", ";", "\t", '"', "\n", "\r", "\ufeff", "\0", " ", "=", "€"])


@given(st.lists(PIECES).map("".join), st.sampled_from(["utf-8", "utf-16", "utf-16-le"]))
def test_any_text_is_read_or_told(text, encoding):
    content = f"SubId,Commission,Date,Sale\n{text}".encode(encoding)
    reading = read_report(content, unsaved_network())
    assert reading.rows or reading.errors


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(content):
    assert read_report(content, unsaved_network()).errors
