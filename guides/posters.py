"""The images that are shared of guides, their own chapters, and kits."""

from dataclasses import replace

from articles.context import load_publication
from articles.discovery.share_image import Poster, poster_of, poster_of_revision
from articles.models import Publication
from guides.models import GuideRevision, Kit
from guides.reading import ChapterLink, list_chapters


def poster_of_guide(publication: Publication, guide: GuideRevision) -> Poster:
    return replace(poster_of_revision(publication, guide), label="Guide")


def poster_of_chapter(
    publication: Publication, guide: GuideRevision, chapter: ChapterLink
) -> Poster:
    """The poster of a chapter with a text of its own."""
    return replace(
        poster_of_guide(publication, guide),
        code=f"c{guide.guide_id}.{chapter.place}",
        title=chapter.title,
        label=guide.title,
    )


def poster_of_kit(publication: Publication, kit: Kit) -> Poster:
    photo = kit.cover.file.name if kit.cover else ""
    return poster_of(publication, f"k{kit.pk}", kit.title, label="Free kit", photo=photo)


def find_guide_poster(key: str) -> Poster | None:
    """The poster of a live guide. Two queries."""
    guide = _live_guide(key)
    return poster_of_guide(load_publication(), guide) if guide else None


def find_chapter_poster(key: str) -> Poster | None:
    """The poster of a live guide's chapter, by its place. Three queries."""
    guide_key, _, place = key.partition(".")
    guide = _live_guide(guide_key)
    if guide is None:
        return None
    own = (row for row in list_chapters(guide) if not row.revision)
    chapter = next((row for row in own if str(row.place) == place), None)
    return poster_of_chapter(load_publication(), guide, chapter) if chapter else None


def find_kit_poster(key: str) -> Poster | None:
    """The poster of a kit that may be asked for. Two queries."""
    kit = Kit.objects.on_offer().select_related("cover").filter(pk=key).first()
    return poster_of_kit(load_publication(), kit) if kit else None


def _live_guide(key: str) -> GuideRevision | None:
    return GuideRevision.objects.live().for_page().filter(guide=key).first()
