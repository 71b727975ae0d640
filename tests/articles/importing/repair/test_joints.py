import pytest

from articles.importing.repair import part_joints


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("“Shall we walk?”When it rains:", ["“Shall we walk?”", "When it rains:"]),
        ("Keep to one list.End with a date.", ["Keep to one list.", "End with a date."]),
        ("Water it. Wait a week.", ["Water it. Wait a week."]),
    ],
)
def test_part_joints_parts_where_a_space_is_missing(line, pieces):
    assert part_joints(line) == pieces
