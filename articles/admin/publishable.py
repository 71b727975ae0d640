"""What the desk does with everything that has revisions: save, preview, publish, restore."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.admin.binned import BinnedWritingMixin
from articles.admin.keeping import KeepingMixin
from articles.admin.linking import LinkingMixin
from articles.admin.lists import ListMixin
from articles.admin.logged import LogPageMixin
from articles.admin.record import CorrectionsMixin
from articles.admin.versions import VersionsMixin
from articles.admin.windows import WindowsMixin
from articles.editing.drafts import others_present
from articles.editing.forms import KeyedRowForm, OrderedFormSet, RowForm, library_of
from articles.editing.widgets import SuggestingAdmin
from articles.publishing.states import State, state_of
from articles.publishing.windows import save_revision

#: Rows of one kind in a form; far more than any article or guide has.
MAX_ROWS = 500


class RowInline(SuggestingAdmin, admin.StackedInline):
    """Ordered rows of an article or guide.

    Without JavaScript a form offers some empty rows; with it, our own script makes them.
    """

    form: type[RowForm] = KeyedRowForm
    formset = OrderedFormSet
    template = "admin/publishable/rows.html"
    extra = 3

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return MAX_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        # Whatever number of rows a request claims to hold, no more are made of it.
        return super().get_formset(request, obj, absolute_max=MAX_ROWS, **kwargs)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).order_by("position", "pk")


@dataclass(frozen=True)
class BarAction:
    """A line in the menu of the bar: a link, or the button of a form of that id."""

    label: str
    address: str
    form: str = ""


class PublishableAdmin(
    BinnedWritingMixin,
    KeepingMixin,
    VersionsMixin,
    CorrectionsMixin,
    WindowsMixin,
    LogPageMixin,
    LinkingMixin,
    ListMixin,
    SuggestingAdmin,
    admin.ModelAdmin,
):
    """A working copy with its revisions. Authors change only what they own."""

    change_form_template = "admin/publishable/change_form.html"
    save_on_top = False
    # One at a time: what is live ends when it goes to the bin.
    actions: Sequence[Any] | None = None

    # Who may

    def owns_or_edits(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.may_publish(request) or obj.owner_id == request.user.pk

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.owns_or_edits(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self.owns_or_edits(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if self.may_publish(request) else ("owner",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        if self.is_list(request) and not self.may_publish(request):
            return rows.filter(owner=request.user)
        return rows

    # The form

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **kwargs: Any,
    ) -> type:
        form = super().get_form(request, obj, change, **kwargs)
        library, writing = _library(request), self.writing(request, obj)

        class BoundForm(form):  # type: ignore[valid-type, misc]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                kwargs |= {"library": library, "opened": writing.opened.sign()}
                if writing.data:
                    kwargs["data"] = writing.data
                super().__init__(*args, clashes=writing.clashes_to_settle, **kwargs)
                if writing.data:
                    self.show_as_typed()

        return BoundForm

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        kwargs["form_kwargs"] = {"library": _library(request)}
        if data := self.writing(request, obj if obj.pk else None).data:
            kwargs |= {"data": data, "is_shown": True}
        return kwargs

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        writing, state = self.writing(request, obj), state_of(obj) if obj else State()
        if request.method == "POST":
            writing.serial = self.keep_sent(request, writing.opened, writing.clashes)
            writing.others = others_present(request.user, obj) if obj else []
        is_allowed = self.has_change_permission(request, obj) if obj else True
        context |= {
            "may_publish": self.may_publish(request),
            "may_write": is_allowed,
            "state": state,
            "writing": writing,
            "page_body": writing.page,
            "keep_url": self.collection_address("keep"),
            "discard_url": self.collection_address("discard"),
            "actions": self.bar_actions(request, obj, state) if obj else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def bar_actions(self, request: HttpRequest, obj: Any, state: State) -> list[BarAction]:
        """What else this person may do with an object, in the order of the bar's menu."""
        actions = [
            BarAction("Versions", self.address("revisions", obj)),
            BarAction("Log", self.address("log", obj)),
        ]
        if self.has_change_permission(request, obj):
            actions.insert(1, BarAction("Addresses of merchants", self.address("links", obj)))
        if self.may_publish(request) and state.goes_live_at:
            actions.append(
                BarAction("Call off the schedule", self.address("call_off", obj), "call-off")
            )
        if self.may_publish(request) and state.is_live:
            actions.append(BarAction("Withdraw …", self.address("withdraw", obj)))
        if self.has_delete_permission(request, obj):
            actions.append(BarAction("Move to the bin …", self.address("delete", obj)))
        return actions

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        obj.version += 1
        obj.updated_by = request.user
        if not change and obj.owner_id is None:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        return self.after_saving(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.after_saving(request, obj) or super().response_change(request, obj)

    def after_saving(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Do what the pressed button asks beyond saving. Runs in the saving transaction."""
        if "_preview" in request.POST:
            response = self.show_preview(request, obj)
            # A preview shows what is in the form and saves nothing of it.
            transaction.set_rollback(True)
            return response
        revision = save_revision(obj, by=request.user)
        self.forget_saved(request, obj)
        if "_publish" in request.POST and self.may_publish(request):
            return self.publish_saved(request, revision)
        if "_schedule" in request.POST and self.may_publish(request):
            return HttpResponseRedirect(self.address("schedule", obj))
        return None

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        raise NotImplementedError


def _library(request: HttpRequest) -> Any:
    """One look-up for all forms of a request."""
    if not hasattr(request, "library"):
        request.library = library_of(request)  # type: ignore[attr-defined]
    return request.library  # type: ignore[attr-defined]
