"""Taking the corrections of earnings back out of the database."""

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Earning, LeftOutRow
from tests.factories import make_earnings_report, make_network

pytestmark = pytest.mark.django_db

fold_corrections = import_module(
    "articles.migrations.0022_corrections_of_earnings"
).fold_corrections
SALE = {"day": "2026-11-23", "currency": "EUR", "reference": "N1"}


def fold():
    fold_corrections(apps, SimpleNamespace(connection=connection))


def test_corrections_are_folded_into_what_they_correct():
    network = make_network()
    first, later = (make_earnings_report(network) for _ in range(2))
    sale = SALE | {"network": network}
    row = Earning.objects.create(report=first, line=2, amount=10, **sale)
    for part, currency in ((2, "EUR"), (3, "EUR"), (4, "USD")):
        more = sale | {"part": part, "currency": currency, "corrects": row}
        Earning.objects.create(report=later, line=2, amount="-1.50", **more)
    other = Earning.objects.create(report=later, line=3, amount=1, **sale | {"reference": ""})
    fold()
    assert list(Earning.objects.order_by("pk").values_list("pk", "amount", "corrects")) == [
        (row.pk, Decimal("7.00"), None),
        (other.pk, Decimal("1.00"), None),
    ]


def test_one_row_left_out_is_kept_a_line():
    report = make_earnings_report()
    for line, kind in ((2, "counted"), (2, "refused"), (3, "counted")):
        LeftOutRow.objects.create(report=report, line=line, kind=kind, amount=5, **SALE)
    fold()
    assert list(LeftOutRow.objects.values_list("line", "kind")) == [(2, "refused"), (3, "counted")]
