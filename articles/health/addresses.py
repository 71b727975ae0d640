"""Which outside addresses readers are led to, and where each of them stands."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import ada_url
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.affiliates.sources import SourcePage, pages_of
from articles.models import AffiliateLink, CheckedAddress, CheckedQuote
from articles.publishing.kinds import kinds
from articles.publishing.library import OWN_HOSTS

#: Relative addresses are read against a host nobody can own (RFC 2606).
OWN = "own.invalid"
#: So many pages, or products, are in memory at once.
CHUNK = 50
#: So many of the places where an address stands are kept: some stand on every page.
MAX_PLACES = 20
#: The letter of a product, as those of pages are (see `RevisionBase.letter`).
PRODUCT = "p"


def normalise(href: str) -> str:
    """The address as a browser would ask for it; empty where it does not lead outside by http(s).

    Without what stands behind `#`, which no server is told, and without a name and password,
    which are not ours to try.
    """
    try:
        url = ada_url.URL(href, base=f"https://{OWN}/")
    except ValueError:
        return ""
    if url.protocol not in ("http:", "https:") or url.hostname in {OWN, *OWN_HOSTS}:
        return ""
    url.username = url.password = url.hash = ""
    return url.href


def links_out(html: str) -> set[str]:
    """The outside addresses that the links of stored HTML lead to.

    A product's link is none of them: what is asked for is the product's destination, once, and
    without the parameters that would count our own question as a reader's click.
    """
    links = LexborHTMLParser(html).css("a[href]")
    found = {normalise(link.attributes["href"] or "") for link in links}
    return found - {""}


class Claim(NamedTuple):
    """A passage that a page quotes, and the address it quotes it from."""

    url: str
    passage: str


class Stand(NamedTuple):
    """A page or product by its code: the addresses it leads to and the passages it quotes."""

    code: str
    urls: set[str]
    claims: set[Claim] = set()


def find_links() -> Iterator[Stand]:
    """Every live page and active product, with the addresses it leads to.

    One query for every fifty of a kind; no more rows than that are in memory at once.
    """
    for model in kinds():
        revisions = model.revisions.rel.related_model.objects
        for revision in _by_chunks(revisions.live().defer("content")):
            urls = links_out("\n".join(revision.bodies))
            yield Stand(revision.source, urls, claims_of(revision.facts))
    for product in _by_chunks(_active_products().only("destination")):
        yield Stand(f"{PRODUCT}{product.pk}", {normalise(product.destination)} - {""})


def claims_of(facts: Mapping[str, Any]) -> set[Claim]:
    """The passages that a page of these facts quotes from other sites."""
    sources = (row for row in facts.get("sources", ()) if "quote" in row)
    claims = (Claim(normalise(row["url"]), row["quote"]) for row in sources)
    return {claim for claim in claims if claim.url}


def _by_chunks(rows: QuerySet) -> Iterator[Any]:
    """All rows, few at a time.

    Nothing stays open in between, as a cursor would: SQLite lets nobody write who still reads
    what somebody else has changed since.
    """
    chunk = list(rows.order_by("pk")[:CHUNK])
    while chunk:
        yield from chunk
        is_last = len(chunk) < CHUNK
        chunk = [] if is_last else list(rows.filter(pk__gt=chunk[-1].pk).order_by("pk")[:CHUNK])


def _active_products() -> QuerySet[AffiliateLink]:
    now = timezone.now()
    return AffiliateLink.objects.filter(
        Q(active_from__isnull=True) | Q(active_from__lte=now),
        Q(active_until__isnull=True) | Q(active_until__gt=now),
    )


def take_stock() -> None:
    """Note every outside address and where it stands; forget those that stand nowhere any more.

    The same of every passage that is quoted. What was found out about an address or passage that
    still stands somewhere is kept. Three queries for every fifty pages, and three more where
    those quote; no memory that grows with the site. Two may run at once.
    """
    now = timezone.now()
    pages = find_links()
    while chunk := list(islice(pages, CHUNK)):
        _note(chunk, now)
    for rows in (CheckedQuote.objects, CheckedAddress.objects):
        rows.filter(Q(found_at__lt=now) | Q(found_at__isnull=True)).delete()


@transaction.atomic
def _note(chunk: Iterable[Stand], now: datetime) -> None:
    found: dict[str, list[str]] = {}
    quoted: dict[Claim, list[str]] = {}
    for code, urls, claims in chunk:
        for url in urls:
            found.setdefault(url, []).append(code)
        for claim in claims:
            quoted.setdefault(claim, []).append(code)
    _note_addresses(found, now)
    if quoted:
        _note_quotes(quoted, now)


def _note_addresses(found: Mapping[str, list[str]], now: datetime) -> None:
    columns = ("places", "place_count", "found_at")
    rows = CheckedAddress.objects.select_for_update().order_by("pk").only("url_hash", *columns)
    known = rows.in_bulk([hash_of(url) for url in found], field_name="url_hash")
    CheckedAddress.objects.bulk_create(
        _rows(found, known, now),
        batch_size=200,
        update_conflicts=True,
        unique_fields=["url_hash"],
        update_fields=columns,
    )


def _rows(
    found: Mapping[str, list[str]], known: Mapping[str, CheckedAddress], now: datetime
) -> Iterator[CheckedAddress]:
    """The rows of addresses, with what earlier pages of the same round said of their places."""
    for url, codes in found.items():
        before = known.get(hash_of(url))
        places, count = [], 0
        if before and before.found_at and before.found_at >= now:
            # A later round was here; it will forget whatever does not bear its mark.
            if before.found_at > now:
                continue
            places, count = before.places, before.place_count
        yield CheckedAddress(
            url=url,
            url_hash=hash_of(url),
            places=[*places, *codes][:MAX_PLACES],
            place_count=count + len(codes),
            found_at=now,
        )


def _note_quotes(quoted: Mapping[Claim, list[str]], now: datetime) -> None:
    keys = _keys_of({claim.url for claim in quoted})
    rows = CheckedQuote.objects.select_for_update().filter(
        address__in=keys.values(), text_hash__in={hash_of(claim.passage) for claim in quoted}
    )
    known = {(row.address_id, row.text_hash): row for row in rows.order_by("pk")}
    CheckedQuote.objects.bulk_create(
        _quote_rows(quoted, keys, known, now),
        batch_size=200,
        update_conflicts=True,
        unique_fields=["address", "text_hash"],
        update_fields=("places", "found_at"),
    )


def _keys_of(urls: Iterable[str]) -> dict[str, int]:
    """The primary keys of addresses that are noted."""
    hashes = {hash_of(url): url for url in urls}
    rows = CheckedAddress.objects.filter(url_hash__in=hashes).values_list("url_hash", "pk")
    return {hashes[url_hash]: pk for url_hash, pk in rows}


def _quote_rows(
    quoted: Mapping[Claim, list[str]],
    keys: Mapping[str, int],
    known: Mapping[tuple[int, str], CheckedQuote],
    now: datetime,
) -> Iterator[CheckedQuote]:
    """The rows of passages, as `_rows` makes those of addresses."""
    for claim, codes in quoted.items():
        key = keys.get(claim.url)
        before = known.get((key, hash_of(claim.passage))) if key else None
        is_later = before and before.found_at and before.found_at > now
        if key is None or is_later:
            continue
        places = before.places if before and before.found_at == now else []
        yield CheckedQuote(
            address_id=key,
            text=claim.passage,
            text_hash=hash_of(claim.passage),
            places=[*places, *codes][:MAX_PLACES],
            found_at=now,
        )


def hash_of(text: str) -> str:
    """What an address or a passage of any length is found by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def places_of(addresses: Iterable[CheckedAddress | CheckedQuote]) -> Mapping[str, SourcePage]:
    """The pages and products where addresses and passages stand, by their codes.

    What is gone is left out. One query a kind of page and one for products.
    """
    codes = {code for address in addresses for code in address.places}
    return {**pages_of(codes), **_products(codes)}


def carriers_of(address: CheckedAddress) -> list[SourcePage]:
    """The live and scheduled pages that name a product which leads to this address.

    Two queries a kind of page, however many products lead there; none without a product.
    """
    keys = _product_keys(address.places)
    codes = {page.source for rows in _naming(keys) for page in rows} if keys else set()
    return sorted(pages_of(codes).values(), key=lambda page: page.title)


def _naming(products: Iterable[int]) -> Iterator[QuerySet[Any]]:
    """The revisions that readers see or are going to with one of these, a queryset a kind."""
    for model in kinds():
        revisions = model.revisions.rel.related_model.objects
        named = revisions.current().filter(affiliate_links__in=products)
        yield named.distinct().only(model.revisions.field.attname).order_by("pk")


def _product_keys(codes: Iterable[str]) -> list[int]:
    return [int(code[1:]) for code in codes if code.startswith(PRODUCT)]


def _products(codes: Iterable[str]) -> dict[str, SourcePage]:
    keys = _product_keys(codes)
    rows = AffiliateLink.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
    return {
        f"{PRODUCT}{pk}": SourcePage(
            name, reverse("admin:articles_affiliatelink_change", args=[pk]), "product"
        )
        for pk, name in rows
    }
