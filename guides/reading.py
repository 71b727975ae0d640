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


@dataclass(frozen=True)
class ChapterLink:
    """A chapter as a list shows it; `revision` is its article's live one, if it has one."""

    number: int
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
    taken = {revision.slug for revision in live.values()}
    chapters: list[ChapterLink] = []
    for row in guide.chapters:
        revision = live.get(row.get("article"))
        if revision is None and "article" in row:
            continue
        chapters.append(_link(guide, len(chapters) + 1, row, revision, taken))
    return chapters


def _link(
    guide: GuideRevision, number: int, row: dict, revision: Revision | None, taken: set[str]
) -> ChapterLink:
    slug = revision.slug if revision else row["slug"]
    if revision is None and slug in taken:
        # An article of this guide has moved to the slug of a chapter of the guide's own.
        slug = f"{slug}-chapter"
    return ChapterLink(
        number=number,
        slug=slug,
        title=revision.title if revision else row["title"],
        dek=revision.dek if revision else "",
        minutes=revision.minutes if revision else row["minutes"],
        address=reverse("chapter", args=[guide.slug, slug]),
        html="" if revision else row["html"],
        revision=revision,
    )
