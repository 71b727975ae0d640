"""Where a product link leads now: to its merchant, to what stands in for it, or nowhere."""

from dataclasses import dataclass

from articles.affiliates.sources import Place
from articles.models import AffiliateLink
from articles.reading import article_addresses

#: As many products stand in for one another, one after the other; this ends a circle too.
MAX_FALLBACKS = 5


@dataclass(frozen=True)
class Destination:
    """An address to send a reader to; `policy` is what the merchant learns of the way there.

    `is_paid` tells a merchant from an article of ours.
    """

    address: str
    policy: str = ""
    is_paid: bool = False


def find_destination(link: AffiliateLink, place: Place) -> Destination | None:
    """Where `link` leads from `place`; `None` if it is over and nothing stands in for it.

    No query while it is active; one for each that stands in, and one for an article's address.
    """
    row: AffiliateLink | None = link
    for _ in range(MAX_FALLBACKS):
        if row is None:
            return None
        if found := _at_merchant(row, place):
            return found
        if row.fallback_article_id:
            address = article_addresses([row.fallback_article_id]).get(row.fallback_article_id)
            return Destination(address) if address else None
        row = _next(row)
    return None


def _at_merchant(link: AffiliateLink, place: Place) -> Destination | None:
    if link.binned_at is not None or not link.is_active():
        return None
    # Forms let no other in; what came into the table without one leads nowhere.
    if not link.destination.lower().startswith(("http://", "https://")):
        return None
    try:
        address = link.address(article=place.source, placement=place.placement)
    except ValueError:
        return None
    return Destination(address, policy=link.merchant.referrer_policy, is_paid=True)


def _next(link: AffiliateLink) -> AffiliateLink | None:
    rows = AffiliateLink.everything.select_related("merchant")
    return rows.filter(pk=link.fallback_id).first() if link.fallback_id else None
