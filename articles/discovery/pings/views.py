"""The file that proves to IndexNow that the site itself tells it of changes."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=86_400)
def key_file(request: HttpRequest, key: str) -> HttpResponse:
    """The key, under its own name and no other. No query."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404("There is no such file.")
    return HttpResponse(key, content_type="text/plain; charset=utf-8")
