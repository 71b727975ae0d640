"""Guides and kits in the sitemap."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse

from articles.discovery.metadata import absolute
from articles.discovery.sitemaps import Entry, Sitemap, entry_of
from articles.models import Photo
from guides.models import GuideRevision, Kit
from guides.reading import list_chapters


def find_guides() -> Iterator[Entry]:
    """The list of guides, each guide, and the chapters that are no articles. Three queries.

    One more for each guide with such chapters; where an article is one, its own page is
    canonical.
    """
    photos = Prefetch("photos", Photo.everything.only("file"))
    rows = GuideRevision.objects.live().for_page().prefetch_related(photos).order_by("guide_id")
    guides = list(rows.defer("html"))
    yield Entry(reverse("guides"), max((row.published_at for row in guides), default=None))
    for guide in guides:
        yield entry_of(guide, guide.photos.all())
        if any("html" in row for row in guide.chapters):
            yield from (Entry(address, guide.modified_at) for address in own_chapters(guide))


def own_chapters(guide: GuideRevision) -> list[str]:
    """The addresses of the chapters that are no articles. One query."""
    return [row.address for row in list_chapters(guide) if row.revision is None]


def find_kits() -> Iterator[Entry]:
    """The kits that may be asked for. One query."""
    for kit in Kit.objects.on_offer().select_related("cover").order_by("pk"):
        cover = (absolute(kit.cover.file.url),) if kit.cover else ()
        yield Entry(kit.get_absolute_url(), kit.updated_at, cover)


SITEMAPS = {"guides": Sitemap(find_guides), "kits": Sitemap(find_kits)}
