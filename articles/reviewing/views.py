"""The desk's pages on everybody's articles: what waits for review, and what one was told."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.models import Notice, Submission
from articles.reviewing.notices import PUBLISH, mark_read
from articles.reviewing.standing import Review, lately_decided, review_address, waiting

#: Rows of a list: what waits, what was decided lately, what one was told.
MAX_WAITING, MAX_DECIDED, MAX_NOTICES = 200, 10, 100
IS_READ = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """For editors: what waits for review, the longest first, and what was decided lately.

    Two queries beside the frame's.
    """
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    rows = [_line(submission) for submission in waiting()[:MAX_WAITING]]
    decided = [_line(submission) for submission in lately_decided()[:MAX_DECIDED]]
    return _show(request, "review_queue", title="Waiting for review", rows=rows, decided=decided)


def _line(submission: Submission) -> dict[str, Any]:
    article = submission.article
    return {
        "article": article,
        "review": Review(submission),
        "address": review_address(article),
    }


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What this person was told: the unread first, the newest first.

    One query beside the frame's.
    """
    user: Any = request.user
    mine = Notice.objects.filter(user=user).alias(is_read=IS_READ)
    rows = list(mine.order_by("is_read", "-created_at", "-pk")[:MAX_NOTICES])
    unread = [row for row in rows if row.read_at is None]
    return _show(request, "notices", title="Notices", unread=unread, read=rows[len(unread) :])


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Take note of everything one was told."""
    mark_read(request.user)
    return HttpResponseRedirect(reverse("admin:notices"))


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    frame = admin.site.each_context(request)
    return TemplateResponse(request, f"admin/{template}.html", {**frame, **context})
