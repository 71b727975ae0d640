import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.parts.lists import read_cell, spell_cell
from articles.spreadsheets import stream_csv
from tests.articles.exporting.sites import ODD

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.lists(st.sampled_from([*ODD, "=", "'", "+1", ";", "\t@"]), max_size=4).map("".join),
)


@given(st.lists(CELLS, min_size=2, max_size=4))
def test_cells_come_back_exactly_though_no_spreadsheet_runs_them(cells):
    lines = "".join(stream_csv(["a"], [[spell_cell(cell) for cell in cells]]))
    [_, row] = csv.reader(io.StringIO(lines, newline=""), strict=True)
    assert [read_cell(cell) for cell in row] == cells


def test_nothing_is_an_empty_cell():
    assert [spell_cell(value) for value in (None, "", 0, False)] == ["", "", "0", "False"]
