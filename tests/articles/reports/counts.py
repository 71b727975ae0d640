"""Counts and earnings for tests of reports."""

from datetime import date
from decimal import Decimal

from articles.models import ClickCount, Earning, EarningsReport, ViewCount
from tests.factories import make_network

#: The day these tests run on, and the period of thirty days that ends with it.
NOW = "2026-06-30T12:00:00Z"
TODAY, FIRST = date(2026, 6, 30), date(2026, 6, 1)
BEFORE = date(2026, 5, 20)


def click(link, source="", placement="", *, clicks=1, seen=0, day=TODAY):
    return ClickCount.objects.create(
        link=link, source=source, placement=placement, day=day, clicks=clicks, seen_clicks=seen
    )


def view(source, views, day=TODAY):
    return ViewCount.objects.create(source=source, day=day, views=views)


def earn(amount, source="", placement="", *, link=None, currency="EUR", day=TODAY):
    report = EarningsReport.objects.first() or EarningsReport.objects.create(
        network=make_network(), file_name="june.csv", file_hash="1", total=0
    )
    return Earning.objects.create(
        report=report,
        network=report.network,
        line=report.earnings.count() + 2,
        day=day,
        amount=Decimal(amount),
        currency=currency,
        source=source,
        placement=placement,
        link=link,
    )
