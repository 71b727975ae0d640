"""Say what becomes of numbers that stand in several rows or reports."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from articles.earnings.correcting import Settling
from articles.earnings.reading import Row


def tell_of_items(rows: Iterable[Row]) -> Iterator[str]:
    """Which numbers the file has more than once."""
    counts = Counter(row.reference for row in rows if row.reference)
    several = sum(count > 1 for count in counts.values())
    if several:
        many = "1 number stands" if several == 1 else f"{several:,} numbers stand"
        yield f"{many} in more than one row: such rows are items of one sale, and add up."


def tell_of_repeated(settling: Settling, rows: Sequence[Row]) -> Iterator[str]:
    """By which rule numbers of earlier reports count, and whether another seems meant."""
    known = len(settling.known)
    if not known:
        return
    many = "1 number stands" if known == 1 else f"{known:,} numbers stand"
    rule = (
        "add: each row is another booking, unless an earlier report has the same of that day"
        if settling.adds
        else "replace: each sale counts what this file says of it"
    )
    yield f"{many} in earlier reports too. This network’s reports {rule}."
    yield from _tell_of_reversals(settling, rows)


def _tell_of_reversals(settling: Settling, rows: Iterable[Row]) -> Iterator[str]:
    reversals = sorted(settling.reversals(rows), key=lambda pair: pair[0].line)
    if not reversals:
        return
    row, before = reversals[0]
    more = f", and {len(reversals) - 1:,} more like it" if len(reversals) > 1 else ""
    yield (
        f"Line {row.line}: number {row.reference} comes back with {row.amount:+,} {row.currency} "
        f"after {before:+,}{more}, which looks like a reversal: this network’s reports "
        f"{'add' if settling.adds else 'replace'}. Check the network’s setting."
    )
