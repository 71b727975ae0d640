"""What the fields of the desk ask for: a text as it will look, a place for a photo, clean text.

All answer JSON, also when they refuse, so that the script can say what is wrong: 401 to
those who are not signed in, 403 to those who may not write, 405 to other methods than
theirs, 413 to what is too large, 429 to those who were refused too often.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from articles.editing.pasting import to_markdown
from articles.editing.patience import PatientForm
from articles.models import Photo
from articles.photos.store import NotAPhoto, read_photo, store_photo
from articles.publishing.library import library_for
from articles.reading import find_addresses
from articles.rendering.library import Page
from articles.rendering.limits import TextTooLarge
from articles.rendering.links import fill_addresses, stable_targets
from articles.rendering.markdown import SECTION_LEVEL, render
from articles.sessions import note_refusal, note_sign_in

#: Who may write anything at all may see what they wrote.
WRITERS = ("articles.change_article", "guides.change_guide", "articles.change_author")

JsonView = Callable[..., JsonResponse]


def refuse(status: int, message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def for_writers(*permissions: str, method: str = "POST") -> Callable[[JsonView], JsonView]:
    """Let staff with any of `permissions` in; tell others why not, as JSON."""

    def decorate(view: JsonView) -> JsonView:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            user = request.user
            if request.method != method:
                refusal = refuse(405, f"This address answers {method} only.")
                refusal["Allow"] = method
                return refusal
            if not user.is_authenticated:
                return refuse(401, "You are signed out. Sign in again in another tab.")
            if not user.is_staff or not any(map(user.has_perm, permissions)):
                return refuse(403, "You may not do this.")
            try:
                return protected(request, *args, **kwargs)
            except RequestDataTooBig:
                return refuse(413, "This is too large to be sent.")

        # Django's middleware would read the form, and refuse a large one, before we are asked.
        protected = csrf_protect(view)
        return csrf_exempt(never_cache(guarded))

    return decorate


@require_POST
@never_cache
def sign_in(request: HttpRequest) -> JsonResponse:
    """Sign in without leaving a form; answers who it is, and the form's new token."""
    form = PatientForm(request, data=request.POST)
    if not form.is_valid():
        note_refusal(request.POST.get("username", ""))
        reasons = " ".join(map(str, form.non_field_errors()))
        return refuse(429 if form.is_waiting else 400, reasons or "Give a name and a password.")
    login(request, form.get_user())
    note_sign_in(form.get_user())
    return JsonResponse({"token": get_token(request), "user": form.get_user().pk})


@for_writers(*WRITERS)
def preview_text(request: HttpRequest) -> JsonResponse:
    """One field as a page would hold it, with its problems. At most six queries."""
    text = request.POST.get("text", "")
    keys = request.POST.getlist("reference")
    level = request.POST.get("level", "")
    page = Page(library_for([text], dict.fromkeys(keys)))
    try:
        html = render(text, page, base_level=int(level) if level in ("2", "3") else SECTION_LEVEL)
    except TextTooLarge as error:
        return refuse(413, str(error))
    html = fill_addresses(html, find_addresses(stable_targets(html)))
    return JsonResponse({"html": html, "problems": [str(problem) for problem in page.problems]})


@for_writers(*WRITERS)
def clean_text(request: HttpRequest) -> JsonResponse:
    """What was copied from elsewhere, as Markdown. Runs no query of its own."""
    try:
        return JsonResponse({"markdown": to_markdown(request.POST.get("html", ""))})
    except TextTooLarge as error:
        return refuse(413, str(error))


@for_writers("articles.add_photo")
def upload_photo(request: HttpRequest) -> JsonResponse:
    """Keep a photo and answer the Markdown that shows it."""
    upload = request.FILES.get("photo")
    alt = " ".join(request.POST.get("alt", "").replace("\0", " ").split())
    if upload is None:
        return refuse(400, "Choose a photo first.")
    if (upload.size or 0) > settings.PHOTO_MAX_BYTES:
        return refuse(413, f"A photo may have {settings.PHOTO_MAX_BYTES // 1_000_000} MB.")
    if not alt:
        return refuse(400, "Say in a few words what the photo shows.")
    if len(alt) > 300:
        return refuse(400, "Say what the photo shows in at most 300 characters.")
    try:
        photo = store_photo(read_photo(upload), alt=alt, by=request.user)
    except NotAPhoto as error:
        return refuse(400, str(error.message))
    return JsonResponse(
        {
            "markdown": markdown_of(photo),
            "address": reverse("admin:articles_photo_change", args=[photo.pk]),
        }
    )


BRACKETS = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\"})


def markdown_of(photo: Photo) -> str:
    """What a writer puts into a text to show a photo."""
    return f"![{photo.alt.translate(BRACKETS)}]({photo.file.url})"
