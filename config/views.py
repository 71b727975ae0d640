"""Pages that need both apps, or none."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.crawlers import write_robots
from articles.discovery.metadata import describe_home, share
from articles.discovery.share_image import poster_of_publication
from articles.discovery.structured_data import with_list
from articles.models import Revision
from articles.redirects.suggesting import to_search_for
from guides.models import GuideRevision

LATEST = 13


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page. Three queries."""
    publication = load_publication()
    latest = list(Revision.objects.live().articles().for_cards()[:LATEST])
    lead = latest[0] if latest else None
    meta = share(describe_home(publication), poster_of_publication(publication))
    context = {
        "meta": with_list(meta, publication, latest),
        "publication": publication,
        "lead": lead,
        "latest": latest[1:],
        "guides": GuideRevision.objects.live().for_cards()[:4],
    }
    return render(request, "home.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone. One query."""
    return HttpResponse(write_robots(load_publication()), content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is said where nothing is: the words of the address, ready to be searched for.

    No query of its own; the publication is looked up as on every page.
    """
    return render(request, "404.html", {"text": to_search_for(request.path_info)}, status=404)


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For load balancers: 200 while the database answers. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(f"ok {settings.ENVIRONMENT}\n", content_type="text/plain")
