"""Tables for spreadsheets, written row by row and safe to open."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

#: A cell that starts with one of these would be run as a formula; some take the wide ones too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """Takes what the csv module writes and hands it on at once."""

    def write(self, text: str) -> str:
        return text


def stream_csv(
    head: Sequence[str], rows: Iterable[Sequence[str | int | float | Decimal]]
) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180); no more than a line is held in memory.

    Numbers are written plainly: a negative one is no formula.
    """
    writer = csv.writer(_Line())
    # Spreadsheets take a file without a mark for one in their own system's letters.
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in row])


def defuse(cell: str) -> str:
    """The same text, which no spreadsheet takes for a formula (OWASP, “CSV injection”)."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
