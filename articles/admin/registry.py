"""Lists that can be taken out as CSV, and in again: shown first, then all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles.admin.pages import PagesMixin
from articles.registry.importing import NotTaken, rehearse, take_in
from articles.registry.reports import Report
from articles.registry.sheets import MAX_BYTES, MAX_ROWS, Unreadable, decode
from articles.registry.tables import TABLES, Table
from articles.spreadsheets import stream_csv

SALT = "articles.registry"

MEANWHILE = (
    "Nothing was imported: something was changed meanwhile. "
    "Here is what the file would do now; look again."
)
BROKEN = "The file did not arrive whole. Choose it again."


class SheetForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text=f"In UTF-8, at most {MAX_ROWS:,} rows and {MAX_BYTES // 1000} kB.",
    )


class RegistryMixin(PagesMixin):
    """The export and import of a list of merchants or product links, for who may change it."""

    change_list_template = "admin/registry/change_list.html"

    @property
    def table(self) -> Table:
        return next(table for table in TABLES.values() if table.model is self.model)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        may_send = require_http_methods(["GET", "HEAD", "POST"])
        return [
            path("export/", wrap(require_safe(self.export_view)), name=f"{name}_export"),
            path("import/", wrap(may_send(self.import_view)), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_exchange": self.may_exchange(request)} | (extra_context or {})
        return super().changelist_view(request, context)

    def may_exchange(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Every row as a table for spreadsheets. One query beside the frame's."""
        self._refuse_others(request)
        name = f"{self.table.name}-{timezone.localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            stream_csv(self.table.columns, self.table.export()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Asks for a file, shows what it would do, or does that: as what was sent says.

        Between showing and doing, the file stays in the page, signed: nothing is kept here.
        """
        self._refuse_others(request)
        if "kept" in request.POST:
            return self._take_in(request)
        form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if not form.is_valid():
            return self._ask_for_file(request, form)
        try:
            text = decode(form.cleaned_data["file"].read(MAX_BYTES + 1))
            report = rehearse(self.table, text)
        except Unreadable as error:
            form.add_error("file", str(error))
            return self._ask_for_file(request, form)
        return self._show_report(request, text, report)

    def _take_in(self, request: HttpRequest) -> HttpResponse:
        try:
            name, text, promised = signing.loads(request.POST["kept"], salt=SALT)
        except signing.BadSignature:
            name = text = promised = ""
        if name != self.table.name:
            self.message_user(request, BROKEN, messages.ERROR)
            return HttpResponseRedirect(self.collection_address("import"))
        try:
            report = take_in(self.table, text, by=request.user, promised=promised)
        except NotTaken as refused:
            self.message_user(request, MEANWHILE, messages.WARNING)
            return self._show_report(request, text, refused.report)
        self.message_user(request, spell_result(report), messages.SUCCESS)
        return HttpResponseRedirect(self.collection_address("changelist"))

    def _refuse_others(self, request: HttpRequest) -> None:
        if not self.may_exchange(request):
            raise PermissionDenied

    def _ask_for_file(self, request: HttpRequest, form: forms.Form) -> HttpResponse:
        columns = [
            {"name": name, "field": self.opts.get_field(name), "is_key": name == self.table.key}
            for name in self.table.columns
        ]
        title = f"Import {self.opts.verbose_name_plural}"
        return self._show_page(request, "ask", title=title, form=form, columns=columns)

    def _show_report(self, request: HttpRequest, text: str, report: Report) -> HttpResponse:
        kept = signing.dumps([self.table.name, text, report.digest()], salt=SALT, compress=True)
        return self._show_page(
            request, "report", title="What the file would do", report=report, kept=kept
        )

    def _show_page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "table": self.table,
            "list_url": self.collection_address("changelist"),
            "import_url": self.collection_address("import"),
            "export_url": self.collection_address("export"),
        }
        return TemplateResponse(request, f"admin/registry/{template}.html", frame | context)


def spell_result(report: Report) -> str:
    """What came of an import, in a sentence."""
    counts = report.counts
    done = f"Imported: {counts['new']} new, {counts['changed']} changed"
    pages = "1 published page" if report.pages == 1 else f"{report.pages} published pages"
    return f"{done}. {pages} changed with it." if report.pages else f"{done}."
