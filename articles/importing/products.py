"""Addresses of known programmes in a proposal: kept as they are, or made product links."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from articles.affiliates.conversion import NotConvertible, product_for, replace_address
from articles.importing.outline import Outline, ProposedLink
from articles.models import AffiliateLink, ImportedDocument, Merchant
from articles.publishing.library import library_for

KEEP, USE, MAKE = "keep", "use", "make"
#: The same, and what invites to the product becomes its card.
USE_CARD, MAKE_CARD = "use-card", "make-card"
CARDS = {USE: USE_CARD, MAKE: MAKE_CARD}

#: Different addresses that may become products; each is rendered where it stands.
MAX_LINKS = 200


@dataclass(frozen=True)
class Offer:
    """What may become of one proposed link; `choice` is one of `options`."""

    link: ProposedLink
    options: tuple[tuple[str, str], ...]
    choice: str
    is_of_merchant: bool

    @property
    def host(self) -> str:
        return host_of(self.link.url)


def host_of(url: str) -> str:
    """The host of an address, or nothing."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def offers_of(row: ImportedDocument, outline: Outline, *, by: Any) -> list[Offer]:
    """What may become of the links of a proposal. Three queries."""
    if not outline.links:
        return []
    known = _known(outline.links)
    inviting = {call.url for call in outline.calls}
    library = library_for([])
    may_add = by is not None and by.has_perm("articles.add_affiliatelink")
    chosen = row.choices.get("links", {})
    offers = []
    for link in outline.links[:MAX_LINKS]:
        merchant = library.merchant_of(host_of(link.url))
        product = known.get(link.url) or known.get(link.destination)
        options = [(KEEP, "Keep the address")]
        if product:
            options.append((USE, f"Use the product “{product.name}”"))
        elif merchant and may_add:
            options.append((MAKE, f"Make a product link of {merchant.name}"))
        if len(options) > 1 and link.url in inviting:
            value, words = options[-1]
            options.append((CARDS[value], f"{words}, its invitations as cards"))
        # That a known product is invited to is proposed as a card; what is new, by a person only.
        proposed = USE_CARD if USE_CARD in dict(options) else KEEP
        choice = chosen.get(link.url, proposed)
        choice = choice if choice in dict(options) else KEEP
        offers.append(Offer(link, tuple(options), choice, merchant is not None))
    return offers


def _known(links: Iterable[ProposedLink]) -> dict[str, AffiliateLink]:
    addresses = {address for link in links for address in (link.url, link.destination)}
    return {row.destination: row for row in AffiliateLink.objects.filter(destination__in=addresses)}


@dataclass(frozen=True)
class Swap:
    """An address that becomes a product link; where it is a call's, perhaps in a card."""

    address: str
    product: AffiliateLink
    is_card: bool = False


def swaps_of(
    row: ImportedDocument, outline: Outline, *, by: Any
) -> tuple[tuple[Swap, ...], list[str]]:
    """The chosen product links, made where they are not known yet; and what came to nothing."""
    swaps: list[Swap] = []
    told: list[str] = []
    for offer in offers_of(row, outline, by=by):
        if offer.choice == KEEP:
            continue
        try:
            is_card = offer.choice in CARDS.values()
            swaps.append(Swap(offer.link.url, _product(offer, by), is_card))
        except NotConvertible as error:
            told.append(f"{offer.link.url[:100]} stays as it is. {error}")
    return tuple(swaps), told


def _product(offer: Offer, by: Any) -> AffiliateLink:
    if offer.choice in (USE, USE_CARD):
        found = _known([offer.link])
        return found.get(offer.link.url) or found[offer.link.destination]
    return product_for(_destination(offer.link), by=by)


def _destination(link: ProposedLink) -> str:
    """Without what the merchant's own parameters add when a reader follows the link."""
    host = host_of(link.url)
    for merchant in Merchant.objects.all():
        is_its = any(host == own or host.endswith(f".{own}") for own in merchant.host_list)
        if (
            is_its
            and link.parameters
            and dict(link.parameters).keys() <= merchant.parameters.keys()
        ):
            return link.destination
    return link.url


def put_products(text: str, swaps: Iterable[Swap]) -> str:
    """`text` with product links in the place of these addresses."""
    for swap in swaps:
        text = replace_address(text, swap.address, swap.product)
    return text
