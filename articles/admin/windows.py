"""Publish, schedule, withdraw: the buttons that write a live window, and their pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.editing.schedule import ScheduleForm
from articles.models import Redirect
from articles.publishing.correcting import announced
from articles.publishing.states import state_of
from articles.publishing.windows import (
    NotPublishable,
    call_off,
    publish,
    save_revision,
    withdraw,
)
from articles.redirects.forms import LeadOnForm
from articles.redirects.targets import redirects_to

RESTS = (
    "A redirect led readers from this address to another one. It rests while a page answers here."
)
UNSAID = "The correction of the version that was scheduled did not go out with it: “{}”"


class WindowsMixin(PagesMixin):
    """The pages of an object's live window."""

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("schedule/", self.schedule_view, "schedule"),
            self.page_url("withdraw/", self.withdraw_view, "withdraw"),
            self.page_url("call-off/", require_POST(self.call_off_view), "call_off"),
            *super().get_urls(),
        ]

    def publish_now(self, request: HttpRequest, revision: Any, **window: Any) -> bool:
        """Publish, or say what must be mended first; the draft is saved either way."""
        unsaid = "" if window.get("correction") else announced(revision.subject)
        try:
            published: Any = publish(revision, by=request.user, **window)
        except NotPublishable as error:
            problems = format_html_join(
                "", "<br>{}: {}", ((name.capitalize(), text) for name, text in error.problems)
            )
            message = format_html("Saved, but not published. Mend this first:{}", problems)
            self.message_user(request, message, messages.ERROR)
            return False
        if published.is_live:
            message = format_html(
                'Published. <a href="{}">Read it</a>', published.get_absolute_url()
            )
        else:
            when = formats.date_format(timezone.localtime(published.live_from), "j F Y, H:i:s")
            message = format_html("Goes live on {}.", when)
        self.message_user(request, message, messages.SUCCESS)
        if unsaid:
            self.message_user(request, UNSAID.format(unsaid), messages.WARNING)
        at_address = Redirect.objects.filter(path=published.get_absolute_url())
        if at_address.exclude(target="").exists():
            self.message_user(request, RESTS, messages.INFO)
        return True

    def publish_saved(self, request: HttpRequest, revision: Any) -> HttpResponse:
        """Publish what was just saved, and go back to the form."""
        self.publish_now(request, revision)
        return HttpResponseRedirect(self.address("change", revision.subject))

    def glance(self, obj: Any, content: Any = None) -> dict[str, Any]:
        """What a page beside the form tells of the checklist; nothing where no rules look."""
        return {}

    def schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish the newest version with choices: from when, until when, with which correction."""
        obj = self.find(request, pk, to_publish=True)
        was_seen = obj.revisions.seen().exists()
        form = ScheduleForm(
            request.POST or None, initial={"correction": announced(obj)}, was_seen=was_seen
        )
        if request.method == "POST" and form.is_valid():
            revision = save_revision(obj, by=request.user)
            if self.publish_now(request, revision, **form.cleaned_data):
                return HttpResponseRedirect(self.address("change", obj))
        return self.show(
            request,
            "schedule",
            obj,
            title="Publish with a correction, or later" if was_seen else "Publish later",
            form=form,
            state=state_of(obj),
            **self.glance(obj),
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks on GET, withdraws on POST and leads readers on, if that is wanted."""
        obj = self.find(request, pk, to_publish=True)
        form = self._lead_on_form(request, obj)
        if request.method == "POST" and (form is None or form.is_valid()):
            withdraw(obj, by=request.user)
            words = "Withdrawn. Its address now says so."
            if form and form.cleaned_data["target"]:
                form.save(by=request.user)
                words = "Withdrawn. Its address now leads on."
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(self.address("change", obj))
        context = {"state": state_of(obj), "redirects": redirects_to(obj), "form": form}
        return self.show(request, "withdraw", obj, title="Withdraw", **context)

    def _lead_on_form(self, request: HttpRequest, obj: Any) -> LeadOnForm | None:
        """For those who may lead readers on, from what is live."""
        live = obj.revisions.live().first()
        if live is None or not request.user.has_perm("articles.add_redirect"):
            return None
        return LeadOnForm(live, request.POST if request.method == "POST" else None)

    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = self.find(request, pk, to_publish=True)
        call_off(obj, by=request.user)
        self.message_user(request, "The schedule is called off.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", obj))
