"""The page of the calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.publishing.windows import publish, save_revision
from tests.articles.admin.forms import parse
from tests.factories import make_article

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(time_machine, settings):
    settings.TIME_ZONE = "UTC"
    return time_machine.move_to(NOON, tick=False)


def words(node):
    return " ".join(node.text().split())


def test_entry_is_a_link_with_its_time_on_its_day(author_client, author):
    article = make_article(owner=author, title="Snow")
    publish(save_revision(article), at=NOON + timedelta(days=30))

    page = parse(author_client.get("/admin/calendar/?month=2027-01"))

    (entry,) = page.css("#day-2027-01-02 .entry a")
    assert words(entry) == "12:00 Goes live Snow"
    assert entry.attributes["href"] == f"/admin/articles/article/{article.pk}/change/"
    assert [node.attributes["href"] for node in page.css(".plan-ways a")] == [
        "?month=2026-12",
        "/admin/calendar/",
        "?month=2027-02",
    ]
    assert words(page.css_first("caption")) == "January 2027"


def test_today_is_marked_and_an_empty_month_says_so(author_client):
    page = parse(author_client.get("/admin/calendar/?month=nonsense"))

    (today,) = page.css("[aria-current=date]")
    assert (words(today), today.parent.id) == ("Thursday 3 December, today", "day-2026-12-03")
    assert page.css_first(".plan-none").text() == "Nothing is planned for this month."


def test_what_does_not_fit_into_a_day_unfolds(author_client, author):
    for _ in range(6):
        publish(save_revision(make_article(owner=author)), at=NOON + timedelta(days=1))

    day = parse(author_client.get("/admin/calendar/")).css_first("#day-2026-12-04")

    assert (len(day.css("td > ul > li")), words(day.css_first("summary"))) == (4, "2 more")
    assert len(day.css("details li")) == 2


@pytest.mark.parametrize("rows", [1, 10])
def test_page_costs_the_same_with_more_rows(rows, editor_client, django_assert_num_queries):
    for _ in range(rows):
        publish(save_revision(make_article()), at=NOON + timedelta(days=1))
    editor_client.get("/admin/calendar/")

    with django_assert_num_queries(10):
        editor_client.get("/admin/calendar/")
