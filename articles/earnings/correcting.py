"""Hold a file against what earlier reports counted: a later one corrects them, or adds."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, islice
from typing import Any

from articles.earnings.lines import ZERO, Line, Part, Sort, Spot
from articles.earnings.matching import CHUNK, Match
from articles.earnings.reading import Row
from articles.earnings.tables import plain
from articles.models import Earning, Network

COUNTED_BEFORE = "An earlier report counted it."
COUNTED_OTHERWISE = "An earlier report counted it otherwise: the difference is a correction."
TAKEN_BACK = " What an earlier report counted is taken back."
_COLUMNS = (
    *("reference", "pk", "part", "amount", "currency", "day", "sub_id", "source", "placement"),
    *("link", "reason", "line", "corrects", "report__file_name"),
)


def known_parts(network: Network, references: Collection[str]) -> dict[str, list[Part]]:
    """What earlier reports counted under these numbers, in its order. A query a few thousand."""
    known: dict[str, list[Part]] = defaultdict(list)
    rest = iter(sorted(references))
    while chunk := list(islice(rest, CHUNK)):
        # Without the empty ones, which no chunk holds: so the index of numbers is used.
        numbered = Earning.objects.exclude(reference="")
        rows = numbered.filter(network=network, reference__in=chunk)
        for row in rows.order_by("reference", "part").values(*_COLUMNS):
            known[row["reference"]].append(_part(row))
    return known


def _part(row: Mapping[str, Any]) -> Part:
    match = Match(row["source"], row["placement"], row["link"], row["reason"])
    return Part(
        pk=row["pk"],
        number=row["part"],
        amount=row["amount"],
        currency=row["currency"],
        spot=Spot(row["day"], row["sub_id"], match),
        file_name=row["report__file_name"],
        line=row["line"],
        is_correction=row["corrects"] is not None,
    )


@dataclass(frozen=True, slots=True)
class _Change:
    """What one transaction counted in a currency, and what it counts now."""

    before: Decimal
    now: Decimal
    currency: str

    @property
    def difference(self) -> Decimal:
        return self.now - self.before


@dataclass(frozen=True)
class Settling:
    """Tells what becomes of rows. `known` are the parts that earlier reports counted.

    Rows of one number are one transaction: some networks list an order item by item. Its amount
    in this file is the sum of those rows that are not refused, and 0 if all of them are. If no
    earlier report counted its number, each row counts as it stands. Otherwise only the difference
    to what has been counted so far is added, as a correction, and so for each currency:
    corrections = rows that earn − counted before. What counted before is listed as that, and a
    refused row as refused, which makes for the file, to the cent:
    matched + not matched + corrections + counted before + refused = total.

    Where reports list bookings, what `adds` says, there are no corrections: each row counts, but
    those that an earlier report counted just so.
    """

    known: Mapping[str, Sequence[Part]]
    matches: Mapping[str, Match]
    refused: Collection[str]
    adds: bool = False

    def settle(self, rows: Iterable[Row]) -> Iterator[Line]:
        """Every row, transaction by transaction. Runs no query."""
        sales: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            # A row without a number is a transaction of its own.
            sales[row.reference or f"\0{row.line}"].append(row)
        for reference, its_rows in sales.items():
            parts = self.known.get(reference, ())
            is_corrected = parts and not self.adds
            yield from (self._correct if is_corrected else self._count)(its_rows, parts)

    def reversals(self, rows: Iterable[Row]) -> Iterator[tuple[Row, Decimal]]:
        """Rows of the other sign than what was counted of their number, and that. Runs no query.

        Not those that were counted themselves: an order may hold a discount.
        """
        sales: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.reference in self.known and not self._is_refused(row):
                sales[row.reference].append(row)
        for reference, its_rows in sales.items():
            parts = self.known[reference]
            before = _sums(parts)
            for row, is_counted in _tell_apart(its_rows, parts):
                if not is_counted and row.amount * before[row.currency] < 0:
                    yield row, before[row.currency]

    def _is_refused(self, row: Row) -> bool:
        return plain(row.state) in self.refused

    def _spot(self, row: Row) -> Spot:
        return Spot(row.day, row.sub_id, self.matches[row.sub_id])

    def _left_out(self, row: Row, sort: Sort, reason: str) -> Line:
        return Line(row, sort, row.amount, row.currency, self._spot(row), reason)

    def _refuse(self, row: Row, more: str = "") -> Line:
        return self._left_out(row, Sort.REFUSED, f"It earns nothing: {row.state[:60]}.{more}")

    def _count(self, rows: Sequence[Row], parts: Sequence[Part]) -> Iterator[Line]:
        earning = [row for row in rows if not self._is_refused(row)]
        yield from (self._refuse(row) for row in rows if self._is_refused(row))
        numbers = count(parts[-1].number + 1 if parts else 1)
        for row, is_counted in _tell_apart(earning, parts):
            if is_counted:
                yield self._left_out(row, Sort.COUNTED, COUNTED_BEFORE)
                continue
            spot = self._spot(row)
            sort = Sort.UNMATCHED if spot.match.reason else Sort.MATCHED
            reason = spot.match.reason
            yield Line(row, sort, row.amount, row.currency, spot, reason, next(numbers))

    def _correct(self, rows: Sequence[Row], parts: Sequence[Part]) -> Iterator[Line]:
        earning = [row for row in rows if not self._is_refused(row)]
        now, before = _sums(earning), _sums(parts)
        more = TAKEN_BACK if not earning and any(before.values()) else ""
        yield from (self._refuse(row, more) for row in rows if self._is_refused(row))
        numbers = count(parts[-1].number + 1)
        for currency in sorted(now.keys() | before.keys()):
            change = _Change(before[currency], now[currency], currency)
            its_rows = [row for row in earning if row.currency == currency]
            if change.difference:
                # A sale that is told in another currency now is taken back in its first one.
                carrier = (its_rows or earning or rows)[-1]
                yield from self._amend(its_rows, carrier, change, parts, numbers)
            else:
                yield from (self._left_out(row, Sort.COUNTED, COUNTED_BEFORE) for row in its_rows)

    def _amend(
        self,
        rows: Sequence[Row],
        carrier: Row,
        change: _Change,
        parts: Sequence[Part],
        numbers: Iterator[int],
    ) -> Iterator[Line]:
        """Corrections, all on the last row: mostly a new item stands below those known."""
        yield from (self._left_out(row, Sort.COUNTED, COUNTED_OTHERWISE) for row in rows[:-1])
        spot = self._spot(carrier)
        amount = carrier.amount if rows else ZERO
        if rest := amount - change.difference:
            yield Line(carrier, Sort.COUNTED, rest, change.currency, spot, COUNTED_OTHERWISE)
        running = change.before
        newest = {part.spot: part for part in parts}
        for place, step in _spread(change, parts, spot, is_gone=not rows).items():
            corrected = newest.get(place, parts[-1])
            yield Line(
                row=carrier,
                sort=Sort.CORRECTED,
                amount=step,
                currency=change.currency,
                spot=place,
                reason=place.match.reason,
                part=next(numbers),
                corrects=corrected,
                before=running,
            )
            running += step


def _tell_apart(rows: Iterable[Row], parts: Iterable[Part]) -> Iterator[tuple[Row, bool]]:
    """Rows of one number, and whether earlier reports counted the same: as often as they did.

    So of two that are alike in one file, one is new if only one was counted.
    """
    counted = Counter(
        (part.spot.day, part.amount, part.currency) for part in parts if not part.is_correction
    )
    for row in rows:
        booking = row.day, row.amount, row.currency
        yield row, counted[booking] > 0
        counted[booking] -= 1


def _sums(rows: Iterable[Row | Part]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in rows:
        sums[row.currency] += row.amount
    return sums


def _spread(
    change: _Change, parts: Iterable[Part], own: Spot, *, is_gone: bool
) -> dict[Spot, Decimal]:
    """Where a difference belongs.

    Money is taken back where it counts, the newest first. What is added goes where the newest
    counts or, if no page is known of that, where the row itself says. Of what `is_gone` nothing
    is left anywhere.
    """
    held: dict[Spot, Decimal] = {}
    for part in parts:
        newest = part.spot
        if part.currency == change.currency:
            held[newest] = held.pop(newest, ZERO) + part.amount
    moves: dict[Spot, Decimal] = {}
    rest = change.difference
    for spot, amount in reversed(held.items()):
        low, high = sorted((ZERO, -amount))
        moves[spot] = -amount if is_gone else min(max(rest, low), high)
        rest -= moves[spot]
    goal = own if own.match.source and not newest.match.source else newest
    moves[goal] = moves.get(goal, ZERO) + rest
    return {spot: amount for spot, amount in moves.items() if amount}
