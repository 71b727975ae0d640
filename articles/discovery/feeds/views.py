"""Where feeds are read, and the page that tells people of them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.feeds.entries import Feed, author_feed, site_feed, topic_feed
from articles.discovery.feeds.formats import FORMATS
from articles.discovery.metadata import absolute, describe_listing, share
from articles.discovery.share_image import poster_of_publication
from articles.discovery.structured_data import with_page
from articles.models import Author, Topic
from articles.sensitive import guard


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """How to follow the site without an address. One query."""
    meta = describe_listing(
        "Follow by feed",
        "Follow new articles in a feed reader of your own: no account, no e-mail, no tracking.",
        reverse("feeds"),
    )
    publication = load_publication()
    meta = with_page(share(meta, poster_of_publication(publication)), publication)
    context = {
        "meta": meta,
        "publication": publication,
        "formats": FORMATS.values(),
        "site": settings.SITE_URL,
    }
    return render(request, "articles/feeds.html", context)


@require_safe
def site(request: HttpRequest, file: str) -> HttpResponse:
    """The newest articles. At most seven queries."""
    return _answer(site_feed(), file)


@require_safe
def topic(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """The newest articles of one topic. At most eight queries."""
    topic = get_object_or_404(Topic, slug=slug)
    return guard(_answer(topic_feed(topic), file), topic)


@require_safe
def author(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """The newest articles of one author. At most eight queries."""
    return _answer(author_feed(get_object_or_404(Author, slug=slug)), file)


def _answer(feed: Feed, file: str) -> HttpResponse:
    """The feed in the format of this file, with what WebSub wants to know (4, Discovery)."""
    written = FORMATS[file]
    address = absolute(f"{feed.folder}{file}")
    links = [f'<{address}>; rel="self"']
    if settings.WEBSUB_HUB:
        links.append(f'<{settings.WEBSUB_HUB}>; rel="hub"')
    return HttpResponse(
        written.write(feed, address),
        content_type=f"{written.mime}; charset=utf-8",
        # The pages themselves are what is to be found.
        headers={"Link": ", ".join(links), "X-Robots-Tag": "noindex"},
    )
