"""The whole site as one ZIP, for superusers: what is not public and what was earned is in it."""

import tempfile
from contextlib import closing

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.exporting.leaving import export_site
from articles.exporting.targets import ZipTarget


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """What an export holds, and the button. No query beside the frame's."""
    _refuse_others(request)
    context = {**admin.site.each_context(request), "title": "Export the site"}
    return TemplateResponse(request, "admin/exporting/export.html", context)


@require_POST
def archive(request: HttpRequest) -> FileResponse:
    """The ZIP. It is whole before the first byte is sent, so that none arrives half made."""
    _refuse_others(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    try:
        with closing(ZipTarget(file)) as target:
            export_site(target)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"site-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name)


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.is_superuser:
        raise PermissionDenied


urlpatterns = [
    path("", admin.site.admin_view(ask), name="export_site"),
    path("archive/", admin.site.admin_view(archive), name="export_archive"),
]
