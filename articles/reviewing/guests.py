"""What someone without an account gets of a shared link: the page, and perhaps a say in it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.models import Comment, ShareLink
from articles.previews import keep_private, show_preview, show_revision
from articles.publishing.content import ArticleContent
from articles.publishing.snapshot import take
from articles.reviewing.comments import comment_as_guest
from articles.reviewing.forms import GuestCommentForm
from articles.reviewing.places import places_of_content
from articles.reviewing.sharing import MAX_COMMENTS, find_link, is_busy, note_opening
from articles.reviewing.threads import guest_comments

BUSY = f"More than {MAX_COMMENTS} comments came within an hour. Please send yours a little later."


@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The page a link leads to, for whoever holds it."""
    link = find_link(key)
    if link is None:
        return _answer_over(request)
    if request.method == "GET":
        note_opening(link)
    return _show(request, link)


@csrf_exempt
@require_POST
def preview_comment(request: HttpRequest, key: str) -> HttpResponse:
    """A comment of a guest, where the link allows it: 403 where not, 429 for too many.

    Nothing that a browser sends by itself is believed here, only the key, so there is no
    request to forge; and a guest gets no cookie for it.
    """
    link = find_link(key)
    if link is None:
        return _answer_over(request)
    if not link.may_comment:
        raise PermissionDenied
    content = _content_of(link)
    form = GuestCommentForm(request.POST, places=places_of_content(content))
    address = reverse("preview", args=[link.key])
    if form.is_by_machine:
        return keep_private(HttpResponseRedirect(address))  # none the wiser
    if not form.is_valid():
        return _show(request, link, form, status=422)
    comment = _take(link, form)
    if comment is None:
        form.add_error(None, BUSY)
        return _show(request, link, form, status=429)
    return keep_private(HttpResponseRedirect(f"{address}#comment-{comment.pk}"))


@transaction.atomic
def _take(link: ShareLink, form: GuestCommentForm) -> Comment | None:
    """Write a comment, or nothing if there are as many as are taken of one link."""
    # Those who send at once are counted one after the other.
    ShareLink.objects.select_for_update().filter(pk=link.pk).first()
    if is_busy(link):
        return None
    name, text = form.cleaned_data["name"], form.cleaned_data["text"]
    return comment_as_guest(link, name=name, text=text, **form.about)


def _content_of(link: ShareLink) -> ArticleContent:
    return ArticleContent.from_json(link.revision.content) if link.revision else take(link.article)


def _show(
    request: HttpRequest,
    link: ShareLink,
    form: GuestCommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    content = _content_of(link)
    talk = {}
    if link.may_comment:
        talk = {
            "form": form or GuestCommentForm(places=places_of_content(content)),
            "comment_url": reverse("preview_comment", args=[link.key]),
            "comments": guest_comments(link),
        }
    if link.revision:
        response = show_revision(request, link.revision, link=link, **talk)
    else:
        response = show_preview(request, content, link.article, link=link, **talk)
    response.status_code = status
    return response


def _answer_over(request: HttpRequest) -> HttpResponse:
    return keep_private(render(request, "articles/preview_over.html", status=404))
