"""What the desk says of words in a draft that name another page."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse

from articles.discovery.mentions import suggest_links
from articles.editing.views import WRITERS, for_writers, refuse
from articles.rendering.limits import TextTooLarge


@for_writers(*WRITERS)
def suggest(request: HttpRequest) -> JsonResponse:
    """At most twelve links that a draft could have. A dozen queries, however long it is.

    It is sent as `name` and `text` of each field that may change, `besides` for other texts of
    the same page, and `page` for what they are of (`article/12`; nothing for a new one).
    """
    names, texts, besides = (_texts(request, name) for name in ("name", "text", "besides"))
    if len(names) != len(texts):
        return refuse(400, "This is not what a form sends.")
    try:
        found = suggest_links(
            dict(zip(names, texts, strict=True)),
            own=request.POST.get("page", ""),
            besides=besides,
        )
    except TextTooLarge as error:
        return refuse(413, str(error))
    return JsonResponse({"suggestions": [asdict(row) for row in found]})


def _texts(request: HttpRequest, name: str) -> list[str]:
    # Browsers send CRLF (HTML, "multipart/form-data"), and count in what was typed.
    return [text.replace("\r\n", "\n") for text in request.POST.getlist(name)]
