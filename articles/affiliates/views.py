"""The way to a merchant, and what is counted of it."""

import re
from functools import partial

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.affiliates.bursts import Visitor
from articles.affiliates.counts import count_click, count_view
from articles.affiliates.destinations import find_destination, is_over, may_link
from articles.affiliates.readers import (
    comes_from_us,
    follows_a_link,
    is_our_script,
    may_be_counted_as_reading,
)
from articles.affiliates.sources import Claim, Place, live_pages
from articles.context import load_publication
from articles.models import AffiliateLink
from articles.rendering.links import BOOK, UNCOUNTED

SLUG = re.compile(r"[\w-]{1,80}", re.ASCII)


@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a reader to a product's destination, which only the registry names.

    302 because destinations change; never stored or indexed (Google, "Qualify your outbound
    links"). Outside its active window, or deleted, a link leads to what stands in for it, or
    says it is over; from a book or a letter, also where its merchant allows no links there. One
    query; one more to know the place, for a sub-id or for a reader who is counted; for such a
    reader one to count, and one where our script says that a view was.
    """
    link = _find(slug)
    if link is None:
        raise Http404(f"There is no product called {slug}.")
    asked = request.GET.get("from", "")
    # A link that was copied elsewhere still names the place it was copied from.
    claim = Claim(Place.read(asked) if comes_from_us(request) else Place(), slug)
    target = find_destination(link, claim, surface=asked)
    if target is None:
        response = _lead_nowhere(request, link, surface=asked)
    else:
        response = HttpResponseRedirect(target.address)
    if target is not None and target.is_paid:
        response["Referrer-Policy"] = target.policy
        if asked != UNCOUNTED:
            _count(request, link, claim)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _find(slug: str) -> AffiliateLink | None:
    """The product of a name; of several in the bin the one that went there last."""
    rows = AffiliateLink.everything.filter(slug=slug).select_related("merchant")
    return rows.order_by(F("binned_at").desc(nulls_first=True)).first()


def _lead_nowhere(request: HttpRequest, link: AffiliateLink, surface: str) -> HttpResponse:
    """Say why, without a link that pays."""
    if is_over(link) or may_link(link.merchant, surface):
        return render(request, "articles/product_over.html", {"link": link}, status=410)
    context = {"link": link, "is_book": surface == BOOK}
    return render(request, "articles/product_elsewhere.html", context, status=403)


def _count(request: HttpRequest, link: AffiliateLink, claim: Claim) -> None:
    if follows_a_link(request):
        count_click(link, claim, Visitor.of(request), is_seen=partial(_is_seen, request))
    # No browser asks like this when somebody follows a link; mail scanners try it first.
    if request.method == "HEAD":
        Visitor.of(request).catch()


def _is_seen(request: HttpRequest) -> bool:
    """Whether the view of the page before was counted, as our script says; if it counts any."""
    return (
        request.GET.get("seen") == "1"
        and may_be_counted_as_reading(request)
        and load_publication().count_views
    )


@csrf_exempt
@require_POST
def note_view(request: HttpRequest) -> HttpResponse:
    """Count that a page was read, as our script says it. Answers 204 whatever comes of it.

    It needs no token against forgery: no cookie is set or read, nothing but a number changes,
    and browsers say if another site's page sent it. At most three queries.
    """
    source = request.POST.get("source", "")
    if _may_note(request) and live_pages(source).exists():
        count_view(source, Visitor.of(request))
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def note_click(request: HttpRequest) -> HttpResponse:
    """Count that somebody followed a product at its merchant's own address, as our script says.

    Such links do not pass through us. Answers 204 whatever comes of it. At most four queries.
    """
    slug = request.POST.get("link", "")
    link = _find(slug) if SLUG.fullmatch(slug) and _may_note(request) else None
    if link is not None and not link.merchant.may_cloak:
        claim = Claim(Place.read(request.POST.get("from", "")), slug)
        count_click(link, claim, Visitor.of(request), is_seen=lambda: True)
    return HttpResponse(status=204)


def _may_note(request: HttpRequest) -> bool:
    return (
        is_our_script(request)
        and may_be_counted_as_reading(request)
        and load_publication().count_views
    )
