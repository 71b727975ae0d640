"""Where a product link stands, and what readers notice when it changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from articles.affiliates.sources import name_placement, placements_in
from articles.models import AffiliateLink
from articles.publishing.dependents import pages_with
from articles.uses import drafts_naming, holders, profiles

#: Changes of these lead readers elsewhere, without any page being changed.
LEADING = ("destination", "merchant", "active_from", "active_until", "fallback", "fallback_article")
#: Changes of these stand on pages, which follow at once.
SHOWN = ("name", "button_text", "description", "photo", "merchant")


@dataclass
class Use:
    """Something that has a product link: how, and in which places of its page."""

    subject: Any
    states: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def uses_of(link: AffiliateLink) -> list[Use]:
    """What has `link`: pages live and scheduled, drafts, people, and what it stands in for.

    Two queries a kind of page, two for profiles, and one a field that points at products.
    """
    found: dict[tuple, Use] = {}
    for rows in pages_with(link):
        # Each with its text, for the places; so many at a time.
        for revision in rows.defer(None).defer("content").iterator(chunk_size=50):
            use = _of(found, revision.subject)
            use.states.append("live" if revision.is_live else "scheduled")
            use.places += map(name_placement, placements_in(revision.bodies, link.slug))
    for draft in drafts_naming([link]):
        _of(found, draft).states.append("draft")
    for row in [*profiles(link), *holders(link)]:
        _of(found, row).states.append("named")
    return list(found.values())


def _of(found: dict[tuple, Use], subject: Any) -> Use:
    return found.setdefault((type(subject), subject.pk), Use(subject))


def foresee(link: AffiliateLink, changed: Iterable[str], uses: list[Use]) -> list[str]:
    """What readers will notice when these fields of `link` become what they are in it now."""
    changed = set(changed)
    pages = sum(1 for use in uses if {"live", "scheduled"} & set(use.states))
    on_pages = "1 published page" if pages == 1 else f"{pages} published pages"
    sentences = []
    if changed & set(LEADING):
        sentences.append(_say_where(link))
    if changed & set(SHOWN) and pages:
        sentences.append(f"{on_pages} will show the change at once, as a version of the system's.")
    elif pages:
        sentences.append(f"No page has to be published again: {on_pages} will lead there.")
    return sentences


def _say_where(link: AffiliateLink) -> str:
    if link.is_active():
        return f"Whoever follows it will be led to {link.address()}."
    if link.fallback:
        return f"Whoever follows it will be led to “{link.fallback}” instead."
    if link.fallback_article:
        return f"Whoever follows it will be led to the article “{link.fallback_article}” instead."
    return "Whoever follows it will be told that it is no longer available."
