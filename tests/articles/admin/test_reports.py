"""The pages of what earns: an overview, each table, and its file."""

import csv

import pytest
import time_machine

from tests.articles.admin.forms import parse
from tests.articles.admin.test_lists import queries
from tests.articles.reports.counts import BEFORE, NOW, click, earn, view
from tests.factories import (
    make_merchant,
    make_product,
    make_publication,
    publish_article,
    publish_guide,
)

REPORTS = "/admin/reports/"
GROUPINGS = ("links", "pages", "placements", "merchants")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counted(db):
    """A page with a lamp that was seen, followed and bought."""
    lamp = make_product(name="Lamp", slug="lamp", merchant=make_merchant(name="Lumen"))
    page = publish_article(title="Listening", sections=[("One", "A [lamp](go:lamp).")])
    click(lamp, page.source, "section-1", clicks=40, seen=30)
    click(lamp, page.source, "section-1", clicks=20, day=BEFORE)
    view(page.source, 1500)
    earn("12.00", page.source, "section-1", link=lamp)
    return page


def texts(page, selector):
    return [" ".join(node.text(deep=True).split()) for node in page.css(selector)]


def exported(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True)))


# The overview


def test_overview_tells_the_numbers_of_the_last_thirty_days(editor_client, counted):
    page = parse(editor_client.get(REPORTS))
    assert texts(page, ".figures > div") == [
        "Clicks 40 +100% · 20 before",
        "Views 1,500 new · 0 before",
        "Click-through 2.0% 30 seen clicks",
        "Earned, EUR €12.00 €0.00 before",
        "Earned per click €0.30 €12.00 of it from known pages",
    ]
    assert texts(page, ".report-days") == [
        "1 Jun 2026 to 30 Jun 2026, compared with 2 May 2026 to 31 May 2026. Today is not over yet."
    ]


def test_overview_shows_the_top_of_each_table(editor_client, counted):
    page = parse(editor_client.get(REPORTS))
    assert texts(page, ".teaser h2") == [
        *("Product links", "Articles and guides", "Placements", "Merchants")
    ]
    assert texts(page, ".teaser tbody tr") == [
        "Lamp 40 +100% 2.0% €12.00",
        "Listening 40 +100% 2.0% €12.00",
        "Section 1 40 +100% 2.0% €12.00",
        "Lumen 40 +100% 2.0% €12.00",
    ]
    assert [link.attributes["href"] for link in page.css(".teaser p a")] == [
        f"/admin/reports/{grouping}/?days=30" for grouping in GROUPINGS
    ]


def test_charts_are_named_described_and_told_as_a_table(editor_client, counted):
    page = parse(editor_client.get(f"{REPORTS}?days=7"))
    charts = [
        (chart.attributes["role"], chart.attributes["aria-labelledby"], len(chart.css("rect")))
        for chart in page.css("svg.chart")
    ]
    assert charts == [
        ("img", "clicks-title clicks-words", 7),
        ("img", "views-title views-words", 7),
    ]
    assert texts(page, "#clicks-title, #clicks-words") == [
        "Clicks per day",
        "40 in all; the most, 40, on 30 Jun 2026. The table below has every number.",
    ]
    rows = texts(page, ".report-numbers tbody tr")
    assert (len(rows), rows[-1]) == (7, "30 Jun 2026 40 1,500")


def test_numbers_in_charts_have_points_in_every_language(editor_client, counted, settings):
    settings.LANGUAGE_CODE = "de"
    page = parse(editor_client.get(REPORTS))
    bars = page.css("svg.chart rect")
    values = [bar.attributes[name] for bar in bars for name in ("x", "y", "width", "height")]
    assert [value for value in values if "," in value] == []


def test_overview_points_out_what_is_worth_a_look(editor_client, counted):
    view(publish_article(title="Money talks").source, 120)
    page = parse(editor_client.get(REPORTS))
    assert texts(page, ".finding h3") == [
        "Links with traffic but no clicks",
        "Products whose clicks fall",
        "Pages whose clicks fall",
        "Articles with traffic but no link",
    ]
    assert texts(page, ".finding li") == ["Money talks 120 views"]


def test_overview_says_how_many_more_were_found(editor_client, db):
    for _ in range(11):
        view(publish_article().source, 120)
    assert "And 1 more." in texts(parse(editor_client.get(REPORTS)), ".finding .report-small")


def test_overview_of_an_empty_site_says_so_and_how_numbers_are_made(editor_client):
    page = parse(editor_client.get(REPORTS))
    assert texts(page, ".report-empty h2, .figures, svg.chart") == [
        "Nothing was counted in these days"
    ]
    assert texts(page, "#how") == ["How these numbers are made"]


@pytest.mark.parametrize(
    ("count_views", "notes"), [(True, []), (False, ["The publication counts no views at present."])]
)
def test_publication_that_counts_no_views_says_so(editor_client, db, count_views, notes):
    make_publication(count_views=count_views)
    assert texts(parse(editor_client.get(REPORTS)), ".how strong") == notes


def test_table_of_which_nothing_is_known_says_so(editor_client, db):
    view("a999", 3)
    page = parse(editor_client.get(REPORTS))
    assert texts(page, ".report-none") == ["Nothing in these days."] * 4


def test_period_is_chosen_by_its_address(editor_client, counted):
    page = parse(editor_client.get(f"{REPORTS}?days=90"))
    assert texts(page, ".report-quick [aria-current]") == ["90 days"]
    page = parse(editor_client.get(f"{REPORTS}?since=2026-05-01&until=2026-05-31"))
    assert texts(page, ".report-quick [aria-current]") == []
    assert texts(page, ".report-days") == [
        "1 May 2026 to 31 May 2026, compared with 31 Mar 2026 to 30 Apr 2026."
    ]
    assert texts(page, ".figure-number")[0] == "20"


def test_period_that_cannot_be_is_told(editor_client, counted):
    page = parse(editor_client.get(f"{REPORTS}?since=2026-06-02&until=2026-06-01"))
    assert texts(page, ".report-dates .errorlist") == [
        "The first day comes after the last. Swap them."
    ]


def test_overview_costs_the_same_with_ten_more_of_everything(editor_client, counted):
    add_one_of_everything()
    before = queries(editor_client, REPORTS)
    for _ in range(10):
        add_one_of_everything()
    assert queries(editor_client, REPORTS) == before


def add_one_of_everything():
    link = make_product()
    body = f"A [x](go:{link.slug})."
    for revision in (publish_article(sections=[("One", body)]), publish_article()):
        view(revision.source, 500)
        click(link, revision.source, "section-1")
        earn("1.00", revision.source, "section-1", link=link)
    view(publish_guide(chapters=[("One", body)]).source, 5)


@pytest.mark.parametrize("path", ["", "links/", "links/export/"])
def test_author_is_refused(author_client, counted, path):
    assert author_client.get(REPORTS + path).status_code == 403


# The tables


@pytest.mark.parametrize(
    ("grouping", "row"),
    [
        ("links", "Lamp Lumen 40 +100% 30 1,500 2.0% €12.00 €0.30"),
        ("pages", "Listening Article 40 +100% 30 1,500 2.0% €12.00 €0.30"),
        ("placements", "Section 1 40 +100% 30 1,500 2.0% €12.00 €0.30"),
        ("merchants", "Lumen 40 +100% 30 1,500 2.0% €12.00 €0.30"),
    ],
)
def test_table_has_every_number(editor_client, counted, grouping, row):
    page = parse(editor_client.get(f"{REPORTS}{grouping}/"))
    assert texts(page, ".report-table tbody tr") == [row]
    assert len(page.css("#how")) == 1


@pytest.fixture
def hundred(db):
    """Three pages full of products."""
    for number in range(201):
        click(make_product(name=f"Product {number:03}"), clicks=number + 1)


def test_table_is_sorted_and_paged_by_its_address(editor_client, hundred):
    page = parse(editor_client.get(f"{REPORTS}links/?days=7&sort=-name&page=2"))
    names = texts(page, ".report-table tbody th a")
    assert (names[0], names[-1], len(names)) == ("Product 100", "Product 001", 100)
    assert texts(page, "[aria-sort]") == ["Product"]
    assert [link.attributes["href"] for link in page.css(".report-pages a")] == [
        "?days=7&sort=-name&page=1",
        "?days=7&sort=-name&page=3",
    ]


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "", "\x00", "9" * 5000])
def test_page_of_a_table_that_does_not_exist_is_another(editor_client, counted, page):
    response = editor_client.get(f"{REPORTS}links/", {"page": page})
    assert texts(parse(response), ".report-table tbody th a") == ["Lamp"]


BAD = (
    {"days": "0"},
    {"days": "9" * 5000},
    {"days": "\x00"},
    {"since": "0001-01-01", "until": "0001-01-01"},
    {"since": "9999-12-31", "until": "9999-12-31"},
    {"since": "\x00", "until": "'"},
    {"sort": "\x00"},
    {"sort": "-earned-EUR"},
    {"sort": "key.__class__"},
    {"nonsense": "1"},
)


@pytest.mark.parametrize("asked", BAD, ids=str)
@pytest.mark.parametrize("path", ["", "links/", "pages/export/"])
def test_whatever_is_asked_is_answered(editor_client, db, asked, path):
    assert editor_client.get(REPORTS + path, asked).status_code == 200


def test_table_of_an_empty_site_says_so(editor_client):
    page = parse(editor_client.get(f"{REPORTS}links/"))
    assert texts(page, ".report-empty, table") == ["Nothing was counted in these days."]


@pytest.mark.parametrize("path", ["colours/", "colours/export/"])
def test_table_that_does_not_exist_is_not_found(editor_client, db, path):
    assert editor_client.get(REPORTS + path).status_code == 404


@pytest.mark.parametrize("path", ["", "links/", "links/export/"])
def test_reports_are_only_read(editor_client, db, path):
    assert editor_client.post(REPORTS + path).status_code == 405


@pytest.mark.parametrize("path", [*(f"{grouping}/" for grouping in GROUPINGS)])
def test_table_costs_the_same_with_ten_more_of_everything(editor_client, counted, path):
    add_one_of_everything()
    before = queries(editor_client, REPORTS + path)
    for _ in range(10):
        add_one_of_everything()
    assert queries(editor_client, REPORTS + path) == before


# As a file


def test_export_is_the_table_with_plain_numbers(editor_client, counted):
    earn("-3.50", currency="USD")
    response = editor_client.get(f"{REPORTS}links/export/?days=30")
    assert (response["Content-Type"], response["Content-Disposition"], response.streaming) == (
        "text/csv; charset=utf-8",
        'attachment; filename="links-2026-06-01-2026-06-30.csv"',
        True,
    )
    assert exported(response) == [
        [
            *("Product", "Code", "Note", "Clicks before", "Clicks", "Change", "Seen clicks"),
            *("Views", "Click-through", "Earned, EUR", "Per click, EUR"),
            *("Earned, USD", "Per click, USD"),
        ],
        [
            *("Lamp", "lamp", "Lumen", "20", "40", "1.0", "30", "1500", "0.02"),
            *("12.00", "0.3000", "", ""),
        ],
        ["Not known", "", "", "0", "0", "", "0", "", "", "", "", "-3.50", ""],
    ]


def test_export_of_what_is_new_leaves_its_change_empty(editor_client, db):
    click(make_product(name="Lamp", slug="lamp", merchant=make_merchant(name="Lumen")))
    [_, row] = exported(editor_client.get(f"{REPORTS}links/export/"))
    assert row == ["Lamp", "lamp", "Lumen", "0", "1", "", "0", "", ""]


def test_export_is_whole_and_in_the_order_that_was_shown(editor_client, hundred):
    page = parse(editor_client.get(f"{REPORTS}links/?days=7&sort=clicks"))
    address = page.css_first(".report-tools a").attributes["href"]
    assert address == "/admin/reports/links/export/?days=7&sort=clicks"
    _, *rows = exported(editor_client.get(address))
    assert [int(row[4]) for row in rows] == list(range(1, 202))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_export_holds_no_formula(editor_client, db, start):
    click(make_product(name=f"{start}1+1"))
    [_, row] = exported(editor_client.get(f"{REPORTS}links/export/"))
    assert row[0] == f"'{start}1+1"
