"""The desk's pages of networks and their reports: upload, look, import, remove."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.admin import earnings as module
from articles.earnings.importing import import_report
from articles.earnings.pending import held_by
from articles.models import Earning, EarningsReport, Event
from tests.articles.admin.forms import messages_of, parse, text_of
from tests.articles.admin.test_lists import queries
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_earnings_report, make_merchant, make_network

pytestmark = pytest.mark.django_db

REPORTS = "/admin/articles/earningsreport/"
ADD, IMPORT = f"{REPORTS}add/", f"{REPORTS}import/"
CONFIRM, PREVIEW_ROWS = f"{IMPORT}confirm/", f"{IMPORT}rows/"
HEAD = "SubId,Commission,Date,Sale,State"
CONTENT = csv_file(
    "a1-faq-1,10.10,2026-11-23,N1,open",
    "=1+1,-2.30,2026-11-23,N2,open",
    ",£5,2026-11-24,N3,Declined",
    head=HEAD,
)


@pytest.fixture
def network():
    network = make_network(name="Awin", status_column="State", refused_states="declined")
    make_merchant(network=network, sub_id="tid={article}-{placement}")
    make_article(pk=1, title="Warm bags")
    return network


@pytest.fixture
def report(network):
    return import_report(CONTENT, network, file_name="november.csv").report


def upload(client, network, content=CONTENT, name="november.csv"):
    return client.post(ADD, {"network": network.pk, "file": SimpleUploadedFile(name, content)})


def promise_of(page):
    return parse(page).css_first("[name=promise]").attributes["value"]


def rows_of(page, selector):
    """The cells of a table's rows, as they are read."""
    rows = parse(page).css(f"{selector} tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")] for row in rows]


def test_upload_leads_to_what_the_file_holds(editor_client, editor, network):
    response = upload(editor_client, network)
    assert (response.status_code, response.url) == (302, IMPORT)
    assert held_by(editor).content == CONTENT


@pytest.mark.parametrize("page", [IMPORT, PREVIEW_ROWS])
def test_page_of_a_file_asks_for_one(editor_client, page):
    response = editor_client.get(page)
    assert (response.status_code, response.url) == (302, ADD)


@pytest.mark.parametrize("page", [ADD, IMPORT, PREVIEW_ROWS])
def test_import_is_for_editors(author_client, page):
    assert author_client.get(page).status_code == 403


def test_report_is_for_editors(author_client, report):
    assert author_client.get(f"{REPORTS}{report.pk}/change/").status_code == 403


def test_upload_needs_a_network_first(editor_client):
    page = parse(editor_client.get(ADD))
    assert [link.attributes["href"] for link in page.css("#content-main a")] == [
        "/admin/articles/network/add/"
    ]


def test_upload_without_a_file_is_told(editor_client, network):
    page = parse(editor_client.post(ADD, {"network": network.pk}))
    assert [row.text().strip() for row in page.css(".errorlist li")] == ["This field is required."]


def test_upload_that_is_too_large_is_told(editor_client, network, monkeypatch):
    monkeypatch.setattr("articles.earnings.forms.MAX_BYTES", 10)
    page = parse(upload(editor_client, network))
    assert [row.text().strip() for row in page.css(".errorlist li")] == [
        "The file is larger than 0 MB."
    ]


def test_preview_shows_sums_that_reconcile(editor_client, network):
    upload(editor_client, network)
    page = editor_client.get(IMPORT)
    assert rows_of(page, ".earnings-sums") == [
        ["EUR", "10.10", "-2.30", "+ 0.00", "+ 0.00", "+ 0.00", "= 7.80"],
        ["GBP", "0.00", "+ 0.00", "+ 0.00", "+ 0.00", "+ 5.00", "= 5.00"],
    ]
    assert parse(page).css_first("[type=submit].default").attributes["value"] == "Import 3 rows"


def test_preview_lists_what_earns_no_page_anything(editor_client, network):
    upload(editor_client, network)
    page = editor_client.get(IMPORT)
    assert rows_of(page, ".earnings-list") == [
        [
            "Line 3",
            "Not matched Its sub-id is not made like ours.",
            "=1+1",
            "N2",
            "23 Nov 2026",
            "-2.30 EUR",
        ],
        [
            "Line 4",
            "Refused It earns nothing: Declined.",
            "",
            "N3",
            "24 Nov 2026",
            "5.00 GBP",
        ],
    ]


def test_preview_shows_only_the_first_of_many(editor_client, network, monkeypatch):
    monkeypatch.setattr(module, "MAX_SHOWN", 1)
    upload(editor_client, network)
    page = editor_client.get(IMPORT)
    assert len(rows_of(page, ".earnings-list")) == 1
    assert "And 1 more, which stand in the CSV." in text_of(page.text, "#content")


def test_preview_with_errors_offers_no_import(editor_client, network):
    upload(editor_client, network, csv_file("a1-faq-1,ten,2026-11-23,N1,", head=HEAD))
    page = parse(editor_client.get(IMPORT))
    assert [row.text() for row in page.css(".earnings-errors li")] == [
        "Line 2: “ten” is no amount."
    ]
    assert page.css(".submit-row [type=submit]") == []


def test_preview_costs_the_same_however_many_rows(editor_client, network):
    costs = []
    for count in (1, 40):
        rows = [f"x,1,2026-11-24,N{n}," for n in range(count)]
        upload(editor_client, network, csv_file(*rows, head=HEAD))
        costs.append(queries(editor_client, IMPORT))
    assert costs[0] == costs[1] == 10


def test_rows_of_the_preview_are_a_table_that_runs_no_formula(editor_client, network):
    upload(editor_client, network)
    response = editor_client.get(PREVIEW_ROWS)
    assert response["Content-Disposition"] == 'attachment; filename="earnings-preview.csv"'
    assert b"".join(response.streaming_content).decode("utf-8-sig") == (
        "Line,State,Day,Amount,Currency,Sub-id,Number,Why\r\n"
        "3,not matched,2026-11-23,-2.30,EUR,'=1+1,N2,Its sub-id is not made like ours.\r\n"
        "4,refused,2026-11-24,5.00,GBP,,N3,It earns nothing: Declined.\r\n"
    )


def test_confirmed_file_is_imported_once(editor_client, editor, network):
    upload(editor_client, network)
    promise = promise_of(editor_client.get(IMPORT))
    response = editor_client.post(CONFIRM, {"promise": promise}, follow=True)
    report = EarningsReport.objects.get()
    assert response.redirect_chain == [(f"{REPORTS}{report.pk}/change/", 302)]
    assert messages_of(response) == ["Imported 3 rows of “november.csv”."]
    assert (report.imported_by, report.earnings.count()) == (editor, 2)
    again = editor_client.post(CONFIRM, {"promise": promise}, follow=True)
    assert messages_of(again) == ["The file is not here any more: upload it again."]


def test_one_row_is_told_as_one(editor_client, network):
    upload(editor_client, network, csv_file("a1-faq-1,1,2026-11-23,N1,", head=HEAD))
    promise = promise_of(editor_client.get(IMPORT))
    response = editor_client.post(CONFIRM, {"promise": promise}, follow=True)
    assert messages_of(response) == ["Imported 1 row of “november.csv”."]


@pytest.mark.parametrize("promise", [None, "", "another"])
def test_file_that_was_not_looked_at_is_not_imported(editor_client, network, promise):
    upload(editor_client, network)
    data = {} if promise is None else {"promise": promise}
    response = editor_client.post(CONFIRM, data, follow=True)
    assert response.redirect_chain == [(IMPORT, 302)]
    assert messages_of(response) == [
        "Nothing was imported. Something was different meanwhile. Here is what would happen now."
    ]
    assert Earning.objects.count() == 0


def test_file_uploaded_from_another_window_is_not_imported(editor_client, network):
    upload(editor_client, network)
    promise = promise_of(editor_client.get(IMPORT))
    upload(editor_client, network, csv_file("a1-faq-1,99,2026-11-23,N9,", head=HEAD))
    editor_client.post(CONFIRM, {"promise": promise})
    assert Earning.objects.count() == 0


def test_list_tells_totals_and_how_many_matched(editor_client, report):
    make_earnings_report(file_name="empty.csv")
    rows = [row[:2] + row[3:] for row in rows_of(editor_client.get(REPORTS), "#result_list")]
    assert rows == [
        ["empty.csv", EarningsReport.objects.first().network.name, "The system", "-", "0 of 0"],
        ["november.csv", "Awin", "The system", "7.80 EUR + 5.00 GBP", "1 of 2"],
    ]


def test_list_costs_the_same_however_many_reports(editor_client, report, editor):
    before = queries(editor_client, REPORTS)
    for _ in range(10):
        make_earnings_report(report.network, imported_by=editor)
    assert queries(editor_client, REPORTS) == before


def test_report_costs_the_same_however_many_rows(editor_client, network):
    costs = []
    for count in (2, 40):
        rows = [f"{'a1-faq-1' if n % 2 else 'x'},{count},2026-11-24,," for n in range(count)]
        report = import_report(csv_file(*rows, head=HEAD), network, file_name="x").report
        costs.append(queries(editor_client, f"{REPORTS}{report.pk}/change/"))
    assert costs[0] == costs[1]


def test_list_leads_to_an_import(editor_client, report):
    tools = parse(editor_client.get(REPORTS)).css(".object-tools a")
    assert [(link.text(), link.attributes["href"]) for link in tools] == [("Import a report", ADD)]


def test_report_shows_what_earned_it(editor_client, report):
    page = editor_client.get(f"{REPORTS}{report.pk}/change/")
    assert rows_of(page, ".earnings-list")[0] == [
        "Warm bags",
        "FAQ 1",
        "Not known",
        "1",
        "10.10 EUR",
    ]
    assert "To the cent what the file held." in text_of(page.text, "#content")


def test_report_that_lost_a_row_says_so(editor_client, report):
    report.earnings.first().delete()
    page = editor_client.get(f"{REPORTS}{report.pk}/change/")
    assert "The file held 12.80: rows of it are gone." in text_of(page.text, "#content")


def test_report_lists_other_rows_page_by_page(editor_client, report, monkeypatch):
    monkeypatch.setattr(module, "PER_PAGE", 1)
    page = editor_client.get(f"{REPORTS}{report.pk}/change/?page=2")
    assert [row[0] for row in rows_of(page, ".earnings-list")] == ["Warm bags", "Line 4"]
    assert [link.text() for link in parse(page).css(".earnings-pages a")] == ["Earlier lines"]


def test_report_tells_who_imported_it(editor_client, editor, network):
    report = import_report(CONTENT, network, file_name="x.csv", by=editor).report
    page = editor_client.get(f"{REPORTS}{report.pk}/change/")
    assert "by editor:" in text_of(page.text, "#content")


def test_report_cannot_be_changed(admin_client, report):
    response = admin_client.post(f"{REPORTS}{report.pk}/change/", {"file_name": "other"})
    assert response.status_code == 405


def test_report_that_is_gone_leads_home(editor_client):
    response = editor_client.get(f"{REPORTS}7/change/")
    assert (response.status_code, response.url) == (302, "/admin/")


def test_rows_of_a_report_are_a_table(editor_client, report):
    response = editor_client.get(f"{REPORTS}{report.pk}/rows/")
    name = f'attachment; filename="earnings-report-{report.pk}.csv"'
    assert response["Content-Disposition"] == name
    assert len(b"".join(response.streaming_content).splitlines()) == 3


def test_removing_a_report_says_how_many_rows_go(editor_client, report):
    page = editor_client.get(f"{REPORTS}{report.pk}/delete/")
    rows = [item.text().strip() for item in parse(page).css_first("#content h2 + ul").css("li")]
    assert rows == ["Matched: 1", "Not matched: 1", "Refused: 1"]


def test_removing_a_report_that_is_gone_leads_home(editor_client):
    assert editor_client.post(f"{REPORTS}7/delete/", {"post": "yes"}).url == "/admin/"


def test_removed_report_is_gone_and_told_once(editor_client, report):
    response = editor_client.post(f"{REPORTS}{report.pk}/delete/", {"post": "yes"})
    assert (response.status_code, response.url) == (302, REPORTS)
    assert Earning.objects.count() == 0
    verbs = [*Event.objects.order_by("pk").values_list("verb", "by_name")]
    assert verbs == [("imported", ""), ("removed", "editor")]
