"""Two people who import the same file at once: one adds its rows, the other is told."""

import pytest
from django.db import connection

from articles.models import Merchant
from articles.registry.importing import NotTaken, rehearse, take_in
from articles.registry.reports import State
from articles.registry.tables import MERCHANTS
from tests.articles.publishing.test_concurrency import run_together

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]

TEXT = "name,hosts\r\nShop,shop.example.com\r\n"


def states_of(go):
    """What became of the row, or would become of it now that it was not taken."""

    def run():
        try:
            report = go()
        except NotTaken as refused:
            report = refused.report
        return [step.state for step in report.steps]

    return run


def test_one_of_two_adds_what_both_were_shown():
    promised = rehearse(MERCHANTS, TEXT).digest()
    go = states_of(lambda: take_in(MERCHANTS, TEXT, by=None, promised=promised))
    assert sorted(run_together(go, go)) == [[State.NEW], [State.SAME]]
    assert Merchant.objects.count() == 1


def test_who_looks_while_somebody_adds_sees_one_or_the_other():
    adding = states_of(lambda: take_in(MERCHANTS, TEXT, by=None))
    looking = states_of(lambda: rehearse(MERCHANTS, TEXT))
    added, *seen = run_together(adding, looking, looking)
    assert added == [State.NEW]
    assert all(states in ([State.NEW], [State.SAME]) for states in seen)
