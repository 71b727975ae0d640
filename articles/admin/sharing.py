"""Share a draft: its links, with whom, for how long, and their end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.editing.drafts import name_of
from articles.models import ShareLink
from articles.reviewing.forms import ShareForm, describe
from articles.reviewing.sharing import address_of, revoke, revoke_all, share

#: Links that are listed: the newest so many.
MAX_LISTED = 100


class SharingMixin(PagesMixin):
    """The page of an article's links, and what ends them."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("share/", self.share_view, "share"),
            self.page_url("share/<int:link_pk>/revoke/", require_POST(self.revoke_view), "revoke"),
            self.page_url("unshare/", require_POST(self.unshare_view), "unshare"),
            *super().get_urls(),
        ]

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The links that were made, and a form for one more."""
        article = self.find(request, pk, to_change=True)
        form = ShareForm(request.POST or None, revisions=article.revisions.by_people())
        if request.method == "POST" and form.is_valid():
            link = share(article, by=request.user, **form.chosen)
            self.message_user(request, "The link is made: copy it below.", messages.SUCCESS)
            return HttpResponseRedirect(f"{self.address('share', article)}#link-{link.pk}")
        rows = article.share_links.select_related("revision", "revision__created_by", "created_by")
        rows = rows.defer("revision__html", "revision__content")[:MAX_LISTED]
        links = [self._describe_link(article, link) for link in rows]
        return self.show(
            request,
            "share",
            article,
            title="Share the draft",
            form=form,
            open_links=[row for row in links if row["link"].is_open],
            closed_links=[row for row in links if not row["link"].is_open],
            share_url=self.address("share", article),
            unshare_url=self.address("unshare", article),
        )

    def _describe_link(self, article: Any, link: ShareLink) -> dict[str, Any]:
        return {
            "link": link,
            "address": address_of(link),
            "shows": describe(link.revision) if link.revision else "The draft as it is saved",
            "made_by": name_of(link.created_by) if link.created_by else "",
            "revoke_url": self.address("revoke", article, link.pk),
        }

    def revoke_view(self, request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
        """Make one link lead nowhere."""
        article = self.find(request, pk, to_change=True)
        revoke(get_object_or_404(article.share_links, pk=link_pk), by=request.user)
        self.message_user(request, "This link leads nowhere any more.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("share", article))

    def unshare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make every link given out so far lead nowhere."""
        article = self.find(request, pk, to_change=True)
        revoke_all(article, by=request.user)
        self.message_user(request, "No link given out so far works any more.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("share", article))
