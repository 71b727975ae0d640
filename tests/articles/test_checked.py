"""When sources were found to be as they are cited: on every surface, its day or nothing."""

from datetime import UTC, datetime

import pytest

from articles.health.addresses import take_stock
from articles.models import CheckedAddress, CheckedQuote, Revision
from articles.publishing.pages import CHECKED
from articles.publishing.windows import publish, save_revision
from guides.books.manuscript import gather
from tests.factories import make_guide, make_share_link, publish_article, publish_guide

pytestmark = pytest.mark.django_db

SLOT = f"<!--{CHECKED}"
CHECKED_AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
TOLD = "Checked 12 March 2026."
REFERENCES = [
    {"key": "a", "title": "A study", "url": "https://one.example/", "quote": "Men “talk”."},
    {"key": "b", "title": "A book", "url": "https://two.example/"},
    {"key": "c", "title": "A talk", "url": "", "quote": "Words & more"},
]


def cite(**fields):
    return publish_article(**{"slug": "tea", "references": REFERENCES} | fields)


def find_all():
    """Have every address and passage found."""
    take_stock()
    CheckedAddress.objects.update(verdict="ok", checked_at=CHECKED_AT)
    CheckedQuote.objects.update(verdict="found", checked_at=CHECKED_AT)


def test_source_shows_its_passage_and_when_it_was_found(client):
    cite()
    find_all()
    html = client.get("/articles/tea/").content.decode()
    assert html.count('<q class="source-quote">Men “talk”.</q>') == 1
    assert html.count('<q class="source-quote">Words &amp; more</q>') == 1
    assert html.count(f'<span class="accessed">{TOLD}</span>') == 2


def test_source_that_lacks_its_passage_was_not_checked(client):
    cite()
    find_all()
    CheckedQuote.objects.update(verdict="gone")
    assert client.get("/articles/tea/").content.decode().count(TOLD) == 1


def test_article_with_sources_costs_five_queries(client, django_assert_num_queries):
    cite()
    cite(slug="milk")
    find_all()
    client.get("/articles/tea/")
    with django_assert_num_queries(5):
        client.get("/articles/milk/")


def test_stored_page_without_slots_costs_no_query_more(client, django_assert_num_queries):
    cite()
    Revision.objects.update(html="<h1>Tea</h1>")
    client.get("/articles/tea/")
    with django_assert_num_queries(4):
        client.get("/articles/tea/")


@pytest.mark.parametrize("is_found", [True, False], ids=["found", "never looked for"])
def test_no_slot_is_left_on_any_surface(client, editor_client, is_found):
    article = cite().article
    cite(slug="about-us", kind="page")
    guide = publish_guide(make_guide(slug="drinks", chapters=[article])).guide
    former = publish(save_revision(article))
    article.title = "Tea again"
    article.save()
    live = publish(save_revision(article))
    Revision.objects.filter(pk=former.pk).update(live_from=CHECKED_AT)
    if is_found:
        find_all()
    mine, theirs = make_share_link(article), make_share_link(article, revision=former)
    desk = f"/admin/articles/article/{article.pk}"
    public = ["/articles/tea/", "/about-us/", "/articles/tea.md", "/about-us.md"]
    public += ["/guides/drinks/tea/", "/guides/drinks/"]
    private = [f"/preview/{link.key}/" for link in (mine, theirs)]
    past = [f"/articles/tea/versions/{former.pk}/", "/articles/tea/changes/"]
    private += [f"{desk}/revisions/{row.pk}/" for row in (former, live)] + [f"{desk}/change/"]
    feeds = [f"/feeds/{name}" for name in ("atom.xml", "rss.xml", "feed.json")]

    pages = {
        path: (editor_client if path.startswith("/admin") else client).get(path)
        for path in (*public, *private, *past, *feeds, "/search/?q=talk", "/llms.txt")
    }
    told = {path: answer.content.decode() for path, answer in pages.items()}

    assert {answer.status_code for answer in pages.values()} == {200}
    assert [path for path, text in told.items() if "checked:" in text] == []
    shown = [path for path, text in told.items() if TOLD in text]
    expected = [*public[:5], private[0], private[3], private[4]] if is_found else []
    assert shown == expected
    book = str(gather(guide))
    assert ("checked:" in book, TOLD in book) == (False, False)
