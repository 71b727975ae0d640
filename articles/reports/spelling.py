"""Numbers as people read them, and as spreadsheets do."""

from decimal import Decimal

#: Stands where a number does not exist.
NONE = "—"
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def spell_count(count: int | None) -> str:
    return NONE if count is None else f"{count:,}"


def spell_rate(rate: float | None) -> str:
    """A share of one, in per cent with one place."""
    return NONE if rate is None else f"{rate:.1%}"


def spell_change(change: float | None) -> str:
    """A change as a share of what was before, with its sign; what is new has none."""
    if change is None:
        return NONE
    if change == float("inf"):
        return "new"
    sign = "−" if round(change, 2) < 0 else "+" if round(change, 2) > 0 else "±"
    return f"{sign}{abs(change):,.0%}"


def spell_money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return NONE
    symbol = SYMBOLS.get(currency, f"{currency} ")
    if 0 < abs(amount) < Decimal("0.005"):
        return f"under {symbol}0.01"
    return f"{'−' if amount < 0 else ''}{symbol}{abs(amount):,.2f}"


def spell_axis(count: int) -> str:
    """A round number in few letters: `500`, `1.5k`, `2m`."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if count >= size:
            return f"{count / size:g}{letter}"
    return str(count)
