"""Where a reader followed a link: the code of the page, and the place in it.

`a12.section-3-card` is the product card in the third section of article 12. Addresses, counts
and the sub-ids that networks report back are all made of these.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from articles.models import Revision
from articles.publishing.kinds import kinds

SOURCE = r"[a-z][0-9]{1,18}"
PLACEMENT = r"(?:(?:introduction|closing|sources|profile|help)|(?:section|faq|chapter)-[0-9]{1,3})"
PLACEMENT += r"(?:-card|-image)?"
FROM = re.compile(rf"({SOURCE})\.({PLACEMENT})")

#: How people say what a placement's suffix stands for.
FORMS = {"card": "product card", "image": "picture"}


@dataclass(frozen=True)
class Place:
    """A page by its code, and a place in it; both empty where they are not known."""

    source: str = ""
    placement: str = ""

    @classmethod
    def read(cls, text: str) -> "Place":
        """The inverse of how an address names it; nowhere for what names none."""
        match = FROM.fullmatch(text)
        return cls(match[1], match[2]) if match else cls()


@dataclass(frozen=True)
class Claim:
    """Where an address says that somebody followed the product of `slug`."""

    said: Place
    slug: str

    @cached_property
    def place(self) -> Place:
        """What is true of it. At most one query, the first time it is asked."""
        return find_place(self.said, self.slug)


@dataclass(frozen=True)
class SourcePage:
    """The page of a code: its title, and where it is edited."""

    title: str
    address: str
    kind: str


def pages_of(sources: Iterable[str]) -> dict[str, SourcePage]:
    """The pages of these codes, in the bin too; a page that is gone is left out.

    One query a kind of page.
    """
    wanted = set(sources)
    return {
        code: page for model in kinds() for code, page in _pages(model, wanted) if code in wanted
    }


def find_place(place: Place, slug: str) -> Place:
    """As much of `place` as is true: that the live page shows the product of `slug` there.

    Only the page where it shows it elsewhere, as after sections were moved; nowhere where it
    does not show it at all. So an address that somebody made up starts no row of its own. At
    most one query.
    """
    revision = live_pages(place.source).defer("content").first()
    if revision is None:
        return Place()
    shown = placements_in(revision.bodies, slug)
    if place.placement in shown:
        return place
    return Place(place.source) if shown else Place()


def placements_in(bodies: Iterable[str], slug: str) -> list[str]:
    """The places of stored pages that link to the product of `slug`, in reading order."""
    mark = re.compile(rf'"candor:(?:go|out)/{re.escape(slug)}\?({PLACEMENT})"')
    return list(dict.fromkeys(mark.findall("".join(bodies))))


def live_pages(source: str) -> Any:
    """The live revision of a page by its code, as a queryset of one or none."""
    for model in kinds():
        revisions = model.revisions.rel.related_model
        if re.fullmatch(SOURCE, source) and source[0] == revisions.letter:
            owner = model.revisions.rel.field.attname
            return revisions.objects.live().filter(**{owner: int(source[1:])})
    return Revision.objects.none()


def _pages(model: Any, sources: set[str]) -> Iterable[tuple[str, SourcePage]]:
    letter = model.revisions.rel.related_model.letter
    keys = {int(code[1:]) for code in sources if re.fullmatch(SOURCE, code) and code[0] == letter}
    rows = model.everything.filter(pk__in=keys).values_list("pk", "title") if keys else ()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    # A report has thousands: looking up each address takes longer than all the titles.
    folder, end = reverse(name, args=[0]).split("/0/")
    for pk, title in rows:
        yield f"{letter}{pk}", SourcePage(title, f"{folder}/{pk}/{end}", model._meta.verbose_name)


def name_placement(placement: str) -> str:
    """A placement as people say it: `section-3-card` is “Section 3, product card”."""
    words, _, form = placement.rpartition("-")
    if form not in FORMS:
        words, form = placement, ""
    place = words.replace("-", " ").capitalize().replace("Faq", "FAQ") or "Not known"
    return f"{place}, {FORMS[form]}" if form else place
