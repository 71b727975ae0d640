"""What readers get of kits. No view here sets a cookie, and none tells whose address is known."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.affiliates.bursts import Visitor
from articles.affiliates.readers import (
    fetches_ahead,
    is_a_person,
    is_our_script,
    may_be_counted_as_reading,
)
from articles.affiliates.sources import live_pages
from articles.context import load_publication
from articles.discovery.metadata import describe_listing, share
from articles.discovery.share_image import poster_of_publication
from articles.discovery.structured_data import with_page
from articles.previews import keep_private
from guides.kits.counting import count
from guides.kits.forms import AskForm, ConfirmForm
from guides.kits.limits import comes_from_our_page, may_ask
from guides.kits.opening import NoFile, open_kit
from guides.kits.optin import (
    MAX_DOWNLOADS,
    confirm,
    file_ask,
    find_link,
    find_request,
    is_good,
    is_in_time,
    renew,
    take,
)
from guides.kits.placing import placed_kits
from guides.kits.serving import begins_a_download, send_file
from guides.models import Kit
from guides.posters import poster_of_kit

#: Kits that a page names; a site has a few.
MAX_NAMED = 50
SLUG = re.compile(r"[\w-]{1,120}", re.ASCII)
BUSY = "Many people asked just now. Please try again in ten minutes."
ELSEWHERE = "This was not sent from our page. Please fill in the form here."
TOO_QUICK = "That was quick. Please press the button once more, so that we know you are no program."


@require_safe
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """A kit's own page. Four queries."""
    return _show(request, get_object_or_404(Kit.objects.select_related("cover"), slug=slug))


def _show(
    request: HttpRequest, row: Kit, form: AskForm | None = None, status: int = 200
) -> HttpResponse:
    placed = placed_kits([row.pk]).get(row.pk)
    publication = load_publication()
    meta = describe_listing(
        row.title,
        row.promise,
        row.get_absolute_url(),
        more=f"A free kit of {publication.name}, sent to you by e-mail.",
    )
    # What is not on offer is not told to whoever only knows its number.
    poster = poster_of_kit(publication, row) if placed else poster_of_publication(publication)
    meta = share(meta, poster)
    context = {
        "meta": with_page(meta, publication),
        "publication": publication,
        "kit": row,
        "wording": placed.wording if placed else None,
        "form": form,
        "is_own_page": True,
        "source": f"k{row.pk}",
    }
    return render(request, "kits/kit.html", context, status=status)


@csrf_exempt
@require_POST
def ask_for(request: HttpRequest, slug: str) -> HttpResponse:
    """Take what a form says: 303 to “check your e-mail”, whoever's address it is.

    It is only put down: nothing here looks whether the address is known, so that neither an
    answer nor its time can tell. Needs no token against forgery: no cookie is read or set, and
    what another site's page sends is refused (403). 422 for what is no address, and for what was
    sent at once, until it is sent again; 429 for too many of one network or for one kit; what was
    typed stays. At most ten queries.
    """
    row = get_object_or_404(Kit.objects.select_related("cover"), slug=slug, is_open=True)
    form = AskForm(request.POST, kit=row)
    if form.is_by_machine:
        return redirect_to_asked(row)  # none the wiser
    if not form.is_valid():
        return _show(request, row, form, status=422)
    if not comes_from_our_page(request):
        form.add_error(None, ELSEWHERE)
        return _show(request, row, form, status=403)
    if form.is_quick:
        form.add_error(None, TOO_QUICK)
        return _show(request, row, form, status=422)
    if not may_ask(request, row):
        form.add_error(None, BUSY)
        return _show(request, row, form, status=429)
    ask = form.to_ask()
    file_ask(ask)
    if is_a_person(request) and Visitor.of(request).is_first(f"kit:{row.pk}"):
        count(row.pk, ask.source, "asked")
    return redirect_to_asked(row)


def redirect_to_asked(row: Kit) -> HttpResponse:
    response = HttpResponseRedirect(reverse("kit_asked", args=[row.slug]))
    response.status_code = 303
    return keep_private(response)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody sees who asked. One query, and those of the frame."""
    row = get_object_or_404(Kit, slug=slug)
    return keep_private(render(request, "kits/asked.html", {"kit": row}))


@csrf_exempt
def confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Where the link of a mail leads: a button (GET changes nothing, as scanners follow links).

    POST confirms what the page with the button spoke of, and leads to the download; a second
    time it only leads there. The code is all that is believed, and no cookie is,
    so there is no request to forge. 410 for a code that is over, or never was, with the kits that
    can be asked for.
    """
    form = ConfirmForm(request.POST)
    row = confirm(code, form.shown()) if request.method == "POST" else find_request(code)
    if row is None:
        kits = Kit.objects.on_offer()[:MAX_NAMED]
        return keep_private(render(request, "kits/expired.html", {"kits": kits}, status=410))
    if request.method == "POST":
        response = redirect("kit_download", row.link_code)
        response.status_code = 303
        return keep_private(response)
    return keep_private(render(request, "kits/confirm.html", {"row": row}))


@csrf_exempt
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a link: the file, or a button that has a new link sent to the same address.

    POST sends the new link, and answers the same for a code that never was.
    """
    if request.method == "POST":
        renew(code)
        return keep_private(render(request, "kits/renewed.html", {}))
    row = find_link(code)
    if row is None or not is_good(row):
        return _tell_over(request, code)
    left = MAX_DOWNLOADS - row.downloads
    return keep_private(render(request, "kits/download.html", {"row": row, "left": left}))


@require_safe
def file(request: HttpRequest, code: str) -> Any:
    """The file itself, whole or in parts; 410 where the link is over, 503 while it is made.

    503 too for what fetches ahead of a click, which is to use up nothing.
    """
    if fetches_ahead(request):
        return keep_private(HttpResponse(status=503))
    row = find_link(code)
    if row is None or not is_in_time(row):
        return _tell_over(request, code)
    try:
        opened = open_kit(row.kit)
    except NoFile:
        return keep_private(render(request, "kits/unready.html", {"kit": row.kit}, status=503))
    is_begun = begins_a_download(request, opened.file, code)
    if is_begun and not take(row, is_by_a_person=is_a_person(request)):
        opened.file.close()
        return _tell_over(request, code)
    return keep_private(send_file(request, opened.file, name=opened.name, kind=opened.content_type))


def _tell_over(request: HttpRequest, code: str) -> HttpResponse:
    return keep_private(render(request, "kits/over.html", {"code": code}, status=410))


@csrf_exempt
@require_POST
def note_shown(request: HttpRequest) -> HttpResponse:
    """Count that a form was seen, as our script says it. Answers 204 whatever comes of it.

    At most five queries.
    """
    may_count = is_our_script(request) and may_be_counted_as_reading(request)
    slug = request.POST.get("kit", "")
    rows = Kit.objects.filter(slug=slug, is_open=True)
    row = rows.first() if may_count and SLUG.fullmatch(slug) else None
    if row is not None and load_publication().count_views:
        visitor = Visitor.of(request)
        if visitor.is_first(f"shown:{row.pk}") and visitor.is_within_limit("shown"):
            source = request.POST.get("source", "")
            count(row.pk, source if live_pages(source).exists() else "", "shown")
    return HttpResponse(status=204)
