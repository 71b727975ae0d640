"""Old addresses and where they lead."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.logged import LoggedMixin
from articles.models import Redirect
from articles.publishing.kinds import kinds
from articles.redirects.forms import RedirectForm
from articles.redirects.saving import save_redirect
from articles.redirects.targets import addresses_of, answered
from articles.rendering.links import STABLE_TARGET
from articles.templatetags.desk import moment

#: What a target of each kind is.
KINDS = {
    "page": Q(target__startswith="candor:"),
    "address": Q(target__startswith="/"),
    "site": Q(target__startswith="http"),
    "gone": Q(target=""),
}
#: A page that is there goes before; when it is withdrawn, the redirect acts again.
RESTS = (
    '<br><span class="state state-off">Rests</span> A page answers at the old address by now. '
    "While it does, readers get that page."
)
GONE = '<span class="state state-gone">Gone for good</span>'


class KindFilter(admin.SimpleListFilter):
    """The list by what redirects lead to."""

    title = "leads to"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("page", "An article or guide"),
            ("address", "Another address here"),
            ("site", "Another site"),
            ("gone", "Gone for good"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(KINDS.get(self.value() or "", Q()))


class RedirectList(ChangeList):
    """A page of redirects that know where they lead now, and whether they do.

    One query a kind of page, and at most seven.
    """

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        addresses = addresses_of(row.target for row in self.result_list)
        resting = answered(row.path for row in self.result_list)
        for row in self.result_list:
            row.rests = row.path in resting
            row.address = addresses.get(row.target)


@admin.register(Redirect)
class RedirectAdmin(LoggedMixin, admin.ModelAdmin):
    """Made and changed by the verb alone, which makes no chain."""

    form = RedirectForm
    fields = ("path", "target", "is_gone", "note")
    change_list_template = "admin/redirects/change_list.html"
    list_display = ("path", "leads_to", "note", "made")
    list_filter = (KindFilter,)
    list_per_page = 50
    ordering = ("-created_at", "-pk")
    list_select_related = ("created_by",)
    search_fields = ("path", "target", "note")
    search_help_text = "Addresses and notes."

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RedirectList

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.created_by = request.user
        save_redirect(obj, by=request.user)

    @admin.display(description="leads to", ordering="target")
    def leads_to(self, redirect: Any) -> SafeString:
        if redirect.address is None:
            return _name_missing(redirect.target)
        link = GONE if redirect.is_gone else '<a href="{0}" rel="noreferrer">{0}</a>'
        mark = ' <span class="list-mark">Another site</span>' if redirect.leaves else ""
        return format_html(link + mark + (RESTS if redirect.rests else ""), redirect.address)

    @admin.display(description="made", ordering="created_at")
    def made(self, redirect: Redirect) -> SafeString:
        if redirect.created_by is None:
            return moment(redirect.created_at)
        who = redirect.created_by.get_short_name() or redirect.created_by.get_username()
        return format_html("{}, {}", moment(redirect.created_at), who)


def _name_missing(target: str) -> SafeString:
    """A page by its key that nobody can read now; its form may be gone too."""
    match: Any = STABLE_TARGET.fullmatch(target)
    models = {model._meta.model_name: model._meta for model in kinds()}
    opts = models[match[1]]
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[match[2]])
    words = '<span class="state state-off">Not live</span> <a href="{}">{} {}</a>'
    return format_html(words, address, opts.verbose_name.capitalize(), match[2])
