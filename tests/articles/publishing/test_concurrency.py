"""Two people at once. SQLite lets one writer in at a time; PostgreSQL has to be told to wait."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from articles.models import Article, Author
from articles.publishing.dependents import follow
from articles.publishing.windows import NotPublishable, publish, refresh, save_revision, withdraw
from tests.factories import make_article, make_author, publish_article

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'", reason="the in-memory database has one connection"
    ),
]
PATIENCE = 20


def run_together(*tasks):
    """Run tasks in threads of their own, started at the same moment."""
    barrier = Barrier(len(tasks), timeout=PATIENCE)

    def run(task):
        try:
            barrier.wait()
            return task()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, task) for task in tasks]]


def test_two_publications_at_once_leave_one_live():
    article = make_article()
    revisions = []
    for title in ("One", "Two", "Three", "Four"):
        Article.objects.update(title=title)
        revisions.append(save_revision(article))

    run_together(*(lambda revision=revision: publish(revision) for revision in revisions))

    assert article.revisions.live().count() == 1
    assert article.revisions.filter(live_from__isnull=False).count() == 4


def test_two_pages_published_at_one_address_at_once_are_one():
    revisions = []
    for _ in range(2):
        Article.objects.filter(slug="same").update(slug="once-the-same")
        revisions.append(save_revision(make_article(slug="same")))

    def try_to_publish(revision):
        try:
            return publish(revision)
        except NotPublishable:
            return None

    run_together(*(lambda revision=revision: try_to_publish(revision) for revision in revisions))

    assert type(revisions[0]).objects.live().count() == 1


def test_publication_and_withdrawal_at_once_end_in_either_order():
    article = make_article()
    publish(save_revision(article))
    Article.objects.update(title="Two")
    second = save_revision(article)

    run_together(lambda: publish(second), lambda: withdraw(article))

    assert list(article.revisions.live()) in ([], [second])


def test_the_same_text_saved_twice_at_once_is_one_revision():
    article = make_article()

    first, second = run_together(*[lambda: save_revision(article)] * 2)

    assert (first, article.revisions.count()) == (second, 1)


def test_refresh_waits_for_a_publication_and_follows_its_text():
    article = publish_article(make_article(authors=[make_author(name="Ada")])).article
    found = list(article.revisions.current())
    Article.objects.update(title="Two")
    second = save_revision(article)
    Author.objects.update(name="Ada Lovelace")
    is_locked = Event()

    def publish_slowly():
        with transaction.atomic():
            publish(second)
            is_locked.set()

    def refresh_what_was_live():
        assert is_locked.wait(PATIENCE)
        return refresh(found, note="Renamed")

    run_together(publish_slowly, refresh_what_was_live)

    live = article.revisions.live().get()
    assert (live.title, live.byline) == ("Two", "Ada Lovelace")


def test_changes_to_two_authors_of_the_same_pages_both_arrive():
    authors = [make_author(name="Ada"), make_author(name="Ben")]
    for _ in range(4):
        publish_article(authors=authors)

    def rename(author, name):
        with transaction.atomic():
            author.name = name
            author.save()
            follow(author)

    run_together(
        lambda: rename(authors[0], "Ada Lovelace"), lambda: rename(authors[1], "Ben Nevis")
    )

    for article in Article.objects.all():
        assert article.revisions.live().count() == 1
    assert Author.objects.filter(name__in=["Ada Lovelace", "Ben Nevis"]).count() == 2
