"""What is asked for besides what links lead to."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from articles.context import load_publication
from articles.discovery.addresses import LEFT_ALONE, live_addresses
from articles.models import AffiliateLink, Revision
from config.auditing.answers import (
    Answer,
    attribute,
    is_found,
    is_page,
    is_stylesheet,
    walk,
)
from config.auditing.reading import read_sitemap
from config.auditing.site import Site
from config.auditing.stylesheets import addresses_in
from guides.models import Kit

#: What tells of pages, and is read before them.
FIRST = (
    *("/robots.txt", "/sitemap.xml", "/llms.txt"),
    *("/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json", "/"),
)
#: What no link leads to, and what is there for nobody.
ALSO = (
    *("/feeds/", "/guides/", "/search/", "/search/?q=a", "/search/suggestions/?q=a"),
    *("/kits/confirm/nobody/", "/kits/download/nobody/"),
    *("/letters/leave/nobody/", "/nothing/is/here/", "/health/", "/admin/login/"),
)
#: Added to the address of a product: where it leads is nobody's to say but the registry's.
LURE = "?url=https://elsewhere.invalid/&next=https://elsewhere.invalid/"


def addresses_of_rows() -> Iterator[str]:
    """Every page, product and kit there is; a search for help; and what was withdrawn.

    Of that one page, and one of a sensitive topic.
    """
    yield from live_addresses()
    yield from ALSO
    if settings.INDEXNOW_KEY:
        yield f"/{settings.INDEXNOW_KEY}.txt"
    products = AffiliateLink.objects.values_list("slug", flat=True)
    yield from (reverse("go", args=[slug]) + LURE for slug in products.iterator())
    for kit in Kit.objects.iterator():
        yield kit.get_absolute_url()
        yield reverse("kit_asked", args=[kit.slug])
    for words in load_publication().help_word_list[:1]:
        yield f"{reverse('search')}?{urlencode({'q': words})}"
    live = Revision.objects.live().values("article")
    gone = Revision.objects.ever_live().exclude(article__in=live).only("slug", "kind")
    sensitive = gone.filter(topic__sensitivity="sensitive")
    for rows in (gone.exclude(pk__in=sensitive), sensitive):
        yield from (row.get_absolute_url() for row in rows.order_by("-pk")[:1])


def links_of(answer: Answer, site: Site) -> Iterator[str]:
    """The addresses of ours that it leads to or is made of, without those that do something."""
    for href in _named(answer, site):
        path = site.path_of(href, answer.address)
        if path is not None and not path.startswith(LEFT_ALONE):
            yield path


def _named(answer: Answer, site: Site) -> Iterator[str]:
    if answer.status in (301, 302) and "Location" in answer.headers:
        yield answer.headers["Location"]
    elif is_page(answer):
        yield from site.audit(answer).own
        yield from _parts(answer)
    elif is_stylesheet(answer):
        yield from addresses_in(answer.text)
    elif answer.view == "sitemap" or answer.path == "/sitemap.xml":
        yield from (url for url, _ in read_sitemap(answer))


def _parts(answer: Answer) -> Iterator[str]:
    """What a browser fetches with it, and what it tells machines of. One rendition of a photo."""
    for selector, name in (
        ("head link[href]", "href"),
        ("script[src], img[src]", "src"),
        ('meta[property="og:image"]', "content"),
    ):
        yield from (attribute(node, name) for node in answer.html.css(selector))
    if is_found(answer):
        yield from (str(node["url"]) for node in walk(answer.graph) if _is_image(node))


def _is_image(node: dict) -> bool:
    return node.get("@type") == "ImageObject" and "url" in node
