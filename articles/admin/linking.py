"""The merchants' addresses in a text, and how they become product links without a script."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST, require_safe

from articles.admin.pages import PagesMixin
from articles.affiliates.conversion import NotConvertible, convert, raw_addresses


class LinkingMixin(PagesMixin):
    """The page of an article's or guide's addresses that are no product links yet."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("links/", require_safe(self.links_view), "links"),
            self.page_url("links/convert/", require_POST(self.convert_view), "convert_link"),
            *super().get_urls(),
        ]

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which addresses of merchants stand in the saved text. At most 25 queries."""
        obj = self.find(request, pk, to_change=True)
        return self.show(
            request,
            "links",
            obj,
            title="Addresses of merchants",
            rows=raw_addresses(obj),
            may_add=request.user.has_perm("articles.add_affiliatelink"),
            convert_url=self.address("convert_link", obj),
        )

    def convert_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make one of them a product link, in a new version of the draft."""
        obj: Any = self.find(request, pk, to_change=True)
        # Which no address has, and PostgreSQL would not even look for.
        address = request.POST.get("address", "").replace("\0", "")
        try:
            link = convert(obj, address, by=request.user)
        except NotConvertible as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(
                request,
                f"{address} is go:{link.slug} in the draft now. Publish it when it is ready.",
                messages.SUCCESS,
            )
        return HttpResponseRedirect(self.address("links", obj))
