"""Every version of an article or guide: look at it, compare it, restore it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.publishing.compare import compare
from articles.publishing.readable import with_names
from articles.publishing.windows import restore


class VersionsMixin(PagesMixin):
    """The pages of an object's versions."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("revisions/", self.revisions_view, "revisions"),
            self.page_url("revisions/<int:revision_pk>/", self.revision_view, "revision"),
            self.page_url("compare/<int:old_pk>/<int:new_pk>/", self.compare_view, "compare"),
            self.page_url("restore/<int:revision_pk>/", require_POST(self.restore_view), "restore"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The admin's history is ours: every version, not only who pressed save."""
        try:
            obj = self.find(request, object_id)
        except ValueError:  # an address nobody was given, such as …/article/abc/history/
            raise Http404(f"There is no {object_id}.") from None
        return HttpResponseRedirect(self.address("revisions", obj))

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every version, the newest first, with its window."""
        obj = self.find(request, pk)
        revisions = list(obj.revisions.select_related("created_by").defer("html", "content")[:200])
        newest = revisions[0].pk if revisions else None
        rows = [
            {
                "revision": revision,
                "look_url": self.address("revision", obj, revision.pk),
                "compare_url": self.address("compare", obj, revision.pk, newest),
                "restore_url": self.address("restore", obj, revision.pk),
                "is_newest": revision.pk == newest,
            }
            for revision in revisions
        ]
        may_change = self.has_change_permission(request, obj)
        return self.show(
            request, "revisions", obj, title="Versions", rows=rows, may_change=may_change
        )

    def revision_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """One version as its readers got it, or would have."""
        obj = self.find(request, pk)
        revision = get_object_or_404(obj.revisions, pk=revision_pk)
        return self.show_revision(request, revision)

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        raise NotImplementedError

    def compare_view(self, request: HttpRequest, pk: int, old_pk: int, new_pk: int) -> HttpResponse:
        """What changed between two versions, in fields and words."""
        obj = self.find(request, pk)
        old = get_object_or_404(obj.revisions.select_related("created_by"), pk=old_pk)
        new = get_object_or_404(obj.revisions.select_related("created_by"), pk=new_pk)
        changes = compare(*with_names([old.content, new.content]))
        return self.show(
            request, "compare", obj, title="Compare versions", old=old, new=new, changes=changes
        )

    def restore_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        obj = self.find(request, pk)
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        restore(get_object_or_404(obj.revisions, pk=revision_pk), by=request.user)
        self.message_user(
            request,
            "Restored into the draft. Readers see no change until you publish it.",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self.address("change", obj))
