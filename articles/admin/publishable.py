"""What the desk does with everything that has revisions: save, preview, publish, restore."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from articles.editing.forms import OrderedFormSet, RowForm, library_of
from articles.editing.schedule import ScheduleForm
from articles.editing.widgets import SuggestingAdmin
from articles.publishing.compare import compare
from articles.publishing.readable import with_names
from articles.publishing.states import State, state_of
from articles.publishing.windows import (
    NotPublishable,
    call_off,
    publish,
    restore,
    save_revision,
    withdraw,
)

#: Rows of one kind in a form; far more than any article or guide has.
MAX_ROWS = 500


class RowInline(SuggestingAdmin, admin.StackedInline):
    """Ordered rows of an article or guide."""

    form = RowForm
    formset = OrderedFormSet
    extra = 0

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return MAX_ROWS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        # Whatever number of rows a request claims to hold, no more are made of it.
        return super().get_formset(request, obj, absolute_max=MAX_ROWS, **kwargs)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).order_by("position", "pk")


class PublishableAdmin(SuggestingAdmin, admin.ModelAdmin):
    """A working copy with its revisions. Authors change only what they own."""

    change_form_template = "admin/publishable/change_form.html"
    save_on_top = False
    # Deleting would take the record of what readers saw with it; withdraw instead.
    actions = None

    # Who may

    @property
    def publish_permission(self) -> str:
        return f"{self.opts.app_label}.publish_{self.opts.model_name}"

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.publish_permission)

    def owns_or_edits(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.may_publish(request) or obj.owner_id == request.user.pk

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.owns_or_edits(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self.owns_or_edits(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if self.may_publish(request) else ("owner",)

    def is_list(self, request: HttpRequest) -> bool:
        """Whether many rows are asked for: the list, or suggestions while somebody types."""
        match = request.resolver_match
        name = (match and match.url_name) or ""
        return name == "autocomplete" or name.endswith("_changelist")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        if self.is_list(request) and not self.may_publish(request):
            return rows.filter(owner=request.user)
        return rows

    # The form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST":
            # Two people who save at once take turns, and the second is told.
            type(obj).objects.select_for_update().get(pk=obj.pk)
            obj.refresh_from_db()
        return obj

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 (Django's signature)
        **kwargs: Any,
    ) -> type:
        form = super().get_form(request, obj, change, **kwargs)
        library = _library(request)

        class BoundForm(form):  # type: ignore[valid-type, misc]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, library=library, **kwargs)

        return BoundForm

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**kwargs, "form_kwargs": {"library": _library(request)}}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        context |= {
            "may_publish": self.may_publish(request),
            "state": state_of(obj) if obj else State(),
            "revisions_url": self.address("revisions", obj) if obj else "",
            "withdraw_url": self.address("withdraw", obj) if obj else "",
            "call_off_url": self.address("call_off", obj) if obj else "",
        }
        return super().render_change_form(request, context, *args, **kwargs)

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
        if "_publish" in request.POST and self.may_publish(request):
            self.publish_now(request, revision)
            return HttpResponseRedirect(self.address("change", obj))
        if "_schedule" in request.POST and self.may_publish(request):
            return HttpResponseRedirect(self.address("schedule", obj))
        return None

    def show_preview(self, request: HttpRequest, obj: Any) -> HttpResponse:
        raise NotImplementedError

    def publish_now(self, request: HttpRequest, revision: Any, **window: Any) -> bool:
        """Publish, or say what must be mended first; the draft is saved either way."""
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
        return True

    # Revisions and windows

    def address(self, name: str, obj: Any, *args: Any) -> str:
        """The address of one of this object's pages in the admin."""
        label = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(label, args=[obj.pk, *args])

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=full_name)

        return [
            page("revisions/", self.revisions_view, "revisions"),
            page("revisions/<int:revision_pk>/", self.revision_view, "revision"),
            page("compare/<int:old_pk>/<int:new_pk>/", self.compare_view, "compare"),
            page("restore/<int:revision_pk>/", require_POST(self.restore_view), "restore"),
            page("schedule/", self.schedule_view, "schedule"),
            page("withdraw/", self.withdraw_view, "withdraw"),
            page("call-off/", require_POST(self.call_off_view), "call_off"),
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

    def find(self, request: HttpRequest, pk: int | str, *, to_publish: bool = False) -> Any:
        """The object, if this person may see it (and publish it)."""
        obj = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if to_publish and not (
            self.may_publish(request) and self.has_change_permission(request, obj)
        ):
            raise PermissionDenied
        return obj

    def show(self, request: HttpRequest, template: str, obj: Any, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/publishable/{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": obj,
                "change_url": self.address("change", obj),
                "revisions_url": self.address("revisions", obj),
                "may_publish": self.may_publish(request),
                **context,
            },
        )

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every version, the newest first, with its window."""
        obj = self.find(request, pk)
        revisions = list(obj.revisions.select_related("created_by").defer("html", "content")[:200])
        newest = revisions[0].pk if revisions else None
        rows = [
            {
                "revision": revision,
                "look_url": self.address("revision", obj, revision.pk),
                "compare_url": self.address("compare", obj, revision.pk, newest),
                "restore_url": self.address("restore", obj, revision.pk),
                "is_newest": revision.pk == newest,
            }
            for revision in revisions
        ]
        may_change = self.has_change_permission(request, obj)
        return self.show(
            request, "revisions", obj, title="Versions", rows=rows, may_change=may_change
        )

    def revision_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        """One version as its readers got it, or would have."""
        obj = self.find(request, pk)
        revision = get_object_or_404(obj.revisions, pk=revision_pk)
        return self.show_revision(request, revision)

    def show_revision(self, request: HttpRequest, revision: Any) -> HttpResponse:
        raise NotImplementedError

    def compare_view(self, request: HttpRequest, pk: int, old_pk: int, new_pk: int) -> HttpResponse:
        """What changed between two versions, in fields and words."""
        obj = self.find(request, pk)
        old = get_object_or_404(obj.revisions.select_related("created_by"), pk=old_pk)
        new = get_object_or_404(obj.revisions.select_related("created_by"), pk=new_pk)
        changes = compare(*with_names([old.content, new.content]))
        return self.show(
            request, "compare", obj, title="Compare versions", old=old, new=new, changes=changes
        )

    def restore_view(self, request: HttpRequest, pk: int, revision_pk: int) -> HttpResponse:
        obj = self.find(request, pk)
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        restore(get_object_or_404(obj.revisions, pk=revision_pk), by=request.user)
        self.message_user(
            request,
            "Restored into the draft. Readers see no change until you publish it.",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self.address("change", obj))

    def schedule_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the second at which the newest version goes live, and perhaps ends."""
        obj = self.find(request, pk, to_publish=True)
        form = ScheduleForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            revision = save_revision(obj, by=request.user)
            if self.publish_now(request, revision, **form.cleaned_data):
                return HttpResponseRedirect(self.address("change", obj))
        return self.show(request, "schedule", obj, title="Schedule", form=form, state=state_of(obj))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks on GET, withdraws on POST."""
        obj = self.find(request, pk, to_publish=True)
        if request.method == "POST":
            withdraw(obj)
            self.message_user(request, "Withdrawn. Its address now says so.", messages.SUCCESS)
            return HttpResponseRedirect(self.address("change", obj))
        return self.show(request, "withdraw", obj, title="Withdraw", state=state_of(obj))

    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = self.find(request, pk, to_publish=True)
        call_off(obj)
        self.message_user(request, "The schedule is called off.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", obj))


def _library(request: HttpRequest) -> Any:
    """One look-up for all forms of a request."""
    if not hasattr(request, "library"):
        request.library = library_of(request)  # type: ignore[attr-defined]
    return request.library  # type: ignore[attr-defined]
