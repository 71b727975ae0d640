"""Reading a file as a table: what is no table is told in a sentence."""

import pytest

from articles.registry.sheets import Line, Unreadable, decode, read_sheet
from articles.registry.tables import LINKS, MERCHANTS


def test_lines_are_counted_as_spreadsheets_do():
    text = 'name,terms_note\r\nShop,"One\nTwo"\r\n,\r\nOther,\r\n'
    assert read_sheet(MERCHANTS, text) == [
        Line(2, {"name": "Shop", "terms_note": "One\nTwo"}),
        Line(4, {"name": "Other", "terms_note": ""}),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_mark_between_cells_is_found(mark):
    assert read_sheet(LINKS, f"slug{mark}Name \na{mark}b") == [Line(2, {"slug": "a", "name": "b"})]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The column name is missing; rows are known by it."),
        ("hosts\nx", "The column name is missing; rows are known by it."),
        ("name,hosts", "It has no row below its head."),
        ("name,name,hosts\na,b,c", "More than once: column name."),
        ('name\n"a"b', "It is no CSV that can be read: ',' expected after '\"'."),
        ("name\n" + "a\n" * 501, None),
    ],
    ids=["empty", "no key", "no row", "twice", "quotes", "long"],
)
def test_what_is_no_table_is_told_why(text, words):
    words = words or ("It has 501 rows; take at most 500 at once and import the rest after them.")
    with pytest.raises(Unreadable) as refused:
        read_sheet(MERCHANTS, text)
    assert str(refused.value) == words


def test_unknown_columns_are_named():
    with pytest.raises(Unreadable) as refused:
        read_sheet(MERCHANTS, "name,host,,colour\na,b,c,d")
    assert str(refused.value).startswith(
        "Unknown columns host, (empty), colour. Its first row names columns out of: name, hosts, "
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe", "It is no text in UTF-8. Save it as “CSV UTF-8”."),
        ("name\na".encode("utf-16-le"), "It is no text in UTF-8. Save it as “CSV UTF-8”."),
        (
            b"x" * 500_001,
            "It has 500,001 bytes; take at most 500,000 at once and import the rest after it.",
        ),
    ],
    ids=["binary", "null-bytes", "large"],
)
def test_what_is_no_text_is_told_why(content, words):
    with pytest.raises(Unreadable) as refused:
        decode(content)
    assert str(refused.value) == words


def test_mark_of_the_encoding_is_left_out():
    assert decode("\ufeffname".encode()) == "name"
