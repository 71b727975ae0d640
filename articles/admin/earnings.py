"""Reports of what a network's links earned: import, look, take out again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from articles.admin.logged import LoggedMixin
from articles.admin.pages import PagesMixin
from articles.earnings.corrections import (
    corrections_of,
    preview_corrections,
    preview_table,
    table_of,
)
from articles.earnings.forms import ReportForm
from articles.earnings.importing import (
    NotImported,
    NotRemoved,
    demand_removable,
    import_report,
    preview_import,
    remove_report,
)
from articles.earnings.lines import Sort
from articles.earnings.pending import PendingFile, drop, drop_expired, held_by, hold
from articles.earnings.reports import (
    HEAD,
    MAX_GROUPS,
    NAMES,
    groups_of,
    other_lines,
    other_rows,
    reasons_of,
    spell_rows,
    standing_of,
)
from articles.editing.drafts import name_of
from articles.models import EarningsReport, Network
from articles.spreadsheets import stream_csv
from articles.templatetags.desk import moment

PER_PAGE = 100
#: So many rows and errors are shown of a file that is not imported yet; the rest is in a CSV.
MAX_SHOWN = 200


class ReportList(ChangeList):
    """A page of reports that know their sums. Two queries more."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Sequence[Any] = list(self.result_list)
        standings = standing_of([report.pk for report in self.result_list])
        for report in self.result_list:
            report.standing = standings[report.pk]


@admin.register(EarningsReport)
class EarningsReportAdmin(LoggedMixin, PagesMixin):
    """Reports are imported and removed, never changed."""

    list_display = ("file_name", "network", "imported", "by", "sums", "matched")
    list_filter = ("network",)
    list_select_related = ("network", "imported_by")
    list_per_page = 50
    search_fields = ("file_name", "network__name")
    actions = None
    change_list_template = "admin/earnings/change_list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ReportList]:
        return ReportList

    def get_urls(self) -> list[URLPattern]:
        return [
            self._address("import/", require_safe(self.preview_view), "preview"),
            self._address("import/rows/", require_safe(self.preview_rows_view), "preview_rows"),
            self._address("import/confirm/", require_POST(self.confirm_view), "confirm"),
            self._address("<int:pk>/rows/", require_safe(self.rows_view), "rows"),
            *super().get_urls(),
        ]

    def _address(self, route: str, view: Any, name: str) -> URLPattern:
        full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(route, self.admin_site.admin_view(view), name=full_name)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> Any:
        drop_expired()
        return super().changelist_view(request, extra_context)

    # Import

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Takes a file, and leads to what it holds."""
        self._demand_add_permission(request)
        drop_expired()
        form = ReportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            network = form.cleaned_data["network"]
            hold(file.read(), network, file_name=file.name, by=request.user)
            return HttpResponseRedirect(self.collection_address("preview"))
        return self._show(
            request, "upload", title="Import a report", form=form, networks=Network.objects.exists()
        )

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """What an import of the uploaded file would do. Some nine queries and the frame's."""
        held = self._find_held(request)
        if held is None:
            return HttpResponseRedirect(self.collection_address("add"))
        preview = preview_import(held.content, held.network)
        others = other_lines(preview)
        return self._show(
            request,
            "preview",
            title=f"Import “{held.file_name}”",
            network=held.network,
            preview=preview,
            counts=preview.counts(),
            corrections=preview_corrections(preview),
            errors=preview.errors[:MAX_SHOWN],
            others=others[:MAX_SHOWN],
            hidden=max(len(others) - MAX_SHOWN, 0),
            days=preview.days(),
            reasons=reasons_of(preview),
            rows_url=self.collection_address("preview_rows"),
            confirm_url=self.collection_address("confirm"),
        )

    def preview_rows_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the uploaded file would correct or leave out, or cannot be matched, as a table."""
        held = self._find_held(request)
        if held is None:
            return HttpResponseRedirect(self.collection_address("add"))
        return _stream(preview_table(preview_import(held.content, held.network)), "preview")

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Import the uploaded file, if it would still do what was shown."""
        held = self._find_held(request)
        if held is None:
            message = "The file is not here any more: upload it again."
            self.message_user(request, message, messages.WARNING)
            return HttpResponseRedirect(self.collection_address("add"))
        try:
            result = import_report(
                held.content,
                held.network,
                file_name=held.file_name,
                by=request.user,
                promise=request.POST.get("promise") or "none",
            )
        except NotImported as refusal:
            self.message_user(request, f"Nothing was imported. {refusal}", messages.WARNING)
            return HttpResponseRedirect(self.collection_address("preview"))
        drop(request.user)
        rows = result.preview.rows
        words = f"Imported {rows} row{'' if rows == 1 else 's'} of “{held.file_name}”."
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", result.report))

    def _demand_add_permission(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _find_held(self, request: HttpRequest) -> PendingFile | None:
        self._demand_add_permission(request)
        return held_by(request.user)

    # Look

    @method_decorator(require_safe)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """One report: its sums, what earned them, and every other row. Some ten queries."""
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        standing = standing_of([report.pk])[report.pk]
        others = Paginator(other_rows(report), PER_PAGE).get_page(request.GET.get("page"))
        return self._show(
            request,
            "report",
            title=str(report),
            report=report,
            by=name_of(report.imported_by) if report.imported_by else "",
            standing=standing,
            counts=standing.counts,
            is_whole=standing.total == report.total,
            corrections=corrections_of(report),
            groups=groups_of(report),
            max_groups=MAX_GROUPS,
            others=others,
            rows_url=self.address("rows", report),
            may_delete=self.has_delete_permission(request, report),
            delete_url=self.address("delete", report),
            log_url=self.address("history", report),
        )

    def rows_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What a report corrected or left out, or was not matched, as a table."""
        return _stream(table_of(self.find(request, pk)), f"report-{pk}")

    @admin.display(description="imported", ordering="imported_at")
    def imported(self, report: EarningsReport) -> SafeString:
        return moment(report.imported_at)

    @admin.display(description="by")
    def by(self, report: EarningsReport) -> str:
        return name_of(report.imported_by) if report.imported_by else "The system"

    @admin.display(description="total", ordering="total")
    def sums(self, report: Any) -> SafeString:
        sums = sorted(report.standing.sums.items())
        return format_html_join(" + ", "{} {}", ((f"{row.total:,}", code) for code, row in sums))

    @admin.display(description="matched")
    def matched(self, report: Any) -> str:
        """Of the sales that no earlier report had counted."""
        counts = report.standing.counts
        return f"{counts[Sort.MATCHED]} of {counts[Sort.MATCHED] + counts[Sort.UNMATCHED]}"

    # Remove

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> Any:
        """Django's, while nothing rests on the report; else it says what does."""
        report = self.get_object(request, object_id)
        try:
            if report and self.has_delete_permission(request, report):
                demand_removable(report)
            return super().delete_view(request, object_id, extra_context)
        except NotRemoved as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return HttpResponseRedirect(self.address("change", report))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """The reports and how many rows go with them; a hundred thousand are not listed."""
        standings = standing_of([report.pk for report in objs])
        counts = Counter[str]()
        for standing in standings.values():
            counts.update({NAMES[sort]: count for sort, count in standing.counts.items() if count})
        return [str(report) for report in objs], dict(counts), set(), []

    def delete_model(self, request: HttpRequest, obj: EarningsReport) -> None:
        remove_report(obj, by=request.user)

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: int
    ) -> HttpResponseRedirect:
        # Django's own leads home who may not change a row, and these nobody may change.
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(self.collection_address("changelist"))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Removing tells of it."""

    def _show(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": self.collection_address("changelist"),
            "add_url": self.collection_address("add"),
        }
        return TemplateResponse(request, f"admin/earnings/{template}.html", frame | context)


def _stream(rows: Iterable[dict[str, Any]], name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        stream_csv(HEAD, spell_rows(rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="earnings-{name}.csv"'},
    )
