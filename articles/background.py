"""Work that waits in a table, done by tasks of the worker that follow one another.

The table says what is due. A task does it and asks for the next one; a task that died with its
worker is followed by another.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

#: How long after a sender is taken for dead the task that follows it begins.
MARGIN = timedelta(minutes=1)


def ask_for(task: Any, at: datetime | None = None) -> None:
    """Ask the worker for a task without arguments at a time (now), unless it is asked already.

    Two queries at most.
    """
    at = at or timezone.now()
    asked = DBTaskResult.objects.filter(
        task_path=task.module_path, status="READY", run_after__lte=at
    )
    if not asked.exists():
        task.using(run_after=at).enqueue()


def take_turn(
    task: Any,
    do: Callable[[float], int],
    next_moment: Callable[[], datetime | None],
    *,
    seconds: float,
    dead_after: timedelta,
    pause: timedelta,
) -> int:
    """Do what is due for so many `seconds`, and ask for the rest as a turn of its own.

    `next_moment` tells when there is something to do again. Whoever died is known for dead after
    `dead_after`. What is left though there was time for it waits at least for `pause`, as whatever
    it needs is in trouble. Returns what `do` returns.
    """
    first, now = next_moment(), timezone.now()  # in this order: what is due at once is due now
    if first and first <= now:
        # If this worker dies, that one goes on.
        ask_for(task, now + dead_after + MARGIN)
    began = monotonic()
    count = do(seconds)
    if following := next_moment():
        had_time = monotonic() - began < seconds
        ask_for(task, max(following, timezone.now() + (pause if had_time else timedelta(0))))
    return count
