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
from articles.search.asking import folded, words_of
from articles.search.engines import END, FOUND
from articles.search.finding import (
    MAX_RESULTS,
    PAGE_SIZE,
    Found,
    find,
    label_of,
    named,
    newest,
    suggest,
)
from articles.search.forms import SearchForm
from articles.search.helping import find_help
from articles.search.telling import spell_pages, tell
from articles.sensitive import leave_no_trace

#: What a page without results proposes to read.
LATEST = 3
#: With fewer results than so many, topics are proposed too.
FEW = 5
#: So many rows are proposed while somebody types.
SUGGESTED = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is live at this second and holds the words; without words, the newest of a topic.

    Some fifteen queries, and one a word; at most fifty where words are nowhere together, and
    ninety where a topic or an author is asked for besides. Some ten more for words that call for
    help.

    Nothing that is asked for is an error, but a page of results that is not there (404).
    """
    form = SearchForm(request.GET)
    number = _page_number(request)
    found = _find(form, number)
    if number > 1 and not found.results:
        raise Http404("There is no such page of results.")
    mended = found.asked.mended if found.asked else {}
    publication = load_publication()
    help_ = find_help(publication, form.text, mended)
    start = (number - 1) * PAGE_SIZE + 1
    context = {
        "meta": describe_search(form.text, page=number),
        "publication": publication,
        "form": form,
        "help": help_,
        "is_sensitive": help_ is not None,
        "is_asked": bool(form.text.strip() or form.place),
        "told": tell(found, place=form.place, start=start),
        "mended": mended,
        "everywhere": _lead_everywhere(form, found),
        "named": named(form.text) if number == 1 else [],
        "results": [_show(result) for result in found.results],
        "start": start,
        "are_few": found.total < FEW,
        "latest": [] if found.results else Revision.objects.live().articles().for_cards()[:LATEST],
        "previous": _address(form, page=number - 1) if number > 1 else "",
        "next": _address(form, page=number + 1) if found.total > number * PAGE_SIZE else "",
    }
    response = render(request, "search/search.html", context)
    response["X-Robots-Tag"] = "noindex, follow"
    # Its address holds what somebody looked for.
    response["Referrer-Policy"] = "no-referrer"
    return leave_no_trace(response) if help_ else response


def _find(form: SearchForm, number: int) -> Found:
    if form.marks and not words_of(form.text):
        return newest(topic=form.chosen_topic, author=form.chosen_author, page=number)
    return find(form.text, marks=form.marks, page=number)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Pages, topics and authors for what is typed so far, those that begin with it first.

    `{"results": [{"title": …, "kind": …, "address": …}]}`. Six queries.
    """
    text = request.GET.get("q", "")
    beginning = folded(text)
    rows = [(str(getattr(row, "title", row)), row) for row in [*named(text), *suggest(text)]]
    rows.sort(key=lambda row: not folded(row[0]).startswith(beginning))
    results = [
        {"title": title, "kind": label_of(row), "address": row.get_absolute_url()}
        for title, row in rows[:SUGGESTED]
    ]
    return JsonResponse({"results": results}, headers={"Cache-Control": "no-store"})


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 3
    if not is_number or not 1 <= int(number) <= MAX_RESULTS // PAGE_SIZE:
        raise Http404("There is no such page of results.")
    return int(number)


def _address(form: SearchForm, **changed: Any) -> str:
    fields = {name: form.data.get(name, "") for name in form.fields} | changed
    return "?" + urlencode({name: value for name, value in fields.items() if value})


def _lead_everywhere(form: SearchForm, found: Found) -> dict[str, str] | None:
    """The way to the same search without a topic or an author, where they keep words out."""
    if not found.everywhere:
        return None
    pages = spell_pages(found.everywhere, is_more=found.everywhere == MAX_RESULTS)
    return {"address": _address(form, topic="", author=""), "pages": pages}


def _show(result: Any) -> dict[str, Any]:
    return {
        "revision": result.revision,
        "kind": label_of(result.revision),
        "title": _mark_up(result.title),
        "passage": _mark_up(result.passage),
    }


def _mark_up(text: str) -> SafeString:
    """The text as HTML, what was found in `<mark>`."""
    html = escape(text).replace(FOUND, "<mark>").replace(END, "</mark>")
    return mark_safe(html)
