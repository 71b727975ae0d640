"""Pages that are not public, for those who may see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.discovery.metadata import describe_preview
from articles.models import Article, Revision, RevisionBase, Topic
from articles.publishing.snapshot import freeze
from articles.reading import fill, find_addresses, live_version
from articles.rendering.links import stable_targets
from articles.sensitive import body_of, is_sensitive


def show_preview(
    request: HttpRequest, content, subject: Article | None = None, **context
) -> HttpResponse:
    """A frozen article as its page, though this version of `subject` is not published.

    What must be mended is told to editors, not to whoever came by a `link`.
    """
    frozen = freeze(content)
    if "link" not in context:
        context |= {"problems": frozen.problems}
    topic = Topic.objects.filter(pk=content.topic).first() if content.topic else None
    context["is_sensitive"] = is_sensitive(topic)
    dated = live_version(subject) if subject else None
    return show_privately(request, content.title, frozen.columns["html"], context, dated)


def show_revision(request: HttpRequest, revision: Revision, **context) -> HttpResponse:
    """A revision as its readers got it, or would have."""
    context |= {"revision": revision, "is_sensitive": is_sensitive(revision)}
    return show_privately(request, revision.title, body_of(revision), context, dated_by(revision))


def dated_by(revision: RevisionBase) -> RevisionBase | None:
    """The version whose dates a page of `revision` has; one that was never public has none."""
    return revision if revision.published_at else live_version(revision.subject)


def show_privately(
    request: HttpRequest,
    title: str,
    html: str,
    context: dict,
    dated: RevisionBase | None = None,
) -> HttpResponse:
    """A page that is not public, with the dates of `dated`: never stored, indexed, or told."""
    revision = context.get("revision")
    body = fill(html, find_addresses(stable_targets(html), revision), dated)
    context |= {"meta": describe_preview(title), "body": body}
    return keep_private(render(request, "articles/preview.html", context))


def keep_private(response: HttpResponse) -> HttpResponse:
    """Have an answer never stored, indexed, or told to others."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
