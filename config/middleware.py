"""Middleware of Django and django-csp, without what our pages do not need."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: What gets smaller; photos are compressed already, and would lose their length.
COMPRESSIBLE = (
    *("text/", "application/json", "application/xml", "application/javascript"),
    *("application/rss+xml", "application/atom+xml", "application/feed+json"),
)


class TextGZipMiddleware(GZipMiddleware):
    """Django's compression, for text only."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


class OnePolicyMiddleware:
    """django-csp's header with a policy built once: no page of ours has a nonce or an exception.

    Beside it, what no page of ours asks of a browser (Permissions Policy, W3C).
    A view that sets the header itself keeps it: photos are sandboxed. Django's own pages for
    developers (404 and 500 with DEBUG) hold inline styles and go without.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault(HEADER, self.policy)
        return response
