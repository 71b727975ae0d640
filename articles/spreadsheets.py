"""Tables for spreadsheets, written row by row and safe to open."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

#: Text that starts with one of these would be run as a formula; some take the wide ones too.
SIGNS = re.escape("=+-@＝＋－＠")

#: Where a spreadsheet may see a formula begin. At the start of a cell; and inside it, where one
#: that cuts lines at other marks than our commas takes no notice of the quotes around a cell.
FORMULA_START = rf"""(\A(?='*[{SIGNS}\t\r\n])|[;\t\r\n]"*(?='*[{SIGNS}]))"""
BARE = re.compile(rf"{FORMULA_START}(?!')")


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
    """The same text, which no spreadsheet takes for a formula (OWASP, “CSV injection”).

    An apostrophe stands before each sign that would start one.
    """
    return BARE.sub(r"\1'", cell)
