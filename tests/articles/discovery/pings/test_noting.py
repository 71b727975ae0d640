"""Which addresses are told of when something changes for readers."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from articles.discovery.pings import noting
from articles.discovery.pings.noting import follow, note_one, note_what_came
from articles.discovery.pings.queue import send_what_is_due
from articles.models import Ping, Revision
from articles.publishing.windows import call_off, publish, refresh, save_revision, withdraw
from tests.articles.discovery.pings.conftest import NOON
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_topic,
    publish_article,
    publish_guide,
)

HOUR = timedelta(hours=1)
FEEDS = [
    f"https://example.org/{folder}/{file}"
    for folder in ("authors/ana", "feeds", "topics/drinks")
    for file in ("atom.xml", "feed.json", "rss.xml")
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(site, clock):
    return clock


def make_tea():
    topic, author = make_topic(slug="drinks"), make_author(slug="ana")
    return make_article(slug="tea", topic=topic, authors=[author])


def told(service):
    """The addresses that wait, without those that waited when it was last asked."""
    rows = Ping.objects.filter(service=service)
    found = sorted(rows.values_list("address", flat=True))
    rows.delete()
    return found


def pages():
    return [address.removeprefix("https://example.org") for address in told("indexnow")]


def change(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return save_revision(article)


def tasks():
    rows = DBTaskResult.objects.filter(task_path=note_one.module_path)
    return list(rows.order_by("run_after").values_list("run_after", flat=True))


def test_publishing_is_told(committed):
    with committed():
        publish_article(make_tea())
    assert (pages(), told("websub")) == (["/articles/tea/"], FEEDS)


def test_nothing_is_told_before_the_commit(committed):
    with committed():
        publish_article()
        assert not Ping.objects.exists()
    assert Ping.objects.exists()


def test_change_is_told_once_however_often_it_comes(committed, now):
    with committed():
        article = publish_article(make_tea()).article
    for number in range(3):
        now.shift(1)
        with committed():
            publish(change(article, dek=f"{number}"))
    assert Ping.objects.count() == 10
    assert len(DBTaskResult.objects.filter(task_path=send_what_is_due.module_path)) == 1


def test_former_address_is_told(committed, now):
    with committed():
        article = publish_article(make_tea()).article
    pages()
    now.shift(1)
    with committed():
        publish(change(article, slug="green-tea"))
    assert pages() == ["/articles/green-tea/", "/articles/tea/"]


def test_only_the_last_change_is_told(committed, now):
    article = publish_article(make_tea()).article
    now.shift(1)
    publish(change(article, slug="green-tea"))
    now.shift(1)
    with committed():
        withdraw(article)
    assert pages() == ["/articles/green-tea/"]


def test_feeds_of_topics_and_authors_are_told_by_the_name_they_give_themselves(
    client, committed, now
):
    article = publish_article(make_tea()).article
    article.topic = make_topic(slug="coffee")
    now.shift(HOUR)
    with committed():
        publish(change(article))
    feeds = told("websub")
    assert {address.rsplit("/", 1)[0] for address in feeds} == {
        "https://example.org/feeds",
        "https://example.org/topics/drinks",
        "https://example.org/topics/coffee",
        "https://example.org/authors/ana",
    }
    answers = [client.get(address.removeprefix("https://example.org")) for address in feeds]
    assert [answer["Link"] for answer in answers] == [
        f'<{address}>; rel="self", <https://hub.tls.test/>; rel="hub"' for address in feeds
    ]


def test_page_that_is_told_may_be_indexed(client, committed):
    with committed():
        publish_article()
        publish_article(kind="page")
        publish_guide(chapters=[("One", "Words.")])
    found = pages()
    assert len(found) == 4
    for address in found:
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("X-Robots-Tag")) == (200, None)
        assert "noindex" not in answer.text


def test_page_stands_in_no_feed(committed):
    with committed():
        publish_article(kind="page", slug="about")
    assert (pages(), told("websub")) == (["/about/"], [])


def test_guide_is_told_with_the_chapters_that_are_its_own(committed):
    article = publish_article()
    with committed():
        guide = make_guide(slug="course", chapters=[article.article, ("One", "Words.")])
        publish_guide(guide)
    assert (pages(), told("websub")) == (["/guides/course/", "/guides/course/one/"], [])


def test_withdrawing_is_told(committed, now):
    article = publish_article(make_tea()).article
    now.shift(HOUR)
    with committed():
        withdraw(article)
    assert (pages(), told("websub")) == (["/articles/tea/"], FEEDS)


def test_schedule_is_told_at_its_moment(committed, now):
    article = publish_article(make_tea()).article
    with committed():
        publish(change(article, slug="green-tea"), at=NOON + HOUR)
    assert (pages(), tasks()) == ([], [NOON + HOUR])
    now.move_to(NOON + 2 * HOUR)
    assert note_what_came() == 1
    assert (pages(), told("websub")) == (["/articles/green-tea/", "/articles/tea/"], FEEDS)
    assert (tasks(), note_what_came()) == ([], 0)


def test_expiry_is_told_at_its_moment(committed, now):
    with committed():
        publish(save_revision(make_tea()), until=NOON + HOUR)
    assert (pages(), tasks()) == (["/articles/tea/"], [NOON + HOUR])
    now.move_to(NOON + HOUR)
    assert note_what_came() == 1
    assert pages() == ["/articles/tea/"]


def test_what_was_called_off_is_not_told(committed, now):
    article = make_article()
    with committed():
        publish(save_revision(article), at=NOON + HOUR)
        call_off(article)
    now.move_to(NOON + HOUR)
    assert note_what_came() == 1
    assert not Ping.objects.exists()


def test_what_a_worker_took_meanwhile_is_left_to_it(committed, now, monkeypatch):
    with committed():
        for slug in ("tea", "coffee"):
            publish(save_revision(make_article(slug=slug)), at=NOON + HOUR)
    now.move_to(NOON + HOUR)

    def work(revision):
        DBTaskResult.objects.all().delete()
        return []

    monkeypatch.setitem(noting._pages, Revision, work)
    assert note_what_came() == 1
    assert len(pages()) == 1


def test_moment_is_looked_at_once_however_often_it_is_chosen(committed):
    article = make_article()
    for _ in range(2):
        with committed():
            publish(save_revision(article), at=NOON + HOUR)
    assert tasks() == [NOON + HOUR]


def test_page_that_came_out_the_same_is_not_told(committed, now):
    publish_article()
    now.shift(HOUR)
    with committed():
        refresh(Revision.objects.live(), note="A new disclosure")
    assert not Ping.objects.exists()


def test_many_cost_as_much_as_one(committed):
    subjects = [publish_article(topic=make_topic()).article for _ in range(10)]
    follow(subjects[:1], None)
    with CaptureQueriesContext(connection) as one:
        follow(subjects[:1], None)
    with CaptureQueriesContext(connection) as many:
        follow(subjects, None)
    assert (len(many), len(one)) == (4, 4)


@pytest.mark.parametrize("at", [None, NOON + HOUR])
def test_nothing_is_noted_or_asked_where_nobody_is_told(site, django_assert_num_queries, at):
    site.WEBSUB_HUB = site.INDEXNOW_KEY = ""
    article = publish_article().article
    with django_assert_num_queries(0):
        follow([article], at)
    assert (Ping.objects.count(), tasks()) == (0, [])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_worker_notes_what_came(site, now):
    publish(save_revision(make_tea()), at=NOON + HOUR)
    now.move_to(NOON + HOUR)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert pages() == ["/articles/tea/"]
