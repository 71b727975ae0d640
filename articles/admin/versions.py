"""Every version of an article or guide: look at it, name it, compare it, restore it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.views.decorators.http import require_POST, require_safe

from articles.admin.pages import PagesMixin
from articles.admin.timeline import Timeline, number_of, page_of, pk_of, version_of, with_people
from articles.editing.naming import NameForm
from articles.publishing.compare import changes, compare
from articles.publishing.naming import name_version
from articles.publishing.readable import with_names
from articles.publishing.restoring import NoSuchPart, name_part
from articles.publishing.windows import restore

RESTORED = "Restored into the draft. Readers see no change until you publish it."


class VersionsMixin(PagesMixin):
    """The pages of an object's versions."""

    def get_urls(self) -> list[URLPattern]:
        restore_part = require_POST(self.restore_part_view)
        return [
            self.page_url("revisions/", self.revisions_view, "revisions"),
            self.page_url("revisions/<int:revision_pk>/", self.revision_view, "revision"),
            self.page_url("revisions/<int:revision_pk>/name/", self.name_view, "name_version"),
            self.page_url("compare/", require_safe(self.compare_two_view), "compare_two"),
            self.page_url("compare/<int:old_pk>/<int:new_pk>/", self.compare_view, "compare"),
            self.page_url("restore/<int:revision_pk>/", require_POST(self.restore_view), "restore"),
            self.page_url("restore/<int:revision_pk>/part/", restore_part, "restore_part"),
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
        """Every version, the newest first, with its window; plain saves are folded."""
        obj = self.find(request, pk)
        return self.show(
            request,
            "revisions",
            obj,
            title="Versions",
            timeline=Timeline(obj, request.GET),
            may_change=self.has_change_permission(request, obj),
            record_url=self.record_url(obj),
            corrections_url=self.address("corrections", obj) if self.may_publish(request) else "",
            may_withhold=self.may_publish(request) and hasattr(self, "withhold_view"),
        )

    def record_url(self, obj: Any) -> str:
        """Where readers look up what changed in it; empty where they cannot."""
        return ""

    def revision_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """One version as its readers got it, or would have."""
        obj = self.find(request, pk)
        revision = get_object_or_404(obj.revisions, pk=revision_pk)
        return self.show_revision(request, revision)

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        raise NotImplementedError

    def name_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """Asks for a name on GET, gives it on POST."""
        obj = self.find(request, pk, to_change=True)
        revision = get_object_or_404(with_people(obj.revisions.all()), pk=revision_pk)
        data = request.POST if request.method == "POST" else None
        form = NameForm(data, initial={"name": revision.name})
        if data is not None and form.is_valid():
            name_version(revision, form.cleaned_data["name"], by=request.user)
            address = self.address("revisions", obj)
            return HttpResponseRedirect(f"{address}?page={page_of(revision)}#version-{revision_pk}")
        version = version_of(revision, newest=None)
        return self.show(
            request, "name_version", obj, title="Name a version", form=form, version=version
        )

    # Compare

    def compare_two_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leads to the comparison of the two that were chosen on the timeline."""
        obj = self.find(request, pk)
        chosen = [number_of(request.GET.get(name)) for name in ("old", "new")]
        if None not in chosen:
            return HttpResponseRedirect(self.address("compare", obj, *chosen))
        self.message_user(request, "Choose two versions to compare.", messages.WARNING)
        return HttpResponseRedirect(self.address("revisions", obj))

    def compare_view(self, request: HttpRequest, pk: int, old_pk: int, new_pk: int) -> HttpResponse:
        """The whole article as one version has it, and what changed since the other."""
        obj = self.find(request, pk)
        revisions = with_people(obj.revisions.defer("html"))
        old, new = (get_object_or_404(revisions, pk=key) for key in (old_pk, new_pk))
        newest = pk_of(obj.revisions.by_people())
        groups = compare(*with_names([old.content, new.content]))
        may_restore = old_pk != newest and self.has_change_permission(request, obj)
        return self.show(
            request,
            "compare",
            obj,
            title="Compare versions",
            versions=[("From", version_of(old, newest)), ("To", version_of(new, newest))],
            groups=groups,
            changes=changes(groups),
            swap_url=self.address("compare", obj, new_pk, old_pk),
            restore_url=self.address("restore_part", obj, old_pk) if may_restore else "",
            restore_all_url=self.address("restore", obj, old_pk),
        )

    # Restore

    def restore_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """Put a whole version back into the draft."""
        obj = self.find(request, pk, to_change=True)
        restore(get_object_or_404(obj.revisions, pk=revision_pk), by=request.user)
        self.message_user(request, RESTORED, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", obj))

    def restore_part_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """Put one field or row of a version back into the draft, and show what differs still."""
        obj = self.find(request, pk, to_change=True)
        revision = get_object_or_404(obj.revisions, pk=revision_pk)
        part = request.POST.get("part", "")
        before = pk_of(obj.revisions.by_people())
        try:
            name = name_part(revision.content, part)
            restored = restore(revision, by=request.user, part=part)
        except NoSuchPart:
            raise Http404(f"There is no {part} in that version.") from None
        if restored.pk == before:
            message = "Nothing was put back: the draft holds it, or what it leads to is gone."
            self.message_user(request, message, messages.WARNING)
        else:
            message = f"{name} is back in the draft. Readers see no change until you publish it."
            self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(self.address("compare", obj, revision_pk, restored.pk))
