"""The page where readers look for words, and what it proposes while they type."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from articles.context import load_publication
from articles.discovery.metadata import describe_search
from articles.models import Revision
from articles.search.engines import END, FOUND
from articles.search.finding import MAX_RESULTS, PAGE_SIZE, Found, find, named, suggest
from articles.search.forms import SearchForm
from articles.search.helping import find_help

#: What a page without results proposes to read.
LATEST = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is live at this second and holds the words.

    Some fifteen queries, and one a word; at most fifty where words are nowhere together. Some
    ten more for words that call for help.

    Nothing that is asked for is an error, but a page of results that is not there (404).
    """
    form = SearchForm(request.GET)
    number = _page_number(request)
    found = find(form.text, marks=form.marks, page=number)
    if number > 1 and not found.results:
        raise Http404("There is no such page of results.")
    asked = found.asked
    publication = load_publication()
    is_empty = not found.results
    context = {
        "meta": describe_search(form.text),
        "publication": publication,
        "form": form,
        "text": form.text.strip(),
        "help": find_help(publication, form.text, asked.mended if asked else {}),
        "asked": asked,
        "results": [_show(result) for result in found.results],
        "total": _spell_total(found),
        "named": named(form.text) if number == 1 else [],
        "latest": Revision.objects.live().articles().for_cards()[:LATEST] if is_empty else [],
        "start": (number - 1) * PAGE_SIZE + 1,
        "previous": _address(form, number - 1) if number > 1 else "",
        "next": _address(form, number + 1) if found.total > number * PAGE_SIZE else "",
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex, follow"
    # Its address holds what somebody looked for.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles for what is typed so far: `{"results": [{"title": …, "address": …}]}`. Six queries."""
    text = request.GET.get("q", "")
    rows = [*suggest(text), *named(text)]
    results = [{"title": str(_title(row)), "address": row.get_absolute_url()} for row in rows]
    return JsonResponse({"results": results}, headers={"Cache-Control": "no-store"})


def _title(row: Any) -> str:
    return getattr(row, "title", "") or str(row)


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 3
    if not is_number or not 1 <= int(number) <= MAX_RESULTS // PAGE_SIZE:
        raise Http404("There is no such page of results.")
    return int(number)


def _address(form: SearchForm, number: int) -> str:
    fields = {name: form.data.get(name, "") for name in form.fields} | {"page": number}
    return "?" + urlencode({name: value for name, value in fields.items() if value})


def _spell_total(found: Found) -> str:
    if found.is_more:
        return f"More than {found.total} pages"
    return "1 page" if found.total == 1 else f"{found.total} pages"


def _show(result: Any) -> dict[str, Any]:
    return {
        "revision": result.revision,
        "title": _mark_up(result.title),
        "passage": _mark_up(result.passage),
    }


def _mark_up(text: str) -> SafeString:
    """The text as HTML, what was found in `<mark>`."""
    html = escape(text).replace(FOUND, "<mark>").replace(END, "</mark>")
    return mark_safe(html)
