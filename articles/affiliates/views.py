from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import AffiliateLink


@require_safe
def go(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a reader to a product's destination, which only the registry names. One query.

    302 because destinations change; never stored or indexed (Google, "Qualify your outbound
    links"). Outside its active window a link leads to its fallback, or says it is over.
    """
    link = get_object_or_404(AffiliateLink.objects.select_related("fallback"), slug=slug)
    target = next((row for row in (link, link.fallback) if row and row.is_active()), None)
    if target is None:
        response = render(request, "articles/product_over.html", {"link": link}, status=410)
    else:
        response = HttpResponseRedirect(target.destination)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
