import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Repair
from articles.importing.repair import part_joints, space_joints


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("“Shall we walk?”When it rains:", ["“Shall we walk?”", "When it rains:"]),
        ("Keep to one list.End with a date.", ["Keep to one list.", "End with a date."]),
        ("(Rest first.)Then call.", ["(Rest first.)", "Then call."]),
        ("Sit down.I’m here.A friend", ["Sit down.", "I’m here.", "A friend"]),
        ("So soon?!“Yes.”Élodie left", ["So soon?!", "“Yes.”", "Élodie left"]),
        ("Wait until 10.Then call.", ["Wait until 10.", "Then call."]),
    ],
)
def test_part_joints_parts_where_a_space_is_missing(line, pieces):
    assert part_joints(line) == pieces


@pytest.mark.parametrize(
    "line",
    [
        "Water it. Wait a week.",
        "The U.S.A and J.R.Marsh, a Ph.D.Student of St.Anne",
        "e.g.The cat, vs.The dog",
        "Node.Js and Yahoo!Mail, iPhone.Case",
        "see garden.Com, https://a.example/One.Two or me@garden.Org",
        "[a link](a.Html) `list.Sort` <br.Tag> list.Append(it)",
        "wait...And then, 3.5.2, part.5",
        "",
    ],
)
def test_part_joints_leaves_names_code_and_addresses(line):
    assert part_joints(line) == [line]


def test_space_joints_puts_the_spaces_back_and_notes_them():
    assert space_joints("Dig it.Water it.\nIt rains.We wait, `a.Do` it.") == (
        "Dig it. Water it.\nIt rains. We wait, `a.Do` it.",
        [
            Repair("missing space", "it.", "it. ", 1),
            Repair("missing space", "rains.", "rains. ", 2),
        ],
    )


@given(st.text("aBc.?!”“ `[]()@/:"))
def test_part_joints_loses_nothing(line):
    assert "".join(part_joints(line)) == line
