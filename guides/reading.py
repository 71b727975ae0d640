"""Guides as they are read: chapters with today's titles, and the way from one to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from django.db.models import IntegerField, Q
from django.urls import reverse
from django.utils import timezone

from articles.compiled import NOW, CompiledQuery, Parameter
from articles.models import Revision
from guides.models import GuideRevision
from guides.publishing import CHAPTERS_SLOT, END_SLOT

#: The address below a guide that is no chapter's: that of the page after the last.
END = "end"


@dataclass(frozen=True)
class ChapterLink:
    """A chapter as a list shows it; `revision` is its article's live one, if it has one.

    `key` is what a reader's browser knows it by: an article's stays when its slug changes.
    """

    number: int
    key: str
    slug: str
    title: str
    dek: str
    minutes: int
    address: str
    html: str = ""
    revision: Revision | None = None


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
    for row in guide.chapters:
        revision = live.get(row.get("article"))
        if revision:
            slug = revision.slug if revision.slug != END else _free_slug(END, taken)
        elif "article" in row:
            continue
        else:
            slug = _free_slug(row["slug"], taken)
        chapters.append(_link(guide, len(chapters) + 1, row, slug, revision))
    return chapters


def _free_slug(slug: str, taken: set[str]) -> str:
    """Give way to articles: one of this guide may have moved to the slug of a text of its own."""
    while slug in taken:
        slug = f"{slug}-chapter"
    taken.add(slug)
    return slug


def _link(
    guide: GuideRevision, number: int, row: dict, slug: str, revision: Revision | None
) -> ChapterLink:
    return ChapterLink(
        number=number,
        key=revision.source if revision else f"own:{slug}",
        slug=slug,
        title=revision.title if revision else row["title"],
        dek=revision.dek if revision else "",
        minutes=revision.minutes if revision else row["minutes"],
        address=reverse("chapter", args=[guide.slug, slug]),
        html="" if revision else row["html"],
        revision=revision,
    )


def find_moved(chapters: Iterable[ChapterLink], slug: str) -> ChapterLink | None:
    """The chapter whose article was once read as `slug`. One query."""
    by_article = {row.revision.article_id: row for row in chapters if row.revision}
    former = Revision.objects.ever_live().filter(slug=slug, article_id__in=by_article)
    latest = former.order_by("-live_from", "-pk").only("article_id").first()
    return latest and by_article[latest.article_id]


def split_pages(html: str) -> tuple[str, str, str]:
    """A guide's stored HTML: before the list of chapters, after it, and the page at the end.

    What was frozen before guides had that page has its closing words after the list.
    """
    before, _, rest = html.partition(CHAPTERS_SLOT)
    after, _, end = rest.partition(END_SLOT)
    return before, after, end
