"""Who may ask for a kit, and how often; and how much mail that makes for one mailbox."""

from datetime import timedelta
from random import sample

from django.http import HttpRequest
from django.utils import timezone

from articles.affiliates.bursts import Visitor, cache
from guides.models import Kit, Mail

#: How many ask from one network in so many seconds, at most: an office, a class.
NETWORK_LIMIT = (20, 600)
#: How many ask for one kit in so many seconds, at most, wherever they come from.
KIT_LIMIT = (500, 600)
#: How many of a kit's places are tried. Few are free when none of these is.
TRIES = 20

#: A mail about the same kit is not sent again within this time.
PAUSE = timedelta(minutes=10)
#: How many mails a day one mailbox is sent about one kit, and about all: whoever uses up the
#: one for somebody else does not keep them from another kit.
OF_KIT_A_DAY, A_DAY = 3, 12
DAY = timedelta(days=1)


def comes_from_our_page(request: HttpRequest) -> bool:
    """Whether a page of ours sent this, as far as a browser tells (Origin, Fetch Metadata).

    There is no cookie that another site could abuse, so no token; this keeps others from
    having their visitors' browsers ask.
    """
    origin = request.headers.get("Origin")
    is_ours = origin is None or origin == f"{request.scheme}://{request.get_host()}"
    return is_ours and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def may_ask(request: HttpRequest, kit: Kit) -> bool:
    """Whether not too many asked from this network, or for this kit, lately.

    Notes that somebody does now. No query.
    """
    return Visitor.of(request).is_let_in("kit", NETWORK_LIMIT) and _has_room(kit)


def _has_room(kit: Kit) -> bool:
    limit, seconds = KIT_LIMIT
    places = sample(range(limit), min(limit, TRIES))
    return any(cache.add(f"asks:{kit.pk}:{place}", True, seconds) for place in places)


def may_be_mailed(mailbox: str, kit: int) -> bool:
    """Whether a mailbox was not mailed about a kit (its primary key) just now, nor too often today.

    One query.
    """
    now = timezone.now()
    mails = Mail.objects.filter(subscriber__mailbox=mailbox, letter=None, created_at__gt=now - DAY)
    sent = list(mails.values_list("request__kit", "created_at"))
    of_kit = [at for about, at in sent if about == kit]
    is_calm = all(at <= now - PAUSE for at in of_kit)
    return is_calm and len(of_kit) < OF_KIT_A_DAY and len(sent) < A_DAY
