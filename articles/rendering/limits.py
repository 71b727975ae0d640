"""What one Markdown field may hold, so that no text, however hostile, holds a worker.

Far above anything a writer types; measured so that a field at every limit at once renders
in under a second on one slow core.
"""

import re

MAX_FIELD_LENGTH = 100_000  # bytes of UTF-8, so at most as many characters
MAX_LINES = 4_000
MAX_BRACKETS = 4_000  # each may open a link, and markdown-it tries every one
MAX_MARKS = 20_000

MARKS = re.compile(r"[*_<>&|~`\\!]")


class TextTooLarge(ValueError):
    """A field is refused unread; the message is for the writer."""


def check_size(text: str) -> None:
    """Raise `TextTooLarge` if `text` is beyond what a field may hold."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_FIELD_LENGTH:
        raise TextTooLarge(
            f"This text has {size:,} bytes; a field holds {MAX_FIELD_LENGTH:,}. "
            "Split it into several sections."
        )
    for count, limit, name in (
        (text.count("\n") + 1, MAX_LINES, "lines"),
        (text.count("["), MAX_BRACKETS, "opening brackets"),
        (len(MARKS.findall(text)), MAX_MARKS, "marks such as * or <"),
    ):
        if count > limit:
            raise TextTooLarge(
                f"This text has {count:,} {name}; a field holds {limit:,}. Split it into several sections."
            )
