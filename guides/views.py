"""What readers get of guides."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.metadata import (
    Metadata,
    absolute,
    describe_article,
    describe_listing,
    describe_revision,
    share,
)
from articles.discovery.share_image import poster_of_publication, poster_of_revision
from articles.discovery.structured_data import (
    Crumb,
    Series,
    with_article,
    with_guide,
    with_list,
    with_page,
)
from articles.history.notes import show_notes
from articles.models import Publication, Revision
from articles.previews import dated_by, show_privately
from articles.reading import answer_missing, fill, find_addresses, live_version
from articles.rendering.links import stable_targets
from articles.sensitive import body_of, guard, is_sensitive
from guides.models import Guide, GuideRevision
from guides.posters import poster_of_chapter, poster_of_guide
from guides.publishing import CHAPTERS_SLOT, GuideContent, freeze
from guides.reading import ChapterLink, find_moved, list_chapters, split_pages


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """All guides, newest first. Two queries."""
    guides = list(GuideRevision.objects.live().for_cards())
    publication = load_publication()
    meta = describe_listing(
        "Guides",
        "Courses of articles to be read in order, at your own pace.",
        reverse("guides"),
    )
    meta = share(meta, poster_of_publication(publication))
    context = {
        "meta": with_list(meta, publication, guides),
        "publication": publication,
        "guides": guides,
    }
    return render(request, "guides/guide_list.html", context)


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """A guide's cover, introduction and contents. At most five queries.

    One more if it shows products at their merchants' addresses.
    """
    revisions = GuideRevision.objects.all()
    revision = revisions.live().for_page().filter(slug=slug).first()
    if revision is None:
        return answer_missing(request, revisions, slug)
    before, after, _ = split_pages(revision.html)
    addresses = find_addresses(stable_targets(before + after))
    chapters = list_chapters(revision)
    publication = load_publication()
    meta = share(describe_revision(revision), poster_of_guide(publication, revision))
    trail = _trail(publication, Crumb(revision.title))
    context = {
        "meta": with_guide(meta, publication, chapters, trail=trail),
        "publication": publication,
        "source": revision.source,
        "guide": revision,
        "before": fill(before, addresses, revision, revision.source),
        "after": fill(after, addresses, revision, revision.source),
        "notes": show_notes(revision),
        "chapters": chapters,
        "minutes": sum(chapter.minutes for chapter in chapters),
        "is_sensitive": any(chapter.is_sensitive for chapter in chapters),
    }
    return _guard(render(request, "guides/guide.html", context), chapters)


@require_safe
def chapter(request: HttpRequest, slug: str, chapter_slug: str) -> HttpResponse:
    """An article, or a guide's own text, as a chapter. At most six queries.

    One more if it shows products at their merchants' addresses, and one if it has sources on other
    sites.
    """
    revisions = GuideRevision.objects.all()
    guide = revisions.live().for_page().filter(slug=slug).first()
    if guide is None:
        return answer_missing(request, revisions, slug)
    chapters = list_chapters(guide)
    place = next((i for i, row in enumerate(chapters) if row.slug == chapter_slug), None)
    if place is None:
        return _answer_missing_chapter(guide, chapters, chapter_slug)
    here = chapters[place]
    revision = Revision.objects.for_page().get(pk=here.revision.pk) if here.revision else None
    html = body_of(revision) if revision else here.html
    read = revision or guide
    publication = load_publication()
    context = {
        "meta": _describe_chapter(publication, guide, here, revision),
        "publication": publication,
        "source": read.source,
        "guide": guide,
        "body": fill(html, find_addresses(stable_targets(html), read), read, read.source),
        "notes": show_notes(revision) if revision else "",
        "chapters": chapters,
        "chapter": here,
        "before": place,
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
        "is_sensitive": is_sensitive(revision),
    }
    return guard(render(request, "guides/chapter.html", context), revision)


def _describe_chapter(
    publication: Publication, guide: GuideRevision, here: ChapterLink, revision: Revision | None
) -> Metadata:
    """The metadata of a chapter: an article's are its own, and its address is canonical."""
    series = _series(guide)
    trail = _trail(publication, Crumb(guide.title, guide.get_absolute_url()), Crumb(here.title))
    if revision:
        meta = share(describe_article(revision), poster_of_revision(publication, revision))
        return with_article(meta, publication, revision, trail=trail, series=series)
    meta = _describe_part(guide, here.title, here.address)
    meta = share(meta, poster_of_chapter(publication, guide, here))
    return with_page(meta, publication, trail=trail, series=series)


def _describe_part(guide: GuideRevision, title: str, address: str) -> Metadata:
    """The metadata of a page that is a guide's own, but not its cover, which has the dates."""
    return replace(
        describe_revision(guide),
        kind="website",
        published="",
        modified="",
        corrections=(),
        title=title,
        description=f"{title}: a part of our guide “{guide.title}”, to be read in order.",
        canonical=absolute(address),
    )


def _series(guide: GuideRevision) -> Series:
    return Series(guide.title, guide.get_absolute_url(), guide.dek)


def _trail(publication: Publication, *crumbs: Crumb) -> tuple[Crumb, ...]:
    """The breadcrumb of `guides/path.html`."""
    return (Crumb(publication.name, "/"), Crumb("Guides", reverse("guides")), *crumbs)


def _answer_missing_chapter(
    guide: GuideRevision, chapters: list[ChapterLink], slug: str
) -> HttpResponse:
    """Answer for a slug no chapter has: its article's or its own has changed (301), or 404.

    At most three queries.
    """
    moved = find_moved(guide, chapters, slug)
    if moved is None:
        raise Http404("There is no such chapter in this guide.")
    return redirect(moved.address, permanent=True)


@require_safe
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """The page after a guide's last chapter. At most five queries.

    One more if it shows products at their merchants' addresses.
    """
    revisions = GuideRevision.objects.all()
    guide = revisions.live().for_page().filter(slug=slug).first()
    if guide is None:
        return answer_missing(request, revisions, slug)
    *_, html = split_pages(guide.html)
    html = html or render_to_string("guides/end_body.html", {"title": guide.title})
    chapters = list_chapters(guide)
    publication = load_publication()
    meta = _describe_part(
        guide, f"The end of {guide.title}", reverse("guide_end", args=[guide.slug])
    )
    meta = share(meta, poster_of_guide(publication, guide))
    trail = _trail(publication, Crumb(guide.title, guide.get_absolute_url()), Crumb("The end"))
    context = {
        "meta": with_page(meta, publication, trail=trail, series=_series(guide)),
        "publication": publication,
        "source": guide.source,
        "guide": guide,
        "body": fill(html, find_addresses(stable_targets(html)), guide, guide.source),
        "chapters": chapters,
        "last": chapters[-1] if chapters else None,
        "is_sensitive": any(chapter.is_sensitive for chapter in chapters),
    }
    return _guard(render(request, "guides/end.html", context), chapters)


def _guard(response: HttpResponse, chapters: Iterable[ChapterLink]) -> HttpResponse:
    """An answer that names `chapters`, which leaves no trace if one of them is sensitive."""
    return guard(response, *(chapter.revision for chapter in chapters))


def show_preview(request: HttpRequest, content: GuideContent, subject: Guide) -> HttpResponse:
    """A guide as its readers would get it, though this version of `subject` is not published."""
    frozen = freeze(content)
    revision = GuideRevision(slug="preview", chapters=frozen.columns["chapters"])
    html = _join_pages(frozen.columns["html"], list_chapters(revision))
    problems = {"problems": frozen.problems}
    return show_privately(request, content.title, html, problems, live_version(subject))


def show_revision(request: HttpRequest, revision: GuideRevision) -> HttpResponse:
    """A guide's revision as its readers got it, or would have."""
    html = _join_pages(revision.html, list_chapters(revision))
    context = {"revision": revision}
    return show_privately(request, revision.title, html, context, dated_by(revision))


def _join_pages(html: str, chapters: list[ChapterLink]) -> str:
    """A guide's own pages, one after the other; of articles there is the name."""
    context = {"chapters": chapters, "minutes": sum(chapter.minutes for chapter in chapters)}
    middle = render_to_string("guides/preview_chapters.html", context)
    return html.replace(CHAPTERS_SLOT, middle, 1)
