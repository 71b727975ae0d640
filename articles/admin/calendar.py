"""The desk's calendar: one month as a page of its own."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import formats
from django.views.decorators.http import require_safe

from articles.editing.calendar import month_of, read_month
from articles.editing.reach import reaches_of


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The month that is asked for, or this one, for whoever writes.

    Four queries beside the frame's, for authors one.
    """
    reaches = reaches_of(request.user)
    if not reaches:
        raise PermissionDenied
    month = month_of(request.user, reaches, read_month(request.GET.get("month", "")))
    context = {
        **admin.site.each_context(request),
        "title": "Calendar",
        "subtitle": formats.date_format(month.first, "F Y"),
        "month": month,
    }
    return TemplateResponse(request, "admin/desk/calendar.html", context)


urlpatterns = [path("", admin.site.admin_view(calendar), name="calendar")]
