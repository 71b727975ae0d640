"""The images that search engines and networks fetch; each is made when first asked for."""

import io
from collections.abc import Callable
from typing import Any

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
    """The poster of a live page, or a cut of it. Three queries at most; drawn when first asked for.

    What is not live has none (404). An address of yesterday's leads to today's.
    """
    finder = _finders.get(letter)
    poster = finder(key) if finder else None
    if poster is None:
        raise Http404("There is nothing to share under this address.")
    asked = next((one for one in (poster, *poster.cuts) if one.digest == digest), None)
    if asked is None:
        return HttpResponseRedirect(poster.address)
    try:
        return _send(default_storage.open(asked.file_name))
    except FileNotFoundError:
        drawn = draw(asked)
        keep(asked.file_name, drawn)
        _forget_others(poster)
        return _send(io.BytesIO(drawn))


@require_safe
def crop(request: HttpRequest, folder: str, name: str) -> FileResponse:
    """A photo cut to one of three ratios. No query where it was made before."""
    found = find_crop(folder, name)
    if found is None:
        raise Http404("There is no such photo.")
    return _send(default_storage.open(found))


def _forget_others(poster: Poster) -> None:
    """Keep of a page's posters only those of today."""
    kept = {one.file_name for one in (poster, *poster.cuts)}
    folder = poster.file_name.rpartition("/")[0]
    for name in default_storage.listdir(folder)[1]:
        if f"{folder}/{name}" not in kept:
            default_storage.delete(f"{folder}/{name}")


def _send(file: Any) -> FileResponse:
    response = FileResponse(file, content_type="image/jpeg")
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
