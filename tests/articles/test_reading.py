"""Old addresses, gone pages, and what is put into a stored page when it is read."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Revision
from articles.publishing.pages import DATE_SLOT
from articles.publishing.windows import publish, save_revision, withdraw
from articles.reading import article_addresses, fill, find_addresses
from tests.articles.admin.forms import parse
from tests.factories import make_article, make_topic, publish_article, publish_guide

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def move(article, slug, **fields):
    """Publish an article under another slug."""
    Article.objects.filter(pk=article.pk).update(slug=slug, **fields)
    return publish(save_revision(article))


def answer(client, address):
    response = client.get(address)
    return response.status_code, response.get("Location")


def test_old_slug_redirects_for_good(client):
    article = publish_article(slug="old").article
    move(article, "new")

    assert answer(client, "/articles/old/") == (301, "/articles/new/")


def test_slug_of_two_changes_ago_redirects_at_once(client):
    article = publish_article(slug="first").article
    move(article, "second")
    move(article, "third")

    answers = {answer(client, f"/articles/{slug}/") for slug in ("first", "second")}
    assert answers == {(301, "/articles/third/")}


def test_slug_that_came_back_is_served_again(client):
    article = publish_article(slug="first").article
    move(article, "second")
    move(article, "first")

    assert answer(client, "/articles/first/") == (200, None)
    assert answer(client, "/articles/second/") == (301, "/articles/first/")


def test_old_slug_of_a_page_redirects(client):
    article = publish_article(kind="page", slug="old").article
    move(article, "new")

    assert answer(client, "/old/") == (301, "/new/")


def test_article_that_became_a_page_redirects(client):
    article = publish_article(slug="mission").article
    move(article, "mission", kind="page", topic=None)

    assert answer(client, "/articles/mission/") == (301, "/mission/")


def test_old_slug_redirects_only_once_the_change_is_live(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    article = publish_article(slug="old").article
    Article.objects.update(slug="new")
    publish(save_revision(article), at=NOON + DAY)

    before = answer(client, "/articles/old/"), answer(client, "/articles/new/")
    time_machine.move_to(NOON + DAY, tick=False)
    after = answer(client, "/articles/old/"), answer(client, "/articles/new/")

    assert before == ((200, None), (404, None))
    assert after == ((301, "/articles/new/"), (200, None))


def test_old_slug_taken_by_another_article_is_the_others(client):
    article = publish_article(slug="shared").article
    move(article, "moved")
    publish_article(make_article(slug="shared", title="The other"))

    assert "The other" in client.get("/articles/shared/").content.decode()


def test_old_slug_leads_to_whoever_had_it_last(client):
    first = publish_article(slug="shared").article
    move(first, "moved")
    second = publish_article(make_article(slug="shared")).article
    move(second, "moved-too")

    assert answer(client, "/articles/shared/") == (301, "/articles/moved-too/")


def test_slug_that_was_never_live_is_not_found(client):
    article = make_article(slug="draft")
    save_revision(article)
    move(article, "published")

    assert answer(client, "/articles/draft/") == (404, None)


def test_withdrawn_article_is_gone(client):
    revision = publish_article(slug="gone")
    withdraw(revision.subject)

    assert answer(client, "/articles/gone/") == (410, None)


def test_every_old_slug_of_a_withdrawn_article_is_gone(client):
    article = publish_article(slug="old").article
    move(article, "new")
    withdraw(article)

    assert [answer(client, f"/articles/{slug}/")[0] for slug in ("old", "new")] == [410, 410]


def test_withdrawn_page_is_gone(client):
    withdraw(publish_article(kind="page", slug="gone").subject)

    assert answer(client, "/gone/") == (410, None)


def test_gone_article_says_so_and_what_else_there_is(client):
    topic = make_topic(title="Rest", slug="rest")
    withdraw(publish_article(slug="gone", title="Sleep", topic=topic).subject)

    page = parse(client.get("/articles/gone/"))

    assert page.css_first("title").text().startswith("No longer published: Sleep – ")
    links = [link.attributes["href"] for link in page.css("main a")]
    assert links == ["/topics/rest/", "/articles/"]
    assert page.css_first("main input[name=q]").attributes["value"] == "Sleep"


def test_gone_article_shows_nothing_of_its_text(client):
    revision = publish_article(slug="gone", introduction="What we regret", dek="A regret")
    withdraw(revision.subject)

    text = client.get("/articles/gone/").content.decode()

    assert [words for words in ("What we regret", "A regret") if words in text] == []


def test_withdrawn_article_that_is_scheduled_again_stays_gone_until_then(client):
    revision = publish_article(slug="gone")
    withdraw(revision.subject)
    publish(revision, at=datetime.now(UTC) + DAY)

    assert answer(client, "/articles/gone/") == (410, None)


def test_redirect_costs_three_queries(client, django_assert_max_num_queries):
    article = publish_article(slug="old").article
    move(article, "new")

    with django_assert_max_num_queries(4):
        client.get("/articles/old/")


def test_redirect_answers_head(client):
    article = publish_article(slug="old").article
    move(article, "new")

    assert client.head("/articles/old/").status_code == 301


def test_addresses_are_those_of_live_rows():
    article, page = publish_article(slug="a"), publish_article(kind="page", slug="b")
    withdrawn = publish_article()
    withdraw(withdrawn.subject)
    draft = make_article()
    guide = publish_guide(slug="g", chapters=[("Own", "Words.")])

    keys = {row.article_id for row in (article, page, withdrawn)} | {draft.pk}
    found = find_addresses({"article": keys, "guide": {guide.guide_id}, "unheard-of": {1}})

    assert found == {
        ("article", article.article_id): "/articles/a/",
        ("article", page.article_id): "/b/",
        ("guide", guide.guide_id): "/guides/g/",
    }


def test_addresses_cost_a_query_a_kind(django_assert_num_queries):
    keys = [publish_article().article_id for _ in range(3)]

    with django_assert_num_queries(2):
        find_addresses({"article": keys, "guide": [1, 2]})


def test_addresses_of_nothing_are_none():
    assert article_addresses([]) == {}


def test_fill_puts_in_addresses_and_the_date_once():
    html = (
        f'<a href="candor:article/1#part">a</a><a href="candor:guide/1">b</a>{DATE_SLOT}{DATE_SLOT}'
    )

    filled = fill(html, {("article", 1): "/articles/x/"}, None)

    assert filled.startswith('<a href="/articles/x/#part">a</a><a aria-disabled="true">b</a>')
    assert filled.count(DATE_SLOT) == 1


def test_writer_cannot_type_a_slot(client):
    revision = publish_article(title=DATE_SLOT, introduction=f"a {DATE_SLOT} `{DATE_SLOT}`")

    assert Revision.objects.get(pk=revision.pk).html.count(DATE_SLOT) == 1


def test_writer_cannot_type_a_stable_address(client):
    other = publish_article(slug="other")
    typed = f'href="candor:article/{other.article_id}"'
    revision = publish_article(introduction=f"`{typed}` {typed}", title=typed)

    text = client.get(revision.get_absolute_url()).content.decode()

    assert ("/articles/other/" in text, "aria-disabled" in text) == (False, False)
