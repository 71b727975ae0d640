"""Versions as a timeline: what stands alone, what is folded, and what the fold is called."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.publishing.timeline import Day, Entry, Version, Window, tell, window_of

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LIVE, WAS = Window("live", NOON), Window("was", NOON, NOON)


def version(pk=1, at=NOON, **facts):
    return Version(pk=pk, at=at, **{"by": "Ana"} | facts)


def saves(*people, at=NOON, **facts):
    """A save a minute by each of these, the newest first."""
    rows = [version(pk, at + timedelta(minutes=pk), by=by, **facts) for pk, by in enumerate(people)]
    return tuple(reversed(rows))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"name": "As submitted"}, True),
        ({"note": "Restored"}, True),
        ({"submitted": "Approved"}, True),
        ({"is_newest": True}, True),
        ({"window": LIVE}, True),
        ({"window": WAS}, True),
        ({"is_system": True, "note": "Price changed"}, False),
        ({"is_system": True, "window": WAS}, False),
        ({"is_system": True, "window": LIVE}, True),
        ({"is_system": True, "window": WAS, "name": "Kept"}, True),
    ],
)
def test_what_somebody_may_look_for_stands_alone(facts, expected):
    assert version(**facts).stands_alone is expected


def test_plain_saves_between_others_are_one_entry():
    newest, named = version(9, is_newest=True), version(5, name="Kept")
    above, below = (version(8), version(7)), (version(4),)

    assert tell([newest, *above, named, *below]) == [
        Day(
            date(2026, 3, 3),
            (Entry((newest,)), Entry(above), Entry((named,)), Entry(below)),
        )
    ]


def test_days_are_told_apart_and_so_are_their_runs():
    late, early = version(2), version(1, NOON - timedelta(days=1))

    days = tell([late, early])

    assert [(day.date.day, len(day.entries)) for day in days] == [(3, 1), (2, 1)]


def test_no_versions_are_no_days():
    assert tell([]) == []


@pytest.mark.parametrize(
    ("versions", "label"),
    [
        (saves("Ana", "Ben", "Ana"), "3 saves by Ana and Ben, 12:00–12:02"),
        (saves("Ana", "Ana", at=NOON), "2 saves by Ana, 12:00–12:01"),
        ((version(2), version(1)), "2 saves by Ana, 12:00"),
        (saves("A", "B", "C"), "3 saves by A, B and C, 12:00–12:02"),
        (saves("A", "B", "C", "D"), "4 saves by A, B and 2 others, 12:00–12:03"),
        (saves("", ""), "2 saves, 12:00–12:01"),
        (saves("", "Ben"), "2 saves by Ben, 12:00–12:01"),
        (saves("s", "s", is_system=True), "2 refreshes by the system, 12:00–12:01"),
        (
            (version(2), version(1, is_system=True, by="the system")),
            "1 save by Ana and 1 refresh by the system, 12:00",
        ),
    ],
)
def test_run_is_called_by_its_number_people_and_times(versions, label):
    entry = Entry(versions)

    assert (entry.is_run, entry.label) == (True, label)


def test_single_save_is_no_run():
    assert Entry((version(),)).is_run is False


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (NOON, None, "live"),
        (NOON, NOON + HOUR, "live"),
        (NOON - HOUR, NOON, "was"),
        (NOON + HOUR, None, "scheduled"),
        (NOON + HOUR, NOON + 2 * HOUR, "scheduled"),
    ],
)
def test_window_is_named_as_it_stands(start, end, state):
    assert window_of(start, end, NOON) == Window(state, start, end)


def test_version_that_was_never_live_has_no_window():
    assert window_of(None, None, NOON) is None
