"""Mails to subscribers: what left, what failed and why, and another try."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import pluralize
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.pages import PagesMixin
from articles.log import record
from articles.templatetags.desk import moment
from guides.mail.outbox import KEPT_FOR, resend
from guides.models import Mail

State = Mail.State

#: What is sent again only if somebody says so.
MAY_BE_RESENT = (State.FAILED, State.UNCERTAIN)


@admin.register(Mail)
class MailAdmin(PagesMixin, admin.ModelAdmin):
    """To be read, and sent again where it failed."""

    list_display = ("to", "kind", "where", "why", "tries", "when")
    list_filter = ("state", "kind")
    list_select_related = ("subscriber",)
    list_per_page = 50
    search_fields = ("subscriber__address", "error")
    search_help_text = "Addresses and reasons."
    show_full_result_count = False
    actions = ("send_again",)
    fields = ("subscriber", "kind", "letter", "kit", "where", "why", "tries", "when")
    readonly_fields = fields
    change_list_template = "admin/letters/mails.html"
    change_form_template = "admin/letters/mail.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("guides.change_letter")

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("again/", require_POST(self.again_view), "again"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        return super().get_queryset(request).select_related("subscriber", "request__kit", "letter")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"kept_days": KEPT_FOR.days, **(extra_context or {})}
        )

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        mail = kwargs.get("obj")
        may_send = self.has_send_permission(request)
        context["may_be_resent"] = bool(mail and mail.state in MAY_BE_RESENT and may_send)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Send again what failed", permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        again = list(queryset.filter(state__in=MAY_BE_RESENT))
        count = resend(Mail.objects.filter(pk__in=[mail.pk for mail in again]))
        # The log outlives people: it is told of letters and kits, and not of who gets them.
        for subject, number in Counter(map(_subject_of, again)).items():
            words = f"{number} mail{pluralize(number)}"
            record("sent again what failed", subject, by=request.user, detail=words)
        words = f"On its way again: {count} mail{pluralize(count)}."
        self.message_user(request, words, messages.SUCCESS if count else messages.WARNING)

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send one that failed, or perhaps failed, once more."""
        if not self.has_send_permission(request):
            raise PermissionDenied
        mail = self.find(request, pk)
        self.send_again(request, self.get_queryset(request).filter(pk=mail.pk))
        return HttpResponseRedirect(self.address("change", mail))

    @admin.display(description="to", ordering="subscriber__address")
    def to(self, mail: Mail) -> str:
        return mail.subscriber.address

    @admin.display(description="kit")
    def kit(self, mail: Mail) -> str:
        return str(mail.request.kit) if mail.request else ""

    @admin.display(description="state", ordering="state")
    def where(self, mail: Mail) -> SafeString:
        label = State(mail.state).label
        return format_html('<span class="state state-mail-{}">{}</span>', mail.state, label)

    @admin.display(description="why", ordering="error")
    def why(self, mail: Mail) -> str:
        return mail.error

    @admin.display(description="failed tries", ordering="attempts")
    def tries(self, mail: Mail) -> int:
        return mail.attempts

    @admin.display(description="when")
    def when(self, mail: Mail) -> SafeString:
        """When it left, or is tried next, or was tried last."""
        return moment(
            mail.sent_at
            or (mail.claimed_at if mail.state in MAY_BE_RESENT else None)
            or mail.due_at
        )


def _subject_of(mail: Mail) -> Any:
    """What a mail is about: its letter or its kit."""
    return mail.letter or (mail.request and mail.request.kit)
