"""Documents that come in: choose files, look how they are read, make drafts of them."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from articles.admin.imported import ImportedMixin
from articles.admin.logged import LoggedMixin
from articles.editing.drafts import name_of
from articles.importing.batches import KEPT, Progress, begin, progress_of, want_drafts
from articles.importing.forms import ChosenForm, StartForm
from articles.importing.turns import go_on, is_stopped, resume, stop
from articles.models import Import, ImportedDocument
from articles.templatetags.desk import moment

PER_PAGE = 50
#: A primary key that fits into every database's integer.
KEY = re.compile(r"[0-9]{1,18}")

STATE = ImportedDocument.State
#: The states by which a list is narrowed, as people call them.
SHOWN_STATES = [
    (STATE.PROPOSED, "To be looked at"),
    (STATE.DRAFTED, "In the desk"),
    (STATE.UNCHANGED, "Unchanged"),
    (STATE.FAILED, "Could not be read"),
    (STATE.DROPPED, "Left out"),
    (STATE.WAITING, "Waiting"),
]


@admin.register(Import)
class ImportAdmin(ImportedMixin, LoggedMixin):
    """Who may write articles may import them; authors see their own imports, editors all."""

    list_display = ("name", "started", "by", "all_documents", "to_look_at")
    list_select_related = ("started_by",)
    list_per_page = 50
    search_fields = ("name",)
    actions = None
    change_list_template = "admin/importing/change_list.html"
    delete_confirmation_template = "admin/importing/delete.html"

    # Who may

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.add_article")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request) and self._is_theirs(request, obj)

    has_delete_permission = has_change_permission = has_view_permission

    def _is_theirs(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.sees_all(request) or obj.started_by_id == request.user.pk

    def sees_all(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    # All imports

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if not request.resolver_match.url_name.endswith("_changelist"):  # type: ignore[union-attr]
            return rows
        if not self.sees_all(request):
            rows = rows.filter(started_by=request.user)
        return rows.annotate(
            total=Count("documents"),
            proposed=Count("documents", filter=Q(documents__state=STATE.PROPOSED)),
        )

    @admin.display(description="started", ordering="started_at")
    def started(self, batch: Import) -> SafeString:
        return moment(batch.started_at)

    @admin.display(description="by")
    def by(self, batch: Import) -> str:
        return name_of(batch.started_by) if batch.started_by else "The system"

    @admin.display(description="documents", ordering="total")
    def all_documents(self, batch: Any) -> int:
        return batch.total

    @admin.display(description="to be looked at", ordering="proposed")
    def to_look_at(self, batch: Any) -> int:
        return batch.proposed

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_url("go-on/", require_POST(self.go_on_view), "go_on"),
            self.page_url("stop/", require_POST(self.stop_view), "stop"),
            self.page_url("drafts/", require_POST(self.drafts_view), "drafts"),
            *super().get_urls(),
        ]

    # Start

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Takes files or a text, and leads to what they hold."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        data, files = (request.POST, request.FILES) if is_sent else (None, None)
        form = StartForm(data, files, label_suffix="")
        if form.is_valid():
            batch = begin(
                form.parts(),
                by=request.user,
                name=form.name,
                may_fetch_pictures=form.cleaned_data["may_fetch_pictures"],
            )
            go_on(batch, by=request.user)
            return HttpResponseRedirect(self._first_page(batch))
        return self.show_page(request, "start", title="Import documents", form=form)

    def _first_page(self, batch: Import) -> str:
        """Of one document that was read the proposal, of many the list."""
        rows = list(batch.documents.values_list("pk", "state")[:2])
        if len(rows) == 1 and rows[0][1] == STATE.PROPOSED:
            return self.address("document", batch, rows[0][0])
        return self.address("change", batch)

    # One import

    @method_decorator(require_safe)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """How far an import is, and its documents. Some eight queries and the frame's."""
        batch = self.get_object(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        return self.show_list(request, batch, ChosenForm(by=request.user))

    def show_list(self, request: HttpRequest, batch: Import, form: ChosenForm) -> HttpResponse:
        progress = progress_of(batch)
        state = request.GET.get("state", "")
        rows = batch.documents.filter(**{"state": state} if state in STATE else {})
        rows = rows.select_related("article", "topic", "author")
        rows = rows.defer("data", "text", "outline", "content", "proof")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        return self.show_page(
            request,
            "batch",
            title=str(batch),
            batch=batch,
            by=self.by(batch),
            progress=progress,
            is_stopped=batch.stopped_at is not None,
            page=page,
            lines=[self.line_of(batch, row) for row in page],
            states=[(key, label, progress.states.get(key, 0)) for key, label in SHOWN_STATES],
            state=state,
            form=form,
            proposed=progress.states.get(STATE.PROPOSED, 0),
            kept_days=KEPT.days,
            go_on_url=self.address("go_on", batch),
            stop_url=self.address("stop", batch),
            drafts_url=self.address("drafts", batch),
            delete_url=self.address("delete", batch),
        )

    def go_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Work on an import for some seconds; a script gets how far it is, a person the page."""
        batch = self.find(request, pk)
        if "resume" in request.POST:
            resume(batch)
        progress = go_on(batch, by=request.user)
        if request.accepts("text/html"):
            return HttpResponseRedirect(self.address("change", batch))
        return JsonResponse(_tell(progress) | {"isStopped": is_stopped(batch)})

    def stop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing more is done; what is read stays."""
        batch = self.find(request, pk)
        stop(batch)
        self.message_user(request, "Stopped. What is read stays; go on whenever you like.")
        return HttpResponseRedirect(self.address("change", batch))

    def drafts_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make drafts of the chosen documents, or of all that are to be looked at."""
        batch = self.find(request, pk)
        form = ChosenForm(request.POST, by=request.user)
        keys = [key for key in request.POST.getlist("document") if KEY.fullmatch(key)][:PER_PAGE]
        is_all = "everything" in request.POST
        if not form.is_valid() or not (keys or is_all):
            self.message_user(request, "Choose the documents first.", messages.WARNING)
            return HttpResponseRedirect(self.address("change", batch))
        rows = batch.documents.all() if is_all else batch.documents.filter(pk__in=keys)
        resume(batch)
        wanted = want_drafts(rows, by=request.user, **form.cleaned_data)
        progress = go_on(batch, by=request.user)
        self._tell_of_drafts(request, batch, wanted, progress)
        return HttpResponseRedirect(self.address("change", batch))

    def _tell_of_drafts(
        self, request: HttpRequest, batch: Import, wanted: int, progress: Progress
    ) -> None:
        if progress.wanted:
            return  # the page says how far it is
        refused = batch.documents.filter(state=STATE.PROPOSED).exclude(error="").count()
        level = messages.WARNING if refused or not wanted else messages.SUCCESS
        more = f" {refused} could not be made: the list says why." if refused else ""
        done = f"Made {wanted - min(refused, wanted)} of {wanted}."
        self.message_user(request, f"{done}{more}", level)

    # Remove

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """The imports and how many documents go with them; articles stay."""
        count = ImportedDocument.objects.filter(batch__in=objs).count()
        return [str(batch) for batch in objs], {"documents": count}, set(), []

    def show_page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": self.collection_address("changelist"),
            "add_url": self.collection_address("add"),
        }
        return TemplateResponse(request, f"admin/importing/{template}.html", frame | context)


def _tell(progress: Progress) -> dict[str, Any]:
    return {
        "total": progress.total,
        "done": progress.done,
        "left": progress.left,
        "words": progress.words,
    }
