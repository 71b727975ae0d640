"""What the hub and search engines were told, what failed and why, and another try."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.discovery.pings.queue import KEPT_FOR, resend
from articles.discovery.pings.services import silence
from articles.models import Ping
from articles.reviewing.notices import PUBLISH
from articles.templatetags.desk import moment


@admin.register(Ping)
class PingAdmin(admin.ModelAdmin):
    """To be read, and sent again where it failed."""

    list_display = ("address", "service", "where", "why", "attempts", "when")
    list_display_links = None
    list_filter = ("state", "service")
    list_per_page = 50
    search_fields = ("address", "error")
    search_help_text = "Addresses and reasons."
    show_full_result_count = False
    actions = ("send_again",)
    change_list_template = "admin/pings/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="articles_ping_changelist")]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"kept_days": KEPT_FOR.days, "silence": silence()}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.action(description="Send again what failed", permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Ping]) -> None:
        count = resend(queryset)
        words = f"On its way again: {count} ping{pluralize(count)}."
        self.message_user(request, words, messages.SUCCESS if count else messages.WARNING)

    @admin.display(description="state", ordering="state")
    def where(self, ping: Ping) -> SafeString:
        label = Ping.State(ping.state).label
        return format_html('<span class="state state-ping-{}">{}</span>', ping.state, label)

    @admin.display(description="why", ordering="error")
    def why(self, ping: Ping) -> str:
        return ping.error

    @admin.display(description="when", ordering="due_at")
    def when(self, ping: Ping) -> SafeString:
        """When it was sent last, or is to be."""
        return moment(ping.claimed_at or ping.due_at)
