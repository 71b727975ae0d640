"""What stands in one cell of a network's report: an amount, or a day. Never a float."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
#: The column holds ten digits before its mark.
MAX_AMOUNT = Decimal(10) ** 10
#: Before it no network reported anything: such a day is a mapping that does not fit.
FIRST_YEAR = 1995

#: Which currencies a sign may stand for (ISO 4217).
SIGNS = {
    "€": ("EUR",),
    "£": ("GBP",),
    "₹": ("INR",),
    "zł": ("PLN",),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "kr.": ("DKK", "SEK", "NOK", "ISK"),
    "R$": ("BRL",),
    "US$": ("USD",),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
}

#: Brackets are the accountants' minus; where the currency stands makes no difference.
IS_NEGATIVE = {"": False, "+": False, "-": True, "()": True}

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
# `kr.5` is five crowns, not half a crown: after letters an amount starts with a digit.
_MONEY = re.compile(
    r"(?P<before>[-+(]*kr\.[-+(]*|[^\d.,]*)"
    r"(?P<number>[0-9](?:[0-9.,'’]*[0-9])?|(?<![^\W\d_])[.,][0-9]+)(?P<after>.*)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<day>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})"
    r"(?:(?:T|,?\s+)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


class Unreadable(ValueError):
    """Says in a sentence what is wrong with a cell."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as it stands in the file, and the same to the cent."""

    exact: Decimal
    currency: str

    @property
    def amount(self) -> Decimal:
        """To the cent; the half cent goes to the even neighbour."""
        return self.exact.quantize(CENT, ROUND_HALF_EVEN)


def read_money(text: str, *, decimal_mark: str, currency: str) -> Money:
    """`(1.234,50 €)` as −1234.50 EUR; `currency` where none is named. Raises `Unreadable`."""
    words = _SPACES.sub("", text).replace("−", "-")
    match = _MONEY.fullmatch(words)
    if match is None:
        raise Unreadable(f"“{text[:40]}” is no amount.")
    around = match["before"] + match["after"]
    marks = re.sub(r"[^-+()]", "", around)
    if marks not in IS_NEGATIVE:
        raise Unreadable(f"“{text[:40]}” has more than one sign.")
    number = _read_number(match["number"], decimal_mark, text)
    # What is rounded up to the limit does not fit either.
    if number >= MAX_AMOUNT - CENT / 2:
        raise Unreadable(f"“{text[:40]}” is too large.")
    # There is no minus zero, which would be written unlike zero.
    exact = -number if IS_NEGATIVE[marks] and number else number
    return Money(exact, _read_unit(re.sub(r"[-+()]", "", around), currency, text))


def _read_number(digits: str, mark: str, text: str) -> Decimal:
    """Digits in groups of three or in none: `1,23` where a point is due is not guessed at."""
    separators = ("" if mark == "," else ",") + ("" if mark == "." else ".") + "'’"
    whole = rf"\d{{1,3}}(?P<by>[{separators}])\d{{3}}(?:(?P=by)\d{{3}})*|\d*"
    pattern = rf"(?P<whole>{whole})(?:{re.escape(mark)}(?P<rest>\d+))?"
    match = re.fullmatch(pattern, digits, re.ASCII)
    if match is None or len(digits) > 40:
        raise Unreadable(
            f"“{text[:40]}” is no amount written with a decimal "
            f"{'comma' if mark == ',' else 'point'}."
        )
    whole_digits = re.sub(r"[^0-9]", "", match["whole"]) or "0"
    return Decimal(f"{whole_digits}.{match['rest'] or '0'}")


def _read_unit(unit: str, currency: str, text: str) -> str:
    """The currency that a sign or a code names; one of several dollars only if it is ours."""
    if not unit:
        return currency
    if re.fullmatch(r"[A-Za-z]{3}", unit):
        return unit.upper()
    meant = next((SIGNS[sign] for sign in SIGNS if sign.lower() == unit.lower()), ())
    if currency in meant:
        return currency
    if len(meant) == 1:
        return meant[0]
    raise Unreadable(f"“{text[:40]}” names a currency that is not known, or not which one.")


def read_day(text: str, day_format: str) -> date:
    """A day, with or without a time after it. Raises `Unreadable`."""
    match = _DAY.fullmatch(text.strip())
    try:
        # A day has no time zone: it is the network's own.
        day = datetime.strptime(match["day"], day_format).date() if match else None  # noqa: DTZ007
    except ValueError:
        day = None
    if day is None or day.year < FIRST_YEAR:
        sample = date(2026, 11, 24).strftime(day_format)
        raise Unreadable(f"“{text.strip()[:40]}” is no day written like {sample}.")
    return day
