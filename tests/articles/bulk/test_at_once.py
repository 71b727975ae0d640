"""Two people change many articles at once: what one promised is kept, the other looks again."""

import pytest
from django.db import connection

from articles.bulk.drafts import AddTags, TopicChange
from articles.bulk.plans import Outdated, TooLate, carry_out, make_plan, undo
from articles.models import Article, BulkChange, Revision
from articles.publishing.windows import publish, save_revision
from tests.articles.publishing.test_concurrency import run_together
from tests.factories import make_article, make_topic

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the in-memory database has one connection"
    ),
]


def anyone(article):
    return True


def confirm(change, articles):
    """Carry out what was shown just now; a word for what came of it."""
    promise = make_plan(change, [row.pk for row in articles]).promise()

    def run():
        try:
            return carry_out(change, promise, by=None, may=anyone).label
        except Outdated:
            return "outdated"

    return run


def test_one_of_two_that_meet_is_carried_out():
    articles = [make_article(topic=make_topic()) for _ in range(5)]
    trust, money = make_topic(title="Trust"), make_topic(title="Money")

    answers = run_together(
        confirm(TopicChange(trust), articles), confirm(TopicChange(money), articles[::-1])
    )

    [done] = set(answers) - {"outdated"}
    topics = set(Article.objects.values_list("topic__title", flat=True))
    assert (answers.count("outdated"), topics) == (1, {done.removeprefix("Topic: ")})
    assert BulkChange.objects.count() == 1


def test_two_that_do_not_meet_are_both_carried_out():
    articles = [make_article() for _ in range(4)]
    trust = make_topic(title="Trust")

    answers = run_together(
        confirm(TopicChange(trust), articles), confirm(AddTags(("calm",)), articles[::-1])
    )

    assert sorted(answers) == ["Tags added: calm", "Topic: Trust"]
    newest = [row.revisions.first() for row in articles]
    assert {row.topic for row in newest} == {trust}
    assert [[tag.name for tag in row.tags.all()] for row in newest] == [["calm"]] * 4


def test_article_that_is_published_meanwhile_keeps_both_texts_in_order():
    article = make_article(title="One")
    revision = save_revision(article)
    trust = make_topic(title="Trust")

    run_together(confirm(TopicChange(trust), [article]), lambda: publish(revision).title)

    live = Revision.objects.live().get()
    assert (live.pk, article.revisions.first().topic) == (revision.pk, trust)


def test_one_of_two_undoes_it():
    article = make_article(topic=make_topic())
    confirm(TopicChange(make_topic()), [article])()
    bulk = BulkChange.objects.get()

    def put_back():
        try:
            return undo(bulk, by=None, may=anyone).count
        except TooLate:
            return "too late"

    answers = run_together(put_back, put_back)

    assert sorted(map(str, answers)) == ["1", "too late"]
