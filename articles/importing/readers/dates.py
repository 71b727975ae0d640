"""Dates as people and programs write them."""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

WEEKDAY = r"(?:[a-z]{3,9},?\s+)?"
NAME = r"(?P<name>[a-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
#: The time of day behind a date, with its zone.
CLOCK = (
    r"(?:(?:[T,]|\s+at)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*\Z"
)
FORMS = [
    re.compile(form + CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})年\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})日",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?P<first>\d{1,2})[/-](?P<last>\d{1,2})[/-](?P<year>\d{4})",
        rf"{WEEKDAY}{NAME}\s+{DAY},?\s+(?P<year>\d{{4}})",
        rf"{WEEKDAY}{DAY}\.?\s+(?:of\s+)?{NAME},?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<name>[a-z]{3,9})\.?\s+(?P<year>\d{4})",
    )
]
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
MAX_LENGTH = 60


def parse_date(value: object) -> datetime | None:
    """The moment that a value tells, midnight where it tells the day alone; else nothing.

    What tells no zone is read as UTC, and `3/4/2024` as Americans write it.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    text = " ".join(str(value).split())
    if not text or len(text) > MAX_LENGTH:
        return None
    if EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    for form in FORMS:
        if match := form.match(text):
            return _moment(match.groupdict())
    return _mail_date(text)


def _moment(parts: dict[str, str | None]) -> datetime | None:
    month = _month(parts)
    day = int(parts.get("day") or 1)
    if parts.get("first"):
        month, day = int(parts["first"] or 0), int(parts["last"] or 0)
        if month > 12:
            month, day = day, month
    hour = int(parts["hour"] or 0)
    if half := parts["half"]:
        hour = hour % 12 + 12 * half.lower().startswith("p")
    clock = f"{hour:02}:{parts['minute'] or '00'}:{parts['second'] or '00'}{_zone(parts['zone'])}"
    try:
        return datetime.fromisoformat(f"{parts['year']}-{month:02}-{day:02}T{clock}")
    except ValueError:
        return None


def _month(parts: dict[str, str | None]) -> int:
    if name := parts.get("name"):
        short = name[:3].lower()
        return MONTHS.index(short) + 1 if short in MONTHS else 0
    return int(parts.get("month") or 0)


def _zone(zone: str | None) -> str:
    return zone if zone and zone[0] in "+-" else "+00:00"


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
