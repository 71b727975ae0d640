"""Link checks in the background: `manage.py db_worker` does them."""

from time import monotonic

from django_tasks import task

from articles.health.checking import check, check_all
from articles.models import CheckedAddress

#: Other tasks wait while one runs; a large site's links take hours.
TEN_MINUTES = 600.0


@task()
def check_what_is_due(seconds: float = TEN_MINUTES) -> int:
    """Check the addresses that are due, and ask for the rest as a task of its own.

    Returns how many were checked within so many `seconds`.
    """
    until = monotonic() + seconds
    count = 0
    for _ in check_all():
        count += 1
        if monotonic() >= until:
            check_what_is_due.enqueue(seconds)
            break
    return count


@task()
def check_one(pk: int) -> str:
    """Check one address, due or not. Returns its verdict; empty for one that is gone."""
    address = CheckedAddress.objects.filter(pk=pk).first()
    return check(address).verdict if address else ""
