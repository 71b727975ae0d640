"""Cells that no spreadsheet takes for a formula."""

import pytest

from articles.spreadsheets import defuse


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("＠SUM(1)", "'＠SUM(1)"),
        ("\t=1", "'\t'=1"),
        ("\nwords", "'\nwords"),
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;\"'=1"),
        ("a\t+1", "a\t'+1"),
        ("Mind:\n- this\n\n@that", "Mind:\n'- this\n\n'@that"),
    ],
    ids=ascii,
)
def test_formula_is_defused_wherever_a_cell_may_begin(cell, safe):
    assert defuse(cell) == safe


@pytest.mark.parametrize("cell", ["", "a=b", "a; =b", "one; two", "One\n\nTwo", "'=1", "a;'=1"])
def test_other_text_stays_as_it_is(cell):
    assert defuse(cell) == cell
