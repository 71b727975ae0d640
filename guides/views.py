"""What readers get of guides."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.discovery.metadata import absolute, describe_listing, describe_revision
from articles.models import Revision
from articles.reading import answer_missing, fill, find_addresses
from articles.rendering.links import stable_targets
from articles.views import show_privately
from guides.models import GuideRevision
from guides.publishing import CHAPTERS_SLOT, GuideContent, freeze
from guides.reading import list_chapters


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
    """A guide's cover, introduction and contents. At most five queries."""
    revisions = GuideRevision.objects.all()
    revision = revisions.live().for_page().filter(slug=slug).first()
    if revision is None:
        return answer_missing(request, revisions, slug)
    addresses = find_addresses(stable_targets(revision.html))
    body = fill(revision.html, addresses, revision, revision.source)
    before, _, after = body.partition(CHAPTERS_SLOT)
    chapters = list_chapters(revision)
    context = {
        "meta": describe_revision(revision),
        "source": revision.source,
        "revision": revision,
        "before": before,
        "after": after,
        "chapters": chapters,
        "minutes": sum(chapter.minutes for chapter in chapters),
    }
    return render(request, "guides/guide.html", context)


@require_safe
def chapter(request: HttpRequest, slug: str, chapter_slug: str) -> HttpResponse:
    """An article, or a guide's own text, as a chapter. At most six queries."""
    revisions = GuideRevision.objects.all()
    guide = revisions.live().for_page().filter(slug=slug).first()
    if guide is None:
        return answer_missing(request, revisions, slug)
    chapters = list_chapters(guide)
    place = next((i for i, row in enumerate(chapters) if row.slug == chapter_slug), None)
    if place is None:
        raise Http404("There is no such chapter in this guide.")
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
        "revision": revision,
        "body": fill(html, find_addresses(stable_targets(html)), read, read.source),
        "chapter": here,
        "count": len(chapters),
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
    }
    return render(request, "guides/chapter.html", context)


def show_preview(request: HttpRequest, content: GuideContent) -> HttpResponse:
    """A frozen guide's own page, though nothing of it is published."""
    frozen = freeze(content)
    context = {"problems": frozen.problems}
    return show_privately(request, content.title, frozen.columns["html"], context)


def show_revision(request: HttpRequest, revision: GuideRevision) -> HttpResponse:
    """A guide's revision as its readers got it, or would have."""
    return show_privately(request, revision.title, revision.html, {"revision": revision})
