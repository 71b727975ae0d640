"""Whether a page answers at a path, and where one that does not leads."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

# It makes a request that needs no server, as the page of a path expects one.
from django.test import RequestFactory
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
    host = urlsplit(settings.SITE_URL).netloc
    request = RequestFactory(headers={"host": host}).get(path, secure=settings.SITE_IS_HTTPS)
    request.user = AnonymousUser()
    try:
        match = request.resolver_match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs).status_code
    except (Http404, Resolver404):
        return NOT_FOUND


def find_redirect(request: HttpRequest) -> str | None:
    """Where a request that found no page is led.

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
    if address is None or found.leaves or not query or "?" in address:
        return address
    before, mark, anchor = address.partition("#")
    return f"{before}?{query}{mark}{anchor}"
