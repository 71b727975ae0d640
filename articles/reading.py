"""Put what is looked up at reading time into a stored page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.fragments import print_fragment
from articles.models import AffiliateLink, Revision, RevisionBase
from articles.models.revision import RevisionQuerySet
from articles.publishing.pages import DATE_SLOT
from articles.rendering.links import (
    CHECK_SLOT,
    CHECKED,
    UNCOUNTED,
    Direct,
    Key,
    fill_addresses,
)
from articles.sensitive import guard, is_sensitive

#: Finds the live addresses of what pages link to by one kind: `{key: address}`. One query.
AddressFinder = Callable[[Iterable[Any]], Mapping[Any, Any]]

_finders: dict[str, AddressFinder] = {}

#: The kinds that ask readers for something, which no page of a sensitive topic does.
_asking: set[str] = set()

#: Finds what stands at the end of an article, or nothing; `show` tells its HTML.
EndFinder = Callable[[Revision], Any]

_end_finders: list[EndFinder] = []


def register_addresses(kind: str, finder: AddressFinder, *, is_asking: bool = False) -> None:
    """Say where rows of `kind` are read; call it from an `AppConfig.ready`.

    What `is_asking` readers for something is not to be found on a page of a sensitive topic.
    """
    _finders[kind] = finder
    if is_asking:
        _asking.add(kind)


def register_end(finder: EndFinder) -> None:
    """Put something at the end of articles, sensitive topics aside.

    Call it from an `AppConfig.ready`.
    """
    _end_finders.append(finder)


def show_end(revision: Revision) -> str:
    """What other apps put at the end of an article. As many queries as they need."""
    if is_sensitive(revision):
        return ""
    found = (finder(revision) for finder in _end_finders)
    return "".join(row.show(revision.source) for row in found if row)


def find_addresses(
    targets: Mapping[str, Iterable[Key]], revision: RevisionBase | None = None
) -> dict[tuple[str, Key], Any]:
    """The live addresses of `targets` (keys by kind), as the page of `revision` may show them.

    One query a kind that occurs.
    """
    kinds = targets.keys() & _finders.keys()
    if CHECKED in kinds and revision and not revision.is_live:
        # What is found of a source today says nothing of a page of another day.
        kinds -= {CHECKED}
    if kinds & _asking and is_sensitive(revision):
        kinds -= _asking
    return {
        (kind, key): address
        for kind in kinds
        for key, address in _finders[kind](targets[kind]).items()
    }


def fill(
    html: str,
    addresses: Mapping[tuple[str, Key], Any],
    revision: RevisionBase | None,
    source: str = UNCOUNTED,
    *,
    has_notes: bool = False,
) -> str:
    """The page of stored `html`: live addresses, when its sources were found to be as cited, and
    the date of `revision` (none: not public), one of them: what a page was corrected in stands
    with its days below, if it `has_notes`, and the date leads there.

    Clicks are counted under `source`, the code of the page; unless readers see it, for nobody.
    """
    html = fill_addresses(html, addresses, source)
    html = CHECK_SLOT.sub(lambda slot: _tell_check(addresses.get((CHECKED, slot[1]))), html)
    is_corrected = bool(revision and has_notes and revision.corrections)
    key = revision and (revision.published_at, revision.modified_at, is_corrected)
    context = {"revision": revision, "is_corrected": is_corrected}
    return html.replace(DATE_SLOT, print_fragment("components/date.html", key, context), 1)


def _tell_check(day: date | None) -> str:
    return print_fragment("components/checked.html", day, {"day": day}) if day else ""


def live_version(subject: Any) -> RevisionBase | None:
    """The version that dates the page of a working copy; none where readers see none. One query.

    It is fetched with its dates alone.
    """
    return subject.revisions.live().only("published_at", "modified_at").first()


def answer_missing(request: HttpRequest, revisions: RevisionQuerySet, slug: str) -> HttpResponse:
    """Answer for a slug nothing live has: moved (301), gone (410), or never there (404).

    Asked only when a page is not found, so that no normal request pays for redirects. Three
    queries at most. What moved leaves no trace if it is sensitive here or there.
    """
    ever = revisions.ever_live().with_topic().filter(slug=slug)
    former = ever.order_by("-live_from", "-pk").first()
    if former is None:
        raise Http404(f"Nothing was ever published as {slug}.")
    live = former.subject.revisions.live().with_topic().first()
    if live is None:
        topic = getattr(former, "topic", None)
        title = "A page of ours" if former.withheld_because else former.title
        context = {"title": title, "topic": topic, "is_sensitive": is_sensitive(topic)}
        return guard(render(request, "410.html", context, status=410), topic)
    return guard(redirect(live, permanent=True), former, live)


def article_addresses(keys: Iterable[int]) -> dict[int, str]:
    """Where articles are read now, by primary key. One query."""
    rows = Revision.objects.live().filter(article_id__in=keys).only("article_id", "kind", "slug")
    return {row.article_id: row.get_absolute_url() for row in rows}


def direct_products(slugs: Iterable[str]) -> dict[str, Direct]:
    """The products that are to be had and may not be cloaked, by slug. One query."""
    rows = AffiliateLink.objects.filter(slug__in=slugs, merchant__may_cloak=False)
    return {row.slug: row for row in rows.select_related("merchant") if row.is_active()}


register_addresses("article", article_addresses)
register_addresses("out", direct_products)
