"""What readers get of guides."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.discovery.metadata import absolute, describe_listing, describe_revision
from articles.models import Revision
from articles.reading import answer_missing, fill, find_addresses
from articles.rendering.links import stable_targets
from articles.views import show_privately
from guides.models import GuideRevision
from guides.publishing import CHAPTERS_SLOT, GuideContent, freeze
from guides.reading import ChapterLink, find_moved, list_chapters, split_pages


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """All guides, newest first. Two queries."""
    guides = list(GuideRevision.objects.live().for_cards())
    context = {
        "meta": describe_listing(
            "Guides",
            "Courses of articles to be read in order, at your own pace.",
            reverse("guides"),
            photo=next((row.hero for row in guides if row.hero), None),
        ),
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
    context = {
        "meta": describe_revision(revision),
        "source": revision.source,
        "guide": revision,
        "before": fill(before, addresses, revision, revision.source),
        "after": fill(after, addresses, revision, revision.source),
        "chapters": chapters,
        "minutes": sum(chapter.minutes for chapter in chapters),
    }
    return render(request, "guides/guide.html", context)


@require_safe
def chapter(request: HttpRequest, slug: str, chapter_slug: str) -> HttpResponse:
    """An article, or a guide's own text, as a chapter. At most six queries.

    One more if it shows products at their merchants' addresses.
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
    html = revision.html if revision else here.html
    read = revision or guide
    meta = describe_revision(read)
    if revision is None:
        meta = replace(meta, title=here.title, canonical=absolute(here.address))
    context = {
        "meta": meta,
        "source": read.source,
        "guide": guide,
        "body": fill(html, find_addresses(stable_targets(html), read), read, read.source),
        "chapters": chapters,
        "chapter": here,
        "before": place,
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
    return render(request, "guides/chapter.html", context)


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
    meta = describe_revision(guide)
    context = {
        "meta": replace(
            meta,
            title=f"The end of {guide.title}",
            canonical=absolute(reverse("guide_end", args=[guide.slug])),
        ),
        "source": guide.source,
        "guide": guide,
        "body": fill(html, find_addresses(stable_targets(html)), guide, guide.source),
        "chapters": chapters,
        "last": chapters[-1] if chapters else None,
    }
    return render(request, "guides/end.html", context)


def show_preview(request: HttpRequest, content: GuideContent) -> HttpResponse:
    """A guide as its readers would get it, though nothing of it is published."""
    frozen = freeze(content)
    revision = GuideRevision(slug="preview", chapters=frozen.columns["chapters"])
    html = _join_pages(frozen.columns["html"], list_chapters(revision))
    return show_privately(request, content.title, html, {"problems": frozen.problems})


def show_revision(request: HttpRequest, revision: GuideRevision) -> HttpResponse:
    """A guide's revision as its readers got it, or would have."""
    html = _join_pages(revision.html, list_chapters(revision))
    return show_privately(request, revision.title, html, {"revision": revision})


def _join_pages(html: str, chapters: list[ChapterLink]) -> str:
    """A guide's own pages, one after the other; of articles there is the name."""
    context = {"chapters": chapters, "minutes": sum(chapter.minutes for chapter in chapters)}
    middle = render_to_string("guides/preview_chapters.html", context)
    return html.replace(CHAPTERS_SLOT, middle, 1)
