"""Letters: written like everything else, tried on oneself, and sent to whoever ticked the box."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe
from markdownx.models import MarkdownxField

from articles.admin.logged import LoggedMixin
from articles.admin.pages import PagesMixin
from articles.editing.schedule import MomentInput
from articles.editing.widgets import MarkdownWidget
from articles.log import record, spell
from articles.templatetags.desk import moment
from guides.letters.previewing import show_html, show_text
from guides.letters.rendering import render_letter
from guides.letters.sending import (
    NotSendable,
    audience,
    go_on,
    schedule,
    start,
    stop,
    tally,
)
from guides.letters.trying import Untried, send_test
from guides.models import Letter, Mail

State = Letter.State

#: What may be deleted: nothing that somebody got, or is about to get.
UNSENT = (State.DRAFT,)


class LetterForm(forms.ModelForm):
    """A letter whose text could leave as it is."""

    class Meta:
        model = Letter
        fields = ("subject", "body")

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        for problem in render_letter(body).problems:
            self.add_error("body", str(problem))
        return body


class LetterScheduleForm(forms.Form):
    """When a letter leaves, in the publication's time zone."""

    at = forms.DateTimeField(label="Leaves", widget=MomentInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = f"Time zone: {timezone.get_current_timezone_name()}."

    def clean_at(self) -> Any:
        at = self.cleaned_data["at"]
        if at < timezone.now():
            raise forms.ValidationError("This moment has passed.")
        return at


class LetterList(ChangeList):
    """A page of letters that know how far they came."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Sequence[Any] = list(self.result_list)
        counts = tally(self.result_list)
        for letter in self.result_list:
            letter.counts = counts[letter.pk]


@admin.register(Letter)
class LetterAdmin(LoggedMixin, PagesMixin, admin.ModelAdmin):
    form = LetterForm
    list_display = ("subject", "where", "when", "sent", "failed")
    list_filter = ("state",)
    list_per_page = 50
    search_fields = ("subject", "body")
    actions = None
    formfield_overrides = {MarkdownxField: {"widget": MarkdownWidget({"data-level": "2"})}}
    change_list_template = "admin/letters/change_list.html"
    change_form_template = "admin/letters/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("preview/", require_safe(self.preview_view), "preview"),
            self.page_url("text/", require_safe(self.text_view), "text"),
            self.page_url("test/", require_POST(self.test_view), "test"),
            self.page_url("send/", self.send_view, "send"),
            self.page_url("schedule/", self.schedule_view, "schedule"),
            self.page_url("stop/", require_POST(self.stop_view), "stop"),
            self.page_url("go-on/", require_POST(self.go_on_view), "go_on"),
            *super().get_urls(),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LetterList

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_draft = obj is None or obj.state == State.DRAFT
        return is_draft and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_unsent = obj is None or obj.state in UNSENT
        return is_unsent and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.by = obj.by or request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        letter = kwargs.get("obj")
        if letter and letter.pk:
            context |= {"counts": _spell_counts(letter), "may_send": self._may_send(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letter as it is in a reader's mail. At most twenty queries."""
        return show_html(self._find(request, pk, to_send=False))

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The letter as programs show it that show text only."""
        return show_text(self._find(request, pk, to_send=False))

    def test_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the letter to whoever asks for it, and to nobody else."""
        letter = self._find(request, pk)
        try:
            send_test(letter, request.user)
        except Untried as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            record("tried on themselves", letter, by=request.user)
            words = f"A test is on its way to {request.user.email}."  # type: ignore[union-attr]
            self.message_user(request, words, messages.SUCCESS)
        return self._back(letter)

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Says how many get it on GET, and sends on POST."""
        letter = self._find(request, pk)
        if request.method == "POST":
            words = "It is being sent. You may close this page."
            return self._do(request, letter, words, start)
        return self._ask(request, letter, "send", title="Send now")

    def schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose when it leaves."""
        letter = self._find(request, pk)
        form = LetterScheduleForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            at = form.cleaned_data["at"]
            words = f"It leaves on {spell(at)}."
            return self._do(request, letter, words, schedule, at)
        return self._ask(request, letter, "schedule", title="Schedule", form=form)

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._do(request, self._find(request, pk), "Nothing more of it leaves.", stop)

    def go_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._do(request, self._find(request, pk), "The rest of it leaves.", go_on)

    def _find(self, request: HttpRequest, pk: int, *, to_send: bool = True) -> Letter:
        if not (self._may_send(request) if to_send else self.has_view_permission(request)):
            raise PermissionDenied
        return get_object_or_404(Letter, pk=pk)

    def _may_send(self, request: HttpRequest) -> bool:
        return request.user.has_perm("guides.change_letter")

    def _do(
        self, request: HttpRequest, letter: Letter, words: str, verb: Any, *args: Any
    ) -> HttpResponse:
        try:
            verb(letter, *args, by=request.user)
        except NotSendable as error:
            self.message_user(request, f"Nothing was done. {error}", messages.ERROR)
        else:
            self.message_user(request, words, messages.SUCCESS)
        return self._back(letter)

    def _ask(
        self, request: HttpRequest, letter: Letter, template: str, **context: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": letter,
            "change_url": self.address("change", letter),
            "preview_url": self.address("preview", letter),
            "is_draft": letter.state == State.DRAFT,
            "problems": render_letter(letter.body).problems,
            "readers": audience(letter).count(),
            **context,
        }
        return TemplateResponse(request, f"admin/letters/{template}.html", context)

    def _back(self, letter: Letter) -> HttpResponse:
        return HttpResponseRedirect(self.address("change", letter))

    @admin.display(description="state", ordering="state")
    def where(self, letter: Letter) -> SafeString:
        label = State(letter.state).label
        return format_html('<span class="state state-letter-{}">{}</span>', letter.state, label)

    @admin.display(description="when")
    def when(self, letter: Letter) -> SafeString | None:
        at = letter.sent_at or letter.audience_until or letter.send_at
        return moment(at) if at else None

    @admin.display(description="sent")
    def sent(self, letter: Any) -> int:
        return letter.counts[Mail.State.SENT]

    @admin.display(description="not sent")
    def failed(self, letter: Any) -> int:
        return letter.counts[Mail.State.FAILED] + letter.counts[Mail.State.UNCERTAIN]


def _spell_counts(letter: Letter) -> list[tuple[str, str, int]]:
    """How many of its mails are in each state that occurs, in words."""
    counts = tally([letter])[letter.pk]
    return [(state, str(state.label), counts[state]) for state in Mail.State if counts[state]]
