from datetime import date
from decimal import Decimal

import pytest

from articles.earnings.cells import Money, Unreadable, read_day, read_money

POINT, COMMA = ".", ","


@pytest.mark.parametrize(
    ("text", "mark", "amount", "currency"),
    [
        pytest.param("12.50", POINT, "12.50", "EUR", id="plain"),
        pytest.param("12", POINT, "12.00", "EUR", id="no decimals"),
        pytest.param(".5", POINT, "0.50", "EUR", id="nothing before the point"),
        pytest.param("0", POINT, "0.00", "EUR", id="zero"),
        pytest.param("-0.00", POINT, "0.00", "EUR", id="minus zero"),
        pytest.param("1,234.56", POINT, "1234.56", "EUR", id="thousands"),
        pytest.param("1,234,567", POINT, "1234567.00", "EUR", id="millions"),
        pytest.param("1'234.50", POINT, "1234.50", "EUR", id="swiss thousands"),
        pytest.param("1’234.50", POINT, "1234.50", "EUR", id="typographic thousands"),
        pytest.param("1 234.50", POINT, "1234.50", "EUR", id="spaced thousands"),
        pytest.param("1.234,56", COMMA, "1234.56", "EUR", id="comma"),
        pytest.param("1\u202f234,56\u00a0€", COMMA, "1234.56", "EUR", id="french"),
        pytest.param("12,5", COMMA, "12.50", "EUR", id="one decimal"),
        pytest.param("-12.50", POINT, "-12.50", "EUR", id="minus"),
        pytest.param("−12.50", POINT, "-12.50", "EUR", id="real minus"),
        pytest.param("12.50-", POINT, "-12.50", "EUR", id="trailing minus"),
        pytest.param("(12.50)", POINT, "-12.50", "EUR", id="accountants' brackets"),
        pytest.param("(€12.50)", POINT, "-12.50", "EUR", id="sign in brackets"),
        pytest.param("€(12.50)", POINT, "-12.50", "EUR", id="sign before brackets"),
        pytest.param("€ -12.50", POINT, "-12.50", "EUR", id="sign before the minus"),
        pytest.param("-€12.50", POINT, "-12.50", "EUR", id="sign after the minus"),
        pytest.param("12.50- EUR", POINT, "-12.50", "EUR", id="code after the minus"),
        pytest.param("+12.50", POINT, "12.50", "EUR", id="plus"),
        pytest.param("£12.50", POINT, "12.50", "GBP", id="pound"),
        pytest.param("12.50 usd", POINT, "12.50", "USD", id="code in small letters"),
        pytest.param("US$ 12.50", POINT, "12.50", "USD", id="named dollar"),
        pytest.param("DKK 5", POINT, "5.00", "DKK", id="code before"),
        pytest.param("€.50", POINT, "0.50", "EUR", id="sign before the point"),
        pytest.param("12,50 zł", COMMA, "12.50", "PLN", id="letters as a sign"),
    ],
)
def test_amount_is_read(text, mark, amount, currency):
    money = read_money(text, decimal_mark=mark, currency="EUR")
    assert (str(money.amount), money.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("exact", "amount"),
    [
        ("0.005", "0.00"),
        ("0.015", "0.02"),
        ("1.2351", "1.24"),
        ("9999999999.9949", "9999999999.99"),
    ],
)
def test_amount_keeps_what_it_is_exactly(exact, amount):
    money = read_money(exact, decimal_mark=POINT, currency="EUR")
    assert (money.exact, money.amount) == (Decimal(exact), Decimal(amount))


@pytest.mark.parametrize(
    ("text", "currency"), [("$5", "CAD"), ("kr 5", "NOK"), ("Kr. 5", "DKK"), ("5 ¥", "CNY")]
)
def test_sign_of_many_currencies_is_the_networks(text, currency):
    money = read_money(text, decimal_mark=POINT, currency=currency)
    assert money == Money(Decimal("5.0"), currency)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        pytest.param("twelve", POINT, id="words"),
        pytest.param("-", POINT, id="only a minus"),
        pytest.param("--5", POINT, id="two minus signs"),
        pytest.param("-5-", POINT, id="minus on both sides"),
        pytest.param("(-5)", POINT, id="minus in brackets"),
        pytest.param("(5", POINT, id="half a bracket"),
        pytest.param("12,50", POINT, id="comma where a point is due"),
        pytest.param("12.50", COMMA, id="point where a comma is due"),
        pytest.param("1,23,456", POINT, id="groups of two"),
        pytest.param("1,234'567.00", POINT, id="two separators"),
        pytest.param("1.2.3", POINT, id="two points"),
        pytest.param("1e5", POINT, id="power of ten"),
        pytest.param("1" * 41, POINT, id="endless"),
        pytest.param("10000000000", POINT, id="more than the column holds"),
        pytest.param("9999999999.995", POINT, id="rounded up to it"),
        pytest.param("12 monkeys", POINT, id="no currency"),
        pytest.param("$5", POINT, id="which dollar"),
        pytest.param("٣", POINT, id="other digits"),
        pytest.param("EUR.5", POINT, id="point after letters"),
        pytest.param("NaN", POINT, id="not a number"),
    ],
)
def test_amount_is_not_guessed_at(text, mark):
    with pytest.raises(Unreadable):
        read_money(text, decimal_mark=mark, currency="EUR")


@pytest.mark.parametrize(
    ("text", "day_format"),
    [
        pytest.param("2026-11-24", "%Y-%m-%d", id="iso"),
        pytest.param(" 24/11/2026 ", "%d/%m/%Y", id="spaces around"),
        pytest.param("11/24/2026", "%m/%d/%Y", id="american"),
        pytest.param("24.11.2026", "%d.%m.%Y", id="german"),
        pytest.param("2026-11-24T13:05:09Z", "%Y-%m-%d", id="iso time"),
        pytest.param("2026-11-24 13:05:09.123+01:00", "%Y-%m-%d", id="time with offset"),
        pytest.param("24.11.2026, 13:05", "%d.%m.%Y", id="time after a comma"),
        pytest.param("11/24/2026 1:05 PM", "%m/%d/%Y", id="twelve hours"),
        pytest.param("2026-11-24 13:05 CET", "%Y-%m-%d", id="named zone"),
    ],
)
def test_day_is_read(text, day_format):
    assert read_day(text, day_format) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "text", ["", "24 Nov 2026", "2026-13-01", "2026-02-30", "26-11-24", "1926-11-24", "2026-11-24x"]
)
def test_other_day_is_refused_with_a_sample(text):
    with pytest.raises(Unreadable, match="is no day written like 2026-11-24"):
        read_day(text, "%Y-%m-%d")
