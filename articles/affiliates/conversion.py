"""Addresses of merchants that a writer pasted, and how they become product links."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from articles.affiliates.changes import record_change
from articles.log import record
from articles.models import AffiliateLink, Merchant
from articles.publishing.kinds import kind_of
from articles.publishing.library import library_for
from articles.publishing.windows import save_revision
from articles.rendering.swapping import put_product

#: What of a frozen form is Markdown.
TEXTS = frozenset(["introduction", "closing", "body", "answer"])


NOT_THERE = "It is not written like this in the text: change it by hand."


class NotConvertible(Exception):
    """The address cannot become a product link; says why, in words for its writer."""


@dataclass(frozen=True)
class RawAddress:
    """An address of a merchant in a text; `link` is the product it leads to, if there is one."""

    field: str
    address: str
    merchant: str
    link: AffiliateLink | None = None


def raw_addresses(subject: Any) -> list[RawAddress]:
    """Those in the working copy of `subject`. At most twenty queries, whatever its length."""
    frozen = kind_of(subject).freeze(kind_of(subject).take(subject))
    known = {
        link.destination: link
        for link in AffiliateLink.objects.filter(
            destination__in=[address for _, address, _ in frozen.raw_links]
        )
    }
    return [
        RawAddress(*raw, link=known.get(raw[1]))
        for raw in frozen.raw_links
        if not raw[0].startswith("source ")  # a source is where it is
    ]


def product_for(address: str, *, by: Any) -> AffiliateLink:
    """The product whose destination is `address`; a new one if there is none.

    Raises `NotConvertible`. At most a dozen queries.
    """
    found = AffiliateLink.objects.filter(destination=address).first()
    if found is None and not by.has_perm("articles.add_affiliatelink"):
        raise NotConvertible("This product is not known yet: ask an editor to add it.")
    return found or _make_product(address, by=by)


@transaction.atomic
def _make_product(address: str, *, by: Any) -> AffiliateLink:
    merchant = _merchant_of(address)
    if merchant is None:
        raise NotConvertible("This is no address of a merchant we know.")
    name = _name_of(address) or merchant.name
    link = AffiliateLink(
        name=name,
        slug=_free_slug(name),
        destination=address,
        merchant=Merchant.objects.get(pk=merchant.id),
    )
    try:
        link.full_clean()
    except ValidationError as error:
        raise NotConvertible(" ".join(error.messages)) from None
    link.save()
    record("added", link, by=by)
    record_change(link, None, by=by)
    return link


def _merchant_of(address: str) -> Any:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return library_for([]).merchant_of(host)


def _name_of(address: str) -> str:
    """A name to begin with: the longest part of the path, as words."""
    parts = [unquote(part) for part in urlsplit(address).path.split("/")]
    words = re.sub(r"[-_+.\s]+", " ", max(parts, key=len)).strip()
    return words[:1].upper() + words[1:120]


def _free_slug(name: str) -> str:
    stem = slugify(name)[:70] or "product"
    taken = set(AffiliateLink.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


@transaction.atomic
def convert(subject: Any, address: str, *, by: Any) -> AffiliateLink:
    """Make an address in the working copy of `subject` a product link wherever it stands.

    The working copy is saved as a new version; nothing is published by it. Raises
    `NotConvertible`.
    """
    # What a colleague saves meanwhile waits for this, or is what is read here.
    subject = type(subject).objects.select_for_update().get(pk=subject.pk)
    link = product_for(address, by=by)
    kind = kind_of(subject)
    before = kind.take(subject)
    after = _convert_all(before, address, link)
    if after == before:
        raise NotConvertible(NOT_THERE)
    subject.updated_by = by
    kind.apply(subject, after)
    save_revision(subject, by=by, note=f"{address[:120]} is go:{link.slug} now"[:200])
    return link


@transaction.atomic
def convert_text(text: str, address: str, *, by: Any) -> tuple[str, AffiliateLink]:
    """A text that nobody saved yet with the product link in it, and the product.

    Raises `NotConvertible`, and nothing is added then.
    """
    link = product_for(address, by=by)
    converted = replace_address(text, address, link)
    if converted == text:
        raise NotConvertible(NOT_THERE)
    return converted, link


def _convert_all(value: Any, address: str, link: AffiliateLink) -> Any:
    """The frozen form with the address replaced in every text; sources keep theirs."""
    if isinstance(value, dict):
        return {
            name: replace_address(part, address, link)
            if name in TEXTS and isinstance(part, str)
            else _convert_all(part, address, link)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [_convert_all(part, address, link) for part in value]
    return value


def replace_address(text: str, address: str, link: AffiliateLink) -> str:
    """`text` with `go:slug` in the place of `address`; where it stands bare it gets words."""
    return put_product(text, address, slug=link.slug, name=link.name)
