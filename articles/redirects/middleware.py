"""Lead readers on where no page was found, or say that it is gone; note what they missed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from articles.redirects.answering import GONE, NOT_FOUND, find_redirect
from articles.redirects.missed import note_miss
from articles.redirects.suggesting import to_search_for

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
        if address:
            return HttpResponsePermanentRedirect(address, headers={"Cache-Control": KEPT})
        if response.status_code == GONE:
            return response
        if address is not None:
            context = {"text": to_search_for(request.path_info)}
            return render(request, "articles/gone.html", context, status=GONE)
        note_miss(request)
        return response
