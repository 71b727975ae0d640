"""Cells with the words of their heads, and moments in few words."""

from datetime import UTC, date, datetime

import pytest

from articles.templatetags.desk import day, moment, with_heads

HEADERS = [
    {"text": '<input type="checkbox" id="action-toggle">'},
    {"text": "title"},
    {"text": "goes <live>"},
    {"text": "by"},
]


@pytest.fixture(autouse=True)
def morning(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 8, tzinfo=UTC), tick=False)


def test_cells_have_the_words_of_their_heads():
    cells = [
        '<td class="action-checkbox"><input></td>',
        '<th class="field-title">A</th>',
        '<td class="field-goes">3 May</td>',
        '<td class="field-by">-</td>',
        "<td>hidden</td>",
    ]
    assert list(with_heads(cells, HEADERS)) == [
        '<td class="action-checkbox"><input></td>',
        '<th class="field-title">A</th>',
        '<td data-head="Goes &lt;live&gt;" class="field-goes">3 May</td>',
        '<td data-head="By" data-empty class="field-by">-</td>',
        "<td>hidden</td>",
    ]


def test_row_with_fewer_cells_than_heads_ends_with_its_cells():
    assert list(with_heads(["<td>A</td>"], HEADERS)) == ["<td>A</td>"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 3, 9, 5, tzinfo=UTC), "today, 10:05"),
        (datetime(2026, 3, 2, 23, 30, tzinfo=UTC), "today, 00:30"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "yesterday, 10:00"),
        (datetime(2026, 3, 4, 9, tzinfo=UTC), "tomorrow, 10:00"),
        (datetime(2026, 5, 9, 9, tzinfo=UTC), "9 May, 11:00"),
        (datetime(2025, 5, 9, 9, tzinfo=UTC), "9 May 2025, 11:00"),
    ],
)
def test_moment_is_told_in_the_publications_time(at, words):
    assert f">{words}</time>" in moment(at)


def test_times_are_exact_for_machines():
    at = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)
    assert moment(at) == '<time datetime="2026-03-03T10:05:00+01:00">today, 10:05</time>'
    assert day(date(2026, 3, 4)) == '<time datetime="2026-03-04">tomorrow</time>'
