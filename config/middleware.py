from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: What gets smaller; photos are compressed already, and would lose their length.
COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/javascript")


class TextGZipMiddleware(GZipMiddleware):
    """Django's compression, for text only."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)
