"""Where a product link leads now: to its merchant, to what stands in for it, or nowhere."""

from dataclasses import dataclass

from articles.affiliates.sources import Claim, Place
from articles.models import AffiliateLink, Merchant
from articles.reading import article_addresses
from articles.rendering.links import BOOK, LETTER

#: As many products stand in for one another, one after the other; this ends a circle too.
MAX_FALLBACKS = 5

#: The rule of a merchant that says whether it may be linked from what left the site.
RULES = {BOOK: "may_document", LETTER: "may_email"}


@dataclass(frozen=True)
class Destination:
    """An address to send a reader to; `policy` is what the merchant learns of the way there.

    `is_paid` tells a merchant from an article of ours.
    """

    address: str
    policy: str = ""
    is_paid: bool = False


def find_destination(link: AffiliateLink, claim: Claim, surface: str = "") -> Destination | None:
    """Where `link` leads from a place; `None` if it is over and nothing stands in for it.

    To a reader of a `surface` (`BOOK`, `LETTER`) whatever its merchant forbids there is over: a
    book is read for years, and rules and stand-ins change meanwhile.

    No query while it is active; one for each that stands in, one for an article's address, and
    one for the place where the merchant's network takes a sub-id.
    """
    row: AffiliateLink | None = link
    for _ in range(MAX_FALLBACKS):
        if row is None:
            return None
        if may_link(row.merchant, surface) and (found := _at_merchant(row, claim)):
            return found
        if row.fallback_article_id:
            address = article_addresses([row.fallback_article_id]).get(row.fallback_article_id)
            return Destination(address) if address else None
        row = _next(row)
    return None


def may_link(merchant: Merchant, surface: str) -> bool:
    """Whether a merchant's programme allows its links there; anywhere else it does."""
    return surface not in RULES or getattr(merchant, RULES[surface])


def is_over(link: AffiliateLink) -> bool:
    """Whether a product is not to be had now."""
    return link.binned_at is not None or not link.is_active()


def _at_merchant(link: AffiliateLink, claim: Claim) -> Destination | None:
    if is_over(link):
        return None
    # Forms let no other in; what came into the table without one leads nowhere.
    if not link.destination.lower().startswith(("http://", "https://")):
        return None
    # Only what is true: by a made-up one a buyer would credit another page. One without a
    # placement could not be read when it comes back.
    is_known = link.merchant.sub_id != "" and claim.place.placement != ""
    place = claim.place if is_known else Place()
    try:
        address = link.address(article=place.source, placement=place.placement)
    except ValueError:
        return None
    return Destination(address, policy=link.merchant.referrer_policy, is_paid=True)


def _next(link: AffiliateLink) -> AffiliateLink | None:
    rows = AffiliateLink.everything.select_related("merchant")
    return rows.filter(pk=link.fallback_id).first() if link.fallback_id else None
