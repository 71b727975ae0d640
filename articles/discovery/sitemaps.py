"""Sitemaps: what may be found here, in files that stay small however much there is.

Every address in them answers 200, may be indexed and is canonical (sitemaps.org; Google,
"Build and submit a sitemap"). Articles are told by their primary keys, five thousand a file, so
that a new one changes the last file only.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape

from django.core.files.storage import default_storage
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Prefetch, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from articles.compiled import NOW, CompiledQuery, Parameter
from articles.discovery.metadata import absolute
from articles.models import Author, Photo, Revision, Topic

#: Addresses in a file; the protocol allows 50,000.
FILE_SIZE = 5_000

#: Entries that are sent, and photos that are looked up, at once.
CHUNK = 1_000

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Entry:
    """A page; `modified_at` is when what it says last changed, where that is known."""

    address: str
    modified_at: datetime | None = None
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """One file of a sitemap; `modified_at` is when something new last stood in it."""

    number: int
    modified_at: datetime | None


class Sitemap:
    """The pages of a kind of which there are few, as `find` gives them."""

    def __init__(self, find: Callable[[], Iterable[Entry]]) -> None:
        self._find = find

    def files(self) -> list[File]:
        """Those that hold anything. As many queries as it takes to find the pages."""
        entries = list(self._find())
        parts = [entries[at : at + FILE_SIZE] for at in range(0, len(entries), FILE_SIZE)]
        return [File(number, _latest(part)) for number, part in enumerate(parts, start=1)]

    def entries(self, number: int) -> Iterator[Entry]:
        """What the file of this number holds; nothing if there is none."""
        start = (number - 1) * FILE_SIZE
        return islice(iter(self._find()), start, start + FILE_SIZE)

    def version(self, number: int) -> str:
        """What changes whenever the file does. As many queries as it takes to find the pages."""
        return _digest(list(self.entries(number)))


class ArticleSitemap(Sitemap):
    """The articles, of which there may be very many."""

    def __init__(self) -> None:
        super().__init__(tuple)

    def files(self) -> list[File]:
        """One query for each file, of an index and one row; and one to know how many there are.

        A file changes when another revision goes live in it: that moment is in the index.
        """
        last = Revision.objects.aggregate(last=Max("article_id"))["last"] or 0
        found, now = [], timezone.now()
        for number in range(1, -(-last // FILE_SIZE) + 1):
            for is_live, latest in LATEST.rows(now=now, **_within(number)):
                found += [File(number, latest)] if is_live else []
        return found

    def entries(self, number: int) -> Iterator[Entry]:
        """One query, and one for the photos of each thousand."""
        before, after = reverse("article", args=["slug"]).split("slug")
        columns = _live(**_within(number)).values_list("pk", "slug", "modified_at")
        rows = columns.order_by("article_id").iterator(CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            photos = _photos_of(pk for pk, *_ in chunk)
            for pk, slug, modified_at in chunk:
                yield Entry(f"{before}{slug}{after}", modified_at, tuple(photos.get(pk, ())))

    def version(self, number: int) -> str:
        """Revisions never change: which are live now is all that decides. One query."""
        live = _live(**_within(number))
        told = live.aggregate(count=Count("pk"), keys=Sum("pk"), latest=Max("live_from"))
        return _digest(told)


def _within(number: int) -> dict[str, int]:
    last = number * FILE_SIZE
    return {"after": last - FILE_SIZE, "last": last}


def _live(*, after: Any, last: Any, now: Any = None) -> Any:
    # Not `articles()`: SQLite would look through the index of all articles by age.
    live = Revision.objects.live(now).exclude(kind="page")
    return live.filter(article_id__gt=after, article_id__lte=last)


@CompiledQuery
def LATEST() -> QuerySet:  # noqa: N802
    """Whether any article of a file is live, and when a revision last went live there."""
    key: IntegerField = IntegerField()
    after, last = Parameter("after", key), Parameter("last", key)
    of_file = Revision.objects.filter(article_id__gt=after, article_id__lte=last)
    return (
        of_file.filter(live_from__lte=NOW)
        .values(is_live=Exists(_live(after=after, last=last, now=NOW)))
        .annotate(latest=Max("live_from"))
        .values_list("is_live", "latest")
        .order_by()
    )


def _photos_of(revisions: Iterable[int]) -> dict[int, list[str]]:
    """The addresses of their photos, by revision. One query."""
    shown = Revision.photos.through.objects.filter(revision__in=list(revisions))
    found: dict[int, list[str]] = {}
    for pk, name in shown.order_by("pk").values_list("revision", "photo__file"):
        found.setdefault(pk, []).append(absolute(default_storage.url(name)))
    return found


def entry_of(revision: Any, photos: Iterable[Photo] = ()) -> Entry:
    """A live revision as it stands in a sitemap."""
    images = tuple(absolute(photo.file.url) for photo in photos)
    return Entry(revision.get_absolute_url(), revision.modified_at, images)


def find_pages() -> Iterator[Entry]:
    """The archive and the pages outside topics. Three queries."""
    yield Entry(reverse("archive"), latest_article())
    yield Entry(reverse("feeds"))
    pages = Revision.objects.live().pages().only("slug", "kind", "modified_at")
    photos = Prefetch("photos", Photo.everything.only("file"))
    for row in pages.prefetch_related(photos).order_by("article_id"):
        yield entry_of(row, row.photos.all())


def latest_article() -> datetime | None:
    """When the newest live article was published. One query."""
    newest = Revision.objects.live().articles().order_by("-published_at", "-pk")[:1]
    return newest.values_list("published_at", flat=True).first()


def find_topics() -> Iterator[Entry]:
    """The topics with a live article; each changed when its newest came. One query."""
    articles = Revision.objects.live().articles().filter(topic=OuterRef("pk"))
    newest = articles.order_by("-published_at", "-pk").values("published_at")[:1]
    for topic in Topic.objects.annotate(latest=newest).filter(latest__isnull=False):
        yield Entry(topic.get_absolute_url(), topic.latest)


def find_authors() -> Iterator[Entry]:
    """Who wrote or reviewed a live article. One query.

    When a profile last changed is not known without looking at all of somebody's articles.
    """
    articles = Revision.objects.live().exclude(kind="page")
    wrote = Exists(articles.filter(authors=OuterRef("pk")))
    reviewed = Exists(articles.filter(reviewer=OuterRef("pk")))
    for author in Author.objects.filter(wrote | reviewed).only("slug"):
        yield Entry(author.get_absolute_url())


def write_index(files: Iterable[tuple[str, datetime | None]]) -> str:
    """The index of sitemaps, given as addresses and when each changed."""
    rows = (f"<sitemap>{_tell(address, at)}</sitemap>\n" for address, at in files)
    return f'{XML}<sitemapindex xmlns="{NAMESPACE}">\n{"".join(rows)}</sitemapindex>\n'


def write_file(entries: Iterable[Entry]) -> Iterator[str]:
    """A sitemap in pieces of a thousand pages."""
    yield f'{XML}<urlset xmlns="{NAMESPACE}" xmlns:image="{IMAGES}">\n'
    rows = map(_write_entry, entries)
    for first in rows:
        yield "".join(chain([first], islice(rows, CHUNK - 1)))
    yield "</urlset>\n"


def _write_entry(entry: Entry) -> str:
    images = "".join(
        f"<image:image><image:loc>{escape(url)}</image:loc></image:image>" for url in entry.images
    )
    return f"<url>{_tell(entry.address, entry.modified_at)}{images}</url>\n"


def _tell(address: str, at: datetime | None) -> str:
    moment = f"<lastmod>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""
    return f"<loc>{escape(absolute(address))}</loc>{moment}"


def _digest(facts: Any) -> str:
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _latest(entries: Iterable[Entry]) -> datetime | None:
    return max((entry.modified_at for entry in entries if entry.modified_at), default=None)


SITEMAPS: dict[str, Sitemap] = {
    "articles": ArticleSitemap(),
    "topics": Sitemap(find_topics),
    "authors": Sitemap(find_authors),
}
