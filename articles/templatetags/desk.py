"""What the desk's lists and pages need of cells and moments."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

#: A cell of Django's lists that says nothing.
EMPTY = re.compile(r"<td[^>]*>(-|&nbsp;|)</td>")


@register.filter
def with_heads(cells: Iterable[SafeString], headers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The cells of a row of Django's lists, each with the words of its column's head.

    A narrow page shows a row as a card, where no head stands above. Cells are HTML of
    Django's own.
    """
    for cell, header in zip_longest(cells, headers, fillvalue=None):
        if cell is None:
            return
        head = str(header["text"]) if header else ""
        # The column of boxes to tick has a box for its head.
        if not head or head.startswith("<") or not cell.startswith("<td"):
            yield cell
            continue
        head = conditional_escape(capfirst(head))
        extra = f' data-head="{head}"' + (" data-empty" if EMPTY.fullmatch(cell) else "")
        yield mark_safe(f"<td{extra}{cell[3:]}")


@register.filter
def moment(at: datetime) -> SafeString:
    """A moment in few words, in the publication's time zone: “today, 14:03”, “3 May, 09:00”."""
    local = timezone.localtime(at)
    words = f"{_name_day(local.date())}, {formats.time_format(local, 'H:i')}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.filter
def day(on: date) -> SafeString:
    """A day in few words: “today”, “3 May”, “3 May 2024”."""
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), _name_day(on))


def _name_day(on: date) -> str:
    today = timezone.localdate()
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    is_this_year = on.year == today.year
    return near.get((on - today).days) or formats.date_format(
        on, "j F" if is_this_year else "j F Y"
    )
