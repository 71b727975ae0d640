"""Guides as they are read: chapters with today's titles, and the way from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.db.models import IntegerField, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from articles.compiled import NOW, CompiledQuery, Parameter
from articles.models import Revision
from articles.sensitive import is_sensitive
from guides.models import GuideRevision
from guides.publishing import CHAPTERS_SLOT, END_SLOT

#: The address below a guide that is no chapter's: that of the page after the last.
END = "end"


@dataclass(frozen=True)
class ChapterLink:
    """A chapter as a list shows it; `revision` is its article's live one, if it has one.

    `key` is what a reader's browser knows it by: an article's stays when its slug changes.
    `place` is its index among the guide's chapters, those that are left out included.
    """

    number: int
    place: int
    key: str
    slug: str
    title: str
    dek: str
    minutes: int
    address: str
    html: str = ""
    revision: Revision | None = None

    def get_absolute_url(self) -> str:
        return self.address

    @property
    def is_sensitive(self) -> bool:
        """Whether its reader may be at risk: no browser is to keep that it was read."""
        return is_sensitive(self.revision)


def guide_addresses(keys: Iterable[int]) -> dict[int, str]:
    """Where guides are read now, by primary key. One query."""
    values = {f"key{number}": key for number, key in enumerate(keys)}
    rows = _live_guides(len(values)).run(now=timezone.now(), **values)
    return {row.guide_id: row.get_absolute_url() for row in rows}


@lru_cache(maxsize=32)
def _live_guides(count: int) -> CompiledQuery[GuideRevision]:
    """The live ones of so many guides."""
    keys = (Parameter(f"key{number}", IntegerField()) for number in range(count))
    named = reduce(or_, (Q(guide=key) for key in keys))
    return CompiledQuery(
        lambda: GuideRevision.objects.live(NOW).filter(named).only("guide", "slug")
    )


def list_chapters(guide: GuideRevision) -> list[ChapterLink]:
    """The chapters in order; one whose article is not live is left out. One query."""
    keys = [row["article"] for row in guide.chapters if "article" in row]
    live = {
        revision.article_id: revision
        for revision in Revision.objects.live().articles().filter(article_id__in=keys).for_cards()
    }
    taken = {END, *(revision.slug for revision in live.values())}
    chapters: list[ChapterLink] = []
    for place, row in enumerate(guide.chapters):
        revision = live.get(row.get("article"))
        if revision:
            slug = revision.slug if revision.slug != END else _free_slug(END, taken)
        elif "article" in row:
            continue
        else:
            slug = _free_slug(row["slug"], taken)
        chapters.append(_link(guide, len(chapters) + 1, place, slug, revision))
    return chapters


def _free_slug(slug: str, taken: set[str]) -> str:
    """Give way to articles: one of this guide may have moved to the slug of a text of its own."""
    while slug in taken:
        slug = f"{slug}-chapter"
    taken.add(slug)
    return slug


def _link(
    guide: GuideRevision, number: int, place: int, slug: str, revision: Revision | None
) -> ChapterLink:
    row = guide.chapters[place]
    return ChapterLink(
        number=number,
        place=place,
        key=revision.source if revision else f"own:{slug}",
        slug=slug,
        title=revision.title if revision else row["title"],
        dek=revision.dek if revision else "",
        minutes=revision.minutes if revision else row["minutes"],
        address=reverse("chapter", args=[guide.slug, slug]),
        html="" if revision else row["html"],
        revision=revision,
    )


def find_moved(
    guide: GuideRevision, chapters: Iterable[ChapterLink], slug: str
) -> ChapterLink | None:
    """The chapter that was once read as `slug`. At most three queries."""
    return _find_moved_article(chapters, slug) or _find_renamed(guide, chapters, slug)


def _find_moved_article(chapters: Iterable[ChapterLink], slug: str) -> ChapterLink | None:
    by_article = {row.revision.article_id: row for row in chapters if row.revision}
    former = Revision.objects.ever_live().filter(slug=slug, article_id__in=by_article)
    latest = former.order_by("-live_from", "-pk").only("article_id").first()
    return latest and by_article[latest.article_id]


def _find_renamed(
    guide: GuideRevision, chapters: Iterable[ChapterLink], slug: str
) -> ChapterLink | None:
    """The chapter whose own text once had a title of this slug; a chapter's key stays."""
    former = GuideRevision.objects.ever_live().filter(guide=guide.guide_id)
    # As both databases write JSON. The text of a chapter cannot hold it: its quotes are escaped.
    named = former.alias(rows=Cast("chapters", TextField())).filter(
        rows__contains=f'"slug": "{slug}"'
    )
    latest = named.order_by("-live_from", "-pk").only("chapters", "content").first()
    slugs = [row.get("slug") for row in latest.chapters] if latest else []
    if latest is None or slug not in slugs:  # SQLite takes capitals for small letters
        return None
    key = _keys(latest)[slugs.index(slug)]
    keys = _keys(GuideRevision.objects.only("content").get(pk=guide.pk))
    return next((row for row in chapters if keys[row.place] == key), None)


def _keys(guide: GuideRevision) -> list[str]:
    """What each chapter is known by, whatever it is called; of those with an article too."""
    return [row["key"] for row in guide.content["chapters"]]


def split_pages(html: str) -> tuple[str, str, str]:
    """A guide's stored HTML: before the list of chapters, after it, and the page at the end.

    What was frozen before guides had that page has its closing words after the list.
    """
    before, _, rest = html.partition(CHAPTERS_SLOT)
    after, _, end = rest.partition(END_SLOT)
    return before, after, end
