"""Letters: written like everything else, tried on oneself, and sent to whoever ticked the box."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
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
from articles.rendering.placeholders import drop_placeholders
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

#: What a button of the form shows of what stands in it.
PREVIEWS = {"_preview": show_html, "_text": show_text}
#: What may be deleted: nothing that somebody got, or is about to get.
UNSENT = (State.DRAFT,)


#: What a form says that would overwrite what somebody else saved.
MEANWHILE = (
    "Somebody else saved this letter while you wrote. Nothing of yours is saved yet, and nothing "
    "is lost: theirs stands below. Take over what you want of it, and save once more."
)
#: The same where it has been sent off.
UNDER_WAY = "This letter is no draft any more, so it cannot be changed. Your words are still here."


class LetterForm(forms.ModelForm):
    """A letter whose text could leave as it is, once its placeholders are filled.

    `seen` is the digest of what the form was opened with. `theirs` is what somebody else saved
    since, if anybody did.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    theirs: Letter | None = None

    class Meta:
        model = Letter
        fields = ("subject", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen" in self.fields:  # who may only look has no form
            self.initial["seen"] = self.instance.digest

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        for problem in drop_placeholders(render_letter(body).problems):
            self.add_error("body", str(problem))
        return body

    def clean(self) -> Any:
        """Nothing of somebody else's is overwritten unseen: the row is locked until it is saved."""
        cleaned = super().clean()
        if not self.instance.pk:
            return cleaned
        now = Letter.objects.select_for_update().get(pk=self.instance.pk)
        if now.state != State.DRAFT:
            raise forms.ValidationError(UNDER_WAY)
        if self.cleaned_data["seen"] != now.digest:
            self.theirs = now
            self.data = {**self.data.dict(), "seen": now.digest}  # type: ignore[attr-defined]
            raise forms.ValidationError(MEANWHILE)
        return cleaned


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

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Django's, and what comes too late is given back to whoever typed it."""
        if request.method == "POST" and object_id and self._may_send(request):
            letter = self.get_object(request, unquote(object_id))
            if letter and letter.state != State.DRAFT:
                typed = {name: request.POST.get(name, "") for name in LetterForm.Meta.fields}
                return self._ask(request, letter, "late", 409, title="Not saved", typed=typed)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # Who may only look has no form.
        is_writing = self.has_change_permission(request, obj) if obj else True
        return ("subject", "body", "seen") if is_writing else ("subject", "body")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.by = obj.by or request.user
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._go_on_saved(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._go_on_saved(request, obj) or super().response_change(request, obj)

    def _go_on_saved(self, request: HttpRequest, letter: Letter) -> HttpResponse | None:
        """Go where the pressed button leads, with what stood in the form: it is saved by now.

        A preview shows it and saves nothing. Runs in the saving transaction, so that a mail is
        sent by the page that this leads to.
        """
        if shown := next((show for name, show in PREVIEWS.items() if name in request.POST), None):
            response = shown(letter)
            transaction.set_rollback(True)
            return response
        if not self._may_send(request):
            return None
        if "_test" in request.POST:
            return redirect(self.address("test", letter), preserve_request=True)
        asked = next((name for name in ("send", "schedule") if f"_{name}" in request.POST), None)
        return redirect(self.address(asked, letter)) if asked else None

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        letter = kwargs.get("obj")
        context |= {"may_send": self._may_send(request)}
        if letter and letter.pk:
            context |= {"counts": _spell_counts(letter)}
        _focus_first(context["adminform"].form)
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
            self.message_user(request, _spell_untried(request, error), messages.ERROR)
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
            return self._do(request, letter, words, start, seen=request.POST.get("seen", ""))
        return self._ask(request, letter, "send", title="Send now")

    def schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose when it leaves."""
        letter = self._find(request, pk)
        form = LetterScheduleForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            at = form.cleaned_data["at"]
            words, seen = f"It leaves on {spell(at)}.", request.POST.get("seen", "")
            return self._do(request, letter, words, schedule, at, seen=seen)
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
        self,
        request: HttpRequest,
        letter: Letter,
        words: str,
        verb: Any,
        *args: Any,
        **options: Any,
    ) -> HttpResponse:
        try:
            verb(letter, *args, by=request.user, **options)
        except NotSendable as error:
            self.message_user(request, f"Nothing was done. {error}", messages.ERROR)
        else:
            self.message_user(request, words, messages.SUCCESS)
        return self._back(letter)

    def _ask(
        self,
        request: HttpRequest,
        letter: Letter,
        template: str,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": letter,
            "change_url": self.address("change", letter),
            "preview_url": self.address("preview", letter),
            "is_draft": letter.state == State.DRAFT,
            "letter": render_letter(letter.body),
            "readers": audience(letter).count(),
            **context,
        }
        page = f"admin/letters/{template}.html"
        return TemplateResponse(request, page, context, status=status)

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


def _focus_first(form: forms.BaseForm) -> None:
    """Begin at the first field that is to be mended; in a new letter, at the first."""
    names = [name for name in form.fields if name in form.errors]
    if not names and not form.is_bound and not form.instance.pk:  # type: ignore[attr-defined]
        names = ["subject"]
    if names:
        form.fields[names[0]].widget.attrs["autofocus"] = True


def _spell_untried(request: Any, error: Untried) -> str:
    """Why no test was sent, and where that is mended."""
    if request.user.email:
        return str(error)
    if not request.user.has_perm("auth.change_user"):
        return f"{error} Ask whoever manages the accounts to enter it."
    address = reverse("admin:auth_user_change", args=[request.user.pk])
    return format_html('{} <a href="{}">Enter it in your account</a>', error, address)


def _spell_counts(letter: Letter) -> list[tuple[str, str, int]]:
    """How many of its mails are in each state that occurs, in words."""
    counts = tally([letter])[letter.pk]
    return [(state, str(state.label), counts[state]) for state in Mail.State if counts[state]]
