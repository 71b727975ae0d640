from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from articles.importing.readers.dates import parse_date

DAY = datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024-3-5",
        "2024/03/05",
        "20240305",
        "05.03.2024",
        "03/05/2024",
        "March 5, 2024",
        "Mar. 5th 2024",
        "Tuesday, March 5, 2024",
        "5 March 2024",
        "5th of March, 2024",
        "2024年3月5日",
        " 2024-03-05T00:00:00.000Z ",
        "Tue, 05 Mar 2024 00:00:00 GMT",
        "1709596800",
        "1709596800000",
        date(2024, 3, 5),
        DAY.replace(tzinfo=None),
        DAY,
    ],
    ids=str,
)
def test_parse_date_knows_many_forms(text):
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05 18:35:06", datetime(2024, 3, 5, 18, 35, 6, tzinfo=UTC)),
        ("March 5, 2024 at 3:30 PM", datetime(2024, 3, 5, 15, 30, tzinfo=UTC)),
        ("2024-03-05 12:10 am", datetime(2024, 3, 5, 0, 10, tzinfo=UTC)),
        (
            "2024-03-05 18:34:18 -0500",
            datetime(2024, 3, 5, 18, 34, 18, tzinfo=timezone(timedelta(hours=-5))),
        ),
        ("2024-03", datetime(2024, 3, 1, tzinfo=UTC)),
        ("March 2024", datetime(2024, 3, 1, tzinfo=UTC)),
        ("25/03/2024", datetime(2024, 3, 25, tzinfo=UTC)),
        ("5 Mar 2024 10:00:00 EST5EDT", datetime(2024, 3, 5, 10, tzinfo=UTC)),
    ],
)
def test_parse_date_reads_times_and_months(text, moment):
    assert parse_date(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "true", "tomorrow", "2024-13-05", "Smarch 5, 2024", "99/99/2024", "9" * 100, None],
    ids=str,
)
def test_parse_date_leaves_what_is_none(text):
    assert parse_date(text) is None
