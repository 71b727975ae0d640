"""What the desk does at once with a merchant's address that somebody pasted into a text."""

from django.http import HttpRequest, JsonResponse

from articles.affiliates.conversion import NotConvertible, convert_text
from articles.editing.views import WRITERS, for_writers, refuse
from articles.rendering.limits import MAX_FIELD_LENGTH


@for_writers(*WRITERS)
def convert_address(request: HttpRequest) -> JsonResponse:
    """The text with a product link in the place of an address. At most fifteen queries.

    A product that is not known yet is added, by who may do that.
    """
    text, address = request.POST.get("text", ""), request.POST.get("address", "")
    if len(text) > MAX_FIELD_LENGTH or not address or "\0" in address:
        return refuse(400, "This is not what a form sends.")
    try:
        converted, link = convert_text(text, address, by=request.user)
    except NotConvertible as error:
        return refuse(409, str(error))
    return JsonResponse({"text": converted, "slug": link.slug, "name": link.name})
