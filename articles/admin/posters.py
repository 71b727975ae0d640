"""The image that would be shared of what stands in a form."""

from dataclasses import astuple, replace
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from articles.admin.pages import PagesMixin
from articles.context import load_publication
from articles.discovery.share_image import Poster, draw, poster_of_revision
from articles.editing.appearance import render_appearance
from articles.models import RevisionBase
from articles.photos.views import SANDBOX

#: Letters of a title and a byline that an address holds: longer titles are refused when they are
#: saved, and of a byline one line is drawn.
MAX_LETTERS = 160


class PosterMixin(PagesMixin):
    """Beside a form, the very image that is shared once its text is published.

    Its address says what is drawn, so that it changes with that alone, and is signed: nobody
    has us draw anything else.
    """

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        # Each browser keeps what it was given.
        view = self.admin_site.admin_view(require_safe(self.poster_view), cacheable=True)
        return [
            path("poster/", view, name=f"{name}_new_poster"),
            path("<int:pk>/poster/", view, name=f"{name}_poster"),
            *super().get_urls(),
        ]

    def poster_of(self, revision: RevisionBase) -> Poster:
        """What is drawn of a version, which may be none yet. At most three queries."""
        return poster_of_revision(load_publication(), revision)

    def poster_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Draw it, for those who may read what it is of; some 150 ms. At most five queries.

        What is shared already is kept, and sent as it is.
        """
        if pk is None and not self.has_add_permission(request):
            raise PermissionDenied
        if pk is not None:
            self.find(request, pk)
        poster = self._read(pk, request.GET.get("of", ""))
        response = HttpResponse(_image(poster), content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=3600"
        response["Content-Security-Policy"] = SANDBOX
        return response

    def show_appearance(self, revision: RevisionBase, obj: Any) -> str:
        """How a version of `obj` (none: a new one) appears elsewhere. At most three queries."""
        poster = self.poster_of(revision)
        if obj is None:
            pk, address = None, self.collection_address("new_poster")
        else:
            pk, address = obj.pk, self.address("poster", obj)
            poster = replace(poster, code=f"{revision.letter}{pk}")
        cut = replace(poster, title=poster.title[:MAX_LETTERS], byline=poster.byline[:MAX_LETTERS])
        *words, _ = astuple(cut)  # the size is always the same
        signed = self._signer(pk).sign_object(words, compress=True)
        return render_appearance(revision, poster, f"{address}?{urlencode({'of': signed})}")

    def _read(self, pk: int | None, signed: str) -> Poster:
        try:
            return Poster(*self._signer(pk).unsign_object(signed))
        except signing.BadSignature:
            raise Http404("This is no address of ours.") from None

    def _signer(self, pk: int | None) -> signing.Signer:
        return signing.Signer(salt=f"poster of {self.opts.label_lower} {pk or 'new'}")


def _image(poster: Poster) -> bytes:
    if default_storage.exists(poster.file_name):
        with default_storage.open(poster.file_name) as file:
            return file.read()
    return draw(poster)
