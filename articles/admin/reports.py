"""The pages of what earns: an overview, each table whole, and the same as a file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from articles.affiliates.bursts import ADDRESS_LIMIT, SAME_CLICK
from articles.editing.navigation import COUNTS
from articles.reports.charts import charts_of
from articles.reports.facts import facts_of
from articles.reports.findings import findings_of
from articles.reports.groupings import GROUPINGS, Grouping
from articles.reports.periods import QUICK, read_period
from articles.reports.tables import USUAL_SORT, Table, table_of
from articles.reports.totals import figures_of
from articles.spreadsheets import stream_csv

PAGE_SIZE = 100

#: Rows of each table on the overview.
TOP = 5


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What earned, in numbers, charts, findings and the top of each table.

    Seven queries and two a kind of page beside the frame's, whatever the size of the site.
    """
    period, form = _read(request)
    facts = facts_of(period)
    tables = {slug: table_of(facts, grouping) for slug, grouping in GROUPINGS.items()}
    return _show(
        request,
        "reports",
        title="Reports",
        period=period,
        form=form,
        facts=facts,
        figures=figures_of(facts),
        charts=charts_of(period),
        findings=findings_of(facts, links=tables["links"].rows, pages=tables["pages"].rows),
        tables=[_teaser(table) for table in tables.values()],
    )


def _teaser(table: Table) -> dict[str, Any]:
    few = table.few()
    return {
        "grouping": table.grouping,
        "address": reverse("admin:articles_report", args=[table.grouping.slug]),
        "heads": [few.grouping.one, *(column.label for column in few.columns)],
        "lines": list(few.lines(few.rows[:TOP])),
        "count": len(table.rows),
    }


@require_safe
def report(request: HttpRequest, grouping: str) -> HttpResponse:
    """One table, a hundred rows a page, sorted by its address.

    Four queries and two a kind of page beside the frame's.
    """
    period, form = _read(request)
    chosen = _find(grouping)
    table = table_of(facts_of(period), chosen, sort=request.GET.get("sort", USUAL_SORT))
    page = Paginator(table.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return _show(
        request,
        "report",
        title=chosen.title,
        period=period,
        form=form,
        table=table,
        heads=table.heads(period.query),
        lines=table.lines(page.object_list),
        page=page,
        groupings=GROUPINGS.values(),
    )


@require_safe
def export(request: HttpRequest, grouping: str) -> StreamingHttpResponse:
    """The whole table for spreadsheets, with plain numbers. Four queries and two a kind."""
    period, _ = _read(request)
    chosen = _find(grouping)
    table = table_of(facts_of(period), chosen, sort=request.GET.get("sort", USUAL_SORT))
    name = f"{chosen.slug}-{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        stream_csv(_head(table), _rows(table)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _head(table: Table) -> list[str]:
    labels = (column.file_label for column in table.columns)
    return [table.grouping.one, "Code", "Note", "Clicks before", *labels]


def _rows(table: Table) -> Iterator[list[Any]]:
    for row in table.rows:
        label = row.label
        numbers = [column.number(row) for column in table.columns]
        yield [label.name, label.code, label.note, row.before, *numbers]


def _read(request: HttpRequest) -> tuple[Any, Any]:
    """The period that is asked for, by somebody who may see counts."""
    if not request.user.has_perm(COUNTS):
        raise PermissionDenied
    return read_period(request.GET.dict())


def _find(slug: str) -> Grouping:
    if slug not in GROUPINGS:
        raise Http404(f"There is no report by {slug}.")
    return GROUPINGS[slug]


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    frame = {
        **admin.site.each_context(request),
        "quick": QUICK.items(),
        "same_click": SAME_CLICK,
        "most_a_minute": ADDRESS_LIMIT[0],
    }
    return TemplateResponse(request, f"admin/reports/{template}.html", {**frame, **context})


urlpatterns = [
    path("", admin.site.admin_view(reports), name="articles_reports"),
    path("<slug:grouping>/", admin.site.admin_view(report), name="articles_report"),
    path("<slug:grouping>/export/", admin.site.admin_view(export), name="articles_report_export"),
]
