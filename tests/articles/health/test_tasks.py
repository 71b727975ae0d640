"""Checks in the background, done by the worker itself."""

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from articles.health.tasks import check_one, check_what_is_due
from articles.models import CheckedAddress
from tests.factories import make_product


def work():
    """What waits is done; returns what came of it, the first first."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    rows = DBTaskResult.objects.order_by("enqueued_at")
    return list(rows.values_list("status", "return_value"))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_checks_what_is_due():
    make_product(destination="http://127.0.0.2/lamp")  # asked for by nobody: it is not public
    check_what_is_due.enqueue()
    check_what_is_due.enqueue()

    assert work() == [("SUCCESSFUL", 1), ("SUCCESSFUL", 0)]
    assert CheckedAddress.objects.values_list("url", "verdict", "reason").get() == (
        "http://127.0.0.2/lamp",
        "inconclusive",
        "Not a public address, so it was not asked for: 127.0.0.2 is no public address",
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_has_time_for_others_before_it_checks_the_rest():
    for page in ("lamp", "table"):
        make_product(destination=f"http://127.0.0.2/{page}")
    check_what_is_due.enqueue(seconds=0)
    check_one.enqueue(0)
    assert work() == [("SUCCESSFUL", result) for result in (1, "", 1, 0)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_checks_one_address_that_is_still_there():
    address = CheckedAddress.objects.create(url="http://127.0.0.2/", url_hash="x")
    check_one.enqueue(address.pk)
    check_one.enqueue(0)
    assert work() == [("SUCCESSFUL", "inconclusive"), ("SUCCESSFUL", "")]
