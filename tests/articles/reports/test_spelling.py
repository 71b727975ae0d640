"""Numbers as people read them."""

from decimal import Decimal

import pytest

from articles.reports import spelling


@pytest.mark.parametrize(
    ("spell", "value", "expected"),
    [
        (spelling.spell_count, None, "—"),
        (spelling.spell_count, 0, "0"),
        (spelling.spell_count, 12345, "12,345"),
        (spelling.spell_rate, None, "—"),
        (spelling.spell_rate, 0.0, "0.0%"),
        (spelling.spell_rate, 0.0249, "2.5%"),
        (spelling.spell_change, None, "—"),
        (spelling.spell_change, float("inf"), "new"),
        (spelling.spell_change, -1.0, "−100%"),
        (spelling.spell_change, 12.5, "+1,250%"),
        (spelling.spell_change, 0.001, "±0%"),
        (spelling.spell_axis, 0, "0"),
        (spelling.spell_axis, 500, "500"),
        (spelling.spell_axis, 1500, "1.5k"),
        (spelling.spell_axis, 2_000_000, "2m"),
    ],
)
def test_number_is_spelt(spell, value, expected):
    assert spell(value) == expected


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (None, "EUR", "—"),
        ("1234.5", "EUR", "€1,234.50"),
        ("-3.10", "GBP", "−£3.10"),
        ("7", "CHF", "CHF 7.00"),
        ("0", "USD", "$0.00"),
        ("0.004", "USD", "under $0.01"),
    ],
)
def test_money_is_spelt(amount, currency, expected):
    assert spelling.spell_money(amount and Decimal(amount), currency) == expected
