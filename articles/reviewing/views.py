"""The desk's pages on everybody's articles: what waits for review, and what one was told."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.models import Notice
from articles.reviewing.notices import PUBLISH, mark_read
from articles.reviewing.submissions import Review, lately_decided, review_address, waiting

#: Rows of a list: what waits, what was decided lately, what one was told.
MAX_WAITING, MAX_DECIDED, MAX_NOTICES = 200, 10, 100


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """For editors: what waits for review, the longest first. Two queries beside the frame's."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    rows = [
        {"review": Review(submission), "address": review_address(submission.article)}
        for submission in waiting()[:MAX_WAITING]
    ]
    decided = [
        {"review": Review(submission), "address": review_address(submission.article)}
        for submission in lately_decided()[:MAX_DECIDED]
    ]
    return _show(request, "review_queue", title="Review", rows=rows, decided=decided)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What this person was told, the newest first. One query beside the frame's."""
    rows = list(Notice.objects.filter(user=request.user)[:MAX_NOTICES])
    unread = any(row.read_at is None for row in rows)
    return _show(request, "notices", title="Notices", notices=rows, unread=unread)


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Take note of everything one was told."""
    mark_read(request.user)
    return HttpResponseRedirect(reverse("admin:notices"))


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    frame = admin.site.each_context(request)
    return TemplateResponse(request, f"admin/{template}.html", {**frame, **context})
