"""By what the counts of a report are added up: links, pages, placements, merchants."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from articles.affiliates.sources import name_placement
from articles.reports.facts import Clicks, Facts, Sales


@dataclass(frozen=True)
class Label:
    """What a row is about; `code` as texts and addresses name it."""

    name: str
    code: str = ""
    address: str = ""
    note: str = ""


UNKNOWN = Label("Not known")


@dataclass(frozen=True)
class Grouping:
    """`stands` pairs keys with pages where clicks may be expected, whether there were any."""

    slug: str
    title: str
    one: str
    views: str
    key: Callable[[Facts, Clicks | Sales], Any]
    label: Callable[[Facts, Any], Label]
    stands: Callable[[Facts], Iterator[tuple[Any, str]]]


def _merchant_of(facts: Facts, link: int | None) -> int | None:
    return facts.links[link].merchant_id if link in facts.links else None


def _label_link(facts: Facts, key: int | None) -> Label:
    if key not in facts.links:
        return UNKNOWN
    link = facts.links[key]
    address = "" if link.binned_at else _change_address(link)
    return Label(link.name, link.slug, address, str(link.merchant))


def _label_page(facts: Facts, key: str) -> Label:
    page = facts.pages.get(key)
    return Label(page.title, key, page.address, str(capfirst(page.kind))) if page else UNKNOWN


def _label_placement(facts: Facts, key: str) -> Label:
    return Label(name_placement(key), key)


def _label_merchant(facts: Facts, key: int | None) -> Label:
    merchant = facts.merchants.get(key)
    return Label(str(merchant), address=_change_address(merchant)) if merchant else UNKNOWN


def _change_address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _standing(facts: Facts) -> Iterator[tuple[int, str]]:
    for link, sources in facts.standing.items():
        for source in sources:
            yield link, source


GROUPINGS = {
    grouping.slug: grouping
    for grouping in (
        Grouping(
            slug="links",
            title="Product links",
            one="Product",
            views="Views are those of the pages it stands on now, or was followed from.",
            key=lambda facts, row: row.link,
            label=_label_link,
            stands=_standing,
        ),
        Grouping(
            slug="pages",
            title="Articles and guides",
            one="Page",
            views="Views are those of the page itself.",
            key=lambda facts, row: row.source,
            label=_label_page,
            stands=lambda facts: ((source, source) for source in facts.pages),
        ),
        Grouping(
            slug="placements",
            title="Placements",
            one="Place in the page",
            views="Views are those of the pages where somebody followed a link in this place.",
            key=lambda facts, row: row.placement,
            label=_label_placement,
            stands=lambda facts: iter(()),
        ),
        Grouping(
            slug="merchants",
            title="Merchants",
            one="Merchant",
            views="Views are those of the pages its products stand on now, or were followed from.",
            key=lambda facts, row: _merchant_of(facts, row.link),
            label=_label_merchant,
            stands=lambda facts: (
                (_merchant_of(facts, link), source) for link, source in _standing(facts)
            ),
        ),
    )
}
