"""Whether a page answers at a path, and where one that does not leads."""

from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve

from articles.models import Redirect
from articles.models.redirect import MAX_PATH
from articles.redirects.paths import is_reserved, spell_asked
from articles.redirects.targets import addresses_of, pays

#: Nothing is there, or nothing is there any more.
NOT_FOUND, GONE = 404, 410


def answer_at(path: str) -> int:
    """The status that readers get at a path, as `spell_path` has it, before any redirect of ours.

    The page itself is asked, as nobody else knows. As many queries as it has.
    """
    request = _request_for(path)
    try:
        match = request.resolver_match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs).status_code
    except (Http404, Resolver404):
        return NOT_FOUND


def _request_for(path: str) -> WSGIRequest:
    """What a server would make of a reader who asks for a path (PEP 3333)."""
    site = urlsplit(settings.SITE_URL)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(path).decode("iso-8859-1"),
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or (443 if settings.SITE_IS_HTTPS else 80)),
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    request.user = AnonymousUser()
    return request


def find_redirect(request: HttpRequest) -> str | None:
    """Where a request that found no page is led; empty if that is gone for good.

    One query, and one more if a redirect leads to a page of ours by its key or to another site:
    a page that is not live, and a site that is a merchant's by now, are nowhere to be led to.
    What follows the question mark is taken along on our site, unless the target has its own.
    """
    path = spell_asked(request.path_info)
    if len(path) > MAX_PATH or is_reserved(path):
        return None
    found = Redirect.objects.filter(path=path).first()
    if found is None or (found.leaves and pays(found.target)):
        return None
    address = addresses_of([found.target]).get(found.target)
    query = request.META.get("QUERY_STRING", "")
    if not address or found.leaves or not query or "?" in address:
        return address
    before, mark, anchor = address.partition("#")
    return f"{before}?{query}{mark}{anchor}"
