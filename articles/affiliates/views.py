from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import AffiliateLink


@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a reader to a product's destination, which only the registry names. One query.

    302 because destinations change; never stored or indexed (Google, "Qualify your outbound
    links"). Outside its active window, or deleted, a link leads to its fallback, or says it is
    over.
    """
    rows = AffiliateLink.everything.filter(slug=slug).select_related("fallback")
    link = rows.order_by(F("binned_at").desc(nulls_first=True)).first()
    if link is None:
        raise Http404(f"There is no product called {slug}.")
    target = next((row for row in (link, link.fallback) if row and _is_open(row)), None)
    if target is None:
        response = render(request, "articles/product_over.html", {"link": link}, status=410)
    else:
        response = HttpResponseRedirect(target.destination)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _is_open(link: AffiliateLink) -> bool:
    return link.binned_at is None and link.is_active()
