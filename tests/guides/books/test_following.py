from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.bin import throw_away
from articles.models import Article, Merchant
from articles.publishing.dependents import follow as follow_changed
from articles.publishing.windows import publish, save_revision, withdraw
from guides.books.building import build, open_book
from guides.books.following import ask_for_books, guides_with
from guides.books.tasks import build_books_of
from guides.models import Book
from tests.factories import make_article, make_guide, publish_article


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Does what waits for the commit of what is done within it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def tasks():
    path = build_books_of.module_path
    return list(DBTaskResult.objects.filter(task_path=path).order_by("run_after"))


def waiting():
    return [task.args_kwargs["args"] for task in tasks()]


def test_publishing_a_chapter_asks_for_the_books_of_its_guide(guide, committed):
    article = Article.objects.get(slug="tea")
    article.title = "Green tea"
    article.save()
    with committed():
        publish(save_revision(article))
    assert waiting() == [[guide.pk]]


def test_withdrawing_a_chapter_asks_for_the_books_of_its_guide(guide, committed):
    with committed():
        withdraw(Article.objects.get(slug="tea"))
    assert waiting() == [[guide.pk]]


def test_publishing_the_guide_asks_for_its_books(guide, committed):
    with committed():
        publish(save_revision(guide))
    assert waiting() == [[guide.pk]]


def test_what_the_system_renders_anew_asks_for_the_books_once(guide, committed):
    shop = Merchant.objects.get(name="Lamps")
    shop.mandatory_sentence = "Paid by lamps."
    shop.save()
    with committed():
        follow_changed(shop)
    assert waiting() == [[guide.pk]]


def test_merchant_who_forbids_links_in_documents_from_now_on_asks_for_the_books(guide, committed):
    build(guide)
    shop = Merchant.objects.get(name="Lamps")
    shop.may_document = False
    shop.save()
    with committed():
        assert follow_changed(shop) == 0
    assert waiting() == [[guide.pk]]
    assert build_books_of.func(guide.pk) == 2


def test_guide_in_the_bin_loses_its_books(guide, committed, editor):
    build(guide)
    with committed():
        throw_away(guide, by=editor)
    assert waiting() == [[guide.pk]]
    with committed():
        assert build_books_of.func(guide.pk) == 0
    assert open_book(guide, "pdf") is None


def test_other_articles_ask_for_nothing(guide, committed):
    with committed():
        publish_article(make_article())
    assert waiting() == []


def test_change_to_come_asks_for_the_moment_it_comes(guide, committed):
    start, end = (timezone.now().replace(microsecond=0) + timedelta(days=n) for n in (1, 2))
    with committed():
        publish(save_revision(Article.objects.get(slug="tea")), at=start, until=end)
    assert [task.run_after for task in tasks()] == [start, end]


def test_asking_twice_is_one_task_until_it_began(guide):
    ask_for_books([guide.pk])
    ask_for_books([guide.pk])
    assert waiting() == [[guide.pk]]
    build(guide)
    assert set(Book.objects.values_list("asked_at", flat=True)) == {None}
    ask_for_books([guide.pk])
    assert waiting() == [[guide.pk]] * 2


def test_task_that_was_lost_is_asked_for_again(guide):
    ask_for_books([guide.pk])
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        ask_for_books([guide.pk])
    assert waiting() == [[guide.pk]] * 2


def test_guides_are_found_in_one_query(guide, django_assert_num_queries):
    article = Article.objects.get(slug="bread")
    with django_assert_num_queries(1):
        assert guides_with([article, make_article_unsaved()]) == [guide.pk]
    with django_assert_num_queries(0):
        assert guides_with([guide]) == [guide.pk]


def make_article_unsaved():
    return Article(pk=0)


def test_task_makes_the_books(guide):
    assert build_books_of.func(guide.pk) == 2
    assert build_books_of.func(guide.pk) == 0


def test_task_of_a_guide_that_is_gone_does_nothing(db):
    guide = make_guide()
    key = guide.pk
    guide.delete()
    assert build_books_of.func(key) == 0
