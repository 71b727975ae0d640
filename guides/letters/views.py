"""The page behind “leave” in each letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.previews import keep_private
from guides.letters.leaving import leave as take_back


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Asks on GET, which scanners of mail do too; leaves on POST, and says so (RFC 8058).

    No cookie, no token, no redirect: a mail program posts it for its reader. Whether a code is
    anybody's cannot be told from the answer.
    """
    is_left = request.method == "POST"
    if is_left:
        take_back(code)
    title = "You get no more letters" if is_left else "Leave the letters"
    response = render(request, "guides/letters/leave.html", {"title": title, "is_left": is_left})
    return keep_private(response)
