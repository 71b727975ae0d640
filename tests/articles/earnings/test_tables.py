import pytest

from articles.earnings import tables
from articles.earnings.tables import NotReadable, read_table


def read(content, *needed):
    """The rows by the names of their columns, each with its line."""
    table = read_table(content, needed=needed or ("Day", "Paid"))
    return [
        (line, {name: row[index] for name, index in table.columns.items() if index < len(row)})
        for line, row in table.rows
    ]


ONE = [(2, {"day": "1", "paid": "5é"})]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Day,Paid\n1,5é".encode(), id="utf-8"),
        pytest.param("Day,Paid\n1,5é".encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param("Day,Paid\n1,5é".encode("utf-16"), id="utf-16"),
        pytest.param("\ufeffDay,Paid\n1,5é".encode("utf-16-be"), id="utf-16, big end first"),
        pytest.param("Day,Paid\n1,5é".encode("cp1252"), id="windows-1252"),
        pytest.param("Day;Paid\n1;5é".encode(), id="semicolons"),
        pytest.param("Day\tPaid\n1\t5é".encode(), id="tabs"),
        pytest.param("Day|Paid\n1|5é".encode(), id="bars"),
        pytest.param("Day,Paid\r\n1,5é\r\n\r\n".encode(), id="windows lines"),
        pytest.param("Day,Paid\r1,5é\r".encode(), id="old lines"),
        pytest.param(" DAY , paid\n1,5é".encode(), id="other letters and spaces"),
        pytest.param('"Day","Paid"\n"1","5é"'.encode(), id="quoted"),
        pytest.param("Day,Paid\n1,5é\n,\n  ,  \n\n".encode(), id="blank lines"),
    ],
)
def test_table_is_read(content):
    assert read(content) == ONE


def test_table_may_have_other_columns_in_any_order():
    rows = read(b"Paid,Shop,Day,\n5,Nord,1,\n")
    assert rows == [(2, {"paid": "5", "shop": "Nord", "day": "1"})]


def test_table_may_have_a_preamble():
    content = b'"Account" of,Nord\n\nFrom,To\nDay;Paid\n1;5\n'
    assert read(content) == [(5, {"day": "1", "paid": "5"})]


def test_head_below_the_twentieth_line_is_not_looked_for():
    with pytest.raises(NotReadable, match="The file has no column “Day”, “Paid”"):
        read(b"\n" * 20 + b"Day,Paid\n1,5")


def test_lines_are_those_where_rows_start():
    rows = read(b'Day,Paid,Note\n1,5,"one\ntwo"\n\n2,6,x\n')
    assert [line for line, _ in rows] == [2, 5]


def test_head_may_break_in_a_quoted_cell():
    rows = read(b'"Day\nof sale",Paid\n1,5\n', "Day of sale", "Paid")
    assert rows == [(3, {"day of sale": "1", "paid": "5"})]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "The file has no column “Day”, “Paid”.", id="empty"),
        pytest.param(
            b"When,Paid\n1,5",
            "The file has no column “Day”. Its columns are: “when”, “paid”.",
            id="another head",
        ),
        pytest.param(b"Day,Paid,paid\n1,5,6", "More than one column is called “paid”.", id="twice"),
        pytest.param(
            b"PK\x03\x04rest",
            "This is a spreadsheet or an archive. Save it as CSV first.",
            id="spreadsheet",
        ),
        pytest.param(
            "Day,Paid\n1,5".encode("utf-16-le"),
            "The file is no text we can read. Save it as CSV in UTF-8.",
            id="utf-16 without a mark",
        ),
        pytest.param(
            b"\xff\xfeD",
            "The file is no text we can read. Save it as CSV in UTF-8.",
            id="half a letter",
        ),
        pytest.param(
            b"Day,Paid\n1,5\x81",
            "The file is no text we can read. Save it as CSV in UTF-8.",
            id="no letter",
        ),
        pytest.param(
            b'Day,Paid\n1,5\n2,"6\n3,7\n',
            "Line 3: a quotation mark is opened and not closed, or a cell is too long.",
            id="open quotation",
        ),
        pytest.param(
            b"Day,Paid\n1," + b"5" * 10_001,
            "Line 2: a cell is longer than 10,000 letters.",
            id="long cell",
        ),
        pytest.param(
            b"Day,Paid\n1," + b"5" * 200_000,
            "Line 2: a quotation mark is opened and not closed, or a cell is too long.",
            id="endless cell",
        ),
    ],
)
def test_file_that_is_no_table_is_told_why(content, words):
    with pytest.raises(NotReadable) as error:
        read(content)
    assert str(error.value) == words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("MAX_BYTES", "The file is larger than 0 MB."),
        ("MAX_ROWS", "The file has more than 1 rows."),
    ],
)
def test_file_is_bounded(monkeypatch, limit, words):
    monkeypatch.setattr(tables, limit, 1)
    with pytest.raises(NotReadable) as error:
        read(b"Day,Paid\n1,5\n2,6\n")
    assert str(error.value) == words
