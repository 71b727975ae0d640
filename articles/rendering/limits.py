"""What one Markdown field may hold, so that no text, however hostile, holds a worker.

Far above anything a writer types; measured so that no text within them takes more than a
small multiple of plain prose of the same length (`tests/benchmarks/test_rendering_speed.py`).
"""

import re

from django.utils.html import VOID_ELEMENTS

MAX_FIELD_LENGTH = 100_000  # bytes of UTF-8, so at most as many characters
MAX_WORK_LENGTH = 1_000_000  # characters of an article or guide as a whole
MAX_CELLS = 12_000  # of a table, those left out by the writer included
MAX_NESTING = 40  # of Markdown: 20 lists, or 40 quotations
MAX_DEPTH = 100  # of HTML elements, Markdown's included
MAX_ELEMENTS = 40_000

#: What is counted, the most a field holds, and its name for the writer.
COUNTED = (
    (re.compile(r"\n"), 4_000, "line ends"),
    (re.compile(r"\["), 4_000, "opening brackets"),  # each may open a link, and is tried
    (re.compile(r"[*_<>&|~`\\!]"), 20_000, "marks such as * or <"),
    (re.compile(r"[-+*]\s|\d[.)]\s|>"), 10_000, "list and quotation marks"),
    (re.compile(r"//|mailto:", re.IGNORECASE), 4_000, "addresses"),
    (re.compile(r"!\[|<ima?ge?\b", re.IGNORECASE), 1_000, "images"),
    (re.compile(r":::"), 2_000, "block marks :::"),
)

#: The row of dashes under a table's head.
DELIMITER = re.compile(r"^[ \t>]*[|:-][|: \t-]*$", re.MULTILINE)
BLANK_LINE = re.compile(r"\n[ \t>]*(?:\n|\Z)")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")


class TextTooLarge(ValueError):
    """A field is refused; the message is for the writer."""


def check_size(text: str) -> None:
    """Raise `TextTooLarge` if `text` is beyond what a field may hold."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_FIELD_LENGTH:
        _refuse(size, MAX_FIELD_LENGTH, "bytes")
    for pattern, limit, name in COUNTED:
        found = len(pattern.findall(text))
        if found > limit:
            _refuse(found, limit, name)
    cells = count_cells(text)
    if cells > MAX_CELLS:
        _refuse(cells, MAX_CELLS, "table cells")


def check_whole(size: int) -> None:
    """Raise `TextTooLarge` if an article or guide has more text than a page may have."""
    if size > MAX_WORK_LENGTH:
        raise TextTooLarge(
            f"All texts together have more than {MAX_WORK_LENGTH:,} characters: from here on "
            "nothing is shown. Make two articles of it."
        )


def check_tree(html: str) -> None:
    """Raise `TextTooLarge` if well-formed `html` has too many elements, or too deep ones.

    Every later step walks this tree, some from an element up to its root.
    """
    depth = elements = 0
    for slash, name in TAG.findall(html):
        if name in VOID_ELEMENTS:
            continue
        elements += not slash
        depth += -1 if slash else 1
        if depth > MAX_DEPTH:
            refuse_depth()
    if elements > MAX_ELEMENTS:
        _refuse(elements, MAX_ELEMENTS, "elements")


def refuse_depth() -> None:
    raise TextTooLarge("This text is nested too deeply: lists, quotations or HTML in one another.")


def _refuse(count: int, limit: int, name: str) -> None:
    raise TextTooLarge(
        f"This text has {count:,} {name}; a field holds {limit:,}. Split it into several sections."
    )


def count_cells(text: str) -> int:
    """The cells of all tables: every row is filled up to the columns of its head."""
    cells = 0
    for head in DELIMITER.finditer(text):
        columns = sum(1 for column in head[0].split("|") if column.strip(" \t>"))
        if columns < 2:  # such as the rule ---
            continue
        blank = BLANK_LINE.search(text, head.end())
        rows = text.count("\n", head.end(), blank.start() if blank else len(text))
        cells += rows * columns
        if cells > MAX_CELLS:
            break
    return cells
