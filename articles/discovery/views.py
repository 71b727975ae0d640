"""The images that search engines and networks fetch; each is made when first asked for."""

from collections.abc import Callable

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.share_image import (
    Poster,
    draw,
    poster_of_author,
    poster_of_publication,
    poster_of_revision,
)
from articles.models import Author, Revision
from articles.photos.crops import find_crop, keep
from articles.photos.views import SANDBOX

FOREVER = "public, max-age=31536000, immutable"

#: Finds the poster of what is live under a code without its letter; none where nothing is.
PosterFinder = Callable[[str], Poster | None]

_finders: dict[str, PosterFinder] = {}


def register_poster(letter: str, finder: PosterFinder) -> None:
    """Say whose posters the codes with a letter are; call it from an `AppConfig.ready`."""
    _finders[letter] = finder


@require_safe
def share_image(
    request: HttpRequest, letter: str, key: str, digest: str
) -> FileResponse | HttpResponseRedirect:
    """The poster of a live page. Three queries at most; drawn when first asked for.

    What is not live has none (404). An address of yesterday's leads to today's.
    """
    finder = _finders.get(letter)
    poster = finder(key) if finder else None
    if poster is None:
        raise Http404("There is nothing to share under this address.")
    if poster.digest != digest:
        return HttpResponseRedirect(poster.address)
    if not default_storage.exists(poster.file_name):
        _keep(poster)
    return _send(poster.file_name)


@require_safe
def crop(request: HttpRequest, folder: str, name: str) -> FileResponse:
    """A photo cut to one of three ratios. No query where it was made before."""
    found = find_crop(folder, name)
    if found is None:
        raise Http404("There is no such photo.")
    return _send(found)


def _keep(poster: Poster) -> None:
    """Draw a poster and keep it in the place of those that the page had before."""
    keep(poster.file_name, draw(poster))
    folder, _, kept = poster.file_name.rpartition("/")
    for name in default_storage.listdir(folder)[1]:
        if name != kept:
            default_storage.delete(f"{folder}/{name}")


def _send(name: str) -> FileResponse:
    response = FileResponse(default_storage.open(name), content_type="image/jpeg")
    response["Cache-Control"] = FOREVER
    response["Content-Security-Policy"] = SANDBOX
    return response


def _article_poster(key: str) -> Poster | None:
    revision = Revision.objects.live().for_page().filter(article=key).first()
    return poster_of_revision(load_publication(), revision) if revision else None


def _author_poster(key: str) -> Poster | None:
    author = Author.objects.select_related("photo").filter(pk=key).first()
    return poster_of_author(load_publication(), author) if author else None


def _publication_poster(key: str) -> Poster | None:
    return poster_of_publication(load_publication())


register_poster("a", _article_poster)
register_poster("w", _author_poster)
register_poster("p", _publication_poster)
