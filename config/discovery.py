"""What machines find the site by, where both apps have a part in it."""

from collections.abc import Iterator
from itertools import chain

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from articles.context import load_publication
from articles.discovery import sitemaps as articles
from articles.discovery.llms import NEWEST, Line, article_parts, page_lines, write_llms
from articles.discovery.sitemaps import Entry, Sitemap, write_file, write_index
from guides import sitemaps as guides
from guides.models import GuideRevision

#: More than an index may name.
MAX_FILES = 50_000

XML = "application/xml; charset=utf-8"


def find_pages() -> Iterator[Entry]:
    """The front page, which shows the newest of both apps, and the articles' own. Five queries."""
    newest = GuideRevision.objects.live().aggregate(at=Max("published_at"))["at"]
    moments = filter(None, [articles.latest_article(), newest])
    yield Entry("/", max(moments, default=None))
    yield from articles.find_pages()


SITEMAPS: dict[str, Sitemap] = {
    **articles.SITEMAPS,
    "pages": Sitemap(find_pages),
    **guides.SITEMAPS,
}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps there are. One query more for each five thousand articles."""
    files = (
        (reverse("sitemap", args=[name, file.number]), file.modified_at)
        for name, sitemap in SITEMAPS.items()
        for file in sitemap.files()
    )
    return HttpResponse(write_index(files), content_type=XML)


def _find(name: str, number: int) -> Sitemap:
    if name not in SITEMAPS or not 0 < number < MAX_FILES:
        raise Http404(f"There is no sitemap {number} of {name}.")
    return SITEMAPS[name]


def _version(request: HttpRequest, name: str, number: int) -> str:
    return quote_etag(_find(name, number).version(number))


@require_safe
@condition(etag_func=_version)
def sitemap(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """One sitemap, sent while it is read; who has it already is told so.

    Of articles three queries, and one more for each thousand.
    """
    entries = _find(name, number).entries(number)
    first = next(entries, None)
    if first is None:
        raise Http404(f"There is no sitemap {number} of {name}.")
    return StreamingHttpResponse(write_file(chain([first], entries)), content_type=XML)


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The site as a list in Markdown. Four queries."""
    publication = load_publication()
    rows = GuideRevision.objects.live().only("title", "slug", "dek")
    guides = rows.order_by("title", "pk")[:NEWEST]
    parts = (
        *article_parts(publication),
        ("Guides", [Line(row.title, row.get_absolute_url(), row.dek) for row in guides]),
        ("About this site", page_lines()),
    )
    return HttpResponse(
        write_llms(publication, parts),
        content_type="text/plain; charset=utf-8",
        headers={"X-Robots-Tag": "noindex"},
    )
