"""Who may ask for a kit, and how often: people on our own pages."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from articles.affiliates.bursts import Visitor
from guides.models import KitRequest, Mail

#: How many ask from one network in so many seconds, at most: an office, a class.
NETWORK_LIMIT = (20, 600)
#: A mail for the same kit is not sent again within this time.
PAUSE = timedelta(minutes=10)
#: How many mails a day one address is sent by those who type it into forms.
MAILS_A_DAY = 6
DAY = timedelta(days=1)


def comes_from_our_page(request: HttpRequest) -> bool:
    """Whether a page of ours sent this, as far as a browser tells (Origin, Fetch Metadata).

    There is no cookie that another site could abuse, so no token; this keeps others from
    having their visitors' browsers ask.
    """
    origin = request.headers.get("Origin")
    is_ours = origin is None or origin == f"{request.scheme}://{request.get_host()}"
    return is_ours and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def may_ask(request: HttpRequest) -> bool:
    """Whether not too many asked from this network lately; notes that somebody does now."""
    return Visitor.of(request).is_within_limit("kit", NETWORK_LIMIT)


def may_be_mailed(row: KitRequest) -> bool:
    """Whether this address was not mailed about the kit just now, nor too often today.

    Two queries.
    """
    asked_for = Mail.objects.filter(subscriber=row.subscriber_id, letter=None)
    now = timezone.now()
    if asked_for.filter(request=row, created_at__gt=now - PAUSE).exists():
        return False
    return asked_for.filter(created_at__gt=now - DAY).count() < MAILS_A_DAY
