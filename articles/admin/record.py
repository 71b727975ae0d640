"""What readers are told of the past: notes of correction, and versions that are kept from them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse

from articles.admin.pages import PagesMixin
from articles.admin.timeline import page_of, version_of, with_people
from articles.editing.schedule import AmendForm, WithholdForm
from articles.history.notes import Note
from articles.publishing.correcting import NoSuchCorrection, amend, corrections_of, is_same
from articles.publishing.withholding import StillRead, withhold

MEANWHILE = "Somebody else changed this note meanwhile: look at it below."
STILL_READ = "Readers get this text now. Publish another one first."


class CorrectionsMixin(PagesMixin):
    """The page of an object's notes of correction."""

    def get_urls(self) -> list[URLPattern]:
        corrections = self.page_url("corrections/", self.corrections_view, "corrections")
        return [corrections, *super().get_urls()]

    def corrections_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The notes that readers see, each in a form of its own; a POST amends or removes one."""
        obj = self.find(request, pk, to_publish=True)
        sent = None
        if request.method == "POST":
            sent = {"on": request.POST.get("on", ""), "text": request.POST.get("was", "")}
            if self._amend(request, obj, sent):
                return HttpResponseRedirect(self.address("corrections", obj))
        notes = [
            (
                Note.from_json(row),
                AmendForm(
                    request.POST if sent and is_same(row, sent) else None,
                    initial=row,
                    auto_id=f"note-{number}-%s",
                ),
            )
            for number, row in enumerate(corrections_of(obj), start=1)
        ]
        context = {"notes": notes, "publish_url": self.address("schedule", obj)}
        return self.show(request, "corrections", obj, title="Corrections", **context)

    def _amend(self, request: HttpRequest, obj: Any, note: dict[str, str]) -> bool:
        """Do what was asked for; if what was typed is no note, its form says so."""
        form, is_removal = AmendForm(request.POST), "remove" in request.POST
        if not any(is_same(row, note) for row in corrections_of(obj)):
            return self._say_meanwhile(request, form)
        if not (is_removal or form.is_valid()):
            return False
        try:
            amend(obj, note, "" if is_removal else form.cleaned_data["text"], by=request.user)
        except NoSuchCorrection:
            return self._say_meanwhile(request, form)
        words = "The note is gone." if is_removal else "Readers see the note like this now."
        self.message_user(request, words, messages.SUCCESS)
        return True

    def _say_meanwhile(self, request: HttpRequest, form: AmendForm) -> bool:
        """Somebody was quicker: what was typed is told, so that it is not lost."""
        typed = "" if "remove" in request.POST else form["text"].value()
        said = f" You typed: “{typed}”" if typed else ""
        self.message_user(request, MEANWHILE + said, messages.WARNING)
        return True


class WithholdingMixin(PagesMixin):
    """The page that keeps a past version from readers of the public record, or shows it again."""

    def get_urls(self) -> list[URLPattern]:
        route = "revisions/<int:revision_pk>/withhold/"
        return [self.page_url(route, self.withhold_view, "withhold"), *super().get_urls()]

    def record_url(self, obj: Any) -> str:
        """The change log of what is live. One query."""
        live = obj.revisions.live().only("kind", "slug").first()
        return reverse(f"{live.kind}_changes", args=[live.slug]) if live else ""

    def withhold_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """Asks for the reason on GET; keeps the version from readers, or shows it, on POST."""
        obj = self.find(request, pk, to_publish=True)
        revision = get_object_or_404(with_people(obj.revisions.seen()), pk=revision_pk)
        same = obj.revisions.seen().filter(content_hash=revision.content_hash)
        if same.live().exists():
            self.message_user(request, STILL_READ, messages.WARNING)
            return HttpResponseRedirect(self._place_of(revision))
        data = request.POST if request.method == "POST" else None
        form = WithholdForm(data, initial={"reason": revision.withheld_because})
        if data is not None and ("show" in data or form.is_valid()):
            reason = "" if "show" in data else form.cleaned_data["reason"]
            return self._withhold(request, revision, reason)
        return self.show(
            request,
            "withhold",
            obj,
            title="Keep from readers",
            form=form,
            version=version_of(revision, newest=None),
            others=same.count() - 1,
        )

    def _withhold(self, request: HttpRequest, revision: Any, reason: str) -> HttpResponse:
        try:
            count = withhold(revision, reason, by=request.user)
        except StillRead:
            self.message_user(request, STILL_READ, messages.WARNING)
        else:
            words = "Readers see the reason in its place" if reason else "Readers can read it again"
            many = f", in all {count} versions of this text" if count > 1 else ""
            self.message_user(request, f"{words}{many}.", messages.SUCCESS)
        return HttpResponseRedirect(self._place_of(revision))

    def _place_of(self, revision: Any) -> str:
        """Where a version stands on the timeline."""
        address = self.address("revisions", revision.subject)
        return f"{address}?page={page_of(revision)}#version-{revision.pk}"
