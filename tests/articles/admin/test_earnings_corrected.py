"""The desk's pages of reports that correct earlier ones."""

import csv

import pytest

from articles.earnings import corrections
from articles.earnings.importing import import_report
from articles.models import Article, EarningsReport
from tests.articles.admin.forms import messages_of, text_of
from tests.articles.admin.test_earnings import (
    CONTENT,
    HEAD,
    IMPORT,
    PREVIEW_ROWS,
    REPORTS,
    rows_of,
    upload,
)
from tests.articles.admin.test_lists import queries
from tests.articles.earnings.files import csv_file
from tests.factories import make_article, make_merchant, make_network

pytestmark = pytest.mark.django_db

LATER = csv_file(
    "a1-faq-1,10.10,2026-11-23,N1,declined",
    "=1+1,-2.30,2026-11-23,N2,approved",
    "a1-faq-2,7,2026-11-24,N3,approved",
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


CORRECTED = [
    "Line 2",
    "N1",
    "Warm bags, FAQ 1",
    "line 2 of “november.csv”",
    "10.10 → 0.00",
    "-10.10 EUR",
]


def test_preview_shows_corrections_apart(editor_client, network, report):
    upload(editor_client, network, LATER)
    page = editor_client.get(IMPORT)
    assert rows_of(page, "table.earnings-list")[0] == CORRECTED
    assert rows_of(page, ".earnings-sums") == [
        ["EUR", "7.00", "+ 0.00", "-10.10", "+ 7.80", "+ 10.10", "= 14.80"]
    ]
    text = " ".join(text_of(page.text, "#content").split())
    assert ": 1 matched, 0 not matched, 1 correction, 2 counted before, 1 refused." in text
    assert "Reports have no order of their own: what is imported last holds" in text


def test_report_shows_what_it_corrected(editor_client, network, report):
    later = import_report(LATER, network, file_name="december.csv").report
    page = editor_client.get(f"{REPORTS}{later.pk}/change/")
    assert rows_of(page, "table.earnings-list")[0] == CORRECTED
    assert "To the cent what the file held." in text_of(page.text, "#content")


def test_correction_tells_of_places_that_are_gone_or_not_known(editor_client, network, report):
    content = csv_file("a1-faq-1,11,2026-11-23,N1,", "x,-3,2026-11-23,N2,", head=HEAD)
    later = import_report(content, network, file_name="december.csv").report
    Article.objects.all().delete()
    page = editor_client.get(f"{REPORTS}{later.pk}/change/")
    assert [row[2:3] + row[5:] for row in rows_of(page, "table.earnings-list")[:2]] == [
        ["a1, which is gone", "+0.90 EUR"],
        ["No page known", "-0.70 EUR"],
    ]


CHANGES = (
    "Corrects line 2 of “november.csv”: 10.10 before, 11.00 now.",
    "Corrects line 3 of “november.csv”: -2.30 before, -3.00 now.",
)


def test_corrections_of_many_stand_in_the_csv(editor_client, network, report, monkeypatch):
    monkeypatch.setattr(corrections, "MAX_CORRECTIONS", 1)
    content = csv_file("a1-faq-1,11,2026-11-23,N1,", "x,-3,2026-11-23,N2,", head=HEAD)
    upload(editor_client, network, content)
    text = " ".join(text_of(editor_client.get(IMPORT).text, "#content").split())
    assert "The first 1 of 2. All of them as CSV" in text
    table = b"".join(editor_client.get(PREVIEW_ROWS).streaming_content).decode().splitlines()
    assert [row for row in csv.reader(table) if row[1] == "correction"] == [
        ["2", "correction", "2026-11-23", "0.90", "EUR", "a1-faq-1", "N1", CHANGES[0]],
        ["3", "correction", "2026-11-23", "-0.70", "EUR", "'=1+1", "N2", CHANGES[1]],
    ]


def test_corrections_cost_the_same_however_many(editor_client, network):
    costs = []
    for count in (1, 40):
        rows = [f"a1-faq-1,{{}},2026-11-24,N{n + count}," for n in range(count)]
        for amount in (1, 2):
            content = csv_file(*(row.format(amount) for row in rows), head=HEAD)
            if amount == 2:
                upload(editor_client, network, content)
                costs.append(queries(editor_client, IMPORT))
            report = import_report(content, network, file_name="x").report
        costs.append(queries(editor_client, f"{REPORTS}{report.pk}/change/"))
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize("method", ["get", "post"])
def test_report_that_a_later_one_rests_on_stays(editor_client, network, report, method):
    import_report(LATER, network, file_name="december.csv")
    address = f"{REPORTS}{report.pk}/"
    response = getattr(editor_client, method)(f"{address}delete/", {"post": "yes"}, follow=True)
    assert response.redirect_chain == [(f"{address}change/", 302)]
    words = "It stays for now: sales that it counted stand in later reports too, and what those"
    assert messages_of(response) == [
        f"{words} count rests on it. Remove first, the newest first: “december.csv”."
    ]
    assert EarningsReport.objects.count() == 2


def test_what_rests_on_a_report_is_told_to_editors_only(author_client, network, report):
    import_report(LATER, network, file_name="december.csv")
    assert author_client.post(f"{REPORTS}{report.pk}/delete/").status_code == 403


def test_preview_of_bookings_says_that_they_add_up(editor_client, network, report):
    network.repeated_numbers = "adds"
    network.save()
    upload(editor_client, network, CONTENT + b"\na1-faq-1,-10.10,2026-12-01,N1,approved")
    page = text_of(editor_client.get(IMPORT).content.decode(), "#content-main")
    assert "Each row is a booking, and all bookings of a number add up." in page
    assert "This network’s reports add: each row is another booking" in page
    assert "comes back with -10.10 EUR after +10.10, which looks like a reversal" in page
    assert "A sale that an earlier report counted is not counted twice." not in page
