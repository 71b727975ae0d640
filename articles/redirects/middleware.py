"""Lead readers on where no page was found, and note what they missed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from articles.redirects.answering import GONE, NOT_FOUND, find_redirect
from articles.redirects.missed import note_miss

#: Browsers would keep a 301 for ever, and editors change their minds.
KEPT = "max-age=3600"


class RedirectMiddleware:
    """Looks at answers that say “not found” or “gone” alone: no other page pays for redirects.

    It belongs behind `CommonMiddleware`, which would add the slash at the end in a step of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_asked = request.method in ("GET", "HEAD")
        if not is_asked or response.status_code not in (NOT_FOUND, GONE):
            return response
        address = find_redirect(request)
        if address is not None:
            return HttpResponsePermanentRedirect(address, headers={"Cache-Control": KEPT})
        if response.status_code == NOT_FOUND:
            note_miss(request)
        return response
