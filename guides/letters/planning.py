"""What letters put into the desk's calendar."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from articles.editing.calendar import MAX_ENTRIES, Entry
from guides.models import Letter

State = Letter.State


def plan_letters(user: Any, start: datetime, end: datetime) -> Iterator[Entry]:
    """The letters that leave between two moments, or left, for who may see them. One query."""
    if not user.has_perm("guides.view_letter"):
        return
    leaves = Q(state=State.SCHEDULED, send_at__gte=start, send_at__lt=end)
    left = Q(state=State.SENT, sent_at__gte=start, sent_at__lt=end)
    rows = Letter.objects.filter(leaves | left).order_by("pk")
    columns = ("pk", "subject", "state", "send_at", "sent_at")
    for pk, subject, state, send_at, sent_at in rows.values_list(*columns)[: MAX_ENTRIES + 1]:
        is_over = state == State.SENT
        yield Entry.at_moment(
            sent_at if is_over else send_at,
            title=subject,
            address=reverse("admin:guides_letter_change", args=[pk]),
            words="Letter sent" if is_over else "Letter leaves",
            state="live" if is_over else "scheduled",
        )
