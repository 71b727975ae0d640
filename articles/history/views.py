"""The change log of an article or page, and its versions as they stood."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.metadata import describe_listing, unlisted
from articles.history.notes import show_notes
from articles.history.record import neighbours, read_log
from articles.models import Revision
from articles.models.revision import ArticleRevisionQuerySet
from articles.reading import answer_missing, fill, find_addresses
from articles.rendering.links import CHECKED, stable_targets
from articles.rendering.unpaid import without_payments
from articles.sensitive import guard, is_sensitive


@require_safe
def changes(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What changed in what is live, the newest first; past versions lead here. Five queries."""
    revision = _find_live(kind, slug)
    if revision is None:
        return _answer_missing(request, kind, slug, "changes/")
    number = request.GET.get("page", "1")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 6
    log = read_log(revision.article_id, int(number)) if is_number else None
    if log is None:
        raise Http404("There is no such page of this change log.")
    title = f"What has changed in “{revision.title}”"
    words = f"What has changed in “{revision.title}” since it was published, and when."
    meta = describe_listing(title, words, request.path, page=log.number)
    context = {
        "meta": unlisted(meta),
        "publication": load_publication(),
        "revision": revision,
        "log": log,
        "is_sensitive": is_sensitive(revision),
    }
    return guard(_never_listed(render(request, "articles/changes.html", context)), revision)


@require_safe
def version(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """An article or page as it stood while this version was live, in today's frame.

    Its body is what was stored then, filled as any page is; clicks in it count for nobody. What
    is live now leads to its own page (302), one under another slug to that (301), and one that
    is kept from readers tells why (410). Five queries, and one for each kind of address in it.
    """
    past = Revision.objects.seen().select_related("topic").defer("content").filter(pk=pk).first()
    live = past and _live_of(past.article_id)
    if past and live and (live.kind, live.slug) == (kind, slug):
        if past.pk != live.pk:
            return _show_version(request, past, live)
        return guard(redirect(live), live)
    if _find_live(kind, slug):
        raise Http404("There is no such version of it.")
    if live:
        return guard(redirect(_address("version", live, pk), permanent=True), past, live)
    return _answer_missing(request, kind, slug, f"versions/{pk}/")


def _show_version(request: HttpRequest, past: Revision, live: Revision) -> HttpResponse:
    is_withheld = bool(past.withheld_because)
    # Both what its topic was then and what it is now may put its reader at risk.
    topical = past if is_sensitive(past) else live
    title = live.title if is_withheld else past.title
    meta = describe_listing(f"{title} ({_spell_window(past)})", "", live.get_absolute_url())
    context: dict[str, Any] = {
        "meta": unlisted(meta),
        "publication": load_publication(),
        "revision": past,
        "live": live,
        "is_sensitive": is_sensitive(topical),
    }
    if is_withheld:
        answer = render(request, "articles/version_withheld.html", context, status=410)
        return guard(_never_listed(answer), topical)
    html = without_payments(past.html) if is_sensitive(topical) else past.html
    targets = stable_targets(html)
    # What is found of a source today says nothing of a page of another day.
    targets.pop(CHECKED, None)
    addresses = find_addresses(targets, topical)
    before, after = neighbours(past)
    context |= {
        "body": fill(html, addresses, past),
        "notes": show_notes(live),
        "before": before and _address("version", live, before),
        "after": after and _address("version", live, after),
    }
    return guard(_never_listed(render(request, "articles/version.html", context)), topical)


def _spell_window(revision: Revision) -> str:
    """From when until when a past version stood, in days."""
    days = [
        formats.date_format(timezone.localtime(moment), "j F Y")
        for moment in (revision.live_from, revision.live_until)
        if moment
    ]
    first, last = days[0], days[-1]
    return f"as it stood on {first}" if first == last else f"as it stood from {first} to {last}"


def _revisions(kind: str) -> ArticleRevisionQuerySet:
    return Revision.objects.filter(kind=kind)


def _find_live(kind: str, slug: str) -> Revision | None:
    return _live(_revisions(kind)).filter(slug=slug).first()


def _live_of(article: int) -> Revision | None:
    return _live(Revision.objects.filter(article=article)).first()


def _live(revisions: ArticleRevisionQuerySet) -> ArticleRevisionQuerySet:
    """Those that are live, with what these pages show of them."""
    names = ("article", "kind", "slug", "title", "corrections", "topic")
    return revisions.live().select_related("topic").only(*names)


def _answer_missing(request: HttpRequest, kind: str, slug: str, rest: str) -> HttpResponse:
    """Answer for what is not to be found, as for the page itself; if that moved, so did this."""
    answer = answer_missing(request, _revisions(kind), slug)
    if isinstance(answer, HttpResponsePermanentRedirect):
        answer["Location"] += rest
    return answer


def _address(name: str, revision: Revision, *args: int) -> str:
    """Where a page of the record of something live is read."""
    return reverse(f"{revision.kind}_{name}", args=[revision.slug, *args])


def _never_listed(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, follow"
    return response
