"""The lists of articles and guides: where each stands, who changed it last, whose it is."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.pages import PagesMixin
from articles.models import Draft
from articles.publishing.states import LABELS, name_state
from articles.templatetags.desk import moment


class StateFilter(admin.SimpleListFilter):
    """The list by where its articles or guides stand."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        conditions = {
            "never": Q(is_live=False, was_live=False, goes_live_at__isnull=True),
            "live": Q(is_live=True, live_content_hash=F("latest_content_hash")),
            "changed": Q(is_live=True) & ~Q(live_content_hash=F("latest_content_hash")),
            "scheduled": Q(is_live=False, goes_live_at__isnull=False),
            "withdrawn": Q(is_live=False, was_live=True, goes_live_at__isnull=True),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class OwnerFilter(admin.SimpleListFilter):
    """For those who see everybody's: one's own, and what nobody looks after."""

    title = "owner"
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        if not model_admin.may_publish(request):
            return []  # the others see their own in any case
        return [("mine", "Mine"), ("nobody", "Nobody’s")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "mine":
                return queryset.filter(owner=request.user.pk)
            case "nobody":
                return queryset.filter(owner=None)
        return queryset


class ListMixin(PagesMixin):
    """Columns and filters of a list of working copies, the last changed first."""

    change_list_template = "admin/publishable/change_list.html"
    ordering = ("-updated_at", "-pk")
    list_per_page = 50
    #: What the list and the form show of other rows.
    joined: ClassVar[tuple[str, ...]] = ("updated_by", "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request).select_related(*self.joined)
        is_list = _asks_for(request).endswith("_changelist")
        return self.with_columns(request, rows) if is_list else rows

    def is_list(self, request: HttpRequest) -> bool:
        """Whether many rows are asked for: the list, or suggestions while somebody types."""
        return _asks_for(request).endswith(("_changelist", "autocomplete"))

    def with_columns(self, request: HttpRequest, rows: Any) -> QuerySet:
        """The rows with all that the columns say, in the same query."""
        drafts = Draft.objects.unsaved().filter(
            user=request.user.pk,
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=OuterRef("pk"),
        )
        return rows.with_state().annotate(has_unsaved=Exists(drafts))

    @admin.display(description="title", ordering="title")
    def named(self, obj: Any) -> SafeString:
        marks = ((mark,) for mark in self.marks(obj))
        return format_html(
            "{}{}", obj, format_html_join("", ' <span class="list-mark">{}</span>', marks)
        )

    def marks(self, obj: Any) -> list[str]:
        """What stands beside a title, in a word or two each."""
        return ["Unsaved text of yours"] if obj.has_unsaved else []

    @admin.display(description="state")
    def state(self, obj: Any) -> SafeString:
        name = name_state(
            is_live=obj.is_live,
            was_live=obj.was_live,
            is_scheduled=obj.goes_live_at is not None,
            is_unchanged=obj.live_content_hash == obj.latest_content_hash,
        )
        return format_html('<span class="state state-{}">{}</span>', name, LABELS[name])

    @admin.display(description="goes live", ordering="goes_live_at")
    def goes_live(self, obj: Any) -> SafeString | None:
        return moment(obj.goes_live_at) if obj.goes_live_at else None

    @admin.display(description="updated", ordering="updated_at")
    def updated(self, obj: Any) -> SafeString:
        if obj.updated_by is None:
            return moment(obj.updated_at)
        who = obj.updated_by.get_short_name() or obj.updated_by.get_username()
        return format_html("{}, {}", moment(obj.updated_at), who)


def _asks_for(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match and match.url_name) or ""
