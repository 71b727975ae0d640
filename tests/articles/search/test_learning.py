"""Words of texts are known once two live pages share them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import SearchDocument, Spelling
from articles.publishing.windows import publish, save_revision, withdraw
from articles.search import learning
from articles.search.finding import find
from articles.search.learning import learn_text
from articles.search.spelling import count_known
from articles.search.tasks import follow, learn_one
from tests.factories import make_article, publish_article, publish_guide

pytestmark = pytest.mark.django_db


def tell(text, **fields):
    return publish_article(sections=[("Part", text)], **fields).article


def knows(word):
    return Spelling.objects.filter(form=word, word=word).exists()


def test_word_that_two_texts_share_is_mended():
    tell("A quiet evening.")
    page = tell("An evening walk.")
    assert find("evning").results == []

    assert learn_text(page) == 1

    found = find("evning")
    assert found.asked.mended == {"evning": "evening"}
    assert len(found.results) == 2


def test_word_of_a_single_text_is_not_known():
    page = tell("A quiet evneing.")
    tell("An evening walk.")

    assert learn_text(page) == 0
    assert not knows("evneing")


def test_what_is_not_live_shares_nothing():
    page = tell("A quiet evening.")
    tomorrow = timezone.now() + timedelta(days=1)
    later = make_article(sections=[("Part", "An evening walk.")])
    publish(save_revision(later), at=tomorrow)

    assert learn_text(page) == learn_text(later) == 0
    withdraw(page)
    assert learn_text(page) == 0


def test_where_enough_is_known_no_text_is_read(monkeypatch):
    for _ in range(2):
        page = tell("A quiet evening.", title="Walking")
    monkeypatch.setattr(learning, "ENOUGH", count_known())

    assert learn_text(page) == 0
    vocabulary = learning.Vocabulary()
    vocabulary.words = {"evening"}
    monkeypatch.setattr(learning, "ENOUGH", 1)
    for document in SearchDocument.objects.all():
        vocabulary.add(document)
    assert "quiet" not in vocabulary.words
    assert "walking" in vocabulary.words


def test_looking_at_a_text_again_asks_for_its_own_words_alone(django_assert_num_queries):
    for text in ("A quiet evening.", "One quiet evening walk."):
        page = tell(text)
    learn_text(page)

    with django_assert_num_queries(4):
        assert learn_text(page) == 0


def test_only_so_many_new_words_are_looked_up(monkeypatch, django_assert_num_queries):
    page = tell("Many words that are nowhere else.")
    monkeypatch.setattr(learning, "MOST_NEW", 2)

    with django_assert_num_queries(3 + 2):
        learn_text(page)


def test_publishing_has_the_worker_learn(django_capture_on_commit_callbacks):
    tell("A quiet evening.")
    with django_capture_on_commit_callbacks(execute=True):
        guide = publish_guide(title="Two", chapters=[("One", "An evening walk.")]).guide

    tasks = DBTaskResult.objects.filter(task_path=learn_one.module_path)
    assert [row.args_kwargs["args"] for row in tasks] == [["g", guide.pk]]
    assert learn_one.func("g", guide.pk) == 1
    assert learn_one.func("a", 0) == 0


def test_what_is_scheduled_is_learned_when_it_goes_live(time_machine):
    now = timezone.now().replace(microsecond=0)
    article = make_article()

    follow([article], now + timedelta(hours=1))

    row = DBTaskResult.objects.get(task_path=learn_one.module_path)
    assert row.run_after == now + timedelta(hours=1)
